import { expect } from 'chai';
import { before, it } from 'mocha';
import type { RejectedRow } from '../../src/domain/rejected-row.ts';
import type { Database } from '../../src/store/database.ts';
import { readRejectedPage } from '../../src/store/rejected-page.ts';
import { saveRejectedRows } from '../../src/store/rejected-rows.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { startImport } from '../support/store-samples.ts';

const reject = (input: string, line: number): RejectedRow => ({
  input,
  file: `${input}.csv`,
  line,
  id: null,
  problems: [{ column: 'at', code: 'BAD_INSTANT', value: 'x', allowed: 'an instant' }],
});

describeEachDatabase('pages of rejected rows', (open) => {
  let database: Database;
  let runId: string;
  const rows = [
    reject('events', 2),
    reject('events', 10),
    reject('tickets', 3),
    reject('tickets', 4),
    reject('tickets', 20),
  ];
  before(async () => {
    database = await open();
    const started = await startImport(database);
    runId = started.runId;
    await saveRejectedRows(database, runId, started.token, rows.toReversed());
  });

  for (const limit of [1, 2, 3, 5, 100]) {
    it(`of ${limit} hold every row once, by input and line`, async () => {
      const seen: RejectedRow[] = [];
      for (let pages = 0; pages < 10; pages += 1) {
        const page = await readRejectedPage(database, runId, { limit, after: seen.at(-1) });
        expect(page.length).to.be.at.most(limit);
        if (page.length === 0) break;
        seen.push(...page);
      }
      expect(seen).to.deep.equal(rows);
    });
  }

  it('begin after a place that is not there at the next one', async () => {
    const page = await readRejectedPage(database, runId, { limit: 2, after: { input: 'events', line: 11 } });
    expect(page).to.deep.equal(rows.slice(2, 4));
    expect(await readRejectedPage(database, 'another', { limit: 2 })).to.deep.equal([]);
  });
});
