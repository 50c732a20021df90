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
  buildContract,
  buildDebtor,
  buildHold,
  buildInvoice,
  buildNotice,
  buildPayment,
  buildProvision,
} from './build-account-records.ts';
import { placeColumns } from './column.ts';
import type { InputFile } from './input-file.ts';
import { buildPaymentMapper, type SourceCells } from './map-row.ts';
import { buildRowParser } from './parse-row.ts';
import { type Built, type IntakeItem, type IntakeOptions, readRecords } from './read-records.ts';

/** An invoice, and the payment that the mapping finds in the same row; null where there is none. */
export type InvoiceRow = { readonly invoice: Invoice; readonly settlement: Payment | null };

/** Reads invoices in blocks. */
export function readInvoices(file: InputFile, options: IntakeOptions): Blocks<IntakeItem<InvoiceRow>> {
  const readSettlement = buildSettlementReader(options);
  return readRecords(file, INVOICE_LAYOUT, options, (values, row) => {
    const built = buildInvoice(values);
    if ('problems' in built) return built;
    const settled = row === null || readSettlement === null ? { record: null } : readSettlement(built.record, row);
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

/** Reads the payment that stands in the row of an invoice. */
type SettlementReader = (invoice: Invoice, row: SourceCells) => Built<Payment | null>;

const PAYMENT = placeColumns(PAYMENT_LAYOUT);

/** Null where no mapping finds payments. A faulty payment rejects the row: half of it would be a guess. */
function buildSettlementReader({ mapping, limits }: IntakeOptions): SettlementReader | null {
  const mapPayment = mapping === null ? null : buildPaymentMapper(mapping);
  if (mapPayment === null) return null;
  const parse = buildRowParser(PAYMENT_LAYOUT, limits);
  return (invoice, row) => {
    const { texts: mapped, failures } = mapPayment([row]);
    if (failures.length > 0) return { problems: failures.map((failure) => failure.problem) };
    if (mapped[PAYMENT.paidOn.index] === null) return { record: null }; // not paid yet
    const texts = mapped.slice();
    texts[PAYMENT.invoiceId.index] = invoice.invoiceId;
    texts[PAYMENT.customerId.index] = invoice.customerId;
    texts[PAYMENT.currency.index] = invoice.currency;
    const parsed = parse(texts);
    if ('problems' in parsed) return parsed;
    const built = buildPayment(parsed.values);
    if ('problems' in built || built.record.paidOn >= invoice.issuedOn) return built;
    const allowed = `a day on or after the day of issue (${invoice.issuedOn})`;
    return { problems: [{ column: 'paidOn', code: 'PAID_BEFORE_ISSUED', value: built.record.paidOn, allowed }] };
  };
}
