import { expect } from 'chai';
import { before, it } from 'mocha';
import type { Database } from '../../src/store/database.ts';
import { readDatabaseClock } from '../../src/store/database-clock.ts';
import { readDecidingPace } from '../../src/store/deciding-pace.ts';
import { planChunks } from '../../src/store/plan-chunks.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { buildRecord, planOf, startDeciding } from '../support/store-samples.ts';

const WINDOW_MS = 60_000;
/** Between the moments that a test sets and the look at them; a loaded machine is slow. */
const SLACK_MS = 20_000;

describeEachDatabase('how fast a run is decided', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  /** A run whose import was over, and whose chunks of one subject were done, so many milliseconds ago. */
  const startRun = async (importedAgo: number | null, doneAgo: readonly number[]): Promise<string> => {
    const records = ['TK-1', 'TK-2', 'TK-3', 'TK-4'].map((id) => buildRecord(id));
    const runId = await startDeciding(database, records);
    await planChunks(database, runId, planOf(1));
    const now = await readDatabaseClock(database);
    const importedAt = importedAgo === null ? null : now - importedAgo;
    await database.knex('runs').where({ run_id: runId }).update({ imported_at: importedAt });
    for (const [index, ago] of doneAgo.entries()) {
      const chunk = database.knex('chunks').where({ run_id: runId, chunk_no: index + 1 });
      await chunk.update({ status: 'done', done_at: now - ago });
    }
    return runId;
  };

  it('is measured from when deciding began, if that was a moment ago', async () => {
    const runId = await startRun(5_000, [4_000, 2_000, 1_000]);
    const pace = await readDecidingPace(database, runId, WINDOW_MS);
    expect(pace?.subjects).to.equal(3);
    expect(pace?.ms).to.be.within(5_000, 5_000 + SLACK_MS);
  });

  it('is measured from the first chunk of the window, which was begun before it, in a run that is longer at work', async () => {
    const runId = await startRun(600_000, [500_000, 30_000, 20_000, 10_000]);
    const pace = await readDecidingPace(database, runId, WINDOW_MS);
    expect(pace?.subjects).to.equal(2);
    expect(pace?.ms).to.be.within(30_000, 30_000 + SLACK_MS);
  });

  it('is that of one chunk in the whole window where no more were done, or none knows when deciding began', async () => {
    for (const importedAgo of [600_000, null]) {
      const runId = await startRun(importedAgo, [10_000]);
      expect(await readDecidingPace(database, runId, WINDOW_MS)).to.deep.equal({ subjects: 1, ms: WINDOW_MS });
    }
  });

  it('is not known where nothing was done lately', async () => {
    expect(await readDecidingPace(database, await startRun(5_000, []), WINDOW_MS)).to.equal(null);
    expect(await readDecidingPace(database, await startRun(600_000, [300_000]), WINDOW_MS)).to.equal(null);
  });

  it('is not endless where everything was done this moment', async () => {
    const pace = await readDecidingPace(database, await startRun(0, [0, 0]), WINDOW_MS);
    expect(pace?.ms).to.be.at.least(1_000);
  });
});
