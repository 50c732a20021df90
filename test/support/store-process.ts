import { Failure } from '../../src/domain/failure.ts';
import { openDatabase } from '../../src/store/database.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import { stageRecords } from '../../src/store/records.ts';
import { buildRecord, startImport } from './store-samples.ts';

/**
 * A process of its own that works on a database: `store-process.ts open|migrate|stage TARGET`. Writes `opened` to stdout
 * when it begins, and one line of JSON when it has finished: what it did, or the code of its failure.
 */
const [action, target = ''] = process.argv.slice(2);
const ROUNDS = 20;
const ROWS_PER_ROUND = 50;

try {
  const database = await openDatabase(target);
  process.stdout.write('opened\n');
  if (action === 'migrate') report({ applied: (await migrateDatabase(database)).applied.length });
  if (action === 'stage') report({ staged: await stageRounds() });
  await database.close();

  async function stageRounds(): Promise<number> {
    const { runId, token } = await startImport(database);
    for (let round = 0; round < ROUNDS; round += 1) {
      const ids = Array.from({ length: ROWS_PER_ROUND }, (_, index) => `TK-${round}-${index}`);
      await stageRecords(
        database,
        runId,
        token,
        ids.map((id) => buildRecord(id)),
      );
    }
    return ROUNDS * ROWS_PER_ROUND;
  }
} catch (error) {
  report(error instanceof Failure ? { failure: error.code } : { error: String(error) });
}

function report(result: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
