import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { WriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type exceljs from 'exceljs';

/**
 * The part of exceljs (4.4.0, not kept up any more) that its types do not show: where a worksheet being written puts its
 * XML, and which row comes next. Whatever is not as expected stops the program, before a workbook is wrong.
 */
export type SheetStream = {
  /** Writes rows, whole elements, that follow each other up to the one of that number. */
  readonly writeRows: (xml: string, lastRow: number) => Promise<void>;
};

/** Bytes that may wait to be compressed. */
const MAX_WAITING_BYTES = 262_144;
const STREAM_BLOCK_BYTES = 65_536;

/** Opens the stream of a worksheet whose headings are committed. `file` is what the workbook is written to. */
export function openSheetStream(worksheet: exceljs.Worksheet, file: WriteStream): SheetStream {
  const stream: unknown = Reflect.get(worksheet, 'stream');
  assert(isBlockStream(stream), 'a worksheet of exceljs has no stream as version 4.4.0 has it');
  return {
    writeRows: async (xml, lastRow) => {
      stream.write(xml);
      assert.equal(typeof Reflect.get(worksheet, '_rowZero'), 'number', 'exceljs does not count rows as 4.4.0 does');
      Reflect.set(worksheet, '_rowZero', lastRow + 1);
      await letThrough(stream, file);
    },
  };
}

/** Waits until what was written is compressed but for a little: exceljs itself would keep all of it in memory. */
async function letThrough(stream: BlockStream, file: WriteStream): Promise<void> {
  do {
    await yieldToEventLoop();
    if (file.errored !== null) throw file.errored;
  } while (stream.pipes.length === 0 && stream.buffers.length * STREAM_BLOCK_BYTES > MAX_WAITING_BYTES);
  for (const pipe of stream.pipes) {
    if (countWaitingBytes(pipe) > MAX_WAITING_BYTES) await waitForRoom(pipe, file);
  }
  if (file.errored !== null) throw file.errored;
}

/** A file that fails is closed, and then nothing is let through any more. */
async function waitForRoom(pipe: Writable, file: WriteStream): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([once(pipe, 'drain', { signal }), once(file, 'close', { signal })]).finally(() => over.abort());
}

/** Its streams are those of readable-stream 2, which tell this nowhere else. */
function countWaitingBytes(pipe: Writable): number {
  const state: unknown = Reflect.get(pipe, '_writableState');
  const length: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, 'length') : undefined;
  assert(typeof length === 'number', 'a stream of exceljs does not tell how many bytes wait in it');
  return length;
}

type BlockStream = {
  readonly write: (xml: string) => unknown;
  readonly pipes: readonly Writable[];
  readonly buffers: readonly unknown[];
};

function isBlockStream(value: unknown): value is BlockStream {
  if (typeof value !== 'object' || value === null) return false;
  return (
    typeof Reflect.get(value, 'write') === 'function' &&
    Array.isArray(Reflect.get(value, 'pipes')) &&
    Array.isArray(Reflect.get(value, 'buffers'))
  );
}
