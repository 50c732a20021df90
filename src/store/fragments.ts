import { assertStorableId } from './assert-storable-id.ts';
import type { Database } from './database.ts';
import { insertRows } from './insert-rows.ts';
import { readInOrder } from './read-in-order.ts';
import { runImportTransaction } from './run-lock.ts';

/** A row of an export in which several rows make one record, kept until its group is complete. */
export type StagedFragment = {
  readonly input: string;
  /** The group: at most 100 characters, no blanks around it. */
  readonly key: string;
  readonly line: number;
  /** JSON text. */
  readonly cells: string;
};

const FRAGMENT_COLUMNS = { input: 'input', key: 'fragment_key', line: 'line', cells: 'cells' } as const;

/** Stores fragments in one transaction. */
export async function stageFragments(
  database: Database,
  runId: string,
  token: string,
  fragments: readonly StagedFragment[],
): Promise<void> {
  if (fragments.length === 0) return;
  for (const { key } of fragments) assertStorableId(key);
  const rows = fragments.map(({ input, key, line, cells }) => ({
    run_id: runId,
    input,
    fragment_key: key,
    line,
    cells,
  }));
  await runImportTransaction(database, runId, token, (trx) => insertRows(trx, 'fragments', rows));
}

/** Reads the groups of an input by key, each with all of its fragments by line. */
export async function* readFragmentGroups(
  database: Database,
  runId: string,
  input: string,
): AsyncGenerator<{ readonly key: string; readonly fragments: readonly StagedFragment[] }> {
  let fragments: StagedFragment[] = [];
  const rows = readInOrder<StagedFragment>(database, {
    table: 'fragments',
    where: { run_id: runId, input },
    columns: FRAGMENT_COLUMNS,
    order: ['key', 'line'],
  });
  for await (const fragment of rows) {
    const key = fragments[0]?.key;
    if (key !== undefined && key !== fragment.key) {
      yield { key, fragments };
      fragments = [];
    }
    fragments.push(fragment);
  }
  const key = fragments[0]?.key;
  if (key !== undefined) yield { key, fragments };
}

/** Removes the fragments of a run once all groups are folded. */
export async function deleteFragments(database: Database, runId: string, token: string): Promise<void> {
  await runImportTransaction(database, runId, token, async (trx) => {
    await trx('fragments').where({ run_id: runId }).delete();
  });
}
