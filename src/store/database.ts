import type { Knex } from 'knex';
import { Failure } from '../domain/failure.ts';
import { noteQueryError, toDatabaseFailure } from './database-failure.ts';
import { openMysql } from './open-mysql.ts';
import { openSqlite } from './open-sqlite.ts';
import { withRetry } from './with-retry.ts';

/** An open database. */
export type Database = {
  readonly knex: Knex;
  readonly dialect: 'sqlite' | 'mysql';
  /** File path, or `host:port/database`; never the password. */
  readonly label: string;
  readonly close: () => Promise<void>;
};

/**
 * Opens a database: the path of a SQLite file, which is created with its folder where there is none, or a URL
 * `mysql://user:password@host:port/name` (`mariadb://` too). Throws a Failure when it cannot be reached or written.
 */
export async function openDatabase(target: string): Promise<Database> {
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(target)?.[1]?.toLowerCase();
  const { knex, dialect, label } = openTarget(target, scheme);
  knex.on('query-error', noteQueryError);
  try {
    await withRetry(async () => {
      if (dialect === 'mysql') await knex.raw('select 1');
      else await knex.raw('select count(*) from sqlite_master'); // the first read finds out what kind of file it is
    });
  } catch (error) {
    await knex.destroy();
    throw nameDatabase(toDatabaseFailure(error), label);
  }
  return { knex, dialect, label, close: () => closeDatabase(knex, dialect) };
}

/**
 * Moves the write-ahead log into the file, so that a copy of the file alone is a whole backup: libsql itself keeps the
 * file open until its statements are garbage, and leaves the log behind.
 */
async function closeDatabase(knex: Knex, dialect: Database['dialect']): Promise<void> {
  if (dialect === 'sqlite') await knex.raw('pragma wal_checkpoint(truncate)').catch(() => undefined);
  await knex.destroy();
}

type Opened = Pick<Database, 'knex' | 'dialect' | 'label'>;

function openTarget(target: string, scheme: string | undefined): Opened {
  if (scheme === 'mysql' || scheme === 'mariadb') return { dialect: 'mysql', ...openMysql(target) };
  if (scheme === undefined && target.trim() !== '') {
    try {
      return { dialect: 'sqlite', ...openSqlite(target) };
    } catch (error) {
      throw nameDatabase(toDatabaseFailure(error), target);
    }
  }
  throw new Failure('CONFIGURATION', {
    message: scheme === undefined ? 'the database has no name' : `the database has an unknown kind "${scheme}://"`,
    action: 'give the path of a file, or mysql://user:password@host/name',
  });
}

function nameDatabase(error: unknown, label: string): unknown {
  if (!(error instanceof Failure)) return error;
  return new Failure(error.code, { message: `database ${label}: ${error.message}`, action: error.action });
}
