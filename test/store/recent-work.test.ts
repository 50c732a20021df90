import { expect } from 'chai';
import { before, it } from 'mocha';
import type { Database } from '../../src/store/database.ts';
import { readDatabaseClock } from '../../src/store/database-clock.ts';
import { countOpenChunks, countOpenRuns } from '../../src/store/open-work.ts';
import { type DoneChunk, readDoneChunks, readImportedRuns } from '../../src/store/recent-work.ts';
import { closeRun, createRun, failRun } from '../../src/store/runs.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { buildNewRun, startDeciding } from '../support/store-samples.ts';

const DAY_MS = 86_400_000;

type Statement = { readonly sql: string; readonly bindings: readonly unknown[] };

describeEachDatabase('work that is recent or open', (open) => {
  let database: Database;
  let now: number;
  before(async () => {
    database = await open();
    now = await readDatabaseClock(database);
  });

  const addChunks = async (runId: string, status: string, times: readonly (number | null)[]): Promise<void> => {
    const common = { run_id: runId, from_id: 'a', to_id: 'b', subject_count: 5, status };
    const done = { decide_ms: 7, outcomes: '{"met":5}' };
    const rows = times.map((at, index) => ({
      ...common,
      ...(at === null ? {} : { ...done, done_at: at }),
      chunk_no: index + 1,
    }));
    for (let start = 0; start < rows.length; start += 200)
      await database.knex('chunks').insert(rows.slice(start, start + 200));
  };

  it('brings done chunks in the order in which they were done, page by page, from a moment on', async () => {
    const { runId } = await createRun(database, buildNewRun({ kind: 'billing' }));
    const times = [now + 3, now + 1, now + 2, now + 2, now, now + 2];
    await addChunks(runId, 'done', times);
    const found: DoneChunk[] = [];
    for (;;) {
      const page = await readDoneChunks(database, now + 1, found.at(-1), 2);
      if (page.length === 0) break;
      found.push(...page);
    }
    expect(found.map(({ no, doneAt }) => `${no} at ${doneAt - now}`)).to.deep.equal([
      '2 at 1',
      '3 at 2',
      '4 at 2',
      '6 at 2',
      '1 at 3',
    ]);
    expect(found[0]).to.deep.include({ runId, kind: 'billing', decideMs: 7, subjectCount: 5, outcomes: { met: 5 } });
  });

  it('brings runs whose import is over, by the clock of the database', async () => {
    const from = await readDatabaseClock(database);
    const { runId: importing } = await createRun(database, buildNewRun());
    const runId = await startDeciding(database, []);
    const found = await readImportedRuns(database, from, 10);
    expect(found.map((run) => run.runId)).to.deep.equal([runId]);
    expect(found[0]).to.deep.include({ kind: 'ticket', rows: { read: 0, accepted: 0, rejected: 0 } });
    expect(found[0]?.importedAt).to.be.within(from, from + 60_000);
    expect(await readImportedRuns(database, from + 60_000, 10)).to.deep.equal([]);
    expect(importing).not.to.equal(runId);
  });

  it('counts open runs and their chunks, and nothing of closed ones', async () => {
    const kind = 'debt';
    const { runId } = await createRun(database, buildNewRun({ kind, createdAt: 2_000 }));
    await createRun(database, buildNewRun({ kind, createdAt: 1_000 }));
    await failRun(database, runId, { code: 'INPUT_EMPTY', message: 'empty' });
    await addChunks(runId, 'pending', [null, null]);
    const closed = await startDeciding(database, []);
    await addChunks(closed, 'done', [now - DAY_MS]);
    await closeRun(database, closed, { closedAt: now, seconds: 1, decisionCount: 0, outcomes: {}, reports: [] });
    const runs = await countOpenRuns(database);
    expect(runs.filter((each) => each.kind === kind)).to.deep.equal([
      { kind, status: 'importing', total: 2, failed: 1, oldestCreatedAt: 1_000 },
    ]);
    expect(await countOpenChunks(database)).to.deep.include({ kind, status: 'pending', total: 2 });
    expect((await countOpenChunks(database)).filter((each) => each.kind === 'ticket')).to.deep.equal([]);
  });

  it('is found by index, among the runs and chunks of years', async () => {
    for (let no = 0; no < 40; no += 1) {
      const { runId } = await createRun(database, buildNewRun({ createdAt: now - no * DAY_MS }));
      await addChunks(
        runId,
        'done',
        Array.from({ length: 50 }, (_, index) => now - no * DAY_MS - index),
      );
      await database
        .knex('runs')
        .where({ run_id: runId })
        .update({ status: 'closed', imported_at: now - no * DAY_MS });
    }
    const statements: Statement[] = [];
    const note = (statement: Statement): void => void statements.push(statement);
    database.knex.on('query', note);
    await readDoneChunks(database, now, { doneAt: now, runId: 'a', no: 1 }, 100);
    await readImportedRuns(database, now, 100);
    await countOpenRuns(database);
    await countOpenChunks(database);
    database.knex.removeListener('query', note);
    const plans = await Promise.all(statements.map((statement) => readPlan(database, statement)));
    const [chunks, imported, openRuns, openChunks] = plans;
    expect(statements).to.have.length(4);
    expect(chunks).to.match(/chunks_by_done_at/);
    expect(imported).to.match(/runs_by_imported_at/);
    expect(openRuns).to.match(/runs_by_status/);
    expect(openChunks).to.match(/runs_by_status/);
    for (const plan of plans) expect(plan).not.to.match(/SCAN (?!.*USING)|"access_type": "(ALL|index)"/);
  });
});

async function readPlan(database: Database, { sql, bindings }: Statement): Promise<string> {
  if (database.dialect === 'sqlite') {
    const rows: readonly { detail: string }[] = await database.knex.raw(
      `explain query plan ${sql}`,
      bindings.map(String),
    );
    return rows.map(({ detail }) => detail).join('\n');
  }
  const values = bindings.map((value) => (typeof value === 'number' ? value : String(value)));
  const [rows]: readonly (readonly Readonly<Record<string, string>>[])[] = await database.knex.raw(
    `explain format=json ${sql}`,
    values,
  );
  return Object.values(rows?.[0] ?? {})[0] ?? '';
}
