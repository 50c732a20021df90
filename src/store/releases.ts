import type { Database } from './database.ts';
import { insertIfAbsent } from './insert-if-absent.ts';
import { runQuery } from './run-query.ts';

/** Stores the rules of a release under their hash; once is enough. */
export async function saveRelease(
  database: Database,
  release: { readonly hash: string; readonly content: string },
): Promise<void> {
  if ((await findReleaseContent(database, release.hash)) !== undefined) return;
  await insertIfAbsent(database, 'releases', { release_hash: release.hash, content: release.content });
}

/** The rules of a release as they were saved; undefined when it is not known. */
export async function findReleaseContent(database: Database, hash: string): Promise<string | undefined> {
  const row: { content: string } | undefined = await runQuery(database, async (knex) =>
    knex('releases').select('content').where({ release_hash: hash }).first(),
  );
  return row?.content;
}
