import type { BusinessCalendar } from '../../domain/business-calendar.ts';
import { toEpochDay } from '../../domain/calendar-date.ts';
import { startOfDate } from '../../domain/instant.ts';
import {
  type BookedProvision,
  type Contract,
  type Debtor,
  type Hold,
  isAboutInvoice,
  isInvoiceNotice,
  type Notice,
  type Payment,
} from '../../domain/invoice.ts';
import type { RowWarning } from '../../domain/rejected-row.ts';
import { toSignedMinor } from '../../domain/settle-invoices.ts';
import { type Blocks, mapBlocks } from '../../intake/blocks.ts';
import type { InputFile } from '../../intake/input-file.ts';
import {
  type InvoiceRow,
  readContracts,
  readDebtors,
  readHolds,
  readInvoices,
  readNotices,
  readPayments,
  readProvisions,
} from '../../intake/read-accounts.ts';
import type { IntakeItem, IntakeOptions } from '../../intake/read-records.ts';
import { ABOUT } from '../../store/account-records.ts';
import type { StagedRecord } from '../../store/records.ts';
import type { StageItem } from '../batch.ts';
import type { KyhanRelease } from '../kyhan-release.ts';
import { warnUnknown } from '../warn-unknown.ts';
import { getWorkingDays } from './account-rules.ts';
import { packInvoice, packPayment } from './record-body.ts';

/** Reads one file of the billing or the debt batch as things to store. */
export function readAccountInput(file: InputFile, options: IntakeOptions, release: KyhanRelease): Blocks<StageItem> {
  const calendar = getWorkingDays(release);
  switch (file.input) {
    case 'invoices':
      return stage(readInvoices(file, options), (row, line) => stageInvoice(row, line, file, release, calendar));
    case 'payments':
      return stage(readPayments(file, options), (payment, line) => stagePayment(payment, line));
    case 'contracts':
      return stage(readContracts(file, options), (contract, line) => stageContract(contract, line, file, release));
    case 'holds':
      return stage(readHolds(file, options), stageHold);
    case 'notices':
      return stage(readNotices(file, options), stageNotice);
    case 'debtors':
      return stage(readDebtors(file, options), stageDebtor);
    case 'provisions':
      return stage(readProvisions(file, options), stageProvision);
    default:
      throw new RangeError(`no input "${file.input}"; the command line offers none`);
  }
}

type Staged = Extract<StageItem, { readonly kind: 'record' }>;

function stage<T>(items: Blocks<IntakeItem<T>>, stageRecord: (record: T, line: number) => Staged): Blocks<StageItem> {
  return mapBlocks<IntakeItem<T>, StageItem>(items, (item, add) => {
    if (item.kind === 'record') add(stageRecord(item.record, item.line));
    else if (item.kind !== 'fragment') add(item);
  });
}

/** Voided invoices count for nothing, in control totals too. */
function stageInvoice(
  { invoice, settlement }: InvoiceRow,
  line: number,
  file: InputFile,
  release: KyhanRelease,
  calendar: BusinessCalendar,
): Staged {
  const { invoiceId, customerId, contractId, issuedOn, currency, dueOn } = invoice;
  const { units, products } = release.reference;
  const row = { file, line, id: invoiceId };
  const warnings: RowWarning[] = [];
  warnUnknown(warnings, invoice.product, products, { column: 'product', code: 'UNKNOWN_PRODUCT' }, row);
  warnUnknown(warnings, invoice.managingUnit, units, { column: 'managingUnit', code: 'UNKNOWN_UNIT' }, row);
  warnUnknown(warnings, invoice.regionUnit, units, { column: 'regionUnit', code: 'UNKNOWN_UNIT' }, row);
  if (!calendar.isCovered(toEpochDay(dueOn))) {
    const { input, fileName } = file;
    const code = 'DUE_OUTSIDE_CALENDAR';
    warnings.push({ input, file: fileName, line, id: invoiceId, column: 'dueOn', code, value: dueOn });
  }
  const record: StagedRecord = {
    input: 'invoices',
    recordId: invoiceId,
    subjectId: customerId,
    line,
    occurredAt: startOfDate(issuedOn),
    tag: ABOUT.customer,
    linkId: contractId,
    amountMinor: invoice.isVoided ? 0 : invoice.amountMinor,
    currency,
    body: packInvoice(invoice),
  };
  if (settlement === null) return { kind: 'record', record, warnings };
  const { record: paid } = stagePayment(settlement, line);
  // The row is the key of what it says: its own payment id may come a second time in another row.
  return { kind: 'record', record, warnings, derived: { ...paid, input: 'settlements', recordId: invoiceId } };
}

function stagePayment(payment: Payment, line: number): Staged {
  const { paymentId, invoiceId, customerId, paidOn, currency } = payment;
  return {
    kind: 'record',
    record: {
      input: 'payments',
      recordId: paymentId,
      subjectId: invoiceId ?? customerId ?? '',
      line,
      occurredAt: startOfDate(paidOn),
      tag: invoiceId === null ? ABOUT.customer : ABOUT.invoice,
      linkId: invoiceId === null ? null : customerId,
      amountMinor: toSignedMinor(payment),
      currency,
      body: packPayment(payment),
    },
    warnings: [],
  };
}

/** Its status is its link, so that the store can count contracts by status. */
function stageContract(contract: Contract, line: number, file: InputFile, release: KyhanRelease): Staged {
  const { contractId, customerId, serviceStatus, statusSince, product } = contract;
  const row = { file, line, id: contractId };
  const warnings: RowWarning[] = [];
  warnUnknown(warnings, product, release.reference.products, { column: 'product', code: 'UNKNOWN_PRODUCT' }, row);
  if (statusSince === null && serviceStatus !== 'active') {
    const { input, fileName } = file;
    const code = 'STATUS_WITHOUT_DAY';
    warnings.push({ input, file: fileName, line, id: contractId, column: 'statusSince', code, value: serviceStatus });
  }
  const day = statusSince;
  const record = buildRecord('contracts', contractId, { about: 'customer', id: customerId, line, day }, contract);
  return { kind: 'record', record: { ...record, linkId: serviceStatus }, warnings };
}

function stageHold(hold: Hold, line: number): Staged {
  const isInvoice = isAboutInvoice(hold);
  const id = (isInvoice ? hold.invoiceId : hold.contractId) ?? '';
  const about = isInvoice ? 'invoice' : 'contract';
  const record = buildRecord('holds', hold.holdId, { about, id, line, day: hold.from }, hold);
  return { kind: 'record', record, warnings: [] };
}

function stageNotice(notice: Notice, line: number): Staged {
  const isInvoice = isInvoiceNotice(notice.kind);
  const id = (isInvoice ? notice.invoiceId : notice.contractId) ?? '';
  const about = isInvoice ? 'invoice' : 'contract';
  const record = buildRecord('notices', notice.noticeId, { about, id, line, day: notice.sentOn }, notice);
  return { kind: 'record', record, warnings: [] };
}

function stageDebtor(debtor: Debtor, line: number): Staged {
  const { customerId } = debtor;
  const subject = { about: 'customer', id: customerId, line, day: debtor.legalStatusOn } as const;
  return { kind: 'record', record: buildRecord('debtors', customerId, subject, debtor), warnings: [] };
}

function stageProvision(provision: BookedProvision, line: number): Staged {
  const { invoiceId } = provision;
  const subject = { about: 'invoice', id: invoiceId, line, day: provision.bookedOn } as const;
  return { kind: 'record', record: buildRecord('provisions', invoiceId, subject, provision), warnings: [] };
}

function buildRecord(
  input: string,
  recordId: string,
  subject: {
    readonly about: keyof typeof ABOUT;
    readonly id: string;
    readonly line: number;
    readonly day: string | null;
  },
  content: object,
): StagedRecord {
  return {
    input,
    recordId,
    subjectId: subject.id,
    line: subject.line,
    occurredAt: subject.day === null ? null : startOfDate(subject.day),
    tag: ABOUT[subject.about],
    linkId: null,
    amountMinor: null,
    currency: null,
    body: JSON.stringify(content),
  };
}
