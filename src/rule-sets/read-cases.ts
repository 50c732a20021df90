import { isCalendarDate } from '../domain/calendar-date.ts';
import type { FactDefinition, FactType, FactValue, RuleSetContract } from '../domain/fact.ts';
import { foldText } from '../domain/folded-text.ts';
import { parseInstant } from '../domain/instant.ts';
import { describeAllowedNames } from '../domain/nearest-name.ts';
import { checkCaseShape, checkCasesHead, describeValue } from './check-shape.ts';
import { findLiteralProblem, isFactReference } from './check-value.ts';
import type { RawCase } from './raw-rule-files.ts';
import type { RuleFile } from './read-rule-files.ts';
import type { CaseFile, RuleCase, RulesProblem, RuleValue } from './rule-set.ts';

/** Reads and checks the `<kind>/<name>.cases.json` files. */
export function readCases(
  files: readonly RuleFile[],
  contracts: readonly RuleSetContract[],
): { readonly cases: readonly CaseFile[]; readonly problems: readonly RulesProblem[] } {
  const cases: CaseFile[] = [];
  const problems: RulesProblem[] = [];
  for (const { file, json } of files) {
    const head = checkCasesHead(json, file, '');
    if ('problems' in head) {
      problems.push(...head.problems);
      continue;
    }
    const { ruleSet } = head.value;
    const contract = contracts.find((each) => each.id === ruleSet);
    if (contract === undefined) {
      const ids = contracts.map((each) => each.id);
      problems.push({ file, pointer: '/ruleSet', seen: `"${ruleSet}"`, allowed: describeAllowedNames(ruleSet, ids) });
      continue;
    }
    const read = head.value.cases.map((entry, index) => readCase(entry, file, `/cases/${index}`, contract));
    problems.push(...read.flatMap((each) => each.problems));
    cases.push({ ruleSet, file, cases: read.flatMap((each) => each.cases) });
  }
  return { cases, problems };
}

function readCase(
  json: unknown,
  file: string,
  pointer: string,
  contract: RuleSetContract,
): { readonly cases: readonly RuleCase[]; readonly problems: readonly RulesProblem[] } {
  const shape = checkCaseShape(json, file, pointer);
  if ('problems' in shape) return { cases: [], problems: shape.problems };
  const raw = shape.value;
  const problems = [
    ...(isCalendarDate(raw.day)
      ? []
      : [{ file, pointer: `${pointer}/day`, seen: `"${raw.day}"`, allowed: 'a day such as "2026-11-23"' }]),
    ...checkFacts(raw, file, pointer, contract),
  ];
  if (problems.length > 0) return { cases: [], problems };
  const facts = Object.fromEntries(contract.facts.map((fact) => [fact.name, readFact(raw.facts[fact.name], fact)]));
  const outputs = raw.expect.outputs.map((each) =>
    Object.fromEntries(Object.entries(each).map(([name, value]) => [name, toFactValue(value, 'code')])),
  );
  const { name, day, scope = {} } = raw;
  return { cases: [{ name, day, scope, facts, expect: { rules: raw.expect.rules, outputs } }], problems: [] };
}

function checkFacts(raw: RawCase, file: string, pointer: string, contract: RuleSetContract): readonly RulesProblem[] {
  const names = contract.facts.map((fact) => fact.name);
  return Object.entries(raw.facts).flatMap(([name, value]) => {
    const at = `${pointer}/facts/${name}`;
    const fact = contract.facts.find((each) => each.name === name);
    if (fact === undefined) {
      return [{ file, pointer: at, seen: `the fact "${name}"`, allowed: describeAllowedNames(name, names) }];
    }
    const allowed = value === null ? undefined : findLiteralProblem(value, fact);
    return allowed === undefined ? [] : [{ file, pointer: at, seen: describeValue(value), allowed }];
  });
}

function readFact(value: RuleValue | undefined, fact: FactDefinition): FactValue {
  if (value === undefined || value === null) return fact.type === 'list' ? [] : null;
  return toFactValue(value, fact.type);
}

/** Cases are written for people: instants and texts become what the engine compares. */
function toFactValue(value: RuleValue, type: FactType): FactValue {
  if (isFactReference(value)) return null;
  if (Array.isArray(value)) return value.map(String);
  if (type === 'instant' && typeof value === 'string') return parseInstant(value) ?? null;
  if (type === 'text' && typeof value === 'string') return foldText(value);
  return typeof value === 'object' && value !== null ? null : value;
}
