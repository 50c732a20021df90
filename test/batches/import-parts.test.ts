import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { after, describe, it } from 'mocha';
import type { Batch } from '../../src/batches/batch.ts';
import { type RunHelper, startHelper } from '../../src/batches/helper/run-helper.ts';
import { planImport } from '../../src/batches/import-plan.ts';
import { importShare } from '../../src/batches/import-share.ts';
import { openRun } from '../../src/batches/open-run.ts';
import { runBatch } from '../../src/batches/run-batch.ts';
import type { RunContext, RunProgress, RunRequest } from '../../src/batches/run-context.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import { readRejectedRows } from '../../src/store/rejected-rows.ts';
import { beginImport } from '../../src/store/runs.ts';
import { readWarnings } from '../../src/store/warnings.ts';
import { catchFailure } from '../intake/intake-files.ts';
import { buildAccountRequest, writeInputs } from '../support/account-runs.ts';
import { readAll } from '../support/read-all.ts';
import { withFolder } from '../support/run-cli.ts';
import { createTestDatabase, TEST_DIALECTS, type TestDatabase } from '../support/test-database.ts';
import { at } from '../support/ticket-builder.ts';

const TOKEN = 'token';
const ROWS = 13_000;
const AS_OF = '2026-11-23';
const HEADER = 'invoiceId,customerId,debtorType,contractId,product,managingUnit,issuedOn,dueOn,amount,Ghi chú';
const PAYMENT_HEADER = 'paymentId,invoiceId,customerId,paidOn,amount,currency,kind';

/** Ids that come again many parts later, or in the next row, or a third time; rows to reject, and rows to warn of. */
function writeFiles(folder: string): Promise<RunRequest['inputs']> {
  const toId = (row: number): string => {
    if (row % 1_000 === 7 && row > 9_000) return `I-${row - 9_000}`;
    if (row === 12_500) return 'I-7';
    return row % 2_500 === 1 ? `I-${row - 1}` : `I-${row}`;
  };
  const invoices = Array.from({ length: ROWS }, (_, row) => {
    const amount = row % 1_700 === 3 ? 'x' : 1_000 + row;
    const product = row % 1_900 === 5 ? 'sản phẩm lạ' : 'mobifiber';
    return `${toId(row)},C-${row % 40},organisation,K-${row % 40},${product},TT-CNTT,2026-06-01,2026-06-15,${amount},`;
  });
  const payments = Array.from({ length: 4_500 }, (_, row) => {
    const id = row === 4_400 ? 'P-1' : `P-${row}`;
    return `${id},I-${row * 2},C-${(row * 2) % 40},2026-07-01,1000,VND,payment`;
  });
  return writeInputs(folder, { invoices: [HEADER, ...invoices], payments: [PAYMENT_HEADER, ...payments] });
}

for (const dialect of TEST_DIALECTS) {
  describe(`importing files in parts on ${dialect}`, () => {
    const created: TestDatabase[] = [];

    async function withStore<T>(use: (database: Database, target: string) => Promise<T>): Promise<T> {
      const own = await createTestDatabase(dialect);
      created.push(own);
      const database = await openDatabase(own.target);
      try {
        await migrateDatabase(database);
        return await use(database, own.target);
      } finally {
        await database.close();
      }
    }

    after(async () => {
      for (const database of created) await database.remove();
    });

    it('keeps the first of the rows with one id, whichever thread was faster, and says the same of all others', () =>
      withFolder(async (folder) => {
        const request = await buildAccountRequest(join(folder, 'out'), 'debt', AS_OF, {
          inputs: await writeFiles(folder),
        });
        const importWith = (threads: 1 | 2) =>
          withStore(async (database, target) => {
            const helper = threads === 1 ? null : await startReadyHelper(target);
            const { runId, rows, told } = await decide(request, database, helper);
            const done = told.filter(({ phase }) => phase === 'importing').map((each) => each.done);
            expect(done).to.deep.equal(done.toSorted((a, b) => a - b));
            expect(done.at(-1)).to.equal(ROWS + 4_500);
            const records: readonly object[] = await database
              .knex('records')
              .select('input', 'record_id', 'line', 'body')
              .where({ run_id: runId })
              .orderBy(['input', 'line']);
            const rejected = await readAll(readRejectedRows(database, runId));
            return { rows, records, rejected, warnings: await readAll(readWarnings(database, runId)) };
          });
        const alone = await importWith(1);
        const firstLines = alone.rejected
          .filter(({ id }) => id === 'I-7')
          .map(({ line, problems }) => `${line}: ${problems[0].allowed}`);
        expect(firstLines).to.deep.equal([
          '9009: each id once; it stood first in line 9',
          '12502: each id once; it stood first in line 9',
        ]);
        expect(alone.warnings.filter(({ code }) => code === 'UNKNOWN_COLUMN')).to.have.length(1);
        expect(alone.warnings.filter(({ code }) => code === 'UNKNOWN_PRODUCT')).to.have.length.above(3);
        const shared = await importWith(2);
        expect(shared.rows).to.deep.equal(alone.rows);
        expect(shared.rejected).to.deep.equal(alone.rejected);
        expect(shared.records).to.deep.equal(alone.records);
        const ofInvoices = ({ warnings }: typeof alone) => warnings.filter(({ input }) => input === 'invoices');
        expect(ofInvoices(shared)).to.deep.equal(ofInvoices(alone));
      })).timeout(120_000);

    it('lets the part that was read first wait for the one before it', () =>
      withFolder((folder) =>
        withStore(async (database) => {
          const { context, plan } = await beginPlan(folder, database);
          let tellRead = (): void => {};
          const isRead = new Promise<void>((resolve) => {
            tellRead = resolve;
          });
          const { readInput } = context.batch;
          const slow = withReader(context, async function* (...asked) {
            await isRead;
            await sleep(300);
            yield* readInput(...asked);
          });
          const fast = withReader(context, async function* (...asked) {
            for await (const block of readInput(...asked)) {
              tellRead();
              yield block;
            }
          });
          await Promise.all([importShare(slow, plan, TOKEN), importShare(fast, plan, TOKEN)]);
          const rejected = await readAll(readRejectedRows(database, context.run.runId));
          expect(rejected.filter(({ id }) => id === 'I-7').map(({ line }) => line)).to.deep.equal([9_009, 12_502]);
        }),
      )).timeout(60_000);

    it('says that a file was replaced, and not what its parts look like since then', () =>
      withFolder((folder) =>
        withStore(async (database) => {
          const { context, plan, path } = await beginPlan(folder, database);
          await writeFile(path, Buffer.alloc(2_000_000, 0xff));
          await catchFailure(importShare(context, plan, TOKEN), 'INPUT_CHANGED');
        }),
      )).timeout(60_000);
  });
}

/** A plan for the invoices of the files, of which nothing is imported yet. */
async function beginPlan(folder: string, database: Database) {
  const inputs = (await writeFiles(folder)).slice(0, 1);
  const request = await buildAccountRequest(join(folder, 'out'), 'debt', AS_OF, { inputs });
  const { run, files } = await openRun(request, at('2026-11-23T09:30:00+07:00'), database);
  await beginImport(database, run.runId, TOKEN);
  const { signal } = new AbortController();
  const context: RunContext = { ...request, database, now: Date.now, tell: () => {}, signal, engine: 'compiled', run };
  return { context, plan: await planImport(context, files, true), path: inputs[0]?.path ?? '' };
}

function withReader(context: RunContext, readInput: Batch['readInput']): RunContext {
  return { ...context, batch: { ...context.batch, readInput } };
}

/** A helper that has loaded its program, so that it gets its share of a short import. */
async function startReadyHelper(databaseTarget: string): Promise<RunHelper> {
  const helper = startHelper({ databaseTarget, engine: 'compiled' });
  await helper.decide('no run', () => {}).catch(() => undefined);
  const importShare: RunHelper['importShare'] = async (...asked) => {
    const shares = await helper.importShare(...asked);
    expect(shares, 'parts that the helper took').not.to.be.empty;
    return shares;
  };
  return { ...helper, importShare };
}

async function decide(request: RunRequest, database: Database, helper: RunHelper | null) {
  const told: RunProgress[] = [];
  const now = () => at('2026-11-23T09:30:00+07:00');
  const tell = (progress: RunProgress): void => void told.push(progress);
  const { signal } = new AbortController();
  const tools = { database, now, tell, signal, engine: 'compiled' } as const;
  const result = await runBatch(request, tools, helper).finally(() => helper?.close());
  return { ...result, told };
}
