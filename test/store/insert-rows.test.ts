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
    return statements.map(({ sql }) => sql.split('(?').length - 1);
  };
  const count = async (input: string): Promise<number> =>
    Number((await database.knex('rejected_rows').where({ input }).count({ total: '*' }))[0]?.total);

  it('go in statements of many rows, each row once', async () => {
    const sizes = await insert('rejected_rows', buildRows('small', 4_321, '{}'));
    const onMysql = [...Array<number>(21).fill(200), 50, 50, 21];
    const onSqlite = [...Array<number>(43).fill(100), 10, 10, 1];
    expect(sizes).to.deep.equal(database.dialect === 'mysql' ? onMysql : onSqlite);
    expect(await count('small')).to.equal(4_321);
  });

  it('go in smaller statements where they are large, one alone where it is larger than that', async () => {
    const large = 'x'.repeat(1_500_000);
    const sizes = await insert('rejected_rows', buildRows('large', 5, large));
    expect(sizes).to.deep.equal(database.dialect === 'mysql' ? [2, 2, 1] : [1, 1, 1, 1, 1]);
    expect(await insert('rejected_rows', buildRows('huge', 2, large.repeat(3)))).to.deep.equal([1, 1]);
    expect([await count('large'), await count('huge')]).to.deep.equal([5, 2]);
    const medium = 'ấ'.repeat(30_000);
    const some = await insert('rejected_rows', buildRows('medium', 270, medium));
    expect(some).to.deep.equal(database.dialect === 'mysql' ? [50, 50, 50, 50, 50, 20] : Array<number>(27).fill(10));
    expect(await count('medium')).to.equal(270);
  });

  it('say what all of a statement have in common once, where the database can', async () => {
    const rows = Array.from({ length: 200 }, (_, line) => ({
      ...{ run_id: 'common', input: line < 100 ? 'a' : `b${line % 2}`, line, body: line < 150 ? 'same' : `${line}` },
    }));
    await insert('rejected_rows', rows);
    const given = statements.map(({ bindings }) => bindings.length);
    // The first 100 rows have the run and the input in common, the others only the run; bodies are not looked at.
    expect(given).to.deep.equal(database.dialect === 'mysql' ? [800] : [2 + 200, 1 + 300]);
    const stored: readonly Row[] = await database
      .knex('rejected_rows')
      .select('run_id', 'input', 'line', 'body')
      .where({ run_id: 'common' })
      .orderBy('line');
    expect(stored.map((row) => ({ ...row }))).to.deep.equal(rows);
  });

  it('come back letter by letter', async () => {
    await insert('rejected_rows', buildRows('letters', 250, LETTERS.repeat(50)));
    const bodies: readonly string[] = await database.knex('rejected_rows').where({ input: 'letters' }).pluck('body');
    expect(new Set(bodies)).to.deep.equal(new Set([LETTERS.repeat(50)]));
  });

  it('are refused where a number is none, or not whole', async () => {
    for (const line of [Number.NaN, 1.5, 2 ** 53]) {
      const refused = await insert('rejected_rows', [{ run_id: 'r', input: 'i', line, body: '{}' }]).then(
        () => 'stored',
        (error: unknown) => String(error),
      );
      expect(refused).to.contain('not whole');
    }
  });

  it('are none where there are none', async () => {
    expect(await insert('rejected_rows', [])).to.deep.equal([]);
  });
});
