import type {
  DebtInvoiceDetails,
  MissingGroup,
  TrackedWriteOff,
  WriteOffCase,
} from '../../src/domain/debt-decision.ts';
import type { DecidedInvoice } from '../../src/domain/debt-report.ts';
import type { LegalStatus } from '../../src/domain/invoice.ts';
import type { Column, RowOf } from '../report-model.ts';
import { date, id, money, number, text, wrapped } from '../shared/columns.ts';
import { NO_UNIT, YES } from '../shared/labels.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import { compareText } from '../shared/row-order.ts';
import { readBase, readBooked, readOffset, readOpen } from './invoice-columns.ts';
import { DEBTOR_TYPE_LABELS, DOCUMENT_LABELS, LEGAL_STATUS_LABELS, MISSING } from './labels.ts';

/** A debt that was written off, with whose it was. */
export type CustomerWriteOff = {
  readonly customerId: string;
  readonly customerName: string | null;
  readonly writeOff: TrackedWriteOff;
};

/** Narrower than other lists: the council reads it on paper. */
const CASE_COLUMNS = [
  id('invoiceId', { vi: 'Hoá đơn', en: 'Invoice' }),
  text('customerId', { vi: 'Mã KH', en: 'Customer id' }, 12),
  wrapped('customerName', { vi: 'Khách hàng', en: 'Customer' }, 28),
  wrapped('debtorType', { vi: 'Loại khách nợ', en: 'Debtor type' }, 12),
  text('contractId', { vi: 'Hợp đồng', en: 'Contract' }, 13),
  wrapped('unit', { vi: 'Đơn vị quản lý', en: 'Unit' }, 11),
  number('case', { vi: 'Trường hợp', en: 'Case' }, 9),
  text('cases', { vi: 'Các TH thoả mãn', en: 'All cases' }, 10),
  wrapped('basis', { vi: 'Căn cứ', en: 'Basis' }, 20),
  date('basisOn', { vi: 'Căn cứ từ ngày', en: 'Basis since' }),
  date('dueOn', { vi: 'Hạn hợp đồng', en: 'Due' }),
  money('openMinor', { vi: 'Giá trị khoản nợ', en: 'Open' }, 16),
  money('recoveredMinor', { vi: 'Thu hồi qua bù trừ', en: 'Recovered' }, 16),
  money('lossMinor', { vi: 'Thiệt hại thực tế', en: 'Actual loss' }, 16),
  money('bookedMinor', { vi: 'Dự phòng đã ghi sổ', en: 'Provision booked' }, 16),
  text('contract', { vi: 'Hợp đồng, cam kết', en: 'Contract' }, 9),
  text('debtList', { vi: 'Bảng kê công nợ', en: 'Debt list' }, 9),
  text('reconciliation', { vi: 'Đối chiếu, đòi nợ', en: 'Reconciled' }, 10),
  text('books', { vi: 'Sổ kế toán', en: 'Books' }, 9),
  wrapped('ownDocument', { vi: 'Hồ sơ riêng của trường hợp', en: 'Document of the case' }, 28),
] as const satisfies readonly Column[];

const NOT_READY_COLUMNS = [
  ...CASE_COLUMNS,
  wrapped('missing', { vi: 'Hồ sơ còn thiếu', en: 'Missing documents' }, 44),
] as const satisfies readonly Column[];

const TRACKED_COLUMNS = [
  id('invoiceId', { vi: 'Hoá đơn', en: 'Invoice' }),
  text('contractId', { vi: 'Hợp đồng', en: 'Contract' }, 16),
  text('customerId', { vi: 'Mã khách hàng', en: 'Customer id' }, 16),
  wrapped('customerName', { vi: 'Khách hàng', en: 'Customer' }, 40),
  date('writtenOffOn', { vi: 'Ngày xoá nợ', en: 'Written off on' }, 14),
  money('writtenOffMinor', { vi: 'Số nợ đã xoá', en: 'Written off' }, 19),
  money('recoveredMinor', { vi: 'Thu hồi sau xoá nợ', en: 'Recovered' }, 19),
  money('lossMinor', { vi: 'Thiệt hại thực tế', en: 'Actual loss' }, 19),
  date('trackedUntil', { vi: 'Theo dõi đến', en: 'Tracked until' }, 14),
] as const satisfies readonly Column[];

const CASE_AMOUNTS = {
  openMinor: readOpen,
  recoveredMinor: readOffset,
  lossMinor: readBase,
  bookedMinor: readBooked,
};

/** Debts that may be proposed for write-off, by case; few enough to be held and sorted. */
export const PROPOSAL_SHEET: ListSheet<DecidedInvoice> = {
  name: 'Đề nghị - Proposals',
  title: { vi: 'Danh sách khoản nợ đề nghị xử lý tài chính', en: 'Debts proposed for write-off' },
  columns: CASE_COLUMNS,
  accepts: ({ decision }) => decision.writeOffAction === 'propose-write-off',
  toCurrency: ({ decision }) => decision.currency,
  amounts: CASE_AMOUNTS,
  buildRow: buildCaseCells,
  compareItems: compareCases,
};

/** Debts that a case applies to, whose documents are not complete. */
export const NOT_READY_SHEET: ListSheet<DecidedInvoice> = {
  name: 'Chưa đủ - Not ready',
  title: { vi: 'Khoản nợ chưa đủ hồ sơ để đề nghị xử lý', en: 'Debts not ready for write-off' },
  columns: NOT_READY_COLUMNS,
  accepts: ({ decision }) => decision.writeOffAction === 'not-ready',
  toCurrency: ({ decision }) => decision.currency,
  amounts: CASE_AMOUNTS,
  buildRow: (decided): RowOf<typeof NOT_READY_COLUMNS> => ({
    ...buildCaseCells(decided),
    missing: decided.decision.writeOffMissing.map((group) => DOCUMENT_LABELS[group]).join('; '),
  }),
  compareItems: compareCases,
};

/** Debts that were written off and are still watched for recoveries. */
export const TRACKED_SHEET: ListSheet<CustomerWriteOff> = {
  name: 'Theo dõi - Tracked',
  title: { vi: 'Khoản nợ đã xoá, đang theo dõi', en: 'Tracked after write-off' },
  columns: TRACKED_COLUMNS,
  accepts: () => true,
  toCurrency: ({ writeOff }) => writeOff.currency,
  amounts: {
    writtenOffMinor: ({ writeOff }) => writeOff.writtenOffMinor,
    recoveredMinor: ({ writeOff }) => writeOff.recoveredMinor,
    lossMinor: readLoss,
  },
  buildRow: ({ customerId, customerName, writeOff }): RowOf<typeof TRACKED_COLUMNS> => ({
    invoiceId: writeOff.invoiceId,
    contractId: writeOff.contractId,
    customerId,
    customerName,
    writtenOffOn: writeOff.writtenOffOn,
    writtenOffMinor: writeOff.writtenOffMinor,
    recoveredMinor: writeOff.recoveredMinor,
    lossMinor: readLoss({ customerId, customerName, writeOff }),
    trackedUntil: writeOff.trackedUntil,
  }),
  compareItems: null,
};

/** The document that only this case asks for (Circular 48/2019/TT-BTC art. 6.4). */
function getOwnDocument(writeOffCase: WriteOffCase | null, legalStatus: LegalStatus | null): MissingGroup | null {
  const documents: Readonly<Record<WriteOffCase, MissingGroup>> = {
    1: 'court-decision',
    2: 'authority-confirmation',
    3: 'cancellation-decision',
    4: legalStatus === 'dead' ? 'death-certificate' : 'custody-confirmation',
    5: 'liability-decision',
    6: 'provision-records',
    7: 'provision-records',
  };
  return writeOffCase === null ? null : documents[writeOffCase];
}

function buildCaseCells({ decision, details }: DecidedInvoice): RowOf<typeof CASE_COLUMNS> {
  const check = (group: MissingGroup): string => (decision.writeOffMissing.includes(group) ? MISSING : YES);
  const own = getOwnDocument(decision.writeOffCase, details.legalStatus);
  return {
    invoiceId: decision.id,
    customerId: decision.customerId,
    customerName: details.customerName,
    debtorType: DEBTOR_TYPE_LABELS[details.debtorType],
    contractId: decision.contractId,
    unit: details.managingUnit ?? NO_UNIT,
    case: decision.writeOffCase,
    cases: decision.writeOffCases.join(', '),
    ...buildBasisCells(decision.writeOffCase, details),
    dueOn: details.dueOn,
    openMinor: decision.openAmount,
    recoveredMinor: details.offsetMinor,
    lossMinor: decision.provisionBase,
    bookedMinor: decision.provisionBooked,
    contract: check('contract-or-commitment'),
    debtList: check('debt-list'),
    reconciliation: check('reconciliation-or-registered-demand'),
    books: check('books'),
    ownDocument: own === null ? null : `${check(own)}: ${DOCUMENT_LABELS[own]}`,
  };
}

/** The last two cases rest on the provision in the books, all others on what is known of the debtor. */
function buildBasisCells(
  writeOffCase: WriteOffCase | null,
  { legalStatus, legalStatusOn, fullyProvisionedOn }: DebtInvoiceDetails,
): Pick<RowOf<typeof CASE_COLUMNS>, 'basis' | 'basisOn'> {
  if (writeOffCase === 6 || writeOffCase === 7) return { basis: 'Dự phòng đủ 100%', basisOn: fullyProvisionedOn };
  return { basis: legalStatus === null ? null : LEGAL_STATUS_LABELS[legalStatus], basisOn: legalStatusOn };
}

function compareCases({ decision: a }: DecidedInvoice, { decision: b }: DecidedInvoice): number {
  return (a.writeOffCase ?? 0) - (b.writeOffCase ?? 0) || compareText(a.id, b.id);
}

function readLoss({ writeOff }: CustomerWriteOff): number {
  return writeOff.writtenOffMinor - writeOff.recoveredMinor;
}
