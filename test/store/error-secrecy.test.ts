import { inspect } from 'node:util';
import { expect } from 'chai';
import type { Knex } from 'knex';
import { after, before, describe, it } from 'mocha';
import { Failure } from '../../src/domain/failure.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { insertRows } from '../../src/store/insert-rows.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import { runQuery, runTransaction } from '../../src/store/run-query.ts';
import { createTestDatabase, TEST_DIALECTS, type TestDatabase, type TestDialect } from '../support/test-database.ts';

/** A person, as in a row; neither he nor his number may be seen in any error. */
const PERSON = 'Nguyễn Văn Ẩn';
const PHONE = '0912345678';
const MARKER = `${PERSON} ${PHONE}`;

/** Words of statements; in upper case only where an action tells people what to do. */
const SQL = /\b(select|insert|update|delete|values|where|begin|commit|rollback|savepoint)\b|`/;

/** What is done wrong, with the person in the row; each ends with a Failure. */
type Mischief = (knex: Knex, database: Database) => Promise<unknown>;

const rejectedRow = (
  line: number,
  body: unknown = MARKER,
  runId: unknown = 'r',
): Readonly<Record<string, unknown>> => ({
  run_id: runId,
  input: PERSON,
  line,
  body,
});

const ANYWHERE: Readonly<Record<string, Mischief>> = {
  'a duplicate row': async (knex) => {
    for (let time = 0; time < 2; time += 1) await knex('rejected_rows').insert(rejectedRow(1));
  },
  'a column that is not there': (knex) => knex('runs').where({ [`no_${PHONE}`]: MARKER }),
  'a table that is not there': (knex) => knex(`no_${PHONE}`).insert({ body: MARKER }),
  'a value left out': (knex) => knex('runs').where({ run_id: undefined, mapping: MARKER }),
  'a null where none may be': (knex) => knex('rejected_rows').insert(rejectedRow(2, null, MARKER)),
  'nonsense for a statement': (knex) => knex.raw('selekt ? frum runs where', [MARKER]),
  'a function that the database does not have': (knex) => knex.raw('select no_such_function(?)', [MARKER]),
};

const ON_SERVER: Readonly<Record<string, Mischief>> = {
  'a value that is too long': (knex) => knex('rejected_rows').insert(rejectedRow(4, '{}', MARKER.repeat(10))),
  'a number that does not fit': (knex) => knex('rejected_rows').insert(rejectedRow(99_999_999_999)),
  'a text where a number belongs': (knex) => knex('rejected_rows').insert({ ...rejectedRow(5), line: MARKER }),
  'a row larger than a statement may be': (_, database) =>
    runTransaction(database, (trx) =>
      insertRows(trx, 'rejected_rows', [{ run_id: 'r', input: PERSON, line: 6, body: MARKER.repeat(1_000_000) }]),
    ),
  'a connection killed in a statement': async (knex) => {
    const sleeping = knex.raw('select sleep(20), ?', [MARKER]);
    const [result] = await Promise.allSettled([sleeping, killSleepers(knex, 'kill')]);
    if (result.status === 'rejected') throw result.reason;
  },
  'a statement killed': async (knex) => {
    const all = 'information_schema.columns';
    const busy = knex.raw(`select count(*), ?, 'sleep(20)' from ${all} a, ${all} b, ${all} c`, [MARKER]);
    const [result] = await Promise.allSettled([busy, killSleepers(knex, 'kill query')]);
    if (result.status === 'rejected') throw result.reason;
  },
  'a connection killed in a transaction': (knex, database) =>
    runTransaction(database, async (trx) => {
      await trx('rejected_rows').insert(rejectedRow(7));
      const [rows]: readonly (readonly { id: number }[])[] = await trx.raw('select connection_id() as id');
      await knex.raw(`kill ${rows?.[0]?.id}`);
      await trx('rejected_rows').insert(rejectedRow(8));
    }),
  'a lock that is not let go': async (knex) => {
    await knex('rejected_rows').insert(rejectedRow(9));
    const holder = await knex.transaction();
    await holder('rejected_rows').where({ line: 9 }).update({ body: '{}' });
    try {
      await knex.transaction(async (trx) => {
        await trx.raw('set session innodb_lock_wait_timeout = 1');
        await trx('rejected_rows').where({ line: 9 }).update({ body: MARKER });
      });
    } finally {
      await holder.rollback();
    }
  },
  'a dead-lock': async (knex) => {
    for (const line of [10, 11]) await knex('rejected_rows').insert(rejectedRow(line));
    const one = await knex.transaction();
    const other = await knex.transaction();
    const change = (trx: Knex, line: number) =>
      trx('rejected_rows')
        .where({ line })
        .update({ body: MARKER + line });
    try {
      await change(one, 10);
      await change(other, 11);
      await Promise.all([change(one, 11), change(other, 10)]);
    } finally {
      await one.rollback().catch(() => undefined);
      await other.rollback().catch(() => undefined);
    }
  },
  'a change that is not allowed': (knex) =>
    knex.transaction(async (trx) => trx('rejected_rows').insert(rejectedRow(12)), { readOnly: true }),
};

const IN_FILE: Readonly<Record<string, Mischief>> = {
  'a lock that is not let go': async (_, database) => {
    const other = await openDatabase(database.label);
    const holder = await other.knex.transaction();
    try {
      await database.knex('rejected_rows').insert(rejectedRow(13));
    } finally {
      await holder.rollback();
      await other.close();
    }
  },
};

const MISCHIEF: Readonly<Record<TestDialect, Readonly<Record<string, Mischief>>>> = {
  sqlite: { ...ANYWHERE, ...IN_FILE },
  mysql: { ...ANYWHERE, ...ON_SERVER },
};

for (const dialect of TEST_DIALECTS) {
  describe(`an error of the ${dialect} store shows no row and no statement`, () => {
    let created: TestDatabase;
    let database: Database;
    before(async () => {
      created = await createTestDatabase(dialect);
      database = await openDatabase(created.target);
      await migrateDatabase(database);
    });
    after(async () => {
      await database.close();
      await created.remove();
    });

    const provoke = async (mischief: Mischief): Promise<unknown> => {
      const error = await catchWithoutRetry(() => runQuery(database, (knex) => mischief(knex, database)));
      const seen = lookEverywhere(error);
      expect(seen).not.to.contain(PHONE);
      expect(seen).not.to.contain('Nguy');
      expect(seen).not.to.match(SQL);
      return error;
    };
    for (const [name, mischief] of Object.entries(MISCHIEF[dialect])) {
      it(`after ${name}`, async () => {
        expect(await provoke(mischief)).to.be.instanceOf(Failure);
      });
    }
    it('after a statement with too few values, which is a fault of the program', async () => {
      const error = await provoke((knex) => knex.raw('select ?, ? from runs', [MARKER]));
      expect(error).to.be.instanceOf(Error).and.not.instanceOf(Failure);
    });
  });
}

/** Errors that say "not now" are tried again for half a minute; here they come at once. */
async function catchWithoutRetry(work: () => Promise<unknown>): Promise<unknown> {
  const { now } = performance;
  let calls = 0;
  performance.now = () => now.call(performance) + 60_000 * calls++;
  try {
    await work();
  } catch (error) {
    return error;
  } finally {
    performance.now = now;
  }
  throw new Error('nothing went wrong');
}

/** Everything that anybody could print of an error, and of what caused it. */
function lookEverywhere(error: unknown): string {
  const parts: string[] = [];
  for (let each = error; each instanceof Error; each = each.cause) {
    const own = Object.fromEntries(Object.getOwnPropertyNames(each).map((key) => [key, Reflect.get(each, key)]));
    parts.push(String(each), withoutFrames(each.stack), withoutFrames(inspect(each, { depth: 20, showHidden: true })));
    parts.push(JSON.stringify(each) ?? '', JSON.stringify({ ...own, stack: withoutFrames(each.stack) }));
  }
  return parts.join('\n');
}

/** File names of a stack may hold words of SQL. */
function withoutFrames(stack: string | undefined): string {
  return (stack ?? '').replace(/^ +at .*$/gm, '');
}

async function killSleepers(knex: Knex, how: 'kill' | 'kill query'): Promise<void> {
  for (let round = 0; round < 50; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const [rows]: readonly (readonly { id: number }[])[] = await knex.raw(
      "select id from information_schema.processlist where info like 'select %sleep(20)%' and id <> connection_id() and db = database()",
    );
    const id = rows?.[0]?.id;
    if (id !== undefined) return void (await knex.raw(`${how} ${id}`));
  }
}
