import { Readable } from 'node:stream';
import { expect } from 'chai';
import { before, it } from 'mocha';
import type { Database } from '../../src/store/database.ts';
import { readFileParts, saveFileParts } from '../../src/store/file-parts.ts';
import { dropInputBytes, type RunSource, readRunSources, saveRunSources } from '../../src/store/run-sources.ts';
import { createRun } from '../../src/store/runs.ts';
import { catchFailure } from '../support/catch-failure.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { readAll } from '../support/read-all.ts';
import { buildNewRun } from '../support/store-samples.ts';

const TICKETS: RunSource = {
  input: 'tickets',
  fileName: 'yêu cầu 11’2026.csv',
  sha256: 'a'.repeat(64),
  bytes: 5_000_000_000,
  place: 'store',
  fileKey: 'tickets.1',
};
const EVENTS: RunSource = {
  input: 'events',
  fileName: 'events.csv',
  sha256: 'b'.repeat(64),
  bytes: 0,
  place: 'folder',
  path: 'tháng 11/events.csv',
};

describeEachDatabase('the files of a submitted run', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });
  const startRun = async (): Promise<string> => (await createRun(database, buildNewRun())).runId;

  it('come back in the order in which they were given, wherever they are', async () => {
    const runId = await startRun();
    expect(await readRunSources(database, runId)).to.deep.equal([]);
    expect(await saveRunSources(database, runId, [TICKETS, EVENTS])).to.equal(true);
    expect(await readRunSources(database, runId)).to.deep.equal([TICKETS, EVENTS]);
    const reversed = await startRun();
    await saveRunSources(database, reversed, [EVENTS, TICKETS]);
    expect(await readRunSources(database, reversed)).to.deep.equal([EVENTS, TICKETS]);
  });

  it('are those of the first who submits it, also of several at the same moment', async () => {
    const runId = await startRun();
    const connections = [database, await open(), await open()];
    const saved = await Promise.all(
      connections.map((each, index) => saveRunSources(each, runId, [{ ...TICKETS, fileKey: `tickets.${index}` }])),
    );
    expect(saved.filter(Boolean)).to.have.length(1);
    const winner = { ...TICKETS, fileKey: `tickets.${saved.indexOf(true)}` };
    expect(await readRunSources(database, runId)).to.deep.equal([winner]);
    expect(await saveRunSources(database, runId, [EVENTS])).to.equal(false);
    expect(await readRunSources(database, runId)).to.deep.equal([winner]);
  });

  it('belong to a run that is there', async () => {
    const failure = await catchFailure(() => saveRunSources(database, 'no-such-run', [TICKETS]));
    expect(failure.code).to.equal('RUN_NOT_FOUND');
    expect(await readRunSources(database, 'no-such-run')).to.deep.equal([]);
  });

  it('are known by name and digest after their bytes were dropped; workbooks are not touched', async () => {
    const runId = await startRun();
    await saveRunSources(database, runId, [TICKETS]);
    const input = { runId, role: 'input', fileKey: 'tickets.1' } as const;
    const leftOver = { ...input, fileKey: 'tickets.of-one-who-lost' };
    const report = { runId, role: 'report', fileKey: 'tickets.1' } as const;
    for (const key of [input, leftOver, report]) await saveFileParts(database, key, Readable.from([Buffer.from('x')]));
    await dropInputBytes(database, runId);
    await dropInputBytes(database, runId);
    for (const key of [input, leftOver]) expect(await readAll(readFileParts(database, key))).to.deep.equal([]);
    expect(await readAll(readFileParts(database, report))).to.deep.equal([Buffer.from('x')]);
    expect(await readRunSources(database, runId)).to.deep.equal([TICKETS]);
  });
});
