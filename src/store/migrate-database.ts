import type { Knex } from 'knex';
import { Failure } from '../domain/failure.ts';
import type { Database } from './database.ts';
import { listMigrations, MIGRATION_SOURCE } from './migration-files.ts';
import { proveCharsets } from './mysql-charsets.ts';
import { runQuery, runTransaction } from './run-query.ts';

const MIGRATIONS_TABLE = 'knex_migrations';

/** Locks are names of the whole server, and at most 64 characters. */
const LOCK_NAME = "concat('kyhan-migrate-', md5(database()))";

/** How long one process waits for another to finish its migration. */
const LOCK_WAIT_SECONDS = 60;

/** Which migrations a database has. */
export type SchemaState = {
  readonly applied: readonly string[];
  readonly pending: readonly string[];
  /** Applied by a newer version of the program. */
  readonly unknown: readonly string[];
};

/**
 * Brings the schema up to date; returns the migrations that were needed. Any number of processes may call it at the
 * same time, and one that was killed meanwhile leaves nothing behind that stops the next. Throws a Failure when a newer
 * version of the program has been here, or where tables are not utf8mb4.
 */
export async function migrateDatabase(database: Database): Promise<{ readonly applied: readonly string[] }> {
  const { pending } = refuseNewerSchema(database, await readSchemaState(database));
  await proveCharsets(database);
  if (pending.length === 0) return { applied: [] };
  return { applied: await (database.dialect === 'sqlite' ? migrateSqlite(database) : migrateMysql(database)) };
}

/** Compares the migrations of a database with those of this program; changes nothing. */
export async function readSchemaState(database: Database): Promise<SchemaState> {
  const known = await listMigrations();
  const applied = await runQuery(database, async (knex) => {
    if (!(await knex.schema.hasTable(MIGRATIONS_TABLE))) return [];
    const names: readonly string[] = await knex(MIGRATIONS_TABLE).orderBy('id').pluck('name');
    return names;
  });
  return {
    applied,
    pending: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  };
}

/**
 * SQLite changes tables inside transactions: all or nothing, and the lock of the transaction, which ends with the
 * process, is the lock of the migration. knex's own tables are made in it too, or two processes would both make them.
 */
async function migrateSqlite(database: Database): Promise<readonly string[]> {
  return runTransaction(database, (trx) => applyMigrations(trx, {}));
}

/**
 * MySQL commits each change of a table, so a lock in a table would outlive a process that is killed. A named lock of
 * the server ends with its connection; under it, whatever knex's lock table says is left over.
 */
async function migrateMysql(database: Database): Promise<readonly string[]> {
  return runTransaction(database, async (holder) => {
    await takeNamedLock(holder);
    try {
      // On connections of its own: a change of a table would commit the transaction that it runs in.
      return await applyMigrations(database.knex, { disableTransactions: true });
    } finally {
      await holder.raw(`select release_lock(${LOCK_NAME})`);
    }
  });
}

async function takeNamedLock(holder: Knex.Transaction): Promise<void> {
  const row: { taken: number | null } | undefined = await holder.first(
    holder.raw(`get_lock(${LOCK_NAME}, ?) as taken`, [LOCK_WAIT_SECONDS]),
  );
  if (row?.taken === 1) return;
  throw new Failure('DATABASE_UNAVAILABLE', {
    message: `another process has been changing the tables for more than ${LOCK_WAIT_SECONDS} seconds`,
    action: 'wait until it has finished, then run the same command again',
  });
}

async function applyMigrations(knex: Knex, options: Knex.MigratorConfig): Promise<readonly string[]> {
  const config: Knex.MigratorConfig = { ...options, tableName: MIGRATIONS_TABLE, migrationSource: MIGRATION_SOURCE };
  await knex.migrate.forceFreeMigrationsLock(config);
  const [, applied]: [number, string[]] = await knex.migrate.latest(config);
  return applied;
}

function refuseNewerSchema(database: Database, state: SchemaState): SchemaState {
  if (state.unknown.length === 0) return state;
  throw new Failure('DATABASE_SCHEMA', {
    message: `a newer version of kyhan has changed database ${database.label}: it has ${state.unknown.join(', ')}`,
    action: 'use that version, or another database',
  });
}
