import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { applyHitPolicy } from '../../src/decisions/apply-hit-policy.ts';
import { buildReferenceEvaluator } from '../../src/decisions/reference-evaluator.ts';
import type { Facts } from '../../src/domain/fact.ts';
import { TICKET_CATALOGUE } from '../../src/facts/ticket-catalogue.ts';
import type { ResolvedRule } from '../../src/rule-sets/resolve-rules.ts';
import { buildRuleResolver } from '../../src/rule-sets/resolve-rules.ts';
import { loadShippedRelease } from '../support/shipped-release.ts';

const release = await loadShippedRelease();
const resolver = buildRuleResolver(release.ruleSets, release.parameters);
const FOR_ALL = { product: null, segment: null, unit: null };
const statusRules = resolver.resolveRules('ticket-sla-status', '2026-11-23', FOR_ALL);

const HOUR = 3_600_000;
const statusFacts = (set: Facts): Facts => ({
  asOf: 100 * HOUR,
  totalDueAt: 104 * HOUR,
  solvedAt: null,
  usedPercent: 0,
  ...set,
});

describe('the evaluator on json-rules-engine', () => {
  it('gives the same decisions when many records are evaluated at once as one by one', async () => {
    const records = Array.from({ length: 200 }, (_, index) =>
      statusFacts({
        asOf: (100 + (index % 9)) * HOUR,
        usedPercent: (index % 11) * 10,
        solvedAt: index % 3 ? null : 90 * HOUR,
      }),
    );
    const evaluator = buildReferenceEvaluator(TICKET_CATALOGUE);
    const atOnce = await Promise.all(records.map((facts) => evaluator.evaluate(statusRules, facts)));
    for (const [index, facts] of records.entries()) {
      expect(atOnce[index]).to.deep.equal(await evaluator.evaluate(statusRules, facts));
    }
    expect(new Set(atOnce.map((outcome) => outcome.rules.join())).size).to.be.greaterThan(3);
  });

  it('names the values that the deciding rule compared, parameters included', async () => {
    const evaluator = buildReferenceEvaluator(TICKET_CATALOGUE);
    const outcome = await evaluator.evaluate(statusRules, statusFacts({ usedPercent: 85 }));
    expect(outcome.rules).to.deep.equal(['much-of-time-used']);
    expect(outcome.values).to.deep.equal({ 'param.ticket.at-risk-percent': 80, usedPercent: 85 });
  });

  it('names the values that all rules compared where the default decides', async () => {
    const outcome = await buildReferenceEvaluator(TICKET_CATALOGUE).evaluate(statusRules, statusFacts({}));
    expect(outcome.rules).to.deep.equal([]);
    expect(Object.keys(outcome.values)).to.deep.equal([
      'asOf',
      'param.ticket.at-risk-percent',
      'solvedAt',
      'totalDueAt',
      'usedPercent',
    ]);
    expect(outcome.outputs).to.deep.equal([{ slaStatus: 'on-time', needsReview: false }]);
  });

  it('goes on after a record that broke the contract of facts', async () => {
    const evaluator = buildReferenceEvaluator(TICKET_CATALOGUE);
    const broken = await evaluator
      .evaluate(statusRules, { asOf: 'yesterday', totalDueAt: 1, solvedAt: null, usedPercent: 1 })
      .catch((error: unknown) => String(error));
    expect(broken).to.match(/TypeError/);
    const missing = await evaluator.evaluate(statusRules, {}).catch((error: unknown) => String(error));
    expect(missing).to.match(/no fact/);
    expect((await evaluator.evaluate(statusRules, statusFacts({}))).outputs).to.have.length(1);
  });
});

describe('the hit policy', () => {
  const rules = resolver.resolveRules('ticket-sla-status', '2026-11-23', FOR_ALL).rules;
  const weigh = (each: ResolvedRule, weight: number): ResolvedRule => ({ ...each, weight });
  const names = (list: readonly ResolvedRule[]): readonly string[] => list.map((each) => each.rule.name);

  it('first: takes the highest priority in whatever order the engine found the rules', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...rules], { minLength: 1 }), (found) => {
        const best = Math.max(...found.map((each) => each.rule.priority));
        expect(applyHitPolicy('first', found).map((each) => each.rule.priority)).to.deep.equal([best]);
      }),
    );
  });

  it('first and unique: put the more specific scope before the priority', () => {
    const [high, low] = rules;
    if (high === undefined || low === undefined) throw new Error('two rules are needed');
    expect(names(applyHitPolicy('first', [high, weigh(low, 4)]))).to.deep.equal([low.rule.name]);
    expect(names(applyHitPolicy('unique', [high, weigh(low, 4)]))).to.deep.equal([low.rule.name]);
  });

  it('unique: never tosses a coin', () => {
    expect(() => applyHitPolicy('unique', rules.slice(0, 2))).to.throw(/both match/);
    expect(applyHitPolicy('unique', [])).to.deep.equal([]);
  });

  it('collect: keeps all in the order of the file', () => {
    expect(applyHitPolicy('collect', rules)).to.equal(rules);
  });
});
