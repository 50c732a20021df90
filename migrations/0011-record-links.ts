import type { Knex } from 'knex';

const INDEX = 'records_by_link';

/**
 * What else a record is about (the contract of an invoice), and its amount, so that the store can look up the one and
 * add up the other.
 *
 * In MySQL all of it is one statement, which is done or not; SQLite does each column by itself, inside a transaction.
 */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasColumn('records', 'link_id')) return;
  if (knex.client.driverName === 'mysql2') {
    await knex.raw(
      `alter table records add column link_id varchar(100) null, add column amount bigint null,
       add column currency varchar(3) null, add index ${INDEX} (run_id, link_id, input)`,
    );
    return;
  }
  await knex.schema.alterTable('records', (table) => {
    table.string('link_id', 100).nullable();
    table.bigInteger('amount').nullable();
    table.string('currency', 3).nullable();
    table.index(['run_id', 'link_id', 'input'], INDEX);
  });
}
