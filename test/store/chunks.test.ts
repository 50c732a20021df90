import { expect } from 'chai';
import { before, it } from 'mocha';
import { type Chunk, findPendingChunks, readChunkRecords, readProgress } from '../../src/store/chunks.ts';
import type { Database } from '../../src/store/database.ts';
import { countDecisions, readDecisions } from '../../src/store/decisions.ts';
import { planChunks } from '../../src/store/plan-chunks.ts';
import { catchFailure } from '../support/catch-failure.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { readAll } from '../support/read-all.ts';
import {
  buildDecision,
  buildRecord,
  completeSample,
  planOf,
  startDeciding,
  startImport,
} from '../support/store-samples.ts';

/** In the order of their UTF-8 bytes, which is neither alphabetical nor that of UTF-16 for the last two. */
const BINARY_ORDER = ['10', '9', 'A', 'B', 'a', 'a-', 'aa', 'b', 'á', 'Ấ', 'ấ', '\uff21', '😀'] as const;

const buildEvent = (recordId: string, subjectId: string, line: number) =>
  buildRecord(recordId, { input: 'events', subjectId, line });

describeEachDatabase('chunks', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  const startPlanned = async (subjects: number, subjectsPerChunk: number): Promise<string> => {
    const ids = Array.from({ length: subjects }, (_, index) => `TK-${String(index).padStart(6, '0')}`);
    const runId = await startDeciding(
      database,
      ids.map((id, index) => buildRecord(id, { line: index + 2 })),
    );
    await planChunks(database, runId, planOf(subjectsPerChunk));
    return runId;
  };
  const getChunk = async (runId: string): Promise<Chunk> => {
    const [chunk] = await findPendingChunks(database, runId);
    if (chunk === undefined) throw new Error('no chunk');
    return chunk;
  };

  it('are ranges of subjects in the order of bytes', async () => {
    const records = [...BINARY_ORDER].reverse().map((id, index) => buildRecord(id, { line: index + 2 }));
    const runId = await startDeciding(database, [...records, buildEvent('e1', 'a', 2), buildEvent('e2', 'Z', 3)]);
    expect(await planChunks(database, runId, planOf(5))).to.equal(3);
    expect(await findPendingChunks(database, runId)).to.deep.equal([
      { no: 1, fromId: '10', toId: 'a', subjectCount: 5 },
      { no: 2, fromId: 'a-', toId: 'Ấ', subjectCount: 5 },
      { no: 3, fromId: 'ấ', toId: '😀', subjectCount: 3 },
    ]);
  });

  it('are planned once, whatever the size asked for later, and by one of two processes', async () => {
    const other = await open();
    const runId = await startPlanned(10, 3);
    const planned = await findPendingChunks(database, runId);
    expect(planned).to.have.length(4);
    expect(await planChunks(database, runId, planOf(10))).to.equal(4);
    expect(await findPendingChunks(database, runId)).to.deep.equal(planned);

    const fresh = await startDeciding(database, [buildRecord('TK-1'), buildRecord('TK-2')]);
    const plan = planOf(1);
    const counts = await Promise.all([planChunks(database, fresh, plan), planChunks(other, fresh, plan)]);
    expect(counts).to.deep.equal([2, 2]);
  });

  it('are none without subjects, and cannot be planned during the import', async () => {
    const runId = await startDeciding(database, []);
    expect(await planChunks(database, runId, planOf(5))).to.equal(0);
    expect(await readProgress(database, runId)).to.deep.equal({
      chunksTotal: 0,
      chunksDone: 0,
      chunksFailed: 0,
      subjectsTotal: 0,
      subjectsDone: 0,
    });
    const importing = await startImport(database);
    const attempt = () => planChunks(database, importing.runId, planOf(5));
    expect((await catchFailure(attempt)).code).to.equal('RUN_TAKEN_OVER');
  });

  it('bring the records of all inputs by subject, input and line', async () => {
    const runId = await startDeciding(database, [
      buildRecord('TK-2', { line: 2 }),
      buildRecord('TK-1', { line: 3 }),
      buildRecord('TK-3', { line: 4 }),
      buildEvent('e1', 'TK-1', 12),
      buildEvent('e2', 'TK-1', 4),
      buildEvent('e3', 'TK-3', 5),
    ]);
    await planChunks(database, runId, planOf(2));
    const records = await readChunkRecords(database, runId, await getChunk(runId));
    expect(records.map(({ subjectId, input, line }) => `${subjectId} ${input} ${line}`)).to.deep.equal([
      'TK-1 events 4',
      'TK-1 events 12',
      'TK-1 tickets 3',
      'TK-2 tickets 2',
    ]);
  });

  it('keep subjects whose ids differ in case or accent only, at the ends of the range too', async () => {
    for (const ids of [
      ['A', 'a'],
      ['TK-E', 'TK-e', 'TK-É'],
      ['d', 'đ'],
    ]) {
      const runId = await startDeciding(
        database,
        ids.map((id, index) => buildRecord(id, { line: index + 2 })),
      );
      await planChunks(database, runId, planOf(5));
      const records = await readChunkRecords(database, runId, await getChunk(runId));
      expect(records.map(({ recordId }) => recordId)).to.deep.equal(ids);
    }
  });

  it('are done once: the second attempt stores nothing', async () => {
    const runId = await startPlanned(2, 2);
    const chunk = await getChunk(runId);
    expect(
      await completeSample(database, runId, chunk, {
        decisions: [buildDecision('TK-1'), buildDecision('TK-2')],
        balances: [],
      }),
    ).to.equal(true);
    expect(await completeSample(database, runId, chunk, { decisions: [buildDecision('TK-3')], balances: [] })).to.equal(
      false,
    );
    expect((await readAll(readDecisions(database, runId))).map(({ id }) => id)).to.deep.equal(['TK-1', 'TK-2']);
    expect(await findPendingChunks(database, runId)).to.deep.equal([]);
  });

  it('are done by exactly one of several processes at the same moment', async () => {
    const runId = await startPlanned(300, 300);
    const chunk = await getChunk(runId);
    const connections = [database, await open(), await open()];
    const wins = await Promise.all(
      connections.map((connection, index) => {
        const ids = Array.from({ length: 300 }, (_, subject) => `TK-${subject}`);
        const decisions = ids.map((id) => buildDecision(id, { outcome: `by ${index}` }));
        return completeSample(connection, runId, chunk, { decisions: decisions, balances: [] });
      }),
    );
    expect(wins.filter(Boolean)).to.have.length(1);
    const { total, byOutcome } = await countDecisions(database, runId);
    expect(total).to.equal(300);
    expect(byOutcome).to.deep.equal({ [`by ${wins.indexOf(true)}`]: 300 });
  });

  it('stay pending when their decisions cannot be stored', async () => {
    const runId = await startPlanned(2, 2);
    const chunk = await getChunk(runId);
    const twice = [buildDecision('TK-1'), buildDecision('TK-1')];
    expect(
      (await catchFailure(() => completeSample(database, runId, chunk, { decisions: twice, balances: [] }))).code,
    ).to.equal('DATABASE');
    expect(await findPendingChunks(database, runId)).to.deep.equal([chunk]);
    expect((await countDecisions(database, runId)).total).to.equal(0);
  });

  it('tell how far the run is', async () => {
    const runId = await startPlanned(10, 4);
    const chunk = await getChunk(runId);
    await completeSample(database, runId, chunk, { decisions: [], balances: [] });
    expect(await readProgress(database, runId)).to.deep.equal({
      chunksTotal: 3,
      chunksDone: 1,
      chunksFailed: 0,
      subjectsTotal: 10,
      subjectsDone: 4,
    });
  });
});
