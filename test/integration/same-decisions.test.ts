import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import { after, before, describe, it } from 'mocha';
import { openDatabase } from '../../src/store/database.ts';
import { findRun } from '../../src/store/runs.ts';
import { startWorkerSlot, type WorkerSlot } from '../drill/worker-slot.ts';
import { copyImportedRun } from '../support/copy-run.ts';
import { LOAD_AS_OF, type LoadFiles, writeLoadFiles } from '../support/load-files.ts';
import { useTestRedis } from '../support/redis-fixture.ts';
import { type CliEnvironment, makeFolder, runCli } from '../support/run-cli.ts';
import { readRows } from '../support/sample-run.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const ROWS = 50_000;
const DEFAULT_CHUNK = 200;

/** Runs of four workers, all at work at the same time: ids of their own, and subjects of a chunk. */
const COPIES = [
  ['billing-00000000000000d0', DEFAULT_CHUNK],
  ['billing-0000000000000037', 37],
  ['billing-0000000000005000', 5_000],
] as const;

/** Workers of this test build no workbooks: those are made from the decisions, and take most of the time. */
const WORKER_ARGS = ['--queues', 'import,decide,close', '--concurrency', '2'];

describe('the decisions of 50,000 rows', function () {
  this.timeout(300_000);
  let folder: string;
  let files: LoadFiles;
  let created: TestDatabase;
  let environment: CliEnvironment;
  const workers: WorkerSlot[] = [];
  /** Decisions of each run as one text. */
  const decided: { embedded: string; single: string; copies: readonly string[] } = {
    embedded: '',
    single: '',
    copies: [],
  };

  before(async () => {
    folder = await makeFolder();
    files = await writeLoadFiles(folder, ROWS, 37);
    created = await createTestDatabase('mysql');
    environment = { DATABASE_URL: created.target, REDIS_URL: (await useTestRedis()).url };
    const args = ['billing', ...files.args, '--as-of', LOAD_AS_OF, '--json'];
    const [embedded, single] = await Promise.all([decideEmbedded(args), decideByOne(args)]);
    for (const [copyId, chunkSize] of COPIES) await copyImportedRun(created.target, single.runId, copyId, chunkSize);
    await Promise.all([2, 3, 4].map(startWorker));
    await kyhan(['resume']);
    Object.assign(decided, {
      embedded,
      single: single.text,
      copies: await Promise.all(COPIES.map(([copyId]) => readDecided(copyId))),
    });
  });
  after(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    await created.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const kyhan = async (args: readonly string[], set: CliEnvironment = environment): Promise<string> => {
    const { exitCode, stdout, stderr } = await runCli(folder, args, undefined, set);
    expect(exitCode, stderr).to.equal(0);
    return stdout;
  };
  const startWorker = async (no: number): Promise<void> => {
    workers.push(await startWorkerSlot(`worker ${no}`, folder, environment, WORKER_ARGS));
  };
  const decideEmbedded = async (args: readonly string[]): Promise<string> => {
    const { runId }: { readonly runId: string } = JSON.parse(await kyhan(['run', ...args], {}));
    return readText(join(folder, 'kyhan.db'), runId);
  };
  const decideByOne = async (args: readonly string[]): Promise<{ readonly runId: string; readonly text: string }> => {
    const { runId }: { readonly runId: string } = JSON.parse(await kyhan(['submit', ...args]));
    await startWorker(1);
    return { runId, text: await readDecided(runId) };
  };
  const readDecided = async (runId: string): Promise<string> => {
    await waitUntilDecided(created.target, runId);
    return readText(created.target, runId);
  };

  it('are one for each contract, and what is open is what was invoiced and not paid', () => {
    const rows = decided.embedded.split('\n').map((line): { currency: string; openAmount: number } => JSON.parse(line));
    expect(rows).to.have.length(files.contracts);
    const open: Record<string, number> = {};
    for (const { currency, openAmount } of rows) open[currency] = (open[currency] ?? 0) + openAmount;
    expect(open).to.deep.equal(files.open);
  });

  it('are byte for byte the same on SQLite in one process, and by one worker on Redis and MariaDB', () => {
    expect(toDigest(decided.single)).to.equal(toDigest(decided.embedded));
  });

  for (const [index, [, chunkSize]] of COPIES.entries()) {
    it(`are byte for byte the same by four workers in chunks of ${chunkSize} customers`, () => {
      expect(toDigest(decided.copies[index] ?? '')).to.equal(toDigest(decided.embedded));
    });
  }

  it('came from all four workers, of which none ended', async () => {
    expect(workers.flatMap((worker) => worker.faults)).to.deep.equal([]);
    const redis = new Redis(environment.REDIS_URL ?? '');
    const jobs = await redis.keys('kyhan:decide:chunk.*');
    const names = await Promise.all(jobs.map((key) => redis.hget(key, 'pb')));
    redis.disconnect();
    expect(new Set(names.filter((name) => name !== null)).size).to.equal(workers.length);
  });
});

async function waitUntilDecided(target: string, runId: string): Promise<void> {
  const database = await openDatabase(target);
  try {
    for (;;) {
      const run = await findRun(database, runId);
      if (run?.failure) throw new Error(`${runId}: ${run.failure.code} ${run.failure.message}`);
      // The control totals of the decisions are proved before the reports begin.
      if (run?.status === 'reporting') return;
      await sleep(100);
    }
  } finally {
    await database.close();
  }
}

async function readText(target: string, runId: string): Promise<string> {
  const database = await openDatabase(target);
  try {
    return (await readRows(database, runId)).join('\n');
  } finally {
    await database.close();
  }
}

function toDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
