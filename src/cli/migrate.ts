import type { Command } from 'commander';
import { openDatabase } from '../store/database.ts';
import { migrateDatabase } from '../store/migrate-database.ts';
import { addDatabaseOption } from './options.ts';

/** `kyhan migrate`: brings the schema of a database up to date. */
export function addMigrateCommand(program: Command): void {
  const command = program.command('migrate').description('bring the schema of the database up to date');
  addDatabaseOption(command).action(async (options: { db: string }) => {
    const database = await openDatabase(options.db);
    try {
      const { applied } = await migrateDatabase(database);
      const what = applied.length === 0 ? 'already up to date' : `applied ${applied.join(', ')}`;
      process.stderr.write(`${database.label}: ${what}\n`);
    } finally {
      await database.close();
    }
  });
}
