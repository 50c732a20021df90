import type { BookedProvision, Contract, Debtor, Hold, Invoice, Notice, Payment } from '../domain/invoice.ts';
import {
  CONTRACT_LAYOUT,
  DEBTOR_LAYOUT,
  HOLD_LAYOUT,
  INVOICE_LAYOUT,
  NOTICE_LAYOUT,
  PAYMENT_LAYOUT,
  PROVISION_LAYOUT,
} from './account-columns.ts';
import type { Blocks } from './blocks.ts';
import {
  type Built,
  buildContract,
  buildDebtor,
  buildHold,
  buildInvoice,
  buildNotice,
  buildPayment,
  buildProvision,
} from './build-account-records.ts';
import { type Layout, required } from './column.ts';
import type { InputFile } from './input-file.ts';
import { buildPaymentMapper, type RowMapper, type SourceCells } from './map-row.ts';
import { parseRow } from './parse-row.ts';
import { type IntakeItem, type IntakeOptions, readRecords } from './read-records.ts';

/** An invoice, and the payment that the mapping finds in the same row; null where there is none. */
export type InvoiceRow = { readonly invoice: Invoice; readonly settlement: Payment | null };

/** Reads invoices in blocks. */
export function readInvoices(file: InputFile, options: IntakeOptions): Blocks<IntakeItem<InvoiceRow>> {
  const mapPayment = options.mapping === null ? null : buildPaymentMapper(options.mapping);
  return readRecords(file, INVOICE_LAYOUT, options, (values, row) => {
    const built = buildInvoice(values);
    if ('problems' in built) return built;
    const settled = mapPayment === null ? { record: null } : readSettlement(built.record, row, mapPayment, options);
    if ('problems' in settled) return settled;
    return { record: { invoice: built.record, settlement: settled.record } };
  });
}

/** Reads payments in blocks. */
export function readPayments(file: InputFile, options: IntakeOptions): Blocks<IntakeItem<Payment>> {
  return readRecords(file, PAYMENT_LAYOUT, options, buildPayment);
}

/** Reads contracts in blocks. */
export function readContracts(file: InputFile, options: IntakeOptions): Blocks<IntakeItem<Contract>> {
  return readRecords(file, CONTRACT_LAYOUT, options, buildContract);
}

/** Reads holds in blocks. */
export function readHolds(file: InputFile, options: IntakeOptions): Blocks<IntakeItem<Hold>> {
  return readRecords(file, HOLD_LAYOUT, options, buildHold);
}

/** Reads notices in blocks. */
export function readNotices(file: InputFile, options: IntakeOptions): Blocks<IntakeItem<Notice>> {
  return readRecords(file, NOTICE_LAYOUT, options, buildNotice);
}

/** Reads debtors in blocks. */
export function readDebtors(file: InputFile, options: IntakeOptions): Blocks<IntakeItem<Debtor>> {
  return readRecords(file, DEBTOR_LAYOUT, options, buildDebtor);
}

/** Reads booked provisions in blocks. */
export function readProvisions(file: InputFile, options: IntakeOptions): Blocks<IntakeItem<BookedProvision>> {
  return readRecords(file, PROVISION_LAYOUT, options, buildProvision);
}

/** The payment columns that a row of invoices can have; invoice, customer and currency are those of the invoice. */
const SETTLEMENT_LAYOUT: Layout = {
  ...PAYMENT_LAYOUT,
  columns: [
    ...PAYMENT_LAYOUT.columns.filter((column) => column.name !== 'invoiceId'),
    required('invoiceId', 'id', 'Mã hóa đơn', 'Invoice ID'),
  ],
};

/** A row without a day of payment is not paid yet. A faulty payment rejects the row: half of it would be a guess. */
function readSettlement(
  invoice: Invoice,
  row: SourceCells,
  mapPayment: RowMapper,
  { limits }: IntakeOptions,
): Built<Payment | null> {
  const mapped = mapPayment([row]);
  if (mapped.failures.length > 0) return { problems: mapped.failures.map((failure) => failure.problem) };
  if (mapped.cells.paidOn === undefined) return { record: null };
  const { invoiceId, customerId, currency } = invoice;
  const parsed = parseRow({ ...mapped.cells, invoiceId, customerId, currency }, SETTLEMENT_LAYOUT, limits);
  if ('problems' in parsed) return { problems: parsed.problems };
  const built = buildPayment(parsed.values);
  if ('problems' in built || built.record.paidOn >= invoice.issuedOn) return built;
  const allowed = `a day on or after the day of issue (${invoice.issuedOn})`;
  return { problems: [{ column: 'paidOn', code: 'PAID_BEFORE_ISSUED', value: built.record.paidOn, allowed }] };
}
