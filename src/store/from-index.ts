import type { Knex } from 'knex';
import type { Database } from './database.ts';

/**
 * A table that is read through one of its indexes. The statistics of a table that was filled a moment ago are old, and
 * MySQL then reads a whole run for each record, or for each page: minutes instead of milliseconds.
 */
export function fromIndex(database: Database, table: string, index: string, alias: string = table): Knex.Raw {
  const hint = database.dialect === 'mysql' ? 'force index (??)' : 'indexed by ??';
  return database.knex.raw(`?? as ?? ${hint}`, [table, alias, index]);
}
