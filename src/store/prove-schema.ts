import { Failure } from '../domain/failure.ts';
import type { Database } from './database.ts';
import { readSchemaState } from './migrate-database.ts';

/** Proves that the tables are those of this program; changes nothing. Throws a Failure that says which side is older. */
export async function proveSchema(database: Database): Promise<void> {
  const { applied, pending, unknown } = await readSchemaState(database);
  if (applied.length > 0 && pending.length === 0 && unknown.length === 0) return;
  throw new Failure('DATABASE_SCHEMA', {
    message: `the schema of ${database.label} is not that of this program: ${pending.length} migrations pending, ${unknown.length} unknown`,
    action: unknown.length > 0 ? 'use the newer version of kyhan that wrote it' : 'bring it up to date: kyhan migrate',
  });
}
