import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { claimChunk } from '../../src/store/chunk-leases.ts';
import { findPendingChunks, readProgress } from '../../src/store/chunks.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrateDatabase, readSchemaState } from '../../src/store/migrate-database.ts';
import { listMigrations, MIGRATION_SOURCE } from '../../src/store/migration-files.ts';
import { listRuns } from '../../src/store/run-overview.ts';
import { readRunReports } from '../../src/store/run-reports.ts';
import { findRun } from '../../src/store/runs.ts';
import { createTestDatabase, TEST_DIALECTS, type TestDatabase } from '../support/test-database.ts';

const RUN = 'ticket-0123456789abcdef';
/** The last migration before there was a queue. */
const LAST_WITHOUT_QUEUE = '0014-run-amounts';
const OF_QUEUE = ['0015-chunk-leases', '0016-run-sources', '0017-file-parts', '0018-run-details'] as const;

for (const dialect of TEST_DIALECTS) {
  describe(`a database without a queue that gets one, on ${dialect}`, () => {
    let created: TestDatabase;
    let database: Database;
    beforeEach(async () => {
      created = await createTestDatabase(dialect);
      database = await openDatabase(created.target);
      await migrateTo(LAST_WITHOUT_QUEUE);
      await fillOldTables();
    });
    afterEach(async () => {
      await database.close();
      await created.remove();
    });

    it('keeps its runs, chunks and reports, and can go on with them', async () => {
      expect((await migrateDatabase(database)).applied).to.include.members([...OF_QUEUE]);
      await expectOldRows();
    });

    for (const name of OF_QUEUE) {
      it(`keeps them when it was interrupted before anybody noted that ${name} was done`, async () => {
        await migrateTo(name);
        await database.knex('knex_migrations').where({ name }).delete();
        expect((await migrateDatabase(database)).applied[0]).to.equal(name);
        expect((await readSchemaState(database)).pending).to.deep.equal([]);
        await expectOldRows();
      });
    }

    it('keeps them when it was interrupted between the two tables of 0018-run-details', async () => {
      await migrateTo('0017-file-parts');
      await database.knex.schema.alterTable('runs', (table) => {
        table.integer('subjects_per_chunk').nullable();
        table.index(['created_at', 'run_id'], 'runs_by_created_at');
      });
      expect((await migrateDatabase(database)).applied[0]).to.equal('0018-run-details');
      await expectOldRows();
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

    /** A run of three tickets, of which one is decided; and a workbook, as older versions noted it. */
    async function fillOldTables(): Promise<void> {
      await database.knex('runs').insert({
        ...{ run_id: RUN, run_key: 'key', kind: 'ticket', as_of: '2026-11-23T09:00:00+07:00', release_hash: 'r' },
        ...{ status: 'deciding', started_by: 'Ấ@host', created_at: 1_795_000_000_123, outcomes: '{}' },
      });
      const chunk = { run_id: RUN, subject_count: 1 };
      await database.knex('chunks').insert([
        { ...chunk, chunk_no: 1, from_id: 'TK-1', to_id: 'TK-1', status: 'done' },
        { ...chunk, chunk_no: 2, from_id: 'TK-2', to_id: 'Ấ-1', status: 'pending', subject_count: 2 },
      ]);
      await database.knex('run_reports').insert({
        ...{ run_id: RUN, report_no: 1, report: 'ticket-sla', file_name: 'báo cáo.xlsx' },
      });
    }

    async function expectOldRows(): Promise<void> {
      const run = await findRun(database, RUN);
      const kept = { status: 'deciding', startedBy: 'Ấ@host', createdAt: 1_795_000_000_123, subjectsPerChunk: null };
      expect(run).to.deep.include(kept);
      expect(await listRuns(database, { limit: 10 })).to.deep.equal([run]);
      expect(await readProgress(database, RUN)).to.deep.equal({
        ...{ chunksTotal: 2, chunksDone: 1, chunksFailed: 0, subjectsTotal: 3, subjectsDone: 1 },
      });
      expect(await readRunReports(database, RUN)).to.deep.equal([
        { report: 'ticket-sla', fileName: 'báo cáo.xlsx', sha256: null, bytes: null },
      ]);
      const [chunk] = await findPendingChunks(database, RUN);
      expect(await claimChunk(database, RUN, 2, { token: 'token', leaseMs: 1_000 })).to.deep.equal({
        ...{ state: 'claimed', chunk, attempts: 1, failures: 0 },
      });
    }
  });
}
