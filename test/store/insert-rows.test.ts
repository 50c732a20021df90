import { expect } from 'chai';
import { before, it } from 'mocha';
import type { Database } from '../../src/store/database.ts';
import { type Cell, insertRows } from '../../src/store/insert-rows.ts';
import { describeEachDatabase } from '../support/each-database.ts';

type Row = Readonly<Record<string, Cell>>;

/** Letters of one to four bytes, and all that a statement gives a meaning of its own. */
const LETTERS = `aấ\u{1F600}"'\\\n\t\r;--?%_\`$1:name`;

describeEachDatabase('rows', (open) => {
  let database: Database;
  let statements: { readonly sql: string; readonly bindings: readonly unknown[] }[] = [];
  before(async () => {
    database = await open();
    database.knex.on('query', (query) => {
      if (query.sql.startsWith('insert')) statements.push(query);
    });
  });

  const buildRows = (input: string, count: number, body: string): readonly Row[] =>
    Array.from({ length: count }, (_, line) => ({ run_id: 'rows', input, line, body }));
  const insert = async (table: string, rows: readonly Row[]): Promise<readonly number[]> => {
    statements = [];
    await database.knex.transaction((trx) => insertRows(trx, table, rows));
    return statements.map(({ bindings }) => bindings.length / Object.keys(rows[0] ?? {}).length);
  };
  const count = async (input: string): Promise<number> =>
    Number((await database.knex('rejected_rows').where({ input }).count({ total: '*' }))[0]?.total);

  it('go in statements of many rows, each row once', async () => {
    const sizes = await insert('rejected_rows', buildRows('small', 4_321, '{}'));
    const onMysql = [2_000, 2_000, 321];
    const onSqlite = [...Array<number>(43).fill(100), 10, 10, 1];
    expect(sizes).to.deep.equal(database.dialect === 'mysql' ? onMysql : onSqlite);
    expect(await count('small')).to.equal(4_321);
  });

  it('go in smaller statements where they are large, one alone where it is larger than that', async () => {
    const large = 'x'.repeat(350_000);
    const sizes = await insert('rejected_rows', buildRows('large', 4, large));
    expect(sizes).to.deep.equal([1, 1, 1, 1]);
    expect(await insert('rejected_rows', buildRows('huge', 2, large.repeat(6)))).to.deep.equal([1, 1]);
    expect([await count('large'), await count('huge')]).to.deep.equal([4, 2]);
  });

  it('come back letter by letter', async () => {
    await insert('rejected_rows', buildRows('letters', 250, LETTERS.repeat(50)));
    const bodies: readonly string[] = await database.knex('rejected_rows').where({ input: 'letters' }).pluck('body');
    expect(new Set(bodies)).to.deep.equal(new Set([LETTERS.repeat(50)]));
  });

  it('may have more values in one statement than a prepared one could have', async () => {
    const columns = Array.from({ length: 40 }, (_, index) => `c${index}`);
    await database.knex.schema.createTable('wide', (table) => {
      for (const column of columns) table.string(column, 1);
    });
    const row = Object.fromEntries(columns.map((column, index) => [column, String(index % 10)]));
    const sizes = await insert('wide', Array<Row>(2_000).fill(row));
    if (database.dialect === 'mysql') expect(statements.map(({ bindings }) => bindings.length)).to.deep.equal([80_000]);
    expect(sizes.reduce((total, size) => total + size, 0)).to.equal(2_000);
    const stored: readonly Row[] = await database.knex('wide').distinct(columns).count({ total: '*' }).groupBy(columns);
    expect(stored).to.deep.equal([{ ...row, total: 2_000 }]);
  });

  it('are none where there are none', async () => {
    expect(await insert('rejected_rows', [])).to.deep.equal([]);
  });
});
