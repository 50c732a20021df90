import type { RuleSetContract } from '../domain/fact.ts';
import { describeAllowedNames } from '../domain/nearest-name.ts';
import { readValidity } from './check-dates.ts';
import { buildRuleSet, checkRuleSet, type RuleSetSurroundings } from './check-rule-set.ts';
import { checkRowShape, checkRuleSetHead, checkRuleShape } from './check-shape.ts';
import { expandTable, toRowPointer } from './expand-table.ts';
import type { RawRule, RawRuleSet } from './raw-rule-files.ts';
import type { RuleFile } from './read-rule-files.ts';
import type { Rule, RuleSet, RulesProblem } from './rule-set.ts';

/** Reads and checks the `<kind>/<name>.rules.json` files; the id of each is `<kind>-<name>`. */
export function readRuleSets(
  files: readonly RuleFile[],
  contracts: readonly RuleSetContract[],
  surroundings: Omit<RuleSetSurroundings, 'contract'>,
): { readonly ruleSets: ReadonlyMap<string, RuleSet>; readonly problems: readonly RulesProblem[] } {
  const ruleSets = new Map<string, RuleSet>();
  const problems: RulesProblem[] = [];
  for (const { file, json } of files) {
    const head = checkRuleSetHead(json, file, '');
    if ('problems' in head) {
      problems.push(...head.problems);
      continue;
    }
    const raw = head.value;
    const contract = contracts.find((each) => each.id === raw.id);
    if (contract === undefined || raw.id !== toRuleSetId(file)) {
      problems.push(describeWrongId(raw.id, file, contracts));
      continue;
    }
    const read = readRules(raw, file);
    const found = checkRuleSet(raw, read.rules, file, { ...surroundings, contract });
    problems.push(...read.problems, ...found.map((problem) => pointIntoTable(problem, raw)));
    ruleSets.set(raw.id, buildRuleSet(raw, read.rules, file));
  }
  const missing = contracts.filter((contract) => !ruleSets.has(contract.id) && !files.some(isFileOf(contract)));
  problems.push(...missing.map(describeMissing));
  return { ruleSets, problems };
}

function readRules(
  raw: RawRuleSet,
  file: string,
): { readonly rules: readonly Rule[]; readonly problems: readonly RulesProblem[] } {
  if (raw.table !== undefined) return expandTable(raw.table, file);
  const rules: Rule[] = [];
  const problems: RulesProblem[] = [];
  (raw.rules ?? []).forEach((json, index) => {
    const pointer = `/rules/${index}`;
    const shape = checkRuleShape(json, file, pointer);
    if ('problems' in shape) {
      problems.push(...shape.problems);
      return;
    }
    problems.push(...checkPriority(shape.value, raw, file, pointer));
    rules.push(buildRule(shape.value, pointer));
  });
  return { rules, problems };
}

function buildRule(rule: RawRule, pointer: string): Rule {
  const { name, title, reference, conditions, event } = rule;
  return {
    name,
    title,
    reference,
    conditions,
    event,
    priority: rule.priority ?? 1,
    scope: rule.scope ?? {},
    ...readValidity(rule),
    pointer,
  };
}

/** json-rules-engine takes a missing priority as 1 without a word; a priority that nobody reads misleads. */
function checkPriority(rule: RawRule, raw: RawRuleSet, file: string, pointer: string): readonly RulesProblem[] {
  if (raw.hitPolicy === 'first' && rule.priority === undefined) {
    return [{ file, pointer, seen: 'no "priority"', allowed: 'a priority: the hit policy is "first"' }];
  }
  if (raw.hitPolicy !== 'first' && rule.priority !== undefined) {
    const allowed = `no priority: the hit policy is "${raw.hitPolicy}"`;
    return [{ file, pointer: `${pointer}/priority`, seen: String(rule.priority), allowed }];
  }
  return [];
}

function pointIntoTable(problem: RulesProblem, raw: RawRuleSet): RulesProblem {
  const row = /^\/table\/rows\/(\d+)/.exec(problem.pointer);
  if (raw.table === undefined || row === null) return problem;
  const shape = checkRowShape(raw.table.rows[Number(row[1])], problem.file, '');
  if ('problems' in shape) return problem;
  return { ...problem, pointer: toRowPointer(problem.pointer, raw.table, shape.value) };
}

function toRuleSetId(file: string): string {
  return file.replace(/\.rules\.json$/, '').replace('/', '-');
}

function isFileOf(contract: RuleSetContract): (file: RuleFile) => boolean {
  return ({ file }) => toRuleSetId(file) === contract.id;
}

function describeWrongId(id: string, file: string, contracts: readonly RuleSetContract[]): RulesProblem {
  const expected = toRuleSetId(file);
  const isKnown = contracts.some((contract) => contract.id === expected);
  const ids = contracts.map((contract) => contract.id);
  const allowed = isKnown ? `"${expected}", as the file is named` : describeAllowedNames(expected, ids);
  return { file, pointer: '/id', seen: `the rule set "${id}"`, allowed };
}

function describeMissing(contract: RuleSetContract): RulesProblem {
  const file = `${contract.id.replace('-', '/')}.rules.json`;
  return { file, pointer: '', seen: 'no such file', allowed: `the rule set "${contract.id}", which the program needs` };
}
