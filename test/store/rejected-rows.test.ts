import { expect } from 'chai';
import { before, it } from 'mocha';
import type { RejectedRow } from '../../src/domain/rejected-row.ts';
import type { Database } from '../../src/store/database.ts';
import { countRejectedRows, readRejectedRows, saveRejectedRows } from '../../src/store/rejected-rows.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { readAll } from '../support/read-all.ts';
import { startImport } from '../support/store-samples.ts';

const buildRow = (input: string, line: number): RejectedRow => ({
  input,
  file: `${input}.csv`,
  line,
  id: line % 2 === 0 ? `TK-${line}\u0000 ` : null,
  problems: [
    { column: 'level', code: 'NOT_IN_LIST', value: 'bốn', allowed: '1 to 4' },
    { column: null, code: 'BAD_JSON', value: null, allowed: 'JSON' },
  ],
});

describeEachDatabase('rejected rows', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  it('come back whole, by input, then line', async () => {
    const { runId, token } = await startImport(database);
    const tickets = Array.from({ length: 1_001 }, (_, index) => buildRow('tickets', index + 2));
    const events = Array.from({ length: 499 }, (_, index) => buildRow('events', index + 2));
    await saveRejectedRows(database, runId, token, [...tickets].reverse());
    await saveRejectedRows(database, runId, token, events);
    expect(await readAll(readRejectedRows(database, runId))).to.deep.equal([...events, ...tickets]);
    expect(await countRejectedRows(database, runId)).to.deep.equal({ events: 499, tickets: 1_001 });
  });

  it('are none where none were saved', async () => {
    const { runId, token } = await startImport(database);
    await saveRejectedRows(database, runId, token, []);
    expect(await readAll(readRejectedRows(database, runId))).to.deep.equal([]);
    expect(await countRejectedRows(database, runId)).to.deep.equal({});
  });

  it('let others use the database while they are being read', async () => {
    const { runId, token } = await startImport(database);
    await saveRejectedRows(database, runId, token, [buildRow('tickets', 2), buildRow('tickets', 3)]);
    for await (const { line } of readRejectedRows(database, runId)) {
      await saveRejectedRows(database, runId, token, [buildRow('other', line)]);
    }
    expect(await countRejectedRows(database, runId)).to.deep.equal({ other: 2, tickets: 2 });
  });
});
