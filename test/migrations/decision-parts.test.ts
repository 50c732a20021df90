import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { findDecisions, readDecisions } from '../../src/store/decisions.ts';
import { migrateDatabase, readSchemaState } from '../../src/store/migrate-database.ts';
import { listMigrations, MIGRATION_SOURCE } from '../../src/store/migration-files.ts';
import { findRecords } from '../../src/store/records.ts';
import { readAll } from '../support/read-all.ts';
import { buildDecision, buildRecord } from '../support/store-samples.ts';
import { createTestDatabase, TEST_DIALECTS, type TestDatabase } from '../support/test-database.ts';

const RUN = 'ticket-0123456789abcdef';
/** The last migration before accounts came. */
const LAST_OF_TICKETS = '0010-decisions';
const IDS = ['TK-1', 'TK-2', 'tk-1', 'Ấ-1'];

for (const dialect of TEST_DIALECTS) {
  describe(`a database of tickets that gets accounts, on ${dialect}`, () => {
    let created: TestDatabase;
    let database: Database;
    beforeEach(async () => {
      created = await createTestDatabase(dialect);
      database = await openDatabase(created.target);
      await migrateTo(LAST_OF_TICKETS);
      await fillOldTables();
    });
    afterEach(async () => {
      await database.close();
      await created.remove();
    });

    it('keeps its records and decisions, byte for byte', async () => {
      const { applied } = await migrateDatabase(database);
      expect(applied[0]).to.equal('0011-record-links');
      await expectOldRows();
      expect(await database.knex.schema.hasTable('decisions_parted')).to.equal(false);
      for (const gone of ['times_json', 'trace_json'])
        expect(await database.knex.schema.hasColumn('decisions', gone), gone).to.equal(false);
    });

    it('keeps them when the copying was interrupted before all rows were copied', async () => {
      await migrateTo('0011-record-links');
      await makePartedTable();
      expect((await migrateDatabase(database)).applied[0]).to.equal('0012-decision-parts');
      await expectOldRows();
    });

    it('keeps them when it was interrupted before the new table had its name', async () => {
      await migrateTo('0012-decision-parts');
      await database.knex.schema.renameTable('decisions', 'decisions_parted');
      await database.knex('knex_migrations').where({ name: '0012-decision-parts' }).delete();
      await migrateDatabase(database);
      await expectOldRows();
    });

    it('keeps them when it was interrupted before anybody noted that it was done', async () => {
      await migrateDatabase(database);
      await database.knex('knex_migrations').where('name', '>=', '0011').delete();
      expect((await migrateDatabase(database)).applied[0]).to.equal('0011-record-links');
      await expectOldRows();
      expect((await readSchemaState(database)).pending).to.deep.equal([]);
    });

    it('stores decisions about one contract in two currencies afterwards', async () => {
      await migrateDatabase(database);
      const row = (part: string) => ({
        ...{ run_id: RUN, subject: 'contract', id: 'K1', part, outcome: 'none', amount: 5 },
        ...{ row_json: '{}', facts_json: '{}', details_json: '{}' },
      });
      await database.knex('decisions').insert([row('USD'), row('VND')]);
      const parts = (await findDecisions(database, RUN, 'K1')).map(({ part, amountMinor }) => [part, amountMinor]);
      expect(parts).to.deep.equal([
        ['USD', 5],
        ['VND', 5],
      ]);
    });

    /** Brings the schema up to one migration, as an older version of the program would have. */
    async function migrateTo(last: string): Promise<void> {
      const names = (await listMigrations()).filter((name) => name <= last);
      await database.knex.migrate.latest({
        tableName: 'knex_migrations',
        migrationSource: { ...MIGRATION_SOURCE, getMigrations: async () => [...names] },
        disableTransactions: dialect === 'mysql',
      });
    }

    async function fillOldTables(): Promise<void> {
      await database.knex('decisions').insert(
        IDS.map((id) => ({
          ...{ run_id: RUN, subject: 'ticket', id, outcome: 'met', row_json: `{"id":"${id}"}` },
          ...{ facts_json: '{"a":"Mất kết nối 😀"}', trace_json: '[1]', times_json: '{"solvedAt":null}' },
        })),
      );
      await database.knex('records').insert(
        IDS.map((id, index) => ({
          ...{ run_id: RUN, input: 'tickets', record_id: id, subject_id: id, line: index + 2 },
          ...{ occurred_at: 1_795_000_000_000, tag: 'a', body: `{"id":"${id}"}` },
        })),
      );
    }

    /** A new table that has one of the rows, as a process leaves it that was killed while it copied. */
    async function makePartedTable(): Promise<void> {
      await database.knex.schema.createTable('decisions_parted', (table) => {
        if (dialect === 'mysql') table.collate('utf8mb4_bin');
        table.string('run_id', 64).notNullable();
        table.string('id', 100).notNullable();
      });
      await database.knex('decisions_parted').insert({ run_id: RUN, id: 'TK-1' });
    }

    async function expectOldRows(): Promise<void> {
      const kept = { facts: '{"a":"Mất kết nối 😀"}', details: '{"solvedAt":null}' };
      expect(await readAll(readDecisions(database, RUN))).to.deep.equal(
        IDS.map((id) => buildDecision(id, { ...kept, row: `{"id":"${id}"}` })),
      );
      for (const [index, id] of IDS.entries()) {
        expect(await findRecords(database, RUN, id)).to.deep.equal([
          buildRecord(id, { line: index + 2, occurredAt: 1_795_000_000_000, tag: 'a', body: `{"id":"${id}"}` }),
        ]);
      }
    }
  });
}
