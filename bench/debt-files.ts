import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createSeededRandom, type SeededRandom } from '../src/domain/seeded-random.ts';

/** Files of a debt run with that many invoices. */
export type DebtFiles = {
  readonly invoices: string;
  readonly payments: string;
  readonly invoiceCount: number;
  readonly paymentCount: number;
};

/** The day of the evaluation. */
export const DEBT_AS_OF = '2026-11-30';

const INVOICE_HEADER =
  'invoiceId,customerId,customerName,debtorType,contractId,product,chargeKind,managingUnit,regionUnit,issuedOn,dueOn,amount,currency';
const PAYMENT_HEADER = 'paymentId,invoiceId,customerId,paidOn,amount,currency,kind';
const DAY_MS = 86_400_000;
const OLDEST_DAYS = 1_500;

/** Monthly invoices and payments of telecom customers as a ledger has them: row by row, the same for the same seed. */
export async function writeDebtFiles(folder: string, invoiceCount: number, seed = 1): Promise<DebtFiles> {
  const invoices = join(folder, `invoices-${invoiceCount}.csv`);
  const payments = join(folder, `payments-${invoiceCount}.csv`);
  let paymentCount = 0;
  const count = function* (lines: Iterable<string>): Generator<string> {
    for (const line of lines) {
      paymentCount += 1;
      yield line;
    }
  };
  await writeLines(invoices, INVOICE_HEADER, listLines(invoiceCount, seed, 'invoice'));
  await writeLines(payments, PAYMENT_HEADER, count(listLines(invoiceCount, seed, 'payment')));
  return { invoices, payments, invoiceCount, paymentCount };
}

function* listLines(invoiceCount: number, seed: number, wanted: 'invoice' | 'payment'): Generator<string> {
  const random = createSeededRandom(seed);
  let no = 0;
  for (let customer = 1; no < invoiceCount; customer += 1) {
    const months = random.integer(4, 10);
    const traits = readTraits(random, customer);
    for (let month = 0; month < months && no < invoiceCount; month += 1) {
      no += 1;
      const { invoice, payment } = buildInvoice(random, traits, no);
      if (wanted === 'invoice') yield invoice;
      else if (payment !== null) yield payment;
    }
  }
}

type Traits = {
  readonly customer: string;
  readonly columns: string;
  readonly columnsAfter: string;
  readonly contract: string;
};

function readTraits(random: SeededRandom, no: number): Traits {
  const customer = `KH-${String(no).padStart(7, '0')}`;
  const type = random.pick(['organisation', 'organisation', 'individual', 'household']);
  const name = type === 'organisation' ? `Công ty TNHH Dịch vụ ${no}` : `Nguyễn Văn ${no}`;
  const product = random.pick(['sms-brandname', 'mobifiber', 'mobile-pbx', 'it-service']);
  const contract = `HD-${String(no).padStart(7, '0')}`;
  const unit = random.pick(['TT-DVS', 'TT-CNTT']);
  const region = random.pick(['CTKV1', 'CTKV2', 'CTKV3', 'CTKV7']);
  return {
    customer,
    contract,
    columns: `${customer},${name},${type},${contract},${product},service,${unit},${region}`,
    columnsAfter: 'VND',
  };
}

function buildInvoice(
  random: SeededRandom,
  traits: Traits,
  no: number,
): { readonly invoice: string; readonly payment: string | null } {
  const id = `HDN-${String(no).padStart(8, '0')}`;
  const dueDays = -random.integer(-10, OLDEST_DAYS);
  const amount = random.integer(50, 20_000) * 1_000;
  const invoice = `${id},${traits.columns},${toDay(dueDays - 15)},${toDay(dueDays)},${amount},${traits.columnsAfter}`;
  if (!random.chance(0.6)) return { invoice, payment: null };
  const paid = random.chance(0.9) ? amount : Math.ceil(amount / 2_000) * 1_000;
  const paidOn = toDay(Math.min(dueDays + random.integer(-10, 60), -1));
  return { invoice, payment: `TT-${id},${id},${traits.customer},${paidOn},${paid},VND,payment` };
}

async function writeLines(path: string, header: string, lines: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(joinLines(header, lines)), createWriteStream(path));
}

/** Pieces of some hundred lines, so that writing is not a call for each line. */
function* joinLines(header: string, lines: Iterable<string>): Generator<string> {
  let piece = `${header}\n`;
  for (const line of lines) {
    piece += `${line}\n`;
    if (piece.length > 100_000) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

/** The day that lies so many days after the day of the evaluation. */
function toDay(days: number): string {
  return new Date(Date.parse(DEBT_AS_OF) + days * DAY_MS).toISOString().slice(0, 10);
}
