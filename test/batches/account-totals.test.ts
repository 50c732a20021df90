import { readdir } from 'node:fs/promises';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { RunRequest } from '../../src/batches/run-context.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import { findRun } from '../../src/store/runs.ts';
import { type AccountKind, buildAccountRequest, writeInputs } from '../support/account-runs.ts';
import { catchFailure } from '../support/catch-failure.ts';
import { withFolder } from '../support/run-cli.ts';
import { run } from '../support/sample-run.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const FILES = {
  invoices: [
    'invoiceId,customerId,debtorType,contractId,product,issuedOn,dueOn,amount',
    'I1,C1,organisation,K1,sms-brandname,2026-06-01,2026-06-15,1000000',
    'I2,C2,organisation,K2,sms-brandname,2026-06-01,2026-06-15,2000000',
    'I3,C3,organisation,K3,sms-brandname,2026-06-01,2026-06-15,3000000',
  ],
  payments: ['paymentId,invoiceId,customerId,paidOn,amount', 'P1,I1,,2026-06-20,400000', 'P3,,C3,2026-06-20,1'],
  contracts: ['contractId,customerId,serviceStatus,statusSince', 'K1,C1,locked,2026-06-25', 'K4,C4,active,'],
};

/** Changes to the store between import and close, and the totals that no longer agree. */
const CHANGES: readonly {
  readonly what: string;
  readonly kind: AccountKind;
  readonly sql: string;
  /** How many chunks are decided before the change; there are four customers. */
  readonly decided: number;
  readonly says: readonly RegExp[];
}[] = [
  {
    what: 'an amount of an invoice',
    kind: 'billing',
    sql: "update records set amount = amount + 1 where input = 'invoices' and record_id = 'I2'",
    decided: 0,
    says: [/invoices and balances, VND \(6000001 and 6000000\)/],
  },
  {
    what: 'what the record of an invoice says',
    kind: 'debt',
    sql: "update records set body = replace(body, '2000000', '1999999') where record_id = 'I2'",
    decided: 0,
    says: [/invoices and balances, VND \(6000000 and 5999999\)/],
  },
  {
    what: 'the sign of a payment',
    kind: 'debt',
    sql: "update records set amount = -amount where record_id = 'P1'",
    decided: 0,
    says: [/payments and balances, VND \(-399999 and 400001\)/],
  },
  {
    what: 'an open amount of a decision',
    kind: 'billing',
    sql: "update decisions set amount = amount - 1 where id = 'K1'",
    decided: 2,
    says: [/open amounts of balances and decisions, VND \(5599999 and 5599998\)/],
  },
  {
    what: 'an open amount of a balance',
    kind: 'debt',
    sql: "update balances set open = open + 5 where customer_id = 'C1'",
    decided: 2,
    says: [
      /invoiced less paid, and open less credit, VND \(5599999 and 5600004\)/,
      /open amounts of balances and decisions, VND \(5600004 and 5599999\)/,
    ],
  },
  {
    what: 'the currency of a balance',
    kind: 'debt',
    sql: "update balances set currency = 'USD' where customer_id = 'C1'",
    decided: 2,
    says: [/invoices and balances, USD \(0 and 1000000\)/, /invoices and balances, VND \(6000000 and 5000000\)/],
  },
  {
    what: 'a decision about a contract that is gone',
    kind: 'billing',
    sql: "delete from decisions where id = 'K1'",
    decided: 2,
    says: [/contracts of the files and decided contracts \(4 and 3\)/, /open amounts of balances and decisions/],
  },
  {
    what: 'a locked contract that nobody decided about',
    kind: 'debt',
    sql: "delete from decisions where id = 'K1' and subject = 'contract'",
    decided: 2,
    says: [/locked contracts of the files and decided ones \(1 and 0\)/],
  },
  {
    what: 'a contract that comes into the files late',
    kind: 'billing',
    sql: "update records set link_id = 'K9' where input = 'invoices' and record_id = 'I1'",
    decided: 4,
    says: [/contracts of the files and decided contracts \(5 and 4\)/],
  },
];

describe('the control totals of accounts', () => {
  let created: TestDatabase;
  let database: Database;
  beforeEach(async () => {
    created = await createTestDatabase('sqlite');
    database = await openDatabase(created.target);
    await migrateDatabase(database);
  });
  afterEach(async () => {
    await database.close();
    await created.remove();
  });

  /** Runs until so many chunks are decided, or to the end of the last one. */
  async function stopAfter(request: RunRequest, decided: number): Promise<string> {
    const stop = new AbortController();
    const tell = ({ phase, done }: { phase: string; done: number }) => {
      if (phase === 'deciding' && done >= decided) stop.abort();
    };
    const failure = await run(request, database, { signal: stop.signal, tell }).catch((error: unknown) => error);
    return /(billing|debt)-[0-9a-f]{16}/.exec(String(failure))?.[0] ?? '';
  }

  for (const { what, kind, sql, decided, says } of CHANGES) {
    it(`${kind}: stop a run that has lost its balance over ${what}, and no report is written`, () =>
      withFolders(async (folder, out) => {
        const inputs = await writeInputs(folder, FILES);
        const request = await buildAccountRequest(out, kind, '2026-06-30', { inputs, subjectsPerChunk: 1 });
        const asked: string[] = [];
        const batch = {
          ...request.batch,
          writeReports: async () => [{ report: 'a', fileName: String(asked.push('a')) }],
        };
        const runId = await stopAfter({ ...request, batch }, Math.min(decided, 3));
        if (decided > 3) await finishLast({ ...request, batch });
        await database.knex.raw(sql);
        const failure = await catchFailure(() => run({ ...request, batch }, database));
        expect(failure.code).to.equal('CONTROL_TOTALS');
        for (const text of says) expect(failure.message).to.match(text);
        expect(asked).to.deep.equal([]);
        expect(await readdir(out)).to.deep.equal([]);
        const stored = await findRun(database, runId);
        expect(stored?.status).to.not.equal('closed');
        expect(stored?.failure).to.include({ code: 'CONTROL_TOTALS' });
      }));
  }

  /** Decides what is left, and fails before the totals are looked at. */
  async function finishLast(request: RunRequest): Promise<void> {
    const readControlTotals = (): never => {
      throw new Error('stopped before the totals');
    };
    await run({ ...request, batch: { ...request.batch, readControlTotals } }, database).catch(() => undefined);
  }

  for (const kind of ['billing', 'debt'] as const) {
    it(`${kind}: agree where nothing was changed`, () =>
      withFolder(async (folder) => {
        const inputs = await writeInputs(folder, FILES);
        const request = await buildAccountRequest(folder, kind, '2026-06-30', { inputs, subjectsPerChunk: 1 });
        await stopAfter(request, 2);
        expect((await run(request, database)).status).to.equal('closed');
      }));
  }
});

/** A folder for the files, and one for the reports. */
function withFolders(use: (files: string, out: string) => Promise<void>): Promise<void> {
  return withFolder((files) => withFolder((out) => use(files, out)));
}
