import type { Database } from './database.ts';
import { readErrorCode } from './database-failure.ts';
import type { Cell } from './insert-rows.ts';
import { runQuery } from './run-query.ts';

const DUPLICATE_CODES = ['SQLITE_CONSTRAINT_PRIMARYKEY', 'SQLITE_CONSTRAINT_UNIQUE', 'ER_DUP_ENTRY'] as const;

/**
 * Inserts a row unless one with its key is there. The key decides when two processes insert at the same moment.
 * (`insert ignore` of MySQL would ignore other errors as well.)
 */
export async function insertIfAbsent(
  database: Database,
  table: string,
  row: Readonly<Record<string, Cell>>,
): Promise<void> {
  await runQuery(database, async (knex) => {
    try {
      await knex(table).insert(row);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  });
}

/** Whether a row was refused because one with its key is there. */
export function isDuplicateKey(error: unknown): boolean {
  const code = readErrorCode(error);
  return DUPLICATE_CODES.some((duplicate) => duplicate === code);
}
