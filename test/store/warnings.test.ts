import { expect } from 'chai';
import { before, it } from 'mocha';
import type { RowWarning } from '../../src/domain/rejected-row.ts';
import type { Database } from '../../src/store/database.ts';
import { countWarnings, readWarnings, saveWarnings } from '../../src/store/warnings.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { readAll } from '../support/read-all.ts';
import { startImport } from '../support/store-samples.ts';

const buildWarning = (line: number, code: RowWarning['code'], value: string | null): RowWarning => ({
  input: 'tickets',
  file: 'tickets.csv',
  line,
  id: `TK-${line}`,
  column: 'product',
  code,
  value,
});

describeEachDatabase('warnings', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  it('come back in the order in which they were saved, several of one row too', async () => {
    const { runId, token } = await startImport(database);
    const first = Array.from({ length: 600 }, (_, index) => buildWarning(index + 2, 'UNKNOWN_PRODUCT', 'Sản phẩm'));
    const second = [buildWarning(2, 'UNKNOWN_UNIT', null), buildWarning(2, 'UNKNOWN_UNIT', 'CTKV10')];
    await saveWarnings(database, runId, token, first);
    await saveWarnings(database, runId, token, []);
    await saveWarnings(database, runId, token, second);
    expect(await readAll(readWarnings(database, runId))).to.deep.equal([...first, ...second]);
    expect(await countWarnings(database, runId)).to.deep.equal({ UNKNOWN_PRODUCT: 600, UNKNOWN_UNIT: 2 });
  });

  it('are none where none were saved', async () => {
    const { runId } = await startImport(database);
    expect(await readAll(readWarnings(database, runId))).to.deep.equal([]);
    expect(await countWarnings(database, runId)).to.deep.equal({});
  });
});
