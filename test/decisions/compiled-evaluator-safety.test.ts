import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isSameAnswer, readAnswer } from '../../src/decisions/certify/compare-answers.ts';
import { buildCompiledEvaluator } from '../../src/decisions/compiled-evaluator.ts';
import { buildReferenceEvaluator } from '../../src/decisions/reference-evaluator.ts';
import type { FactDefinition, FactType, FactValue } from '../../src/domain/fact.ts';
import { checkCondition } from '../../src/rule-sets/check-condition.ts';
import { OPERATORS } from '../../src/rule-sets/operators.ts';
import type { ResolvedRuleSet } from '../../src/rule-sets/resolve-rules.ts';
import type { LeafCondition, Rule, RuleValue } from '../../src/rule-sets/rule-set.ts';

/** Values that a fact of each type may have; nothing is one of them. */
const VALUES: Readonly<Record<FactType, readonly FactValue[]>> = {
  text: [null, '', ' ', 'mat ket noi', 'a  b', '12'],
  code: [null, '', 'x', '12'],
  integer: [null, 0, -1, 7],
  number: [null, 0, -0.5, 1e21],
  boolean: [null, true, false],
  instant: [null, 0, 1_764_000_000_000],
  date: [null, '2026-11-23', '0001-01-01'],
  list: [null, [], ['x'], ['mat ket noi', '']],
};

const TYPES: readonly FactType[] = ['text', 'code', 'integer', 'number', 'boolean', 'instant', 'date', 'list'];

/** A literal of each form that a file may hold. */
const LITERALS: readonly RuleValue[] = [
  ...[null, true, '', 'x', '12', 'mất kết nối', '2026-11-23', '2026-11-23T09:00:00+07:00'],
  ...[0, 7, 0.5, [], ['x'], ['mất kết nối', 'x'], [7], [0.5, 7]],
];

const FACTS: ReadonlyMap<string, FactDefinition> = new Map(
  TYPES.flatMap((type) =>
    [`${type}A`, `${type}B`].map((name): [string, FactDefinition] => [
      name,
      { name, type, meaning: { vi: name, en: name } },
    ]),
  ),
);

const CONTEXT = { file: 'ticket/a.rules.json', facts: FACTS, namedConditions: new Map() };

/** Every comparison of a fact of each type that can be written at all. */
const LEAVES: readonly LeafCondition[] = TYPES.flatMap((type) =>
  OPERATORS.flatMap(({ name }) =>
    [...LITERALS, ...TYPES.map((other) => ({ fact: `${other}B` }))].map((value) => ({
      fact: `${type}A`,
      operator: name,
      value,
    })),
  ),
);

const isAccepted = (leaf: LeafCondition): boolean => checkCondition(leaf, '/conditions', CONTEXT).length === 0;

function toRuleSet(leaf: LeafCondition, key: string): ResolvedRuleSet {
  const names = { vi: key, en: key };
  const rule: Rule = {
    ...{ name: 'rule', title: names, priority: 1, reference: 'assumption', scope: {}, pointer: '/rules/0' },
    ...{ validFrom: null, validTo: null, conditions: leaf, event: { type: 'decide', params: {} } },
  };
  const head = { id: 'a', file: 'a', title: names, owner: 'test', hitPolicy: 'first', default: null } as const;
  const ruleSet = { ...head, conditions: {}, rules: [rule] };
  return { key, ruleSet, rules: [{ rule, weight: 0 }], parameterFacts: {} };
}

function* listRecords({ fact, value }: LeafCondition) {
  const other = typeof value === 'object' && value !== null && 'fact' in value ? value.fact : null;
  for (const left of VALUES[typeOf(fact)]) {
    for (const right of other === null ? [null] : VALUES[typeOf(other)]) {
      yield { [fact]: left, ...(other === null ? {} : { [other]: right }) };
    }
  }
}

const typeOf = (fact: string): FactType => FACTS.get(fact)?.type ?? 'code';

describe('a comparison that the rule check lets pass', () => {
  const accepted = LEAVES.filter(isAccepted);

  it('never throws, whatever value of its type the fact has, or none, and both evaluators say the same', async () => {
    const [reference, compiled] = [buildReferenceEvaluator(FACTS), buildCompiledEvaluator(FACTS)];
    const thrown = new Map<string, string>();
    for (const [index, leaf] of accepted.entries()) {
      const resolved = toRuleSet(leaf, `${index}`);
      for (const facts of listRecords(leaf)) {
        const [expected, seen] = [
          await readAnswer(reference, resolved, facts),
          await readAnswer(compiled, resolved, facts),
        ];
        expect(isSameAnswer(expected, seen), `${JSON.stringify(leaf)} of ${JSON.stringify(facts)}`).to.equal(true);
        if ('error' in seen) thrown.set(JSON.stringify(leaf), `${JSON.stringify(facts)}: ${seen.error.message}`);
      }
    }
    expect(Object.fromEntries(thrown)).to.deep.equal({});
  });

  it('exists for every operator on each of its types, and for no other type', () => {
    for (const { name, factTypes } of OPERATORS) {
      const types = accepted.filter(({ operator }) => operator === name).map(({ fact }) => typeOf(fact));
      expect([...new Set(types)].sort(), name).to.deep.equal([...factTypes].sort());
    }
    expect(accepted.length).to.be.within(100, LEAVES.length / 3);
  });
});
