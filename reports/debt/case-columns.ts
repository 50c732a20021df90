import { compareText } from '../../src/domain/compare-text.ts';
import type { DebtInvoiceDetails, MissingGroup, WriteOffCase } from '../../src/domain/debt-decision.ts';
import type { DecidedInvoice } from '../../src/domain/debt-report.ts';
import type { LegalStatus } from '../../src/domain/invoice.ts';
import { joinObjects } from '../../src/domain/join-objects.ts';
import type { Column, RowOf } from '../report-model.ts';
import { date, id, money, number, text, wrapped } from '../shared/columns.ts';
import { NO_UNIT, YES } from '../shared/labels.ts';
import { readBase, readBooked, readOffset, readOpen } from './invoice-columns.ts';
import { DEBTOR_TYPE_LABELS, DOCUMENT_LABELS, LEGAL_STATUS_LABELS, MISSING } from './labels.ts';

/** Columns of debts that a case of write-off applies to; narrower than other lists: the council reads them on paper. */
export const CASE_COLUMNS = [
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

/** What the sums of lists of such debts are made of. */
export const CASE_AMOUNTS = {
  openMinor: readOpen,
  recoveredMinor: readOffset,
  lossMinor: readBase,
  bookedMinor: readBooked,
} as const;

/** Cells of the columns of a debt that a case applies to, with its checklist of documents. */
export function buildCaseCells({ decision, details }: DecidedInvoice): RowOf<typeof CASE_COLUMNS> {
  const check = (group: MissingGroup): string => (decision.writeOffMissing.includes(group) ? MISSING : YES);
  const own = getOwnDocument(decision.writeOffCase, details.legalStatus);
  return joinObjects(
    {
      invoiceId: decision.id,
      customerId: decision.customerId,
      customerName: details.customerName,
      debtorType: DEBTOR_TYPE_LABELS[details.debtorType],
      contractId: decision.contractId,
      unit: details.managingUnit ?? NO_UNIT,
      case: decision.writeOffCase,
      cases: decision.writeOffCases.join(', '),
    },
    buildBasisCells(decision.writeOffCase, details),
    {
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
    },
  );
}

/** The last two cases rest on the provision in the books, all others on what is known of the debtor. */
function buildBasisCells(
  writeOffCase: WriteOffCase | null,
  { legalStatus, legalStatusOn, fullyProvisionedOn }: DebtInvoiceDetails,
): Pick<RowOf<typeof CASE_COLUMNS>, 'basis' | 'basisOn'> {
  if (writeOffCase === 6 || writeOffCase === 7) return { basis: 'Dự phòng đủ 100%', basisOn: fullyProvisionedOn };
  return { basis: legalStatus === null ? null : LEGAL_STATUS_LABELS[legalStatus], basisOn: legalStatusOn };
}

/** Order of cases, then of invoices. */
export function compareCases({ decision: a }: DecidedInvoice, { decision: b }: DecidedInvoice): number {
  return (a.writeOffCase ?? 0) - (b.writeOffCase ?? 0) || compareText(a.id, b.id);
}

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
