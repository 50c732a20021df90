import type { RejectedRow } from '../domain/rejected-row.ts';
import type { Database } from './database.ts';
import { parseStoredJson } from './parse-stored-json.ts';
import { runQuery } from './run-query.ts';

/** The place of a rejected row in its run. */
export type RejectedPlace = { readonly input: string; readonly line: number };

/** Reads some rejected rows of a run, by input, then line: the first ones, or those after a place. */
export async function readRejectedPage(
  database: Database,
  runId: string,
  page: { readonly limit: number; readonly after?: RejectedPlace | undefined },
): Promise<readonly RejectedRow[]> {
  const { limit, after } = page;
  const bodies = await runQuery(database, async (knex) => {
    const read = async (input: string, comparison: '=' | '>', count: number, line = 0): Promise<readonly string[]> => {
      const query = knex('rejected_rows')
        .where({ run_id: runId })
        .where('input', comparison, input)
        .where('line', '>', line);
      return query
        .orderBy(comparison === '=' ? ['line'] : ['input', 'line'])
        .limit(count)
        .pluck('body');
    };
    if (after === undefined) return read('', '>', limit);
    // Two queries: neither database seeks in its key for "input > x or (input = x and line > y)".
    const same = await read(after.input, '=', limit, after.line);
    return same.length === limit ? same : [...same, ...(await read(after.input, '>', limit - same.length))];
  });
  return bodies.map((body) => parseStoredJson<RejectedRow>(body));
}
