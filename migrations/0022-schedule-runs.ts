import type { Knex } from 'knex';

/**
 * The schedules as the rules want them, since when, and what became of each moment at which one was due: so that what did
 * not run is known whatever happens to the queue.
 */
export async function up(knex: Knex): Promise<void> {
  await createUnlessThere(knex, 'schedules', (table) => {
    table.string('schedule_name', 64).notNullable();
    table.string('pattern', 1_024).notNullable();
    table.string('zone', 64).notNullable();
    table.bigInteger('grace_ms').notNullable();
    table.integer('watched_firings').notNullable();
    table.bigInteger('since_at').notNullable();
    table.primary(['schedule_name'], 'schedules_key');
  });
  await createUnlessThere(knex, 'schedule_runs', (table) => {
    table.string('schedule_name', 64).notNullable();
    table.bigInteger('due_at').notNullable();
    table.bigInteger('started_at').nullable();
    table.string('lease_token', 64).nullable();
    table.bigInteger('leased_until').nullable();
    table.string('run_id', 64).nullable();
    table.string('failure_code', 40).nullable();
    table.text('failure_message').nullable();
    table.bigInteger('told_at').nullable();
    table.primary(['schedule_name', 'due_at'], 'schedule_runs_key');
  });
}

async function createUnlessThere(
  knex: Knex,
  name: string,
  describe: (table: Knex.CreateTableBuilder) => void,
): Promise<void> {
  if (await knex.schema.hasTable(name)) return;
  await knex.schema.createTable(name, (table) => {
    if (knex.client.driverName === 'mysql2') {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    describe(table);
  });
}
