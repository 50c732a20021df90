import type { DecidedContract } from '../../src/domain/billing-report.ts';
import type { Column, RowOf } from '../report-model.ts';
import { date, id, money, number, text, wrapped } from '../shared/columns.ts';
import { type Names, toName } from '../shared/names.ts';

/** Columns with which every list of contracts begins. */
export const CONTRACT_COLUMNS = [
  { ...id('contractId', { vi: 'Hợp đồng', en: 'Contract' }), isWrapped: true },
  wrapped('customerId', { vi: 'Mã khách hàng', en: 'Customer id' }, 18),
  wrapped('customerName', { vi: 'Khách hàng', en: 'Customer' }, 30),
  text('unit', { vi: 'Đơn vị quản lý', en: 'Managing unit' }, 12),
  wrapped('product', { vi: 'Sản phẩm', en: 'Product' }, 19),
] as const satisfies readonly Column[];

/** Columns that say how much a contract owes, and for how long. */
export const OWED_COLUMNS = [
  money('overdue', { vi: 'Nợ quá hạn', en: 'Overdue' }),
  money('open', { vi: 'Tổng còn nợ', en: 'Open' }),
  date('oldestDueOn', { vi: 'Hạn cũ nhất', en: 'Oldest due date' }),
  number('daysPastDue', { vi: 'Số ngày quá hạn', en: 'Days past due' }, 11),
] as const satisfies readonly Column[];

/** What the sums of lists of contracts are made of. */
export const OWED_AMOUNTS = {
  overdue: ({ decision }: DecidedContract) => decision.overdueAmount,
  open: ({ decision }: DecidedContract) => decision.openAmount,
} as const;

/** Cells of the columns with which every list of contracts begins. */
export function buildContractCells(
  { decision, details }: DecidedContract,
  names: Names,
): RowOf<typeof CONTRACT_COLUMNS> {
  return {
    contractId: decision.id,
    customerId: decision.customerId,
    customerName: details.customerName,
    unit: details.managingUnit,
    product: toName(details.product, names),
  };
}

/** Cells of the columns that say how much a contract owes, and for how long. */
export function buildOwedCells({ decision }: DecidedContract): RowOf<typeof OWED_COLUMNS> {
  return {
    overdue: decision.overdueAmount,
    open: decision.openAmount,
    oldestDueOn: decision.oldestUnpaidDueOn,
    daysPastDue: decision.daysPastDue,
  };
}
