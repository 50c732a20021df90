import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { before, it } from 'mocha';
import { findPendingChunks } from '../../src/store/chunks.ts';
import type { Database } from '../../src/store/database.ts';
import { countDecisions } from '../../src/store/decisions.ts';
import { stageFragments } from '../../src/store/fragments.ts';
import { planChunks } from '../../src/store/plan-chunks.ts';
import { countRecords, deleteRecords, stageRecords } from '../../src/store/records.ts';
import { countRejectedRows, saveRejectedRows } from '../../src/store/rejected-rows.ts';
import {
  beginImport,
  beginReporting,
  closeRun,
  createRun,
  failRun,
  findRun,
  findRunByKey,
  finishImport,
  readRunInputs,
} from '../../src/store/runs.ts';
import { countWarnings, saveWarnings } from '../../src/store/warnings.ts';
import { catchFailure } from '../support/catch-failure.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import {
  buildDecision,
  buildNewRun,
  buildRecord,
  completeSample,
  planOf,
  startDeciding,
  startImport,
} from '../support/store-samples.ts';

const NO_ROWS = { inputs: [], amounts: [], rows: { read: 0, accepted: 0, rejected: 0 }, warningCount: 0 } as const;

const CLOSED = {
  closedAt: 1_795_000_012_000,
  seconds: 1.25,
  decisionCount: 3,
  outcomes: { met: 2, 'no-target': 1 },
  reports: [],
} as const;

const INPUTS = [
  {
    input: 'tickets',
    file: 'yêu cầu.csv',
    sha256: 'a'.repeat(64),
    bytes: 5_000_000_000,
    rowsRead: 3,
    rowsAccepted: 2,
    rowsRejected: 1,
  },
  {
    input: 'events',
    file: 'events.csv',
    sha256: 'b'.repeat(64),
    bytes: 0,
    rowsRead: 0,
    rowsAccepted: 0,
    rowsRejected: 0,
  },
] as const;

describeEachDatabase('runs', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  it('are created once for each key, whoever asks', async () => {
    const run = buildNewRun({ mapping: 'uci-incidents', createdAt: 1_795_000_000_123 });
    const created = await createRun(database, run);
    expect(created).to.deep.equal({
      ...run,
      status: 'importing',
      closedAt: null,
      rows: { read: 0, accepted: 0, rejected: 0 },
      decisionCount: 0,
      warningCount: 0,
      failure: null,
      seconds: null,
      outcomes: {},
    });
    expect(await createRun(database, { ...run, startedBy: 'somebody else' })).to.deep.equal(created);
    expect(await findRun(database, run.runId)).to.deep.equal(created);
    expect(await findRunByKey(database, run.runKey)).to.deep.equal(created);
    expect(await findRun(database, 'no-such-run')).to.equal(undefined);
  });

  it('are created once by two processes at the same moment', async () => {
    const other = await open();
    const run = buildNewRun();
    const [first, second] = await Promise.all([createRun(database, run), createRun(other, run)]);
    expect(first).to.deep.equal(second);
  });

  it('keep what their import read', async () => {
    const { runId, token } = await startImport(database);
    const rows = { read: 3, accepted: 2, rejected: 1 };
    await finishImport(database, runId, token, { inputs: INPUTS, amounts: [], rows, warningCount: 7 });
    const run = await findRun(database, runId);
    expect(run).to.deep.include({ status: 'deciding', rows, warningCount: 7 });
    expect(await readRunInputs(database, runId)).to.deep.equal(INPUTS);
  });

  it('begin an interrupted import from nothing', async () => {
    const { runId, token } = await startImport(database);
    await stageRecords(database, runId, token, [buildRecord('TK-1')]);
    await stageFragments(database, runId, token, [{ input: 'tickets', key: 'TK-2', line: 3, cells: '[]' }]);
    await saveRejectedRows(database, runId, token, [
      {
        input: 'tickets',
        file: 'tickets.csv',
        line: 4,
        id: null,
        problems: [{ column: 'level', code: 'NOT_IN_LIST', value: '9', allowed: '1 to 4' }],
      },
    ]);
    const place = { input: 'tickets', file: 'tickets.csv', line: 2, id: 'TK-1', column: null, value: null } as const;
    await saveWarnings(database, runId, token, [{ ...place, code: 'INSTANTS_OUT_OF_ORDER' }]);
    await beginImport(database, runId, randomUUID());
    expect(await countRecords(database, runId)).to.deep.equal({});
    expect(await countRejectedRows(database, runId)).to.deep.equal({});
    expect(await countWarnings(database, runId)).to.deep.equal({});
    expect(await database.knex('fragments').where({ run_id: runId })).to.deep.equal([]);
  });

  it('let only the last importer write: the one before is fenced off from everything', async () => {
    const second = await open();
    const { runId, token } = await startImport(database);
    await stageRecords(database, runId, token, [buildRecord('TK-1')]);
    const newToken = randomUUID();
    await beginImport(second, runId, newToken);
    const attempts = [
      () => stageRecords(database, runId, token, [buildRecord('TK-2')]),
      () => deleteRecords(database, runId, token, 'tickets', ['TK-1']),
      () => stageFragments(database, runId, token, [{ input: 'tickets', key: 'TK-1', line: 2, cells: '[]' }]),
      () => finishImport(database, runId, token, NO_ROWS),
    ];
    for (const attempt of attempts) expect((await catchFailure(attempt)).code).to.equal('RUN_TAKEN_OVER');
    await stageRecords(second, runId, newToken, [buildRecord('TK-3')]);
    await finishImport(second, runId, newToken, NO_ROWS);
    expect(await countRecords(database, runId)).to.deep.equal({ tickets: 1 });
  });

  it('take no more rows once their import is over', async () => {
    const { runId, token } = await startImport(database);
    await finishImport(database, runId, token, NO_ROWS);
    const late = await catchFailure(() => stageRecords(database, runId, token, [buildRecord('TK-1')]));
    expect(late.code).to.equal('RUN_TAKEN_OVER');
    expect((await catchFailure(() => beginImport(database, runId, randomUUID()))).code).to.equal('RUN_TAKEN_OVER');
  });

  it('say that a run is not there', async () => {
    const failure = await catchFailure(() => beginImport(database, 'no-such-run', 'token'));
    expect(failure.code).to.equal('RUN_NOT_FOUND');
  });

  it('keep their phase when they fail, and forget the failure when they go on', async () => {
    const { runId, token } = await startImport(database);
    const failure = { code: 'DISK_FULL', message: 'the disk is full' };
    await failRun(database, runId, failure);
    expect(await findRun(database, runId)).to.deep.include({ status: 'importing', failure });
    await beginImport(database, runId, token);
    expect(await findRun(database, runId)).to.deep.include({ status: 'importing', failure: null });
    await finishImport(database, runId, token, NO_ROWS);
    await failRun(database, runId, failure);
    expect(await findRun(database, runId)).to.deep.include({ status: 'deciding', failure });
  });

  it('are closed once, with their result', async () => {
    const runId = await startDeciding(database, []);
    await failRun(database, runId, { code: 'OUTPUT', message: 'no report' });
    await beginReporting(database, runId);
    expect(await findRun(database, runId)).to.deep.include({ status: 'reporting' });
    expect(await closeRun(database, runId, CLOSED)).to.equal(true);
    const { closedAt, seconds, decisionCount, outcomes } = CLOSED;
    const expected = { status: 'closed', closedAt, seconds, decisionCount, outcomes, failure: null };
    expect(await findRun(database, runId)).to.deep.include(expected);
  });

  it('are closed by one of two processes', async () => {
    const other = await open();
    const runId = await startDeciding(database, []);
    const results = await Promise.all([
      closeRun(database, runId, CLOSED),
      closeRun(other, runId, { ...CLOSED, seconds: 9 }),
    ]);
    expect(results).to.have.members([true, false]);
    expect((await findRun(database, runId))?.seconds).to.equal(results[0] ? 1.25 : 9);
  });

  it('never change once they are closed', async () => {
    const runId = await startDeciding(database, []);
    await closeRun(database, runId, CLOSED);
    const closed = await findRun(database, runId);
    expect(await closeRun(database, runId, { ...CLOSED, decisionCount: 99, reports: [] })).to.equal(false);
    await failRun(database, runId, { code: 'OUTPUT', message: 'too late' });
    await beginReporting(database, runId);
    expect((await catchFailure(() => beginImport(database, runId, 'token'))).code).to.equal('RUN_TAKEN_OVER');
    expect(await planChunks(database, runId, planOf(10))).to.equal(0);
    expect(await findRun(database, runId)).to.deep.equal(closed);
  });

  it('are not closed while they are imported, or while a chunk has no decisions', async () => {
    const importing = await startImport(database);
    expect((await catchFailure(() => closeRun(database, importing.runId, CLOSED))).code).to.equal('RUN_TAKEN_OVER');
    expect((await catchFailure(() => beginReporting(database, importing.runId))).code).to.equal('RUN_TAKEN_OVER');

    const runId = await startDeciding(database, [buildRecord('TK-1')]);
    await planChunks(database, runId, planOf(10));
    expect((await catchFailure(() => closeRun(database, runId, CLOSED))).code).to.equal('CONTROL_TOTALS');
    for (const chunk of await findPendingChunks(database, runId)) {
      await completeSample(database, runId, chunk, { decisions: [buildDecision('TK-1')], balances: [] });
    }
    expect(await closeRun(database, runId, CLOSED)).to.equal(true);
    expect((await countDecisions(database, runId)).total).to.equal(1);
  });
});
