import { appendFileSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { RunProgress, RunRequest } from '../../src/batches/run-context.ts';
import { TICKET_BATCH } from '../../src/batches/ticket/ticket-batch.ts';
import type { Database } from '../../src/store/database.ts';
import { readRejectedRows } from '../../src/store/rejected-rows.ts';
import { findRun } from '../../src/store/runs.ts';
import { countWarnings } from '../../src/store/warnings.ts';
import { getMapping } from '../intake/intake-files.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { withFolder } from '../support/run-cli.ts';
import { buildRequest, readRows, run, withoutReports } from '../support/sample-run.ts';
import { at } from '../support/ticket-builder.ts';

/** Decisions of the sample by database and chunk size; all must be one. */
const seen: (readonly string[])[] = [];

async function runFiles(
  folder: string,
  database: Database,
  files: { readonly tickets: string; readonly events?: string },
  set: Partial<RunRequest> = {},
) {
  const inputs: { input: string; path: string }[] = [];
  for (const [input, text] of Object.entries(files)) {
    const path = join(folder, `${input}.csv`);
    await writeFile(path, text);
    inputs.push({ input, path });
  }
  const result = await run(await buildRequest(folder, { inputs, ...set }), database);
  const rejected: string[] = [];
  for await (const row of readRejectedRows(database, result.runId)) {
    rejected.push(
      `${row.input}:${row.line} ${row.problems[0].code} ${row.problems[0].value ?? ''} ${row.problems[0].allowed}`,
    );
  }
  return { result, rejected };
}

describeEachDatabase('a run of tickets', (open) => {
  it('tells of rows read on and on, from one file to the next', () =>
    withFolder(async (folder) => {
      const told: number[] = [];
      const tell = ({ phase, done }: RunProgress): void => void (phase === 'importing' && told.push(done));
      const inputs = ['tickets', 'events'].map((input) => ({ input, path: join(folder, `${input}.csv`) }));
      await writeFile(join(folder, 'tickets.csv'), 'ticketId,receivedAt\nA,yesterday\nB,yesterday\n');
      await writeFile(
        join(folder, 'events.csv'),
        `ticketId,at,type,unit,note\n${'A,yesterday,received,CTKV1,\n'.repeat(5_001)}`,
      );
      const request = await buildRequest(folder, { inputs, batch: withoutReports(TICKET_BATCH) });
      await run(request, await open(), { tell });
      expect([...new Set(told)]).to.deep.equal([0, 2, 2_002, 4_002, 5_003]);
    })).timeout(60_000);

  it('rejects all rows of a group whose id another group had', () =>
    withFolder(async (folder) => {
      const mapping = getMapping({
        ...{ id: 'groups', title: { vi: 'thử nghiệm', en: 'a test' }, reference: 'groups of a test', for: 'tickets' },
        ...{ dateFormat: 'D/M/YYYY HH:mm', group: { by: 'group' } },
        columns: { ticketId: { from: 'no', take: 'first' }, receivedAt: { from: 'opened', take: 'first' } },
      });
      const rows = ['1,A', '1,A', '2,A', '2,A', '3,B'].map((start) => `${start},1/11/2026 08:00\n`);
      const { result, rejected } = await runFiles(
        folder,
        await open(),
        { tickets: `group,no,opened\n${rows.join('')}` },
        { batch: withoutReports(TICKET_BATCH), mapping: { name: 'groups', mapping } },
      );
      expect(result.rows).to.deep.equal({ read: 5, accepted: 3, rejected: 2 });
      const allowed = 'each id once; it stood first in line 2';
      expect(rejected).to.deep.equal([4, 5].map((line) => `tickets:${line} DUPLICATE_ID A ${allowed}`));
    }));

  it('decides every accepted ticket of the sample, in any chunking, byte for byte alike', () =>
    withFolder(async (folder) => {
      const database = await open();
      for (const [index, subjectsPerChunk] of [7, 500, 100_000].entries()) {
        // Another moment of the day would be another run; the same run is never decided twice.
        const request = await buildRequest(folder, { subjectsPerChunk, batch: withoutReports(TICKET_BATCH) });
        const other = {
          ...request,
          mapping: index === 0 ? null : { name: `same-${index}`, mapping: Object({ for: 'none' }) },
        };
        const result = await run(other, database);
        expect(result.rows).to.deep.equal({ read: 3800, accepted: 3770, rejected: 30 });
        seen.push(await readRows(database, result.runId));
      }
      for (const rows of seen) expect(rows).to.deep.equal(seen[0]);
      expect(seen[0]).to.have.length(2499);
    })).timeout(180_000);

  it('rejects the later of two rows with one id, and names the first line', () =>
    withFolder(async (folder) => {
      const tickets =
        'ticketId,receivedAt\nA,2026-11-20 09:00\nB,2026-11-20 09:00\nA,2026-11-20 10:00\na,2026-11-20 09:00\n';
      const { result, rejected } = await runFiles(folder, await open(), { tickets });
      expect(result.rows).to.deep.equal({ read: 4, accepted: 3, rejected: 1 });
      expect(rejected).to.deep.equal(['tickets:4 DUPLICATE_ID A each id once; it stood first in line 2']);
    }));

  it('rejects a ticket received after asOf, to the second, and its events with it', () =>
    withFolder(async (folder) => {
      const tickets =
        'ticketId,receivedAt\nA,2026-11-23 09:00:00\nB,2026-11-23 09:00:01\nC,2026-11-23 10:00\nD,2026-11-20 09:00\n';
      const events = [
        'ticketId,at,type',
        'B,2026-11-23 09:30,resolved',
        'C,2026-11-23 08:00,received',
        'D,2026-11-23 09:30,received',
        'X,2026-11-20 09:00,received',
        '',
      ].join('\n');
      const { result, rejected } = await runFiles(folder, await open(), { tickets, events });
      expect(result.rows).to.deep.equal({ read: 8, accepted: 5, rejected: 3 });
      expect(rejected.map((text) => text.split(' ').slice(0, 2).join(' ')).sort()).to.deep.equal([
        'events:2 UNKNOWN_TICKET',
        'events:5 UNKNOWN_TICKET',
        'tickets:3 RECEIVED_AFTER_AS_OF',
      ]);
    }));

  it('keeps unknown units and products with a warning', () =>
    withFolder(async (folder) => {
      const database = await open();
      const tickets =
        'ticketId,receivedAt,product,regionUnit,coordinatingUnit,colour\nA,2026-11-20 09:00,mbiz361,CTKV11,TT-XYZ,red\n';
      const { result } = await runFiles(folder, database, { tickets });
      expect(result.rows.accepted).to.equal(1);
      expect(await countWarnings(database, result.runId)).to.deep.equal({
        UNKNOWN_COLUMN: 1,
        UNKNOWN_PRODUCT: 1,
        UNKNOWN_UNIT: 2,
      });
    }));

  it('closes a run without a single accepted row, and one without any row', () =>
    withFolder(async (folder) => {
      const database = await open();
      const none = await runFiles(folder, database, { tickets: 'ticketId,receivedAt\nA,yesterday\n' });
      expect(none.result).to.deep.include({
        status: 'closed',
        decisions: {},
        rows: { read: 1, accepted: 0, rejected: 1 },
      });
      const empty = await runFiles(folder, database, { tickets: 'ticketId,receivedAt\n' });
      expect(empty.result.rows).to.deep.equal({ read: 0, accepted: 0, rejected: 0 });
    }));

  it('refuses a file that changes between its digest and its last row, and closes nothing', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'growing.csv');
      await writeFile(path, 'ticketId,receivedAt\nG,2026-11-20 09:00\n');
      const request = await buildRequest(folder, { inputs: [{ input: 'tickets', path }] });
      const tell = ({ phase }: { phase: string }) => {
        if (phase === 'importing') appendFileSync(path, 'H,2026-11-20 09:00\n');
      };
      const failure = await run(request, await open(), { tell }).catch((error: unknown) => error);
      expect(failure).to.include({ code: 'INPUT_CHANGED' });
      expect(await readdir(folder)).to.deep.equal(['growing.csv']);
    }));

  it('returns the closed run when asked again, and another one for another moment', () =>
    withFolder(async (folder) => {
      const database = await open();
      const tickets = 'ticketId,receivedAt\nR,2026-11-20 09:00\n';
      const first = await runFiles(folder, database, { tickets });
      const again = await runFiles(folder, database, { tickets });
      expect(again.result).to.deep.equal(first.result);
      const asOf = at('2026-11-23 09:00:01');
      const later = await runFiles(folder, database, { tickets }, { asOf, asOfText: '2026-11-23T09:00:01+07:00' });
      expect(later.result.runId).to.not.equal(first.result.runId);
    }));

  it('notes why it stopped, leaves no workbook, and goes on when asked again', () =>
    withFolder(async (folder) => {
      const database = await open();
      const asOf = at('2026-11-23 08:00');
      const request = await buildRequest(folder, {
        asOf,
        asOfText: '2026-11-23T08:00:00+07:00',
        subjectsPerChunk: 200,
      });
      const stop = new AbortController();
      const tell = ({ phase, done }: { phase: string; done: number }) => {
        if (phase === 'deciding' && done >= 600) stop.abort();
      };
      let runId = '';
      const failure = await run(request, database, { signal: stop.signal, tell }).catch((error: unknown) => error);
      expect(failure).to.include({ code: 'RUN_INTERRUPTED' });
      runId = /ticket-[0-9a-f]{16}/.exec(String(failure))?.[0] ?? '';
      expect((await findRun(database, runId))?.failure).to.include({ code: 'RUN_INTERRUPTED' });
      expect(await readdir(folder)).to.deep.equal([]);
      const result = await run(request, database);
      expect(result).to.include({ runId, status: 'closed' });
      expect((await findRun(database, runId))?.failure).to.equal(null);
    })).timeout(120_000);

  it('stores each chunk once when two processes work on one run', () =>
    withFolder(async (folder) => {
      const asOf = at('2026-11-23 07:00');
      const request = await buildRequest(folder, {
        asOf,
        asOfText: '2026-11-23T07:00:00+07:00',
        subjectsPerChunk: 100,
        batch: withoutReports(TICKET_BATCH),
      });
      const stop = new AbortController();
      const first = await open();
      const half = await run(request, first, {
        signal: stop.signal,
        tell: ({ phase, done }) => {
          if (phase === 'deciding' && done >= 200) stop.abort();
        },
      }).catch((error: unknown) => error);
      expect(half).to.include({ code: 'RUN_INTERRUPTED' });
      const [a, b] = await Promise.all([run(request, first), run(request, await open())]);
      expect(a.decisions).to.deep.equal(b.decisions);
      const decided = Object.values(a.decisions).reduce((sum, count) => sum + count, 0);
      expect(await readRows(first, a.runId)).to.have.length(decided);
    })).timeout(120_000);
});

describe('the decisions of one input', () => {
  it('are the same on every database', () => {
    expect(seen.length).to.equal(6);
    for (const rows of seen) expect(rows).to.deep.equal(seen[0]);
  });
});
