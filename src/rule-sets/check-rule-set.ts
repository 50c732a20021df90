import type { FactDefinition, OutputDefinition, RuleSetContract } from '../domain/fact.ts';
import { describeAllowedNames } from '../domain/nearest-name.ts';
import type { KnownCodes } from './bind-codes.ts';
import { type ConditionContext, checkCondition, findConditionCycles } from './check-condition.ts';
import { checkValidity, checkVersions, toRawDates } from './check-dates.ts';
import { checkOverlap } from './check-overlap.ts';
import { describeValue } from './check-shape.ts';
import { describeType, findLiteralProblem, findMismatch, isFactReference } from './check-value.ts';
import type { RawRuleSet } from './raw-rule-files.ts';
import type { Rule, RuleEvent, RuleSet, RulesProblem, RuleValue, Scope } from './rule-set.ts';
import { toScopeKey } from './scope.ts';

/** What a rule set is checked against. */
export type RuleSetSurroundings = {
  readonly contract: RuleSetContract;
  /** Parameters by the fact name under which conditions read them: `param.<name>`. */
  readonly parameterFacts: ReadonlyMap<string, FactDefinition>;
  readonly codes: KnownCodes;
};

/** Everything wrong with a rule set whose shape is right; the rules are those that have the right shape. */
export function checkRuleSet(
  raw: RawRuleSet,
  rules: readonly Rule[],
  file: string,
  surroundings: RuleSetSurroundings,
): readonly RulesProblem[] {
  const { contract } = surroundings;
  const facts = new Map(contract.facts.map((fact) => [fact.name, fact]));
  for (const [name, fact] of surroundings.parameterFacts) facts.set(name, fact);
  const conditions = raw.conditions ?? {};
  const context: ConditionContext = { file, facts, namedConditions: new Map(Object.entries(conditions)) };

  const cycles = findConditionCycles(context);
  const problems = [
    ...checkHead(raw, file, contract),
    ...Object.entries(conditions).flatMap(([name, each]) => checkCondition(each, `/conditions/${name}`, context)),
    ...cycles,
    ...(raw.default === null ? [] : checkEvent(raw.default, '/default', context, contract)),
    ...rules.flatMap((rule) => checkRule(rule, context, surroundings)),
    ...checkNames(rules, file),
  ];
  if (cycles.length > 0) return problems;
  return [...problems, ...checkOverlap({ ...raw, file, conditions, rules })];
}

function checkHead(raw: RawRuleSet, file: string, contract: RuleSetContract): readonly RulesProblem[] {
  const problems: RulesProblem[] = [];
  if (raw.hitPolicy !== contract.hitPolicy) {
    const allowed = `"${contract.hitPolicy}": the program reads this rule set so`;
    problems.push({ file, pointer: '/hitPolicy', seen: `"${raw.hitPolicy}"`, allowed });
  }
  if (contract.needsDefault && raw.default === null) {
    const allowed = `an event of type "${contract.event.type}": something must hold where no rule matches`;
    problems.push({ file, pointer: '/default', seen: 'null', allowed });
  }
  if (!contract.needsDefault && raw.default !== null) {
    problems.push({
      file,
      pointer: '/default',
      seen: 'an event',
      allowed: 'null: where no rule matches nothing holds',
    });
  }
  return problems;
}

function checkRule(rule: Rule, context: ConditionContext, surroundings: RuleSetSurroundings): readonly RulesProblem[] {
  const { file } = context;
  return [
    ...checkValidity(toRawDates(rule), file, rule.pointer),
    ...checkScope(rule.scope, file, `${rule.pointer}/scope`, surroundings.codes),
    ...checkCondition(rule.conditions, `${rule.pointer}/conditions`, context),
    ...checkEvent(rule.event, `${rule.pointer}/event`, context, surroundings.contract),
  ];
}

/** Codes in a scope that nobody knows: such a rule would never apply. */
export function checkScope(scope: Scope, file: string, pointer: string, known: KnownCodes): readonly RulesProblem[] {
  return (['product', 'segment', 'unit'] as const).flatMap((key) => {
    const code = scope[key];
    if (code === undefined || known[key].includes(code)) return [];
    return [{ file, pointer: `${pointer}/${key}`, seen: `"${code}"`, allowed: describeAllowedNames(code, known[key]) }];
  });
}

function checkEvent(
  event: RuleEvent,
  pointer: string,
  context: ConditionContext,
  contract: RuleSetContract,
): readonly RulesProblem[] {
  const { file } = context;
  const problems: RulesProblem[] = [];
  const { type, outputs } = contract.event;
  if (event.type !== type) {
    problems.push({ file, pointer: `${pointer}/type`, seen: `the event "${event.type}"`, allowed: `"${type}"` });
  }
  const names = outputs.map((output) => output.name);
  for (const name of Object.keys(event.params)) {
    if (!names.includes(name)) {
      const allowed = describeAllowedNames(name, names);
      problems.push({ file, pointer: `${pointer}/params/${name}`, seen: `the output "${name}"`, allowed });
    }
  }
  for (const output of outputs) {
    const value = event.params[output.name];
    const problem = value === undefined ? `a value for "${output.name}"` : findOutputProblem(value, output, context);
    if (problem !== undefined) {
      const seen = value === undefined ? 'nothing' : describeValue(value);
      problems.push({ file, pointer: `${pointer}/params/${output.name}`, seen, allowed: problem });
    }
  }
  return problems;
}

function findOutputProblem(value: RuleValue, output: OutputDefinition, context: ConditionContext): string | undefined {
  if (value === null) return output.isNullable ? undefined : `${describeType(output)}, not null`;
  if (!isFactReference(value)) return findLiteralProblem(value, output);
  const fact = context.facts.get(value.fact);
  if (fact === undefined) return describeAllowedNames(value.fact, [...context.facts.keys()]);
  return findMismatch(fact, output);
}

/** One name is one rule: it may have versions one after the other, and one version for each scope. */
function checkNames(rules: readonly Rule[], file: string): readonly RulesProblem[] {
  const groups = new Map<string, Rule[]>();
  for (const rule of rules) {
    const key = `${rule.name}|${toScopeKey(rule.scope)}`;
    groups.set(key, [...(groups.get(key) ?? []), rule]);
  }
  return [...groups.values()].flatMap((versions) =>
    checkVersions(versions, `the name "${versions[0]?.name}" again`, file),
  );
}

/** The checked rule set. */
export function buildRuleSet(raw: RawRuleSet, rules: readonly Rule[], file: string): RuleSet {
  const { id, title, owner, hitPolicy } = raw;
  return { id, file, title, owner, hitPolicy, default: raw.default, conditions: raw.conditions ?? {}, rules };
}
