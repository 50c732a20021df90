import type { FactDefinition, Facts, FactValue } from '../../domain/fact.ts';
import type { SeededRandom } from '../../domain/seeded-random.ts';
import { isFactReference } from '../../rule-sets/check-value.ts';
import type { ResolvedRuleSet, RuleResolver } from '../../rule-sets/resolve-rules.ts';
import type { LeafCondition, Parameter, RuleEvent, RuleSet } from '../../rule-sets/rule-set.ts';
import { type FactCatalogue, listFactNames, type PreparedCondition, prepareCondition } from '../prepare-condition.ts';
import { aimAtCondition } from './aim-at-condition.ts';
import { listOccasions, type Occasion } from './list-occasions.ts';
import { buildValuePools } from './value-pools.ts';

/** A rule set with everything that records for it are made from. */
export type RecordSubject = {
  readonly ruleSet: RuleSet;
  /** The facts that it may read, with the codes of reference data. */
  readonly facts: readonly FactDefinition[];
  readonly catalogue: FactCatalogue;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly resolver: RuleResolver;
};

/** A record made by chance, and the rules that hold for it. */
export type RandomRecord = Occasion & { readonly resolved: ResolvedRuleSet; readonly facts: Facts };

const PARAMETER_PREFIX = 'param.';

/** Makes records for a rule set: half of them by chance, half of them aimed at one of its rules, or just past it. */
export function buildRecordSource(subject: RecordSubject, random: SeededRandom): () => RandomRecord {
  const { ruleSet, facts, catalogue, parameters, resolver } = subject;
  const conditions = ruleSet.rules.map(({ conditions }) => prepareCondition(conditions, ruleSet.conditions, catalogue));
  const read = listParametersRead(ruleSet, conditions, parameters);
  const { occasions, days } = listOccasions(ruleSet, read, random);
  const resolved = occasions.map((each) => resolver.resolveRules(ruleSet.id, each.day, each.scope));
  const parameterFacts = resolved.map((each) => each.parameterFacts);
  const pools = buildValuePools({ facts, leaves: conditions.flatMap(listLeaves), parameterFacts, days }, random);
  return () => {
    const index = random.integer(0, occasions.length - 1);
    const [occasion, rules] = [occasions[index], resolved[index]];
    if (occasion === undefined || rules === undefined) throw new RangeError(`no occasion ${index}`);
    const made: Record<string, FactValue> = {};
    for (const [name, pool] of pools) made[name] = random.pick(pool);
    if (conditions.length > 0 && random.chance(0.5)) {
      const aim = { facts: made, parameterFacts: rules.parameterFacts, pools, random };
      aimAtCondition(random.pick(conditions), random.chance(0.8), aim);
    }
    return { ...occasion, resolved: rules, facts: made };
  };
}

function listParametersRead(
  ruleSet: RuleSet,
  conditions: readonly PreparedCondition[],
  parameters: ReadonlyMap<string, Parameter>,
): readonly Parameter[] {
  const events = [ruleSet.default, ...ruleSet.rules.map((rule) => rule.event)];
  const names = new Set([...conditions.flatMap(listFactNames), ...events.flatMap(listEventFacts)]);
  return [...parameters.values()].filter(({ name }) => names.has(`${PARAMETER_PREFIX}${name}`));
}

function listEventFacts(event: RuleEvent | null): readonly string[] {
  return Object.values(event?.params ?? {}).flatMap((value) => (isFactReference(value) ? value.fact : []));
}

function listLeaves(condition: PreparedCondition): readonly LeafCondition[] {
  if ('all' in condition) return condition.all.flatMap(listLeaves);
  if ('any' in condition) return condition.any.flatMap(listLeaves);
  return 'not' in condition ? listLeaves(condition.not) : [condition];
}
