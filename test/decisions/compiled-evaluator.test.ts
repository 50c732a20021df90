import { expect } from 'chai';
import { describe, it } from 'mocha';
import { buildCompiledEvaluator } from '../../src/decisions/compiled-evaluator.ts';
import { explainRuleSet } from '../../src/decisions/explain-rule-set.ts';
import { buildReferenceEvaluator } from '../../src/decisions/reference-evaluator.ts';
import type { Facts, FactValue, HitPolicy } from '../../src/domain/fact.ts';
import { BILLING_CATALOGUE } from '../../src/facts/billing-catalogue.ts';
import { DEBT_CATALOGUE } from '../../src/facts/debt-catalogue.ts';
import { TICKET_CATALOGUE } from '../../src/facts/ticket-catalogue.ts';
import { buildRuleResolver, type ResolvedRuleSet } from '../../src/rule-sets/resolve-rules.ts';
import type { LeafCondition, Rule } from '../../src/rule-sets/rule-set.ts';
import { loadShippedRelease } from '../support/shipped-release.ts';

const CATALOGUES = [
  ['ticket/', TICKET_CATALOGUE],
  ['billing/', BILLING_CATALOGUE],
  ['debt/', DEBT_CATALOGUE],
] as const;

const ROWS = 5_000;
const INPUTS = 30;
const MEGABYTE = 1_000_000;

function buildRuleSet(hitPolicy: HitPolicy, conditions: readonly (readonly LeafCondition[])[]): ResolvedRuleSet {
  const title = { vi: 'bảng', en: 'table' };
  const rules = conditions.map((all, index): { readonly rule: Rule; readonly weight: number } => ({
    rule: {
      ...{ name: `row-${index}`, title, priority: conditions.length - index, reference: 'assumption', scope: {} },
      ...{ validFrom: null, validTo: null, conditions: { all }, pointer: `/table/rows/${index}` },
      event: { type: 'decide', params: { row: index } },
    },
    weight: 0,
  }));
  const event = { type: 'decide', params: { row: -1 } };
  const head = { id: 'table', file: 'table.rules.json', title, owner: 'test', hitPolicy, default: event };
  const ruleSet = { ...head, conditions: {}, rules: rules.map(({ rule }) => rule) };
  return { key: `table ${hitPolicy}`, ruleSet, rules, parameterFacts: {} };
}

/** A row of three kinds of inputs. Inputs 0 and 3 together are those of no other row, the others of many. */
function buildRow(row: number): readonly LeafCondition[] {
  return Array.from({ length: INPUTS }, (_, input): LeafCondition => {
    const number = input === 0 ? row % 100 : input === 3 ? Math.floor(row / 100) : (row * (input + 3) + input) % 97;
    const fact = `input-${input}`;
    if (input % 3 === 0) return { fact, operator: 'equal', value: `code-${number}` };
    if (input % 3 === 1) return { fact, operator: 'greaterThanInclusive', value: number };
    return { fact, operator: 'in', value: [`code-${number}`, `code-${row % 7}`] };
  });
}

/** What the row asks for. */
function meet(leaves: readonly LeafCondition[]): Record<string, FactValue> {
  const toFact = (value: LeafCondition['value']): FactValue => {
    if (Array.isArray(value)) return value[0] ?? null;
    return typeof value === 'object' ? null : value;
  };
  return Object.fromEntries(leaves.map(({ fact, value }) => [fact, toFact(value)]));
}

describe('the compiled evaluator', () => {
  it('and the explanation decide every case of the shipped rules alike, to the last value', async () => {
    const release = await loadShippedRelease();
    const resolver = buildRuleResolver(release.ruleSets, release.parameters);
    let count = 0;
    for (const [folder, catalogue] of CATALOGUES) {
      const compiled = buildCompiledEvaluator(catalogue);
      for (const { file, ruleSet, cases } of release.cases.filter((each) => each.file.startsWith(folder))) {
        for (const { name, day, scope, facts } of cases) {
          const record = { product: null, segment: null, unit: null, ...scope };
          const resolved = resolver.resolveRules(ruleSet, day, record);
          const { outcome } = await explainRuleSet(resolved, facts, catalogue);
          const seen = compiled.evaluate(resolved, facts);
          expect(JSON.stringify(seen), `${file}: ${name}`).to.equal(JSON.stringify(outcome));
          count += 1;
        }
      }
    }
    expect(count).to.be.greaterThan(700);
  }).timeout(120_000);

  it('finds each row of a table of 5,000 rows and 30 inputs, as the reference does', async () => {
    const rows = Array.from({ length: ROWS }, (_, row) => buildRow(row));
    const resolved = buildRuleSet('first', rows);
    const compiled = buildCompiledEvaluator(new Map());
    for (const [row, leaves] of rows.entries()) {
      expect(compiled.evaluate(resolved, meet(leaves)).rules).to.deep.equal([`row-${row}`]);
    }
    const reference = buildReferenceEvaluator(new Map());
    const met = meet(rows[ROWS / 2] ?? []);
    const odd: readonly Facts[] = [
      met,
      { ...met, 'input-0': null },
      { ...met, 'input-1': '96 days', 'input-4': ['97'] },
    ];
    for (const facts of odd) {
      const expected = await reference.evaluate(resolved, facts);
      expect(JSON.stringify(compiled.evaluate(resolved, facts))).to.equal(JSON.stringify(expected));
    }
  }).timeout(120_000);

  it('finds the same phrases as the reference in a text of a megabyte, at its ends, over odd blanks, and in no part of a word', async () => {
    const phrases = [['dau tien'], ['cuoi cung'], ['hai  blanks'], ['oi cun'], ['mat ket noi', 'giua'], ['khong co']];
    const resolved = buildRuleSet(
      'collect',
      phrases.map((value) => [{ fact: 'text', operator: 'containsAnyPhrase', value }]),
    );
    const filler = 'mat ket '.repeat(MEGABYTE / 16);
    const text = `dau tien ${filler}mat ket noi hai  blanks khong ${filler}cuoi cung`;
    expect(text.length).to.be.greaterThan(MEGABYTE);
    const compiled = buildCompiledEvaluator(new Map());
    const reference = buildReferenceEvaluator(new Map());
    for (const each of [text, filler, `x${text}x`, ` ${text} `, '', ' ']) {
      const expected = await reference.evaluate(resolved, { text: each });
      expect(compiled.evaluate(resolved, { text: each }).rules).to.deep.equal(expected.rules);
    }
    expect(compiled.evaluate(resolved, { text }).rules).to.include.members(['row-0', 'row-1', 'row-4']);
    expect(compiled.evaluate(resolved, { text }).rules).to.not.include('row-5');
  });

  it('finds the same items as the reference in a list, more kinds of them than fit into a number too', async () => {
    const items = Array.from({ length: 40 }, (_, index) => `item-${index}`);
    const leaves = items.flatMap((value): LeafCondition[] => [
      { fact: 'list', operator: 'contains', value },
      { fact: 'list', operator: 'doesNotContain', value },
    ]);
    const resolved = buildRuleSet(
      'collect',
      leaves.map((leaf) => [leaf]),
    );
    const compiled = buildCompiledEvaluator(new Map());
    const reference = buildReferenceEvaluator(new Map());
    for (const list of [
      [],
      ['item-0', 'item-39', 'item-x'],
      ['item-30', 'item-31', 'item-32'],
      items,
      null,
      'item-1',
    ]) {
      const expected = await reference.evaluate(resolved, { list });
      expect(compiled.evaluate(resolved, { list }).rules).to.deep.equal(expected.rules);
    }
  });

  it('looks into a list anew for each record, also where it is the same list', () => {
    const { evaluate } = buildCompiledEvaluator(new Map());
    const resolved = buildRuleSet('first', [[{ fact: 'list', operator: 'contains', value: 'x' }]]);
    const list = ['y'];
    expect(evaluate(resolved, { list }).rules).to.deep.equal([]);
    list[0] = 'x';
    expect(evaluate(resolved, { list }).rules).to.deep.equal(['row-0']);
  });

  it('puts the values of parameters where rules and events ask for them, and lets no record overrule them', async () => {
    const leaf: LeafCondition = { fact: 'days', operator: 'greaterThan', value: { fact: 'param.days' } };
    const built = buildRuleSet('first', [[leaf]]);
    const event = { type: 'decide', params: { days: { fact: 'days' }, limit: { fact: 'param.days' } } };
    const rules = built.rules.map(({ rule, weight }) => ({ rule: { ...rule, event }, weight }));
    const resolved = { ...built, rules, parameterFacts: { 'param.days': 7 } };
    const compiled = buildCompiledEvaluator(new Map());
    const reference = buildReferenceEvaluator(new Map());
    for (const facts of [{ days: 7 }, { days: 8 }, { days: 8, 'param.days': 30 }, { days: null }, { days: '9' }]) {
      const expected = await reference.evaluate(resolved, facts);
      expect(JSON.stringify(compiled.evaluate(resolved, facts))).to.equal(JSON.stringify(expected));
    }
    const { rules: names, outputs, values } = compiled.evaluate(resolved, { days: 8, 'param.days': 30 });
    expect({ names, outputs }).to.deep.equal({ names: ['row-0'], outputs: [{ days: 8, limit: 7 }] });
    expect(values).to.deep.equal({ days: 8, 'param.days': 7 });
  });

  it('refuses, as it compiles, an operator that it does not know', () => {
    const resolved = buildRuleSet('first', [[{ fact: 'list', operator: 'someFact:equal', value: 'x' }]]);
    const { evaluate } = buildCompiledEvaluator(new Map());
    expect(() => evaluate(resolved, { list: ['x'] })).to.throw(RangeError, 'no operator "someFact:equal"');
  });

  it('keeps nothing of one record for the next', () => {
    const { evaluate } = buildCompiledEvaluator(new Map());
    const resolved = buildRuleSet('first', [[{ fact: 'code', operator: 'equal', value: 'x' }]]);
    const first = evaluate(resolved, { code: 'x' });
    expect(evaluate(resolved, { code: 'y' }).rules).to.deep.equal([]);
    expect(() => evaluate(resolved, {})).to.throw(RangeError, 'no fact "code"');
    expect(first.values).to.deep.equal({ code: 'x' });
    expect(first.rules).to.deep.equal(['row-0']);
  });
});
