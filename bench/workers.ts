/**
 * How many rows a second one, two and four workers decide: `npm run bench:workers -- [ROWS]`. Each decides the same files
 * on a private Redis and MariaDB, from `kyhan submit` to the workbooks; beside it the same with `kyhan run` on SQLite.
 * Writes a table to standard error and one JSON object to standard output.
 */
import { mkdir, rm } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { watchRun } from '../test/drill/run-watch.ts';
import { startWorkerSlot, type WorkerSlot } from '../test/drill/worker-slot.ts';
import { LOAD_AS_OF, writeLoadFiles } from '../test/support/load-files.ts';
import { startTestServer } from '../test/support/mariadb.ts';
import { startTestRedis } from '../test/support/redis.ts';
import { type CliEnvironment, makeFolder, runCli } from '../test/support/run-cli.ts';
import { readProcessorSeconds } from './processor-time.ts';

const PHASES = ['importing', 'deciding', 'reporting'] as const;
type Phase = (typeof PHASES)[number];

/** What a phase took: the clock, and the processor of those who worked on it. */
type Cost = { readonly seconds: number; readonly workers: number; readonly mariadb: number; readonly redis: number };
type Measured = { readonly name: string; readonly phases: Readonly<Record<Phase, Cost>> };

const NOTHING: Cost = { seconds: 0, workers: 0, mariadb: 0, redis: 0 };
const WORKER_COUNTS = [1, 2, 4];
const SEED = 1;
const LOOK_EVERY_MS = 50;

const folder = await makeFolder();
const files = await writeLoadFiles(folder, Number(process.argv[2] ?? 100_000), SEED);
const batch = ['billing', ...files.args, '--as-of', LOAD_AS_OF, '--json'];
const mariadb = await startTestServer();
const redis = await startTestRedis();
const measured: Measured[] = [];
try {
  measured.push(await measureEmbedded());
  for (const count of WORKER_COUNTS) measured.push(await measureWorkers(count));
  process.stderr.write(`${describe(measured)}\n`);
  process.stdout.write(`${JSON.stringify({ machine: await readMachine(), files: { rows: files.rows }, measured })}\n`);
} finally {
  await redis.stop();
  await mariadb.stop();
  await rm(folder, { recursive: true, force: true });
}

/** `kyhan run` on SQLite; it says on standard error when it begins a phase. */
async function measureEmbedded(): Promise<Measured> {
  const began: number[] = [];
  const { exitCode, stderr } = await runCli(folder, ['run', ...batch], (text) => {
    const words = ['reading', 'deciding', 'writing reports', 'closed'];
    for (const [no, word] of words.entries()) if (text.includes(word)) began[no] ??= performance.now();
  });
  if (exitCode !== 0) throw new Error(stderr);
  const phases = { importing: NOTHING, deciding: NOTHING, reporting: NOTHING };
  for (const [no, phase] of PHASES.entries()) {
    phases[phase] = { ...NOTHING, seconds: ((began[no + 1] ?? 0) - (began[no] ?? 0)) / 1_000 };
  }
  return { name: 'kyhan run, SQLite', phases };
}

async function measureWorkers(count: number): Promise<Measured> {
  const name = `bench_${count}`;
  await query(`create database ${name} character set utf8mb4`);
  const environment = { DATABASE_URL: `${mariadb.url}/${name}`, REDIS_URL: `${redis.url}/${count}` };
  const slots: WorkerSlot[] = [];
  for (let no = 1; no <= count; no += 1) slots.push(await startSlot(`${name}_${no}`, environment));
  const pids = slots.flatMap((slot) => slot.pid() ?? []);
  const phases = { importing: NOTHING, deciding: NOTHING, reporting: NOTHING };
  const { stdout, stderr, exitCode } = await runCli(folder, ['submit', ...batch], undefined, environment);
  if (exitCode !== 0) throw new Error(stderr);
  const { runId }: { readonly runId: string } = JSON.parse(stdout);
  const watch = await watchRun(environment.DATABASE_URL, runId);
  for (const phase of PHASES) {
    const before = await readTimes(pids);
    while (watch.state().status === phase) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    phases[phase] = subtract(await readTimes(pids), before);
  }
  await watch.stop();
  if (watch.state().status !== 'closed') throw new Error(`the run is ${watch.state().status}`);
  await Promise.all(slots.map((slot) => slot.stop()));
  return { name: `${count} worker${count === 1 ? '' : 's'}, MariaDB`, phases };
}

async function startSlot(name: string, environment: CliEnvironment): Promise<WorkerSlot> {
  const own = join(folder, name);
  await mkdir(own);
  return startWorkerSlot(name, own, environment, []);
}

async function readTimes(workers: readonly number[]): Promise<Cost> {
  let sum = 0;
  for (const pid of workers) sum += await readProcessorSeconds(pid);
  return {
    seconds: performance.now() / 1_000,
    workers: sum,
    mariadb: await readProcessorSeconds(mariadb.pid()),
    redis: await readProcessorSeconds(redis.pid()),
  };
}

function subtract(after: Cost, before: Cost): Cost {
  return {
    seconds: after.seconds - before.seconds,
    workers: after.workers - before.workers,
    mariadb: after.mariadb - before.mariadb,
    redis: after.redis - before.redis,
  };
}

/** Rows a second of each phase and of the whole, what that is of one worker, and the processor for each row. */
function describe(all: readonly Measured[]): string {
  const total = ({ phases }: Measured): number => PHASES.reduce((sum, phase) => sum + phases[phase].seconds, 0);
  const one = all.find(({ name }) => name.startsWith('1 '));
  const rate = (seconds: number): string => `${Math.round(files.rows / seconds)}/s`.padStart(10);
  const lines = all.map((each) => {
    const ratios = PHASES.map((phase) => {
      const faster = (one?.phases[phase].seconds ?? 0) / each.phases[phase].seconds;
      return `${rate(each.phases[phase].seconds)} × ${faster.toFixed(2)}`;
    });
    const whole = `${rate(total(each))} × ${(one === undefined ? 0 : total(one) / total(each)).toFixed(2)}`;
    return [each.name.padEnd(20), ...ratios, whole].join('  ');
  });
  const costs = all.slice(1).flatMap(({ name, phases }) =>
    PHASES.map((phase) => {
      const perRow = (seconds: number): string => `${((seconds * 1e6) / files.rows).toFixed(1)} µs`.padStart(10);
      const { workers, mariadb: database, redis: queue } = phases[phase];
      return `${name.padEnd(20)}  ${phase.padEnd(10)} workers ${perRow(workers)}  MariaDB ${perRow(database)}  Redis ${perRow(queue)}`;
    }),
  );
  const head = `${'rows a second'.padEnd(20)}  ${[...PHASES, 'whole run'].map((each) => each.padStart(17)).join('  ')}`;
  return [`${files.rows} rows, ${files.contracts} contracts`, head, ...lines, 'processor for a row', ...costs].join(
    '\n',
  );
}

async function readMachine(): Promise<Readonly<Record<string, string | number>>> {
  const [row] = await query('select version() as version');
  const client = new Redis(redis.url);
  const info = await client.info('server').finally(() => client.disconnect());
  return {
    processors: cpus().length,
    model: cpus()[0]?.model ?? 'unknown',
    memoryBytes: totalmem(),
    node: process.version,
    mariadb: String(row?.version),
    redis: /redis_version:(\S+)/.exec(info)?.[1] ?? 'unknown',
  };
}

async function query(sql: string): Promise<readonly RowDataPacket[]> {
  const connection = await createConnection(mariadb.url);
  const [rows] = await connection.query<RowDataPacket[]>(sql).finally(() => connection.end());
  return rows;
}
