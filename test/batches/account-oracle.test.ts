import { expect } from 'chai';
import fc from 'fast-check';
import { before, describe, it } from 'mocha';
import { type AccountRules, buildAccountRules } from '../../src/batches/accounts/account-rules.ts';
import { decideContracts } from '../../src/batches/billing/decide-contracts.ts';
import { decideDebts } from '../../src/batches/debt/decide-debts.ts';
import { loadKyhanRelease } from '../../src/batches/kyhan-release.ts';
import type { Evaluator } from '../../src/decisions/evaluator.ts';
import { buildReferenceEvaluator } from '../../src/decisions/reference-evaluator.ts';
import { BILLING_CATALOGUE } from '../../src/facts/billing-catalogue.ts';
import { DEBT_CATALOGUE } from '../../src/facts/debt-catalogue.ts';
import type { Release } from '../../src/rule-sets/load-release.ts';
import { accountCaseArbitrary } from '../support/account-arbitraries.ts';
import { decideBillingPlainly } from '../support/billing-oracle.ts';
import { decideDebtPlainly } from '../support/debt-oracle.ts';
import { RULES_FOLDER } from '../support/shipped-release.ts';

const CASES = 2_500;

describe('billing and debts, held against the specification written out plainly', function () {
  this.timeout(300_000);
  let release: Release<unknown>;
  before(async () => {
    const loaded = await loadKyhanRelease(RULES_FOLDER);
    if (!('release' in loaded)) throw new Error(JSON.stringify(loaded.problems));
    release = loaded.release;
  });
  const readRules = keep((asOf: string): AccountRules => buildAccountRules(release, asOf));

  it(`decides the contracts of ${CASES} random customers as the plain function does`, async () => {
    const evaluator: Evaluator = buildReferenceEvaluator(BILLING_CATALOGUE);
    await fc.assert(
      fc.asyncProperty(accountCaseArbitrary, async ({ file, asOf }) => {
        const outcomes = await decideContracts(file, asOf, readRules(asOf), evaluator);
        const seen = outcomes.map(({ decision: { rules: _, release: __, ...row } }) => row).sort(compareRows);
        expect(seen).to.deep.equal(decideBillingPlainly(file, asOf));
      }),
      { numRuns: CASES },
    );
  });

  it(`decides the debts of ${CASES} random customers as the plain function does`, async () => {
    const evaluator: Evaluator = buildReferenceEvaluator(DEBT_CATALOGUE);
    await fc.assert(
      fc.asyncProperty(accountCaseArbitrary, async ({ file, asOf }) => {
        const { collections, invoices } = await decideDebts(file, asOf, readRules(asOf), evaluator);
        const seen = {
          collections: collections.map(({ decision: { rules: _, release: __, ...row } }) => row),
          invoices: invoices.map(({ decision: { rules: _, release: __, ...row } }) => row),
        };
        expect(seen).to.deep.equal(decideDebtPlainly(file, asOf));
      }),
      { numRuns: CASES },
    );
  });
});

/** Engines are built once for each day, and not for each of thousands of cases. */
function keep<T>(build: (key: string) => T): (key: string) => T {
  const kept = new Map<string, T>();
  return (key) => {
    const found = kept.get(key) ?? build(key);
    kept.set(key, found);
    return found;
  };
}

type Row = { readonly id: string; readonly currency: string | null };

function compareRows(a: Row, b: Row): number {
  return `${a.id}\n${a.currency}` < `${b.id}\n${b.currency}` ? -1 : 1;
}
