import type { Knex } from 'knex';

/**
 * A contract has a decision for each currency, so the key of decisions gets a part; the open amount lets the store add
 * them up; what reports show is called details.
 *
 * MySQL commits each statement by itself. The new table gets its name when it is complete, and an interrupted migration
 * can be run again at any point.
 */
export async function up(knex: Knex): Promise<void> {
  // MySQL fails when it is asked for a column of a table that is gone already.
  const hasDecisions = await knex.schema.hasTable('decisions');
  if (hasDecisions && (await knex.schema.hasColumn('decisions', 'part'))) return;
  if (hasDecisions) {
    await knex.schema.dropTableIfExists('decisions_parted');
    await createParted(knex);
    await knex.raw(
      `insert into decisions_parted
         (run_id, subject, id, part, outcome, amount, row_json, facts_json, trace_json, details_json)
       select run_id, subject, id, '', outcome, null, row_json, facts_json, trace_json, times_json from decisions`,
    );
    await knex.schema.dropTable('decisions');
  }
  await knex.schema.renameTable('decisions_parted', 'decisions');
}

function createParted(knex: Knex): Promise<void> {
  return knex.schema.createTable('decisions_parted', (table) => {
    if (knex.client.driverName === 'mysql2') {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    table.string('run_id', 64).notNullable();
    table.string('subject', 40).notNullable();
    table.string('id', 100).notNullable();
    table.string('part', 10).notNullable();
    table.string('outcome', 100).notNullable();
    table.bigInteger('amount').nullable();
    table.text('row_json', 'longtext').notNullable();
    table.text('facts_json', 'longtext').notNullable();
    table.text('trace_json', 'longtext').notNullable();
    table.text('details_json', 'longtext').notNullable();
    table.primary(['run_id', 'subject', 'id', 'part'], 'decisions_parted_key');
    table.index(['run_id', 'id', 'outcome'], 'decisions_by_id_outcome');
  });
}
