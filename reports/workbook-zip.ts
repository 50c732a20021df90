import assert from 'node:assert/strict';
import type { WriteStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import type exceljs from 'exceljs';
import WorkbookWriter from 'exceljs/lib/stream/xlsx/workbook-writer.js';
import type { Instant } from '../src/domain/instant.ts';
import type { RowBlock } from './report-model.ts';
import { ZipFile } from './zip-file.ts';

/**
 * A workbook of exceljs (4.4.0, not kept up any more) whose parts go into another ZIP file: that of exceljs takes as
 * long as making the rows, keeps all of them in memory where nobody holds them back, and has the time of the clock in it.
 */
export type ZippedWorkbook = {
  readonly workbook: exceljs.stream.xlsx.WorkbookWriter;
  /** Adds rows, whole elements, to the worksheet that was begun last; nobody changes the bytes. */
  readonly writeRows: (worksheet: exceljs.Worksheet, block: RowBlock) => Promise<void>;
  /** Lets out what exceljs has written so far. */
  readonly flush: () => Promise<void>;
};

/** What exceljs writes at once, and the file takes when it can. */
type Step =
  | { readonly kind: 'start'; readonly name: string }
  | { readonly kind: 'text'; text: string }
  | { readonly kind: 'end' };

/** Opens a workbook; whatever exceljs does not have as expected stops the program, before a workbook is wrong. */
export function openZippedWorkbook(file: WriteStream, at: Instant): ZippedWorkbook {
  const zip = new ZipFile(file, at);
  const steps: Step[] = [];
  const flush = async (): Promise<void> => {
    for (let step = steps.shift(); step !== undefined; step = steps.shift()) await take(zip, step);
  };
  const finish = async (): Promise<void> => {
    await flush();
    await zip.finish();
  };
  const workbook = new WorkbookWriter({
    stream: new PassThrough(), // of a ZIP file that nobody reads
    useStyles: true,
    useSharedStrings: false,
  });
  replace(workbook, 'stream', file);
  replace(workbook, 'zip', {
    append: (xml: unknown, { name }: { readonly name: string }) => addPart(steps, name, toText(xml)),
    on: () => undefined,
    finalize: () => {
      finish().catch((error: unknown) => file.destroy(error instanceof Error ? error : undefined));
    },
  });
  replace(workbook, '_openStream', (name: string) => openPart(steps, name));
  // The constructor wrote these two into the file that nobody reads.
  call(workbook, 'addThemes');
  call(workbook, 'addOfficeRels');
  return {
    workbook,
    writeRows: async (worksheet, { xml, lastRow }) => {
      assert.equal(typeof Reflect.get(worksheet, '_rowZero'), 'number', 'exceljs does not count rows as 4.4.0 does');
      Reflect.set(worksheet, '_rowZero', lastRow + 1);
      await flush();
      if (xml instanceof Uint8Array) await zip.write(xml);
      else await zip.writePiece(xml);
    },
    flush,
  };
}

async function take(zip: ZipFile, step: Step): Promise<void> {
  switch (step.kind) {
    case 'start':
      return zip.startPart(step.name);
    case 'text':
      return zip.write(Buffer.from(step.text));
    case 'end':
      return zip.endPart();
  }
}

function addPart(steps: Step[], name: string, text: string): void {
  const part = openPart(steps, name);
  part.write(text);
  part.end();
}

/** As much of a stream as a worksheet of exceljs uses. */
function openPart(steps: Step[], name: string) {
  steps.push({ kind: 'start', name: name.replace(/^\//, '') });
  return {
    write: (xml: unknown) => addText(steps, toText(xml)),
    end: () => steps.push({ kind: 'end' }),
    pause: () => undefined,
  };
}

function addText(steps: Step[], text: string): void {
  if (text === '') return;
  const last = steps.at(-1);
  if (last?.kind === 'text') last.text += text;
  else steps.push({ kind: 'text', text });
}

/** Strings, and buffers that exceljs uses again for the next text. */
function toText(xml: unknown): string {
  if (typeof xml === 'string') return xml;
  const bytes: unknown = typeof xml === 'object' && xml !== null ? call(xml, 'toBuffer') : undefined;
  assert(Buffer.isBuffer(bytes), 'exceljs writes something that is neither text nor a buffer of text');
  return bytes.toString();
}

function replace(workbook: object, key: string, value: unknown): void {
  assert(key in workbook, `a workbook of exceljs has no ${key} as version 4.4.0 has it`);
  Reflect.set(workbook, key, value);
}

function call(target: object, method: string): unknown {
  const found: unknown = Reflect.get(target, method);
  assert(typeof found === 'function', `exceljs has no ${method} as version 4.4.0 has it`);
  return Reflect.apply(found, target, []);
}
