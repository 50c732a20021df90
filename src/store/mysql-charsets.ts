import { Failure } from '../domain/failure.ts';
import type { Database } from './database.ts';
import { runQuery } from './run-query.ts';

const CHARSET = 'utf8mb4';
/** Ids compare byte by byte: with another collation "a" and "A" would be one ticket. */
const COLLATION = 'utf8mb4_bin';

/** A column of text that does not keep every letter, or does not tell all of them apart. */
export type ForeignColumn = { readonly table: string; readonly column: string; readonly collation: string };

/** The columns of a MySQL database that are not utf8mb4_bin, by table and place; knex's own tables do not matter. */
export async function findForeignColumns(database: Database): Promise<readonly ForeignColumn[]> {
  return runQuery(database, async (knex) => {
    const rows: readonly ForeignColumn[] = await knex('information_schema.columns')
      .select({ table: 'table_name', column: 'column_name', collation: 'collation_name' })
      .whereRaw('table_schema = database()')
      .whereNotNull('collation_name')
      .whereNot('collation_name', COLLATION)
      .whereNot('table_name', 'like', 'knex\\_%')
      .orderBy(['table_name', 'ordinal_position']);
    return rows;
  });
}

/** What to do about a table with such columns. */
export function describeConversion(table: string): string {
  return `make a backup, stop all workers, then: ALTER TABLE ${table} CONVERT TO CHARACTER SET ${CHARSET} COLLATE ${COLLATION}`;
}

/** Throws a Failure where a table of a MySQL database would lose letters, or take different ids for one. */
export async function proveCharsets(database: Database): Promise<void> {
  if (database.dialect !== 'mysql') return;
  const columns = await findForeignColumns(database);
  const [first] = columns;
  if (first === undefined) return;
  const others = columns.length === 1 ? '' : ` and ${columns.length - 1} other columns`;
  throw new Failure('DATABASE_SCHEMA', {
    message: `database ${database.label}: column ${first.table}.${first.column}${others} must be ${COLLATION}, and is ${first.collation}`,
    action: describeConversion(first.table),
  });
}
