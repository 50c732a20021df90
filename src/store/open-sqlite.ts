import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import knexModule, { type Knex } from 'knex';
import type Libsql from 'libsql';
import { Failure } from '../domain/failure.ts';
import { LibsqlClient } from './libsql-client.ts';
import { SILENT_LOG } from './silent-log.ts';

/**
 * How long SQLite itself waits for a lock. Its wait stops the whole process, progress and Ctrl-C included, so it is
 * short; the longer wait between attempts is in with-retry.ts.
 */
const BUSY_TIMEOUT_MS = 100;

/** Page cache: keys arrive in any order, and the default of 2 MB makes a large import wait for the disk. */
const CACHE_KIB = 16_384;

/**
 * Of a new file. A decision takes some 0.7 KB and more: pages of 4 KB, as they come by default, would hold a few and be
 * partly empty, and more of them would be written for the same rows.
 */
const PAGE_BYTES = 16_384;

/** Pages in the write-ahead log before they are moved to the file: about 64 MB. */
const CHECKPOINT_PAGES = 4_000;

/**
 * `synchronous = NORMAL` with a write-ahead log: a process that is killed loses nothing, and a machine that loses its
 * power keeps a whole database without the last moments. A run then goes on from the last chunk that is there.
 */
const PRAGMAS = [
  `page_size = ${PAGE_BYTES}`,
  `busy_timeout = ${BUSY_TIMEOUT_MS}`,
  'journal_mode = WAL',
  'synchronous = NORMAL',
  'foreign_keys = ON',
  `cache_size = -${CACHE_KIB}`,
  `wal_autocheckpoint = ${CHECKPOINT_PAGES}`,
] as const;

/** Prepares the embedded database; the file is opened by the first query. Throws where file or folder cannot be used. */
export function openSqlite(target: string): { readonly knex: Knex; readonly label: string } {
  const path = resolve(target); // libsql gives meanings of its own to ":memory:" and "file:"
  prepareFile(path);
  const knex = knexModule({
    client: LibsqlClient,
    connection: { filename: path },
    useNullAsDefault: true,
    log: SILENT_LOG,
    pool: { min: 1, max: 1, afterCreate: applyPragmas },
  });
  return { knex, label: path };
}

function prepareFile(path: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  accessSync(folder, constants.W_OK); // the write-ahead log stands beside the file
  if (!existsSync(path)) return;
  if (!statSync(path).isFile()) {
    throw new Failure('DATABASE_UNAVAILABLE', {
      message: 'it is no file',
      action: 'give the path of a database file, or of one that may be created',
    });
  }
  accessSync(path, constants.W_OK); // without write permission SQLite would open it and fail only at the first write
}

function applyPragmas(connection: Libsql.Database, done: (error: unknown, connection: Libsql.Database) => void): void {
  try {
    for (const pragma of PRAGMAS) connection.exec(`pragma ${pragma}`);
    done(null, connection);
  } catch (error) {
    done(error, connection);
  }
}
