import { spawnSync } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { after, before, describe, it } from 'mocha';
import type { RunResult } from '../../src/batches/run-result.ts';
import { makeFolder, PROJECT_FOLDER, runCli, withFolder } from '../support/run-cli.ts';

const TICKETS = join(PROJECT_FOLDER, 'examples/tickets.csv');
const EVENTS = join(PROJECT_FOLDER, 'examples/ticket-events.csv');
const AS_OF = ['--as-of', '2026-11-23T09:00:00+07:00', '--json'];

/** The whole sample. */
const SAMPLE = ['run', 'ticket', '--tickets', TICKETS, '--events', EVENTS, ...AS_OF];

/** The first tickets of the sample, and one that is refused, for the tests that run it again and again. */
const PART = ['run', 'ticket', '--tickets', 'part.csv', ...AS_OF, '--chunk-size', '50'];
const PART_TICKETS = 500;

async function writePart(folder: string): Promise<void> {
  const rows: readonly (readonly string[])[] = parse(await readFile(TICKETS), { relaxColumnCount: true });
  const refused = ['YC-refused', 'some day'];
  await writeFile(join(folder, 'part.csv'), stringify([...rows.slice(0, PART_TICKETS + 1), refused]));
}

/** Uses a folder of its own in which the first tickets of the sample are. */
function withPart<T>(use: (folder: string) => Promise<T>): Promise<T> {
  return withFolder(async (folder) => {
    await writePart(folder);
    return use(folder);
  });
}

async function runWhole(folder: string, args: readonly string[]): Promise<RunResult> {
  const { exitCode, stdout, stderr } = await runCli(folder, args);
  expect(exitCode, stderr).to.equal(0);
  const result: RunResult = JSON.parse(stdout);
  return result;
}

describe('kyhan run ticket', function () {
  this.timeout(120_000);

  it('decides the sample, and prints one JSON object and nothing else on standard output', () =>
    withFolder(async (folder) => {
      const { exitCode, stdout, stderr } = await runCli(folder, SAMPLE);
      expect(exitCode, stderr).to.equal(0);
      expect(stdout.trim().split('\n')).to.have.length(1);
      const result: RunResult = JSON.parse(stdout);
      expect(Object.keys(result)).to.deep.equal([
        'runId',
        'kind',
        'asOf',
        'release',
        'status',
        'rows',
        'decisions',
        'reports',
        'seconds',
      ]);
      expect(result).to.include({ kind: 'ticket', asOf: '2026-11-23T09:00:00+07:00', status: 'closed' });
      expect(result.rows.read).to.equal(result.rows.accepted + result.rows.rejected);
      expect(result.rows).to.deep.equal({ read: 3800, accepted: 3770, rejected: 30 });
      const decided = Object.values(result.decisions).reduce((sum, count) => sum + count, 0);
      expect(decided).to.equal(2499);
      expect(await readdir(join(folder, 'reports'))).to.deep.equal(result.reports);
    }));

  it('returns the finished run when asked again, and writes a lost workbook again', () =>
    withPart(async (folder) => {
      const first = await runWhole(folder, PART);
      await rm(join(folder, 'reports'), { recursive: true });
      const second = await runWhole(folder, PART);
      expect(second).to.deep.equal(first);
      expect(await readdir(join(folder, 'reports'))).to.deep.equal(first.reports);
    }));

  it('ends after SIGKILL at any moment with the decisions of a run that was left alone', () =>
    withPart(async (calm) => {
      const undisturbed = await runWhole(calm, PART);
      const expected = (await runCli(calm, ['decisions', undisturbed.runId])).stdout;
      for (const moment of ['reading', 'deciding', 'writing reports']) {
        await withPart(async (folder) => {
          const killed = await runCli(folder, PART, (text, kill) => {
            if (text.includes(moment)) setTimeout(() => kill('SIGKILL'), 40);
          });
          expect(killed.exitCode, `${moment}: ${killed.stderr}`).to.equal(null);
          const resumed = await runWhole(folder, PART);
          expect(resumed.runId).to.equal(undisturbed.runId);
          expect((await runCli(folder, ['decisions', resumed.runId])).stdout).to.equal(expected);
          expect(await readdir(join(folder, 'reports'))).to.deep.equal(resumed.reports);
        });
      }
    }));

  it('stops at Ctrl-C between two chunks, says how to go on, and goes on', () =>
    withPart(async (folder) => {
      let isAsked = false;
      const stopped = await runCli(folder, PART, (text, kill) => {
        if (isAsked || !text.includes('deciding')) return;
        isAsked = true;
        kill('SIGINT');
      });
      expect(stopped.exitCode).to.equal(1);
      expect(stopped.stderr)
        .to.include('run the same command again, with --as-of 2026-11-23T09:00:00+07:00')
        .and.to.include('[RUN_INTERRUPTED]');
      expect((await runWhole(folder, PART)).status).to.equal('closed');
    }));

  it('exits with 3 for rejected rows under --strict, and only then', () =>
    withPart(async (folder) => {
      expect((await runCli(folder, [...PART, '--strict'])).exitCode).to.equal(3);
      expect((await runCli(folder, PART)).exitCode).to.equal(0);
    }));
});

describe('what a run leaves', function () {
  this.timeout(120_000);
  let folder = '';
  let runId = '';

  // One run serves all of these: they only look at it.
  before(async () => {
    folder = await makeFolder();
    ({ runId } = await runWhole(folder, SAMPLE));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('is listed by decisions and rejected, as NDJSON and as CSV that no spreadsheet runs as a formula', async () => {
    const decisions = (await runCli(folder, ['decisions', runId])).stdout.trim().split('\n');
    const ids = decisions.map((line): string => JSON.parse(line).id);
    expect(ids).to.have.length(2499);
    expect(ids).to.deep.equal([...ids].sort());
    const rejected = (await runCli(folder, ['rejected', runId])).stdout.trim().split('\n');
    expect(rejected).to.have.length(30);
    for (const line of rejected) expect(JSON.parse(line)).to.include.keys('file', 'line', 'column', 'code', 'value');
    const csv = (await runCli(folder, ['rejected', runId, '--format', 'csv'])).stdout.split('\n');
    expect(csv[0]).to.match(/input,file,line,id,column,code,value,allowed,others/);
    expect(csv.some((line) => /(^|,)"?[=@]/.test(line))).to.equal(false);
  });

  it('has its warnings listed, and a misspelt column is named at once', async () => {
    const warnings = (await runCli(folder, ['warnings', runId])).stdout.trim().split('\n');
    const codes = new Set(warnings.map((line): string => JSON.parse(line).code));
    expect([...codes]).to.include.members(['UNKNOWN_UNIT', 'UNKNOWN_PRODUCT']);
    await writeFile(join(folder, 'slip.csv'), 'ticketId,receivedAt,resolvdAt\nA,2026-11-20 09:00,2026-11-20 10:00\n');
    const slip = await runCli(folder, ['run', 'ticket', '--tickets', 'slip.csv', '--as-of', '2026-11-23T09:00']);
    expect(slip.stderr).to.include('nobody knows the column "slip.csv: resolvdAt"');
  });

  it('goes quietly when the reader has seen enough', async () => {
    const shell = `node ${join(PROJECT_FOLDER, 'src/cli/launch.js')} decisions ${runId} --db ${join(folder, 'kyhan.db')} | head -1`;
    const { stdout, stderr } = spawnSync('bash', ['-c', shell], {
      encoding: 'utf8',
      env: { ...process.env, NODE_V8_COVERAGE: '' },
    });
    expect(stdout.split('\n')).to.have.length(2);
    expect(stderr).to.equal('');
  });

  it('is explained in Vietnamese and in English, with the reference', async () => {
    const vi = await runCli(folder, ['explain', runId, 'YC-000001']);
    expect(vi.exitCode, vi.stderr).to.equal(0);
    expect(vi.stdout).to.include('QUYẾT ĐỊNH').and.to.include('căn cứ: ');
    const en = await runCli(folder, ['explain', runId, 'YC-000001', '--lang', 'en']);
    expect(en.stdout).to.include('DECIDES').and.to.include('reference: ');
    const nobody = await runCli(folder, ['explain', runId, 'YC-nobody']);
    expect([nobody.exitCode, nobody.stderr]).to.satisfy(
      ([code, text]: [number, string]) => code === 2 && text.includes('has no decision about "YC-nobody"'),
    );
  });
});
