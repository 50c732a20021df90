import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'csv-parse';
import { PROJECT_FOLDER } from '../../src/config.ts';
import { type BusinessCalendar, buildBusinessCalendar } from '../../src/domain/business-calendar.ts';
import { countDays, countMonths } from '../../src/domain/calendar-date.ts';
import { rollToWorkingDay } from '../../src/domain/due-date.ts';
import type { InputSummary } from '../../src/domain/run-summary.ts';
import { DEBT_AS_OF } from '../debt-files.ts';

/** A row of a file as csv-parse gives it. */
export type Row = Readonly<Record<string, string>>;

/** An invoice with what is paid of it and how long it is due. */
export type OpenInvoice = {
  readonly row: Row;
  readonly amountMinor: number;
  readonly paidMinor: number;
  readonly openMinor: number;
  readonly effectiveDueOn: string;
  readonly daysPastDue: number;
  readonly monthsPastDue: number;
};

/** Reads a file with its header, row by row; tells what it read at the end. */
export async function* readRows(path: string): AsyncGenerator<Row> {
  yield* createReadStream(path).pipe(parse({ columns: true, bom: true }));
}

/** What a cover says of an input file. */
export async function describeFile(input: string, path: string, rows: number): Promise<InputSummary> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  const { size: bytes } = await stat(path);
  const sha256 = hash.digest('hex');
  return { input, file: basename(path), sha256, bytes, rowsRead: rows, rowsAccepted: rows, rowsRejected: 0 };
}

/** Settles an invoice by what was paid on it, and says how long it is due. */
export function settleInvoice(row: Row, paidMinor: number): OpenInvoice {
  const amountMinor = Number(row.amount);
  const dueOn = row.dueOn ?? '';
  const effectiveDueOn = rollToWorkingDay(dueOn, CALENDAR);
  return {
    row,
    amountMinor,
    paidMinor,
    openMinor: Math.max(0, amountMinor - paidMinor),
    effectiveDueOn,
    daysPastDue: countDays(effectiveDueOn, DEBT_AS_OF),
    monthsPastDue: countMonths(dueOn, DEBT_AS_OF),
  };
}

/** What a payment takes off its invoice. */
export function toPaidMinor(row: Row): number {
  if ((row.paidOn ?? '') > DEBT_AS_OF) return 0;
  return row.kind === 'refund' || row.kind === 'chargeback' ? -Number(row.amount) : Number(row.amount);
}

/** The days off that everybody in the country has; a script would have them in a list. */
const CALENDAR = readCalendar();

function readCalendar(): BusinessCalendar {
  const text = readFileSync(`${PROJECT_FOLDER}rules/reference/calendars.json`, 'utf8');
  const { calendars }: { readonly calendars: readonly Parameters<typeof buildBusinessCalendar>[0][] } =
    JSON.parse(text);
  const found = calendars.find(({ id }) => id === 'office-hours');
  if (found === undefined) throw new Error('no calendar of working days');
  return buildBusinessCalendar(found);
}
