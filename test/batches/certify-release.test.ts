import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  type CertifyOptions,
  type CertifyProgress,
  certifyRelease,
  type ReleaseCertificate,
} from '../../src/batches/certify-release.ts';
import { describeCertificate } from '../../src/cli/describe-certificate.ts';
import type { EvaluatorPair } from '../../src/decisions/certify/certify-rule-set.ts';
import type { Evaluator } from '../../src/decisions/evaluator.ts';
import type { FactCatalogue } from '../../src/decisions/prepare-condition.ts';
import { buildReferenceEvaluator } from '../../src/decisions/reference-evaluator.ts';
import type { Facts } from '../../src/domain/fact.ts';
import type { Release } from '../../src/rule-sets/load-release.ts';
import type { ResolvedRuleSet } from '../../src/rule-sets/resolve-rules.ts';
import { getChangedRelease, readShipped } from '../support/changed-rules.ts';
import { loadShippedRelease } from '../support/shipped-release.ts';

const release = await loadShippedRelease();

/** 24 rule sets make more than 100,000 pairs; `kyhan rules certify` asks about 100,000 records of each. */
const RECORDS_IN_CI = 4_200;

async function certify(
  options: CertifyOptions,
  rules: Release<unknown> = release,
): Promise<ReleaseCertificate & { readonly told: readonly CertifyProgress[] }> {
  const steps = certifyRelease(rules, options);
  const told: CertifyProgress[] = [];
  for (;;) {
    const step = await steps.next();
    if (step.done) return { ...step.value, told };
    told.push(step.value);
  }
}

/** json-rules-engine beside something that is not quite json-rules-engine. */
function besideItself(spoil: (evaluator: Evaluator) => Evaluator) {
  return (catalogue: FactCatalogue): EvaluatorPair => ({
    reference: buildReferenceEvaluator(catalogue),
    compiled: spoil(buildReferenceEvaluator(catalogue)),
  });
}

/** Sees each record once. */
function watch(see: (resolved: ResolvedRuleSet, facts: Facts) => void) {
  return besideItself(({ evaluate }) => ({
    evaluate: (resolved, facts) => {
      see(resolved, facts);
      return evaluate(resolved, facts);
    },
  }));
}

describe('certifying a release', () => {
  it('finds no difference between both evaluators over the shipped rules, and each rule decides some record', async () => {
    const certificate = await certify({ recordsPerRuleSet: RECORDS_IN_CI, seed: 1 });
    expect(certificate.differences, describeCertificate(certificate)).to.equal(0);
    expect(certificate.ruleSets.map((each) => each.ruleSet)).to.have.members([...release.ruleSets.keys()]);
    expect(certificate.records).to.be.at.least(100_000);
    expect(certificate.cases).to.equal(release.cases.reduce((sum, file) => sum + file.cases.length, 0));
    for (const { ruleSet, rules, rulesThatDecided } of certificate.ruleSets) {
      expect(rulesThatDecided, `rules of ${ruleSet} that decided`).to.equal(rules);
    }
    expect(describeCertificate(certificate)).to.match(/no difference in \d+ cases and \d+ random records\n$/);
  }).timeout(180_000);

  it('makes the same records from the same seed, and others from another', async () => {
    const collect = async (seed: number): Promise<string> => {
      const seen: Facts[] = [];
      const buildEvaluators = watch((_, facts) => seen.push(facts));
      await certify({ recordsPerRuleSet: 5, seed, buildEvaluators });
      return JSON.stringify(seen);
    };
    const first = await collect(7);
    expect(await collect(7)).to.equal(first);
    expect(await collect(8)).to.not.equal(first);
  });

  it('meets bounds exactly and on both sides, all codes, and missing facts', async () => {
    const seen = new Map<string, Set<unknown>>();
    const buildEvaluators = watch((_, facts) => {
      for (const [name, value] of Object.entries(facts)) seen.set(name, (seen.get(name) ?? new Set()).add(value));
    });
    await certify({ recordsPerRuleSet: 300, seed: 1, buildEvaluators });
    // Ageing has bounds at 30 and 365 days; the ladder compares with parameters of 15 and 30 days.
    expect([...(seen.get('daysPastDue') ?? [])]).to.include.members([
      null,
      0,
      1,
      29,
      30,
      31,
      364,
      365,
      366,
      14,
      15,
      16,
    ]);
    expect([...(seen.get('currency') ?? [])]).to.include.members([null, 'VND', 'USD', 'unknown-code']);
    expect([...(seen.get('isDisputed') ?? [])]).to.have.members([null, true, false]);
  });

  it('asks about the days before and after a change, and about whoever a scope names', async () => {
    const row = readShipped('billing/amounts.rules.json', ['table', 'rows', 0]);
    if (typeof row !== 'object') throw new Error('no row');
    const scoped = { ...row, validFrom: '2027-01-01', scope: { segment: 'household' }, out: [1, 2, 3, 4, 5, 6] };
    const changed = getChangedRelease({
      file: 'billing/amounts.rules.json',
      path: ['table', 'rows', '+'],
      value: scoped,
    });
    const seen = new Set<string>();
    const buildEvaluators = watch(({ ruleSet, rules }) => {
      if (ruleSet.id === 'billing-amounts') seen.add(rules.map(({ rule }) => JSON.stringify(rule.scope)).join(' '));
    });
    const certificate = await certify({ recordsPerRuleSet: 100, seed: 1, buildEvaluators }, changed);
    expect(certificate.differences).to.equal(0);
    expect([...seen]).to.have.members(['', '{}', '{"segment":"household"}']);
  });

  it('counts the records on which both differ, and tells of the first one in words', async () => {
    const buildEvaluators = besideItself(({ evaluate }) => ({
      evaluate: async (resolved, facts) => {
        const outcome = await evaluate(resolved, facts);
        return outcome.rules.includes('ordinary-from-6-months') ? { ...outcome, rules: [] } : outcome;
      },
    }));
    const certificate = await certify({ recordsPerRuleSet: 200, seed: 1, buildEvaluators });
    const faulty = certificate.ruleSets.filter((each) => each.differences > 0);
    expect(faulty.map((each) => each.ruleSet)).to.deep.equal(['debt-provision-rates']);
    expect(certificate.differences).to.equal(faulty[0]?.differences);
    const text = describeCertificate(certificate);
    expect(text).to.match(/debt-provision-rates on \d{4}-\d\d-\d\d decides in two ways about a record with\n/);
    expect(text).to.match(/\n {4}monthsPastDue: \d+\n/);
    expect(text).to.match(/json-rules-engine says: +ordinary-from-6-months → \[\{"ratePercent":30\}\]/);
    expect(text).to.match(/the compiled evaluator says: the default → /);
    expect(text).to.match(/\d+ differences in \d+ cases and 4800 random records; use "--engine reference"/);
  });

  it('takes an error of one of them only, or another error, as a difference', async () => {
    const buildEvaluators = besideItself(({ evaluate }) => ({
      evaluate: (resolved, facts) => {
        if (resolved.ruleSet.id === 'ticket-routing') throw new TypeError('refused');
        return evaluate(resolved, facts);
      },
    }));
    const certificate = await certify({ recordsPerRuleSet: 10, seed: 1, buildEvaluators });
    expect(certificate.differences).to.equal(
      10 + (certificate.ruleSets.find((each) => each.ruleSet === 'ticket-routing')?.cases ?? 0),
    );
    expect(describeCertificate(certificate)).to.include('refused: TypeError: refused');
  });

  it('tells how far it is, rule set by rule set', async () => {
    const { told } = await certify({ recordsPerRuleSet: 500, seed: 1 });
    const first = told.filter((each) => each.no === 1).map((each) => each.records);
    expect(first).to.deep.equal([0, 250, 500]);
    expect(told.at(-1)).to.deep.include({ no: 24, of: 24, records: 500 });
  });
});
