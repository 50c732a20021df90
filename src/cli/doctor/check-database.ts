import { type Finding, fine, hint, wrong } from '../../domain/finding.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { readDatabaseClock } from '../../store/database-clock.ts';
import { inspectMysql } from '../../store/inspect-mysql.ts';
import { readSchemaState } from '../../store/migrate-database.ts';
import { checkClock } from './check-clock.ts';
import { tryCheck } from './try-check.ts';

/** Whether the database can be reached, and is as the program needs it. */
export async function checkDatabase(target: string): Promise<readonly Finding[]> {
  return tryCheck('database', async () => {
    const database = await openDatabase(target);
    try {
      const schema = await checkSchema(database);
      if (database.dialect === 'sqlite') return [schema];
      return [schema, ...(await inspectMysql(database)), await checkDatabaseClock(database)];
    } finally {
      await database.close();
    }
  });
}

async function checkSchema(database: Database): Promise<Finding> {
  const { applied, pending, unknown } = await readSchemaState(database);
  const what = `database ${database.label} (${database.dialect}): ${applied.length} migrations applied, ${pending.length} pending`;
  if (unknown.length > 0) {
    return wrong(`${what}, ${unknown.length} unknown`, 'a newer version of kyhan wrote it: use that one');
  }
  return pending.length === 0 ? fine(what) : hint(what, 'stop workers of older versions, then: kyhan migrate');
}

async function checkDatabaseClock(database: Database): Promise<Finding> {
  const askedAtMs = Date.now();
  const clock = await readDatabaseClock(database);
  return checkClock(`database ${database.label}`, clock - (askedAtMs + Date.now()) / 2);
}
