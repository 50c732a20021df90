import type { Facts, FactValue } from '../../../src/domain/fact.ts';
import type { SeededRandom } from '../../../src/domain/seeded-random.ts';
import type { ResolvedRuleSet } from '../../../src/rule-sets/resolve-rules.ts';
import type { LeafCondition, Rule } from '../../../src/rule-sets/rule-set.ts';
import { FUZZ_FACTS } from './fuzz-values.ts';

/** A decision table of many rows, and records that fall into one of them, or just beside it. */
export type LargeTable = { readonly resolved: ResolvedRuleSet; readonly buildFacts: () => Facts };

const CODES = Array.from({ length: 150 }, (_, index) => `code-${index}`);
const HIGHEST = 1_000;
const HIT_POLICIES = ['first', 'unique', 'collect'] as const;

/** Builds a table of that many rows: codes, lists of codes, and ranges with an upper and a lower bound. */
export function buildLargeTable(random: SeededRandom, rows: number, key: string): LargeTable {
  const columns = ['codeA', 'codeB', 'numberB', 'booleanA', 'integerB'].filter(() => random.chance(0.5));
  const rules = Array.from({ length: rows }, (_, index) =>
    buildRow(random, ['integerA', ...columns], { index, priority: rows - index }),
  );
  const ruleSet = {
    id: 'fuzz',
    file: 'fuzz.rules.json',
    title: { vi: 'bảng', en: 'table' },
    owner: 'test',
    hitPolicy: random.pick(HIT_POLICIES),
    default: { type: 'decide', params: { row: -1 } },
    conditions: {},
    rules: rules.map(({ rule }) => rule),
  };
  const resolved = { key, ruleSet, rules: ruleSet.rules.map((rule) => ({ rule, weight: 0 })), parameterFacts: {} };
  return { resolved, buildFacts: () => buildFacts(random, random.pick(rules).leaves) };
}

function buildRow(
  random: SeededRandom,
  columns: readonly string[],
  { index, priority }: { readonly index: number; readonly priority: number },
) {
  const from = random.integer(0, HIGHEST);
  const to = from + random.pick([0, 1, 10, 500]);
  const all: readonly LeafCondition[] = [
    { fact: 'codeA', operator: 'equal', value: random.pick(CODES) },
    { fact: 'codeB', operator: 'in', value: Array.from({ length: random.integer(1, 20) }, () => random.pick(CODES)) },
    { fact: 'integerA', operator: random.pick(['greaterThanInclusive', 'greaterThan']), value: from },
    { fact: 'integerA', operator: random.pick(['lessThanInclusive', 'lessThan']), value: to },
    { fact: 'numberB', operator: 'equal', value: random.integer(0, 3) },
    { fact: 'booleanA', operator: 'equal', value: random.chance(0.5) },
    { fact: 'integerB', operator: 'in', value: [random.integer(0, 5), random.integer(0, 5)] },
  ];
  const leaves = all.filter(({ fact }) => columns.includes(fact) && random.chance(0.8));
  const rule: Rule = {
    name: `row-${index}`,
    title: { vi: 'dòng', en: 'row' },
    priority,
    reference: 'assumption',
    scope: {},
    validFrom: null,
    validTo: null,
    conditions: { all: leaves },
    event: { type: 'decide', params: { row: index } },
    pointer: `/table/rows/${index}`,
  };
  return { rule, leaves };
}

/** The values that the row asks for; one of them may be one off, missing, or of a wrong type. */
function buildFacts(random: SeededRandom, leaves: readonly LeafCondition[]): Facts {
  const facts: Record<string, FactValue> = Object.fromEntries(
    FUZZ_FACTS.map(({ name, type }) => [name, type === 'list' ? [] : null]),
  );
  for (const { fact, value } of leaves) facts[fact] = pickFitting(random, value);
  const spoilt = leaves.length > 0 ? random.pick(leaves).fact : 'codeA';
  const value = facts[spoilt];
  if (random.chance(0.3)) {
    facts[spoilt] =
      typeof value === 'number'
        ? random.pick([value - 1, value + 1, String(value), null])
        : random.pick([null, 'code-x', ...CODES]);
  }
  return facts;
}

function pickFitting(random: SeededRandom, value: LeafCondition['value']): FactValue {
  if (Array.isArray(value)) return random.pick<string | number>(value);
  return typeof value === 'object' ? null : value;
}
