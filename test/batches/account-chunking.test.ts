import { expect } from 'chai';
import { describe, it } from 'mocha';
import { findDecisionReader } from '../../src/batches/find-decision-reader.ts';
import type { RunRequest } from '../../src/batches/run-context.ts';
import { HOME_CURRENCY, MINOR_DIGITS } from '../../src/domain/money.ts';
import type { Database } from '../../src/store/database.ts';
import { readDecisions, type StoredDecision } from '../../src/store/decisions.ts';
import { findRun } from '../../src/store/runs.ts';
import { USUAL_AS_OF } from '../support/account-arbitraries.ts';
import { decideBilling, decideDebt } from '../support/account-decisions.ts';
import { type AccountRecords, generateAccounts, writeAccounts } from '../support/account-files.ts';
import { ACCOUNT_KINDS, type AccountKind, buildAccountRequest } from '../support/account-runs.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { readAll } from '../support/read-all.ts';
import { withFolder } from '../support/run-cli.ts';
import { run } from '../support/sample-run.ts';

const RECORDS = generateAccounts(150, 20_230_630);
const CHUNK_SIZES = [1, 7, 500];

const INPUTS = {
  billing: ['invoices', 'payments', 'contracts', 'holds', 'notices'],
  debt: ['invoices', 'payments', 'contracts', 'holds', 'notices', 'debtors', 'provisions'],
} as const;

/** All decisions of all runs, by kind; those of one kind must be one. */
const seen: Readonly<Record<AccountKind, (readonly StoredDecision[])[]>> = { billing: [], debt: [] };

/** Each seed gives the same rows in another order, and so another run. */
async function buildRun(
  folder: string,
  kind: AccountKind,
  seed: number,
  set: Partial<RunRequest>,
): Promise<RunRequest> {
  const inputs = await writeAccounts(folder, RECORDS, seed, INPUTS[kind]);
  return buildAccountRequest(folder, kind, USUAL_AS_OF, { inputs, ...set });
}

function readStored(database: Database, runId: string): Promise<readonly StoredDecision[]> {
  return readAll(readDecisions(database, runId));
}

describe('the generated customers', () => {
  it('share contracts and ids, and owe in several currencies', () => {
    const { invoices, contracts } = RECORDS;
    const countMixed = (read: (each: (typeof invoices)[number]) => string): number => {
      const contractIds = [...new Set(invoices.map((each) => `${each.contractId} ${read(each)}`))];
      return contractIds.length - new Set(invoices.map((each) => each.contractId)).size;
    };
    expect(countMixed((each) => each.customerId)).to.be.greaterThan(10);
    expect(countMixed((each) => each.currency)).to.be.greaterThan(10);
    const customerIds = new Set(invoices.map((each) => each.customerId));
    expect(contracts.filter((each) => customerIds.has(each.contractId)).length).to.be.greaterThan(10);
    expect(invoices.filter((each) => customerIds.has(each.invoiceId)).length).to.be.greaterThan(10);
  });
});

describeEachDatabase('runs of billing and debts', (open) => {
  for (const kind of ACCOUNT_KINDS) {
    it(`${kind}: decides the same, byte for byte, in chunks of ${CHUNK_SIZES.join(', ')} customers and any order of rows`, () =>
      withFolder(async (folder) => {
        const database = await open();
        for (const [seed, subjectsPerChunk] of CHUNK_SIZES.entries()) {
          const result = await run(await buildRun(folder, kind, seed, { subjectsPerChunk }), database);
          expect(result.rows.rejected).to.equal(0);
          seen[kind].push(await readStored(database, result.runId));
        }
        for (const decisions of seen[kind]) expect(decisions).to.deep.equal(seen[kind][0]);
      })).timeout(180_000);

    it(`${kind}: goes on after it was stopped between two chunks, with nothing lost and nothing twice`, () =>
      withFolder(async (folder) => {
        const database = await open();
        const request = await buildRun(folder, kind, 99, { subjectsPerChunk: 7 });
        const stop = new AbortController();
        const tell = ({ phase, done }: { phase: string; done: number }) => {
          if (phase === 'deciding' && done >= 70) stop.abort();
        };
        const failure = await run(request, database, { signal: stop.signal, tell }).catch((error: unknown) => error);
        expect(failure).to.include({ code: 'RUN_INTERRUPTED' });
        const runId = new RegExp(`${kind}-[0-9a-f]{16}`).exec(String(failure))?.[0] ?? '';
        const half = await readStored(database, runId);
        expect(half.length)
          .to.be.greaterThan(0)
          .and.to.be.lessThan(seen[kind][0]?.length ?? 0);
        const result = await run(request, database);
        expect(result).to.include({ runId, status: 'closed' });
        expect((await findRun(database, runId))?.failure).to.equal(null);
        expect(await readStored(database, runId)).to.deep.equal(seen[kind][0]);
      })).timeout(180_000);
  }
});

describe('the decisions about generated customers', () => {
  for (const kind of ACCOUNT_KINDS) {
    it(`${kind}: are the same on every database`, () => {
      expect(seen[kind]).to.have.length(2 * CHUNK_SIZES.length);
      for (const decisions of seen[kind]) expect(decisions).to.deep.equal(seen[kind][0]);
    });

    it(`${kind}: are those of each customer when all records lie before it at once`, async () => {
      const rows: string[] = [];
      for (const customerId of listCustomers(RECORDS)) rows.push(...(await decideAlone(kind, customerId)));
      expect(rows.sort()).to.deep.equal((seen[kind][0] ?? []).map((decision) => readRow(kind, decision)).sort());
      expect(rows.length).to.be.greaterThan(200);
    }).timeout(180_000);
  }
});

function readRow(kind: AccountKind, { subject, row }: StoredDecision): string {
  return JSON.stringify(findDecisionReader(kind, subject).readRow(row));
}

function listCustomers({ invoices, contracts, payments }: AccountRecords): ReadonlySet<string> {
  return new Set([...invoices, ...contracts, ...payments].flatMap((each) => each.customerId ?? []));
}

async function decideAlone(kind: AccountKind, customerId: string): Promise<readonly string[]> {
  const currencies = new Map(RECORDS.invoices.map((each) => [each.invoiceId, each.currency]));
  // The file has booked amounts in whole units of the invoice's currency.
  const provisions = RECORDS.provisions.map((each) => {
    const digits = MINOR_DIGITS[currencies.get(each.invoiceId) ?? HOME_CURRENCY];
    return { ...each, bookedMinor: each.bookedMinor * 10 ** digits };
  });
  const file = { ...RECORDS, provisions, customerId };
  if (kind === 'billing') {
    return (await decideBilling(file, USUAL_AS_OF)).map(({ decision }) => JSON.stringify(decision));
  }
  const { collections, invoices } = await decideDebt(file, USUAL_AS_OF);
  return [...collections, ...invoices].map(({ decision }) => JSON.stringify(decision));
}
