import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { Failure } from '../../src/domain/failure.ts';
import type { Database } from '../../src/store/database.ts';
import { noteQueryError, toDatabaseFailure } from '../../src/store/database-failure.ts';
import { runQuery, runTransaction } from '../../src/store/run-query.ts';
import { catchFailure } from '../support/catch-failure.ts';
import { describeEachDatabase } from '../support/each-database.ts';

const SECRET = 'Nguyễn Văn An 0912345678';

const buildError = (code: string, more: Readonly<Record<string, unknown>> = {}): Error =>
  Object.assign(new Error(`insert into \`records\` values ('${SECRET}') - ${code}`), { code, ...more });

describe('toDatabaseFailure', () => {
  const codes = [
    ['SQLITE_FULL', 'DISK_FULL'],
    ['ENOSPC', 'DISK_FULL'],
    ['ER_DISK_FULL', 'DISK_FULL'],
    ['ER_RECORD_FILE_FULL', 'DISK_FULL'],
    ['SQLITE_READONLY', 'DATABASE_READ_ONLY'],
    ['SQLITE_READONLY_DBMOVED', 'DATABASE_READ_ONLY'],
    ['EACCES', 'DATABASE_READ_ONLY'],
    ['EROFS', 'DATABASE_READ_ONLY'],
    ['ER_OPTION_PREVENTS_STATEMENT', 'DATABASE_READ_ONLY'],
    ['SQLITE_BUSY', 'DATABASE_UNAVAILABLE'],
    ['SQLITE_BUSY_SNAPSHOT', 'DATABASE_UNAVAILABLE'],
    ['ER_LOCK_DEADLOCK', 'DATABASE_UNAVAILABLE'],
    ['ECONNREFUSED', 'DATABASE_UNAVAILABLE'],
    ['PROTOCOL_CONNECTION_LOST', 'DATABASE_UNAVAILABLE'],
    ['ER_ACCESS_DENIED_ERROR', 'DATABASE_UNAVAILABLE'],
    ['SQLITE_NOTADB', 'DATABASE'],
    ['SQLITE_CORRUPT_INDEX', 'DATABASE'],
    ['SQLITE_IOERR_WRITE', 'DATABASE'],
    ['SQLITE_CONSTRAINT_UNIQUE', 'DATABASE'],
    ['ER_DATA_TOO_LONG', 'DATABASE'],
    ['ER_NO_SUCH_TABLE', 'DATABASE_SCHEMA'],
  ] as const;
  for (const [code, expected] of codes) {
    it(`takes ${code} for ${expected}, without the statement`, () => {
      const failure = toDatabaseFailure(buildError(code));
      expect(failure).to.be.instanceOf(Failure).with.property('code', expected);
      expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure)))
        .not.to.contain(SECRET)
        .and.not.contain('records');
    });
  }

  it('names the code of an error that it does not know', () => {
    expect(toDatabaseFailure(buildError('ER_NEVER_HEARD_OF'))).to.have.property(
      'message',
      'it reported ER_NEVER_HEARD_OF',
    );
    expect(toDatabaseFailure(buildError('WHO_KNOWS', { sqlState: 'HY000' }))).to.have.property('code', 'DATABASE');
  });

  it('knows a lost connection without a code, as the ROLLBACK after it has none, and a pool that is closed', () => {
    const closedState = Object.assign(
      new Error("ROLLBACK - Can't add new command when connection is in closed state"),
      {
        fatal: true,
      },
    );
    for (const error of [closedState, new Error('aborted'), new Error('Unable to acquire a connection')]) {
      expect(toDatabaseFailure(error)).to.include({
        code: 'DATABASE_UNAVAILABLE',
        message: 'the connection was lost',
      });
    }
  });

  it('knows what MariaDB gives numbers only', () => {
    const killed = Object.assign(new Error(`select '${SECRET}'`), { errno: 1927, sqlState: '70100' });
    expect(toDatabaseFailure(killed)).to.have.property('message', 'the connection was lost');
    const other = Object.assign(new Error(`select '${SECRET}'`), { errno: 4999, sqlState: 'HY000' });
    expect(toDatabaseFailure(other)).to.have.property('message', 'it reported error 4999');
  });

  it('takes whatever a statement ends with for an error of the database', () => {
    const error = new TypeError(`insert '${SECRET}' - cannot convert`);
    expect(toDatabaseFailure(error)).to.equal(error);
    noteQueryError(error);
    expect(toDatabaseFailure(error)).to.be.instanceOf(Failure).with.property('code', 'DATABASE');
  });

  it('does not take the end of a value for a missing table', () => {
    const error = Object.assign(new Error(`insert values ('- no such table: x') - ${SECRET}`), {
      code: 'SQLITE_ERROR',
    });
    expect(toDatabaseFailure(error)).to.have.property('code', 'DATABASE');
  });

  it('returns whatever is no error of a database as it is', () => {
    const failure = new Failure('RUN_TAKEN_OVER', { message: 'taken over', action: 'wait' });
    for (const other of [failure, new TypeError('a mistake'), buildError('ERR_ASSERTION'), 'text', undefined]) {
      expect(toDatabaseFailure(other)).to.equal(other);
    }
  });
});

describeEachDatabase('errors', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
    await database.knex.schema.createTable('people', (table) => table.string('name', 50).notNullable().unique());
  });

  const expectNoValues = (failure: Failure): void => {
    const text = [failure.message, failure.action, failure.stack, JSON.stringify(failure)].join(' ');
    expect(text).not.to.contain(SECRET).and.not.contain('people');
    expect(failure.cause).to.equal(undefined);
  };

  it('of a duplicate row show neither the statement nor its values', async () => {
    await runQuery(database, async (knex) => knex('people').insert({ name: SECRET }));
    const again = () => runTransaction(database, async (trx) => trx('people').insert({ name: SECRET }));
    const failure = await catchFailure(again);
    expect(failure.code).to.equal('DATABASE');
    expectNoValues(failure);
  });

  it('of a missing table or column show neither the statement nor its values', async () => {
    const missingColumn = () => runQuery(database, async (knex) => knex('people').where({ phone: SECRET }));
    const missingTable = () => runQuery(database, async (knex) => knex('nobody').insert({ name: SECRET }));
    for (const query of [missingColumn, missingTable]) {
      const failure = await catchFailure(query);
      expect(failure.code).to.equal('DATABASE_SCHEMA');
      expectNoValues(failure);
    }
  });

  it('of our own pass through a transaction unchanged, and nothing of it stays', async () => {
    const own = new Failure('CONTROL_TOTALS', { message: 'own', action: 'none' });
    const work = () =>
      runTransaction(database, async (trx) => {
        await trx('people').insert({ name: 'Bình' });
        throw own;
      });
    expect(await catchFailure(work)).to.equal(own);
    const rows: unknown = await database.knex('people').where({ name: 'Bình' });
    expect(rows).to.deep.equal([]);
  });
});
