import { COLLECTION_ACTIONS, type CollectionAction } from '../../src/domain/debt-decision.ts';
import type { DecidedCollection } from '../../src/domain/debt-report.ts';
import { type Currency, HOME_CURRENCY } from '../../src/domain/money.ts';
import type { Column, RowOf } from '../report-model.ts';
import { count, date, id, money, number, text, wrapped } from '../shared/columns.ts';
import { NO_UNIT, SERVICE_STATUS_LABELS, YES } from '../shared/labels.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import { type Names, toName } from '../shared/names.ts';
import { compareText, compareUnits } from '../shared/row-order.ts';
import { COLLECTION_ACTION_LABELS, COLLECTION_REASON_LABELS, DEBTOR_TYPE_LABELS } from './labels.ts';

/** A contract with what it owes in one currency. */
export type ContractDebt = {
  readonly decided: DecidedCollection;
  readonly currency: Currency;
  readonly overdueMinor: number;
};

/** Contracts of a unit with the same thing to do. */
export type CollectionGroup = {
  readonly unit: string | null;
  readonly action: CollectionAction;
  readonly currency: Currency;
  readonly contracts: number;
  readonly overdueMinor: number;
};

const CONTRACT_COLUMNS = [
  id('contractId', { vi: 'Hợp đồng', en: 'Contract' }),
  text('customerId', { vi: 'Mã khách hàng', en: 'Customer id' }, 14),
  wrapped('customerName', { vi: 'Khách hàng', en: 'Customer' }, 30),
  text('debtorType', { vi: 'Loại khách nợ', en: 'Debtor type' }, 15),
  wrapped('product', { vi: 'Sản phẩm', en: 'Product' }, 18),
  text('serviceStatus', { vi: 'Tình trạng dịch vụ', en: 'Service status' }, 15),
  date('statusSince', { vi: 'Từ ngày', en: 'Since' }),
] as const satisfies readonly Column[];

const ACTION_COLUMNS = [
  text('unit', { vi: 'Đơn vị quản lý', en: 'Managing unit' }, 14),
  wrapped('action', { vi: 'Việc cần làm', en: 'Action' }, 22),
  wrapped('heldAction', { vi: 'Việc bị tạm dừng', en: 'Held action' }, 22),
  wrapped('reason', { vi: 'Lý do', en: 'Reason' }, 20),
] as const satisfies readonly Column[];

const GROUP_COLUMNS = [
  text('unit', { vi: 'Đơn vị quản lý', en: 'Managing unit' }, 15),
  wrapped('unitName', { vi: 'Tên đơn vị', en: 'Unit name' }, 44),
  text('action', { vi: 'Việc cần làm', en: 'Action' }, 32),
  count('contracts', { vi: 'Số hợp đồng', en: 'Contracts' }, 12),
  money('overdueMinor', { vi: 'Nợ quá hạn', en: 'Overdue' }, 20),
] as const satisfies readonly Column[];

const WORKLIST_COLUMNS = [
  ...CONTRACT_COLUMNS,
  number('daysSinceLock', { vi: 'Số ngày từ khi khoá', en: 'Days since lock' }, 11),
  date('handedOverOn', { vi: 'Ngày bàn giao nợ', en: 'Handed over' }),
  ...ACTION_COLUMNS,
  money('overdueMinor', { vi: 'Nợ quá hạn', en: 'Overdue' }),
] as const satisfies readonly Column[];

const DECISION_COLUMNS = [
  ...CONTRACT_COLUMNS,
  number('daysSinceLock', { vi: 'Số ngày từ khi khoá', en: 'Days since lock' }, 11),
  date('handedOverOn', { vi: 'Ngày bàn giao nợ', en: 'Handed over' }),
  ...ACTION_COLUMNS,
  text('limitation', { vi: 'Sắp hết thời hiệu', en: 'Limitation' }, 11),
  text('otherCurrencies', { vi: 'Nợ ngoại tệ', en: 'Other currencies' }, 11),
  money('overdueMinor', { vi: 'Nợ quá hạn VND', en: 'Overdue VND' }),
] as const satisfies readonly Column[];

const LIMITATION_COLUMNS = [
  ...CONTRACT_COLUMNS,
  date('oldestDueOn', { vi: 'Hạn của khoản nợ cũ nhất', en: 'Oldest due' }, 14),
  date('limitationOn', { vi: 'Ngày cuối khởi kiện', en: 'Last day to sue' }, 14),
  ...ACTION_COLUMNS,
  money('overdueMinor', { vi: 'Nợ quá hạn', en: 'Overdue' }),
] as const satisfies readonly Column[];

/** How many contracts of each unit need which step. */
export const COLLECTION_GROUP_SHEET: ListSheet<CollectionGroup> = {
  name: 'Tổng hợp - Summary',
  title: { vi: 'Việc thu hồi nợ theo đơn vị', en: 'Collection steps by unit' },
  columns: GROUP_COLUMNS,
  accepts: () => true,
  toCurrency: ({ currency }) => currency,
  amounts: { contracts: (group) => group.contracts, overdueMinor: (group) => group.overdueMinor },
  buildRow: (group, names): RowOf<typeof GROUP_COLUMNS> => ({
    unit: group.unit ?? NO_UNIT,
    unitName: toName(group.unit, names),
    action: COLLECTION_ACTION_LABELS[group.action].vi,
    contracts: group.contracts,
    overdueMinor: group.overdueMinor,
  }),
  compareItems: null,
};

/** What somebody has to do about a contract, or would have to but for a hold. Few enough to be held and sorted. */
export const WORKLIST_SHEET: ListSheet<ContractDebt> = {
  name: 'Việc cần làm - Work',
  title: { vi: 'Việc thu hồi nợ cần làm', en: 'Collection worklist' },
  columns: WORKLIST_COLUMNS,
  accepts: ({ decided }) => decided.decision.action !== 'none',
  toCurrency: ({ currency }) => currency,
  amounts: { overdueMinor: ({ overdueMinor }) => overdueMinor },
  buildRow: ({ decided, overdueMinor }, names): RowOf<typeof WORKLIST_COLUMNS> => ({
    ...buildContractCells(decided, names),
    daysSinceLock: decided.decision.daysSinceLock,
    handedOverOn: decided.details.handedOverOn,
    ...buildActionCells(decided),
    overdueMinor,
  }),
  compareItems: (a, b) => compareWork(a.decided, b.decided),
};

/** One row for every decision, also where nothing is to do; other currencies have their own worklists. */
export const COLLECTION_DECISION_SHEET: ListSheet<DecidedCollection> = {
  name: 'Quyết định - Decisions',
  title: { vi: 'Tất cả quyết định thu hồi nợ', en: 'All collection decisions' },
  columns: DECISION_COLUMNS,
  accepts: () => true,
  toCurrency: () => HOME_CURRENCY,
  amounts: { overdueMinor: readHomeOverdue },
  buildRow: (decided, names): RowOf<typeof DECISION_COLUMNS> => ({
    ...buildContractCells(decided, names),
    daysSinceLock: decided.decision.daysSinceLock,
    handedOverOn: decided.details.handedOverOn,
    ...buildActionCells(decided),
    limitation: decided.decision.limitationWarning ? YES : null,
    otherCurrencies: decided.details.overdue
      .filter(({ currency, overdueMinor }) => currency !== HOME_CURRENCY && overdueMinor !== 0)
      .map(({ currency }) => currency)
      .join(', '),
    overdueMinor: readHomeOverdue(decided),
  }),
  compareItems: null,
};

/** Debts that will soon be too old to sue for, the most urgent first. */
export const LIMITATION_SHEET: ListSheet<ContractDebt> = {
  name: 'Thời hiệu - Limitation',
  title: { vi: 'Cảnh báo sắp hết thời hiệu khởi kiện', en: 'Limitation period warnings' },
  columns: LIMITATION_COLUMNS,
  accepts: ({ decided }) => decided.decision.limitationWarning,
  toCurrency: ({ currency }) => currency,
  amounts: { overdueMinor: ({ overdueMinor }) => overdueMinor },
  buildRow: ({ decided, overdueMinor }, names): RowOf<typeof LIMITATION_COLUMNS> => ({
    ...buildContractCells(decided, names),
    oldestDueOn: decided.details.oldestDueOn,
    limitationOn: decided.details.limitationOn,
    ...buildActionCells(decided),
    overdueMinor,
  }),
  compareItems: ({ decided: a }, { decided: b }) =>
    compareText(a.details.limitationOn ?? '', b.details.limitationOn ?? '') ||
    compareText(a.decision.id, b.decision.id),
};

/** Order of units, then of steps, then of contracts. */
export function compareSteps(
  a: { readonly unit: string | null; readonly action: CollectionAction },
  b: { readonly unit: string | null; readonly action: CollectionAction },
): number {
  return compareUnits(a.unit, b.unit) || COLLECTION_ACTIONS.indexOf(a.action) - COLLECTION_ACTIONS.indexOf(b.action);
}

function compareWork(a: DecidedCollection, b: DecidedCollection): number {
  const toStep = ({ decision, details }: DecidedCollection) => ({
    unit: details.managingUnit,
    action: decision.action,
  });
  return compareSteps(toStep(a), toStep(b)) || compareText(a.decision.id, b.decision.id);
}

function buildContractCells({ decision, details }: DecidedCollection, names: Names): RowOf<typeof CONTRACT_COLUMNS> {
  return {
    contractId: decision.id,
    customerId: decision.customerId,
    customerName: details.customerName,
    debtorType: details.debtorType === null ? null : DEBTOR_TYPE_LABELS[details.debtorType],
    product: toName(details.product, names),
    serviceStatus: SERVICE_STATUS_LABELS[details.serviceStatus],
    statusSince: details.statusSince,
  };
}

function buildActionCells({ decision, details }: DecidedCollection): RowOf<typeof ACTION_COLUMNS> {
  return {
    unit: details.managingUnit ?? NO_UNIT,
    action: COLLECTION_ACTION_LABELS[decision.action].vi,
    heldAction: details.heldAction === null ? null : COLLECTION_ACTION_LABELS[details.heldAction].vi,
    reason: decision.reason === null ? null : COLLECTION_REASON_LABELS[decision.reason],
  };
}

function readHomeOverdue({ details }: DecidedCollection): number {
  return details.overdue.reduce(
    (sum, { currency, overdueMinor }) => sum + (currency === HOME_CURRENCY ? overdueMinor : 0),
    0,
  );
}
