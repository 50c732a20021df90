import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createSeededRandom, type SeededRandom } from '../../src/domain/seeded-random.ts';

/** Files of a billing run of many rows, and what must come of them. */
export type LoadFiles = {
  /** `--invoices FILE --payments FILE …`, for `kyhan run billing` and `kyhan submit billing`. */
  readonly args: readonly string[];
  /** Rows of all files, the refused ones too. */
  readonly rows: number;
  readonly refused: number;
  /** Contracts, each of which gets one decision. */
  readonly contracts: number;
  /** What is open of all invoices, in the minor unit, by currency. */
  readonly open: Readonly<Record<string, number>>;
};

/** The day of the evaluation; dates of the rows lie around it. */
export const LOAD_AS_OF = '2026-11-23';

const HEADERS = {
  invoices: 'invoiceId,customerId,debtorType,contractId,product,issuedOn,dueOn,amount,currency',
  payments: 'paymentId,invoiceId,customerId,paidOn,amount,currency,kind',
  contracts: 'contractId,customerId,product,serviceStatus,statusSince',
  notices: 'noticeId,contractId,kind,sentOn,deliveredOn',
} as const;
type LoadFile = keyof typeof HEADERS;
const FILES: readonly LoadFile[] = ['invoices', 'payments', 'contracts', 'notices'];

/** One of so many payments has a date that is none. */
const REFUSED_OF = 200;
const DAY_MS = 86_400_000;

/** Writes files that have so many rows together (or few more), the same for the same seed. */
export async function writeLoadFiles(folder: string, rows: number, seed: number): Promise<LoadFiles> {
  const random = createSeededRandom(seed);
  const lines: Record<LoadFile, string[]> = { invoices: [], payments: [], contracts: [], notices: [] };
  const open: Record<string, number> = {};
  let refused = 0;
  const count = (): number => FILES.reduce((sum, file) => sum + lines[file].length, 0);
  for (let no = 1; count() < rows; no += 1) refused += addCustomer(lines, open, random, no);
  for (const file of FILES) {
    const text = Readable.from([`${HEADERS[file]}\n`, ...lines[file].map((line) => `${line}\n`)]);
    await pipeline(text, createWriteStream(join(folder, `${file}.csv`)));
  }
  const args = FILES.flatMap((file) => [`--${file}`, join(folder, `${file}.csv`)]);
  return { args, rows: count(), refused, contracts: lines.contracts.length, open };
}

/** A customer with one contract, its invoices, what was paid on them, and warnings. Returns how many rows are refused. */
function addCustomer(
  lines: Record<LoadFile, string[]>,
  open: Record<string, number>,
  random: SeededRandom,
  no: number,
): number {
  // Ids that differ by case only, as those of several systems do.
  const customer = `${no % 2 === 0 ? 'C' : 'c'}-${Math.ceil(no / 2)}`;
  const contract = `HD-${no}`;
  const product = random.pick(['sms-brandname', 'mobile-pbx']);
  const debtorType = random.pick(['organisation', 'individual', 'household']);
  const currency = random.chance(0.05) ? 'USD' : 'VND';
  const unit = currency === 'VND' ? 1_000 : 1; // whole thousands of đồng, cents of a dollar
  const status = random.pick(['active', 'active', 'active', 'restricted', 'locked']);
  lines.contracts.push(`${contract},${customer},${product},${status},${status === 'active' ? '' : '2026-10-20'}`);
  let refused = 0;
  for (let month = 1; month <= random.integer(1, 3); month += 1) {
    const invoice = `I-${no}-${month}`;
    const due = random.integer(-200, 10);
    const amount = random.integer(50, 5_000) * unit;
    lines.invoices.push(
      [invoice, customer, debtorType, contract, product, toDay(due - 15), toDay(due), show(amount, currency), currency] //
        .join(','),
    );
    let rest = amount;
    if (random.chance(0.7)) {
      const isRefused = random.integer(1, REFUSED_OF) === 1;
      const paid = random.chance(0.6) ? amount : Math.ceil(amount / unit / 2) * unit;
      const paidOn = isRefused ? 'soon' : toDay(Math.min(due + random.integer(-10, 40), -1));
      lines.payments.push(
        `P-${no}-${month},${invoice},${customer},${paidOn},${show(paid, currency)},${currency},payment`,
      );
      if (isRefused) refused += 1;
      else rest -= paid;
    }
    open[currency] = (open[currency] ?? 0) + rest;
  }
  if (random.chance(0.3)) {
    lines.notices.push(`N-${no},${contract},suspension-warning,${toDay(-random.integer(5, 40))},${toDay(-4)}`);
  }
  return refused;
}

function show(minor: number, currency: string): string {
  return currency === 'VND' ? String(minor) : (minor / 100).toFixed(2);
}

/** The day that lies so many days after the day of the evaluation. */
function toDay(days: number): string {
  return new Date(Date.parse(LOAD_AS_OF) + days * DAY_MS).toISOString().slice(0, 10);
}
