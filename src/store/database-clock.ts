import type { Knex } from 'knex';
import type { Database } from './database.ts';
import { runQuery } from './run-query.ts';

/**
 * The time of the database in milliseconds since 1970, as SQL. Leases are given and judged by this one clock, because
 * those of several machines differ.
 */
export function databaseNow(database: Pick<Database, 'knex' | 'dialect'>): Knex.Raw {
  const sql =
    database.dialect === 'mysql'
      ? 'cast(unix_timestamp(current_timestamp(3)) * 1000 as signed)'
      : "cast(unixepoch('subsec') * 1000 as integer)";
  return database.knex.raw(sql);
}

/** The time of the database in milliseconds since 1970. */
export async function readDatabaseClock(database: Database): Promise<number> {
  const row: { now?: number | string } | undefined = await runQuery(database, async (knex) =>
    knex.first({ now: databaseNow(database) }),
  );
  return Number(row?.now ?? 0);
}
