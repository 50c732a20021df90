import { after, before, describe } from 'mocha';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import { createTestDatabase, TEST_DIALECTS, type TestDatabase, type TestDialect } from './test-database.ts';

/** Opens the database of the test file, ready for use; each call is a connection of its own, closed at the end. */
export type OpenTestDatabase = () => Promise<Database>;

const TITLES: Readonly<Record<TestDialect, string>> = { sqlite: 'SQLite', mysql: 'MySQL or MariaDB' };

/** Runs the same tests on each database that the program supports. */
export function describeEachDatabase(title: string, tests: (open: OpenTestDatabase) => void): void {
  for (const dialect of TEST_DIALECTS) {
    describe(`${title} on ${TITLES[dialect]}`, () => {
      const opened: Database[] = [];
      let created: TestDatabase | undefined;

      before(async () => {
        created = await createTestDatabase(dialect);
        const database = await openDatabase(created.target);
        opened.push(database);
        await migrateDatabase(database);
      });
      after(async () => {
        for (const database of opened) await database.close();
        await created?.remove();
      });
      tests(async () => {
        const database = await openDatabase(created?.target ?? '');
        opened.push(database);
        return database;
      });
    });
  }
}
