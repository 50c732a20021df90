import type { Database } from './database.ts';
import { runQuery } from './run-query.ts';

/** What deciding again needs of a stored decision. */
export type DecidedFacts = {
  readonly id: string;
  readonly part: string;
  /** The decision as it is put out, its facts, and what reports show besides where it was asked for: JSON text. */
  readonly row: string;
  readonly facts: string;
  readonly details: string | null;
};

/** Rows of a page; they are smaller than decisions that are read whole. */
const PAGE_ROWS = 1_000;

/**
 * Reads the facts of the decisions about one kind of subject, by id and part, page after page: whoever decides again
 * does not wait for each row.
 */
export async function* readDecidedFacts(
  database: Database,
  runId: string,
  subject: string,
  withDetails: boolean,
): AsyncGenerator<readonly DecidedFacts[]> {
  let last: DecidedFacts | undefined;
  do {
    const page: readonly DecidedFacts[] = await readPageAfter(database, { runId, subject, withDetails }, last);
    if (page.length > 0) yield page;
    last = page.length < PAGE_ROWS ? undefined : page.at(-1);
  } while (last !== undefined);
}

type Source = { readonly runId: string; readonly subject: string; readonly withDetails: boolean };

/** The other parts of the last id and the ids beyond are two queries: each seeks in the key. */
async function readPageAfter(
  database: Database,
  source: Source,
  last: DecidedFacts | undefined,
): Promise<readonly DecidedFacts[]> {
  if (last === undefined) return readRows(database, source, { id: '', limit: PAGE_ROWS });
  const same = await readRows(database, source, { id: last.id, part: last.part, limit: PAGE_ROWS });
  if (same.length === PAGE_ROWS) return same;
  return [...same, ...(await readRows(database, source, { id: last.id, limit: PAGE_ROWS - same.length }))];
}

/** Rows after a part of one id, or after the id. */
function readRows(
  database: Database,
  { runId, subject, withDetails }: Source,
  { id, part, limit }: { readonly id: string; readonly part?: string; readonly limit: number },
): Promise<readonly DecidedFacts[]> {
  return runQuery(database, async (knex) => {
    const query = knex('decisions')
      .select({ id: 'id', part: 'part', row: 'row_json', facts: 'facts_json' })
      .select(withDetails ? { details: 'details_json' } : { details: knex.raw('null') })
      .where({ run_id: runId, subject })
      .orderBy(part === undefined ? ['id', 'part'] : ['part'])
      .limit(limit);
    const rows: readonly DecidedFacts[] = await (part === undefined
      ? query.where('id', '>', id)
      : query.where({ id }).where('part', '>', part));
    return rows;
  });
}
