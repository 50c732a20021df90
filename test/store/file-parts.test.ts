import { createHash, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { before, it } from 'mocha';
import type { Database } from '../../src/store/database.ts';
import { deleteFileParts, type FileKey, readFileParts, saveFileParts } from '../../src/store/file-parts.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { readAll } from '../support/read-all.ts';
import { buildNewRun } from '../support/store-samples.ts';

const MIB = 1_048_576;

const hash = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Every byte, and those that a text would not survive: no UTF-8, zeros, quotes, backslashes, a byte order mark. */
const EVERY_BYTE = Buffer.concat([
  Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
  Buffer.from([0, 0, 0x27, 0x5c, 0x22, 0xff, 0xfe, 0xef, 0xbb, 0xbf, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0, 10, 13, 26]),
]);

async function* inPieces(content: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let start = 0;
  for (let index = 0; start < content.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    yield content.subarray(start, start + size);
    start += size;
  }
}

describeEachDatabase('the bytes of a file', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  const buildKey = (set: Partial<FileKey> = {}): FileKey => {
    return { runId: buildNewRun().runId, role: 'input', fileKey: 'tickets.1', ...set };
  };
  const read = async (key: FileKey): Promise<Buffer> =>
    Buffer.concat([...(await readAll(readFileParts(database, key)))]);
  const countParts = async ({ runId }: FileKey): Promise<number> =>
    (await database.knex('file_parts').where({ run_id: runId })).length;

  for (const { what, content, sizes, parts } of [
    { what: 'no bytes', content: Buffer.alloc(0), sizes: [1], parts: 0 },
    { what: 'one byte', content: Buffer.from([0]), sizes: [1], parts: 1 },
    { what: 'every byte, one by one', content: EVERY_BYTE, sizes: [1], parts: 1 },
    { what: 'empty pieces between others', content: EVERY_BYTE, sizes: [0, 3, 0], parts: 1 },
    { what: 'exactly one part', content: randomBytes(MIB), sizes: [MIB], parts: 1 },
    { what: 'exactly two parts in one piece', content: randomBytes(2 * MIB), sizes: [2 * MIB], parts: 2 },
    { what: 'one byte less than a part', content: randomBytes(MIB - 1), sizes: [65_536], parts: 1 },
    { what: 'one byte more than a part', content: randomBytes(MIB + 1), sizes: [65_536], parts: 2 },
    { what: '2.5 parts in odd pieces', content: randomBytes(2.5 * MIB), sizes: [65_537, 1, 999_983], parts: 3 },
    { what: '2.5 parts, all in one piece', content: randomBytes(2.5 * MIB), sizes: [3 * MIB], parts: 3 },
  ]) {
    it(`come back as they were: ${what}`, async () => {
      const key = buildKey();
      const saved = await saveFileParts(database, key, inPieces(content, sizes));
      expect(saved).to.deep.equal({ bytes: content.length, sha256: hash(content) });
      expect(await countParts(key)).to.equal(parts);
      const back = await read(key);
      expect(back.length).to.equal(content.length);
      expect(hash(back)).to.equal(saved.sha256);
    });
  }

  it('are not mixed with those of another file, role or run', async () => {
    const key = buildKey();
    const others = [
      { ...key, fileKey: 'tickets.2' },
      { ...key, fileKey: 'Tickets.1' },
      { ...key, role: 'report' },
      { ...key, runId: buildNewRun().runId },
    ] as const;
    for (const [index, each] of [key, ...others].entries()) {
      await saveFileParts(database, each, inPieces(Buffer.from(`content ${index}`), [4]));
    }
    for (const [index, each] of [key, ...others].entries()) {
      expect((await read(each)).toString()).to.equal(`content ${index}`);
    }
    await deleteFileParts(database, key);
    expect((await read(key)).length).to.equal(0);
    for (const each of others) expect((await read(each)).length).to.equal(9);
  });

  it('are all deleted with a role of a run, and nothing else is', async () => {
    const key = buildKey();
    const others = [
      { ...key, role: 'report' },
      { ...key, runId: buildNewRun().runId },
    ] as const;
    for (const each of [key, { ...key, fileKey: 'events.1' }, ...others]) {
      await saveFileParts(database, each, inPieces(EVERY_BYTE, [100]));
    }
    await deleteFileParts(database, { runId: key.runId, role: 'input' });
    expect(await countParts(key)).to.equal(1);
    for (const each of others) expect(hash(await read(each))).to.equal(hash(EVERY_BYTE));
  });

  it('are none where nobody stored any', async () => {
    expect(await readAll(readFileParts(database, buildKey()))).to.deep.equal([]);
    await deleteFileParts(database, buildKey());
  });

  it('do not stay when they cannot be read to their end', async () => {
    const key = buildKey();
    async function* breakOff(): AsyncGenerator<Uint8Array> {
      yield randomBytes(MIB);
      yield randomBytes(10);
      throw new Error('the file is gone');
    }
    const error = await saveFileParts(database, key, breakOff()).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(Error).with.property('message', 'the file is gone');
    expect(await countParts(key)).to.equal(0);
  });
});
