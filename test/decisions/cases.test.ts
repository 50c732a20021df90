import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type CaseResults, checkCases } from '../../src/decisions/check-cases.ts';
import { buildReferenceEvaluator } from '../../src/decisions/reference-evaluator.ts';
import { BILLING_CATALOGUE } from '../../src/facts/billing-catalogue.ts';
import { DEBT_CATALOGUE } from '../../src/facts/debt-catalogue.ts';
import { TICKET_CATALOGUE } from '../../src/facts/ticket-catalogue.ts';
import type { Release } from '../../src/rule-sets/load-release.ts';
import { buildRuleResolver } from '../../src/rule-sets/resolve-rules.ts';
import type { CaseFile, RuleSet } from '../../src/rule-sets/rule-set.ts';
import { getChangedRelease, type RulesChange } from '../support/changed-rules.ts';
import { loadShippedRelease } from '../support/shipped-release.ts';

/** The facts of each folder of rules: one name may have another type in another folder (`asOf`). */
const CATALOGUES = new Map([
  ['ticket', TICKET_CATALOGUE],
  ['billing', BILLING_CATALOGUE],
  ['debt', DEBT_CATALOGUE],
]);

/** Runs the cases of some rule sets, all by default, each with the facts of its folder. */
async function check(release: Release<unknown>, isAsked = (_: CaseFile): boolean => true): Promise<CaseResults> {
  const resolver = buildRuleResolver(release.ruleSets, release.parameters);
  const results: CaseResults[] = [];
  for (const [folder, catalogue] of CATALOGUES) {
    const cases = release.cases.filter((each) => each.file.startsWith(`${folder}/`) && isAsked(each));
    results.push(await checkCases(cases, resolver, buildReferenceEvaluator(catalogue)));
  }
  return {
    passed: results.reduce((sum, each) => sum + each.passed, 0),
    failed: results.flatMap((each) => each.failed),
  };
}

/** The number put in place of the one value of a parameter. */
function withParameter(release: Release<unknown>, name: string, value: number): Release<unknown> {
  const parameter = release.parameters.get(name);
  if (parameter === undefined) throw new RangeError(`no parameter "${name}"`);
  const values = parameter.values.map((each) => ({ ...each, value }));
  return { ...release, parameters: new Map(release.parameters).set(name, { ...parameter, values }) };
}

const isReading = (ruleSet: RuleSet | undefined, parameter: string): boolean =>
  JSON.stringify(ruleSet).includes(`"param.${parameter}"`);

const release = await loadShippedRelease();

describe('the cases beside the rule sets', () => {
  it('all hold', async () => {
    const { passed, failed } = await check(release);
    expect(failed).to.deep.equal([]);
    expect(passed).to.equal(release.cases.reduce((sum, file) => sum + file.cases.length, 0));
    expect(passed).to.be.greaterThan(700);
  });

  it('have a sentence of their own each', () => {
    for (const { file, cases } of release.cases) {
      const names = cases.map((each) => each.name);
      expect(
        names.filter((name, index) => names.indexOf(name) !== index),
        file,
      ).to.deep.equal([]);
    }
  });

  for (const { file, path, value, name, seen } of [
    {
      file: 'ticket/time-limits.rules.json',
      path: ['table', 'rows', 0, 'out', 0],
      value: 5,
      name: 'inquiry cấp 1',
      seen: { totalHours: 5 },
    },
    {
      file: 'billing/amounts.rules.json',
      path: ['table', 'rows', 0, 'out', 2],
      value: 50_001,
      name: 'tiền đồng: dưới 50.000 đ không cảnh báo, dưới 100.000 đ không khóa',
      seen: { minimumForWarning: 50_001 },
    },
    {
      file: 'debt/provision-rates.rules.json',
      path: ['table', 'rows', 2, 'out', 0],
      value: 49,
      name: 'nợ đặc thù quá hạn 6 tháng trích 50 %',
      seen: { ratePercent: 49 },
    },
  ] satisfies readonly (RulesChange & { readonly name: string; readonly seen: object })[]) {
    it(`fail when a rule of ${file} changes, and say what was seen`, async () => {
      const { failed } = await check(getChangedRelease({ file, path, value }));
      const own = failed.find((each) => each.name === name);
      expect(own?.seen.outputs[0]).to.include(seen);
    });
  }

  it('fail for every single rule that is taken away: none is untested', async () => {
    for (const [id, ruleSet] of release.ruleSets) {
      for (const rule of ruleSet.rules) {
        const rest = { ...ruleSet, rules: ruleSet.rules.filter((each) => each !== rule) };
        const without = { ...release, ruleSets: new Map(release.ruleSets).set(id, rest) };
        const { failed } = await check(without, (file) => file.ruleSet === id);
        expect(failed, `no case of ${id} needs the rule "${rule.name}"`).to.not.deep.equal([]);
      }
    }
  }).timeout(120_000);

  it('fail when a number of days or months that the rules read is one more or one less: bounds are tested', async () => {
    const counted = [...release.parameters.values()].filter((each) => /^(billing|debt)\./.test(each.name));
    for (const { name, type, values } of counted) {
      const isAsked = (file: CaseFile): boolean => isReading(release.ruleSets.get(file.ruleSet), name);
      if (type !== 'integer' || !release.cases.some(isAsked)) continue;
      for (const step of [-1, 1]) {
        const { failed } = await check(withParameter(release, name, Number(values[0]?.value) + step), isAsked);
        expect(failed, `no case sees ${name} changed by ${step}`).to.not.deep.equal([]);
      }
    }
  }).timeout(120_000);
});
