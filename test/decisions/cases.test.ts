import { expect } from 'chai';
import { describe, it } from 'mocha';
import { checkCases } from '../../src/decisions/check-cases.ts';
import { buildReferenceEvaluator } from '../../src/decisions/reference-evaluator.ts';
import { TICKET_CATALOGUE } from '../../src/facts/ticket-catalogue.ts';
import type { Release } from '../../src/rule-sets/load-release.ts';
import { buildRuleResolver } from '../../src/rule-sets/resolve-rules.ts';
import { getChangedRelease } from '../support/changed-rules.ts';
import { loadShippedRelease } from '../support/shipped-release.ts';

const check = (release: Release<unknown>) =>
  checkCases(
    release.cases,
    buildRuleResolver(release.ruleSets, release.parameters),
    buildReferenceEvaluator(TICKET_CATALOGUE),
  );

describe('the cases beside the rule sets', () => {
  it('all hold', async () => {
    const { passed, failed } = await check(await loadShippedRelease());
    expect(failed).to.deep.equal([]);
    expect(passed).to.be.greaterThan(100);
  });

  it('fail when a rule changes, and say what was seen', async () => {
    const file = 'ticket/time-limits.rules.json';
    const release = getChangedRelease({ file, path: ['table', 'rows', 0, 'out', 0], value: 5 });
    const { failed } = await check(release);
    expect(failed.map((each) => each.name)).to.include('inquiry cấp 1');
    expect(failed[0]?.seen.outputs[0]).to.include({ totalHours: 5 });
  });

  it('fail for every single rule that is taken away: none is untested', async () => {
    const release = await loadShippedRelease();
    for (const [id, ruleSet] of release.ruleSets) {
      for (const rule of ruleSet.rules) {
        const rest = { ...ruleSet, rules: ruleSet.rules.filter((each) => each !== rule) };
        const { failed } = await check({ ...release, ruleSets: new Map(release.ruleSets).set(id, rest) });
        expect(failed, `no case of ${id} needs the rule "${rule.name}"`).to.not.deep.equal([]);
      }
    }
  }).timeout(120_000);
});
