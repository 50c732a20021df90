import { createHash } from 'node:crypto';
import type { Database } from './database.ts';
import { runQuery } from './run-query.ts';

/** Bytes of one part: far below what a server takes in one statement (16 MB by default), even doubled by escaping. */
const PART_BYTES = 1_048_576;

/** Which file: an input of a run that waits for its import, or a workbook. The key tells attempts apart. */
export type FileKey = { readonly runId: string; readonly role: 'input' | 'report'; readonly fileKey: string };

type SavedFile = { readonly bytes: number; readonly sha256: string };

/**
 * Stores the bytes of a file as they come; returns how many they were and their digest. Keeps none of them where they
 * cannot be read, or stored, to their end.
 */
export async function saveFileParts(
  database: Database,
  key: FileKey,
  content: AsyncIterable<Uint8Array>,
): Promise<SavedFile> {
  try {
    return await insertParts(database, key, content);
  } catch (error) {
    await deleteFileParts(database, key).catch(() => undefined); // the reason is the one to tell
    throw error;
  }
}

async function insertParts(database: Database, key: FileKey, content: AsyncIterable<Uint8Array>): Promise<SavedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  let partNo = 0;
  for await (const part of splitIntoParts(content)) {
    hash.update(part);
    bytes += part.length;
    partNo += 1;
    await runQuery(database, async (knex) =>
      knex('file_parts').insert({ ...toWhere(key), part_no: partNo, content: part }),
    );
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Reads the bytes of a file, part by part. */
export async function* readFileParts(database: Database, key: FileKey): AsyncGenerator<Buffer> {
  for (let partNo = 1; ; partNo += 1) {
    const row = await runQuery(
      database,
      async (knex): Promise<{ content: Uint8Array | ArrayBuffer } | undefined> =>
        knex('file_parts')
          .select('content')
          .where({ ...toWhere(key), part_no: partNo })
          .first(),
    );
    if (row === undefined) return;
    yield row.content instanceof ArrayBuffer ? Buffer.from(row.content) : Buffer.from(row.content);
  }
}

/** Removes the bytes of a file, or of all files of a run in that role. */
export async function deleteFileParts(
  database: Database,
  key: Omit<FileKey, 'fileKey'> & { readonly fileKey?: string },
): Promise<void> {
  const { runId, role, fileKey } = key;
  const where = { run_id: runId, role, ...(fileKey === undefined ? {} : { file_key: fileKey }) };
  await runQuery(database, async (knex) => knex('file_parts').where(where).delete());
}

function toWhere({ runId, role, fileKey }: FileKey): Readonly<Record<string, string>> {
  return { run_id: runId, role, file_key: fileKey };
}

async function* splitIntoParts(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of content) {
    waiting.push(piece);
    bytes += piece.length;
    if (bytes < PART_BYTES) continue;
    const joined = Buffer.concat(waiting);
    let start = 0;
    for (; joined.length - start >= PART_BYTES; start += PART_BYTES) yield joined.subarray(start, start + PART_BYTES);
    waiting = start < joined.length ? [joined.subarray(start)] : [];
    bytes = joined.length - start;
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}
