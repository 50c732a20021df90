import { expect } from 'chai';
import { before, it } from 'mocha';
import { findPendingChunks } from '../../src/store/chunks.ts';
import type { Database } from '../../src/store/database.ts';
import {
  countAllDecisions,
  countDecisions,
  findDecisions,
  readDecidedRecords,
  readDecisions,
  type StoredDecision,
} from '../../src/store/decisions.ts';
import { planChunks } from '../../src/store/plan-chunks.ts';
import type { StagedRecord } from '../../src/store/records.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { readAll } from '../support/read-all.ts';
import { buildDecision, buildRecord, completeSample, planOf, startDeciding } from '../support/store-samples.ts';

const buildIds = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `TK-${String(index).padStart(6, '0')}`);

describeEachDatabase('decisions', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  const startDecided = async (
    records: readonly StagedRecord[],
    decisions: readonly StoredDecision[],
  ): Promise<string> => {
    const runId = await startDeciding(database, records);
    await planChunks(database, runId, planOf(100_000));
    for (const chunk of await findPendingChunks(database, runId)) {
      await completeSample(database, runId, chunk, { decisions: decisions, balances: [] });
    }
    return runId;
  };

  it('come back as they were stored, by subject, then id in the order of bytes', async () => {
    const tickets = ['10', '9', 'A', 'a', 'á', 'ấ', '\uff21', '😀'].map((id) =>
      buildDecision(id, {
        outcome: 'at-risk',
        row: JSON.stringify({ id, unit: 'CTKV1' }),
        facts: '{"subject":"Mất kết nối"}',
        details: '{"solvedAt":null}',
      }),
    );
    const contracts = ['9', 'z'].map((id) => buildDecision(id, { subject: 'contract' }));
    const runId = await startDecided([buildRecord('9')], [...tickets, ...contracts].reverse());
    expect(await readAll(readDecisions(database, runId))).to.deep.equal([...contracts, ...tickets]);
  });

  it('come back page after page, each once', async () => {
    const ids = buildIds(1_500);
    const contracts = ids.slice(0, 499).map((id) => buildDecision(id, { subject: 'contract' }));
    const tickets = ids.map((id) => buildDecision(id));
    const runId = await startDecided([buildRecord('TK-1')], [...tickets, ...contracts]);
    expect(await readAll(readDecisions(database, runId))).to.deep.equal([...contracts, ...tickets]);
  });

  it('are found by their exact id, whatever they are about', async () => {
    const [ticket, contract] = [buildDecision('X-1'), buildDecision('X-1', { subject: 'contract' })];
    const runId = await startDecided([buildRecord('X-1')], [ticket, contract, buildDecision('x-1')]);
    expect(await findDecisions(database, runId, 'X-1')).to.deep.equal([contract, ticket]);
    expect(await findDecisions(database, runId, 'X-2')).to.deep.equal([]);
  });

  it('come with their records where ids differ in case only', async () => {
    const ids = ['TK-A', 'TK-a'];
    const records = ids.map((id, index) => buildRecord(id, { line: index + 2 }));
    const runId = await startDecided(
      records,
      ids.map((id) => buildDecision(id)),
    );
    const pairs = await readAll(readDecidedRecords(database, runId, 'ticket', 'tickets'));
    expect(pairs.map(({ decision, record }) => [decision.id, record.recordId])).to.deep.equal([
      ['TK-A', 'TK-A'],
      ['TK-a', 'TK-a'],
    ]);
  });

  it('are counted by outcome', async () => {
    const outcomes = ['met', 'missed', 'met', 'no-target'];
    const decisions = outcomes.map((outcome, index) => buildDecision(`TK-${index}`, { outcome }));
    const runId = await startDecided([buildRecord('TK-1')], decisions);
    expect(await countDecisions(database, runId)).to.deep.equal({
      total: 4,
      byOutcome: { met: 2, missed: 1, 'no-target': 1 },
    });
    expect(await countAllDecisions(database, runId)).to.equal(4);
    const empty = await startDeciding(database, []);
    expect(await countDecisions(database, empty)).to.deep.equal({ total: 0, byOutcome: {} });
    expect(await countAllDecisions(database, empty)).to.equal(0);
  });

  it('come with the records that they were made from', async () => {
    const ids = buildIds(1_001);
    const records = ids.map((id, index) => buildRecord(id, { line: 5_000 - index, body: `{"id":"${id}"}` }));
    const events = ids
      .slice(0, 2)
      .map((id, index) => buildRecord(`e${index}`, { input: 'events', subjectId: id, line: index + 2 }));
    const decisions = ids.map((id) => buildDecision(id));
    const runId = await startDecided([...records, ...events], [...decisions, buildDecision('TK-without-record')]);
    const pairs = await readAll(readDecidedRecords(database, runId, 'ticket', 'tickets'));
    expect(pairs).to.deep.equal(ids.map((_, index) => ({ decision: decisions[index], record: records[index] })));
    const ofEvents = await readAll(readDecidedRecords(database, runId, 'ticket', 'events'));
    expect(ofEvents.map(({ record }) => record)).to.deep.equal(events);
    expect(await readAll(readDecidedRecords(database, runId, 'contract', 'tickets'))).to.deep.equal([]);
  });
});
