import type { BillingAction } from '../../src/domain/billing-decision.ts';
import type { DecidedContract } from '../../src/domain/billing-report.ts';
import type { Bilingual } from '../../src/domain/fact.ts';
import { joinObjects } from '../../src/domain/join-objects.ts';
import type { Column, PageLine, RowOf } from '../report-model.ts';
import { date, text, wrapped } from '../shared/columns.ts';
import { SERVICE_STATUS_LABELS, YES } from '../shared/labels.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import type { Names } from '../shared/names.ts';
import { buildSignLines, FINANCE_SIGNERS } from '../shared/sign-lines.ts';
import {
  buildContractCells,
  buildOwedCells,
  CONTRACT_COLUMNS,
  OWED_AMOUNTS,
  OWED_COLUMNS,
} from './contract-columns.ts';
import { toCurrency } from './contract-list.ts';

const COLUMNS = [
  ...CONTRACT_COLUMNS,
  text('status', { vi: 'Tình trạng dịch vụ', en: 'Service status' }, 17),
  date('statusSince', { vi: 'Từ ngày', en: 'Since' }),
  ...OWED_COLUMNS,
  wrapped('system', { vi: 'Hệ thống thực hiện', en: 'Carried out by' }, 18),
  text('needsApproval', { vi: 'Cần phê duyệt', en: 'Needs approval' }, 12),
] as const satisfies readonly Column[];

/** An action that somebody carries out on the service, with its sheet. */
export type OrderAction = (typeof ORDER_ACTIONS)[number];

/** Orders, in the order in which a workbook lists them. */
export const ORDER_ACTIONS = [
  'restrict-service',
  'lock-service',
  'restore-service',
  'hand-over-to-collection',
] as const satisfies readonly BillingAction[];

const NAMES: Readonly<Record<OrderAction, { readonly name: string; readonly title: Bilingual }>> = {
  'restrict-service': {
    name: 'Khoá 1 chiều - Restrict',
    title: { vi: 'Danh sách khoá 1 chiều', en: 'Services to restrict' },
  },
  'lock-service': { name: 'Khoá 2 chiều - Lock', title: { vi: 'Danh sách khoá 2 chiều', en: 'Services to lock' } },
  'restore-service': {
    name: 'Khôi phục - Restore',
    title: { vi: 'Danh sách khôi phục dịch vụ', en: 'Services to restore' },
  },
  'hand-over-to-collection': {
    name: 'Thu hồi nợ - Hand-over',
    title: { vi: 'Danh sách chuyển thu hồi nợ', en: 'Contracts to hand over to debt collection' },
  },
};

/** The place to sign under each list, because each goes to another system. */
export const ORDER_CLOSING: readonly PageLine[] = buildSignLines(FINANCE_SIGNERS, [1, 4, 10]);

/** The list of the contracts to which an order applies. */
export function buildOrderSheet(action: OrderAction): ListSheet<DecidedContract> {
  return {
    ...NAMES[action],
    columns: COLUMNS,
    accepts: ({ decision }) => decision.action === action,
    toCurrency,
    amounts: OWED_AMOUNTS,
    buildRow,
    compareItems: null,
  };
}

/** Contracts whose step is put off because what is overdue is less than it is worth. */
export const BELOW_MINIMUM_SHEET: ListSheet<DecidedContract> = {
  name: 'Dưới ngưỡng - Below min',
  title: { vi: 'Nợ quá hạn dưới ngưỡng tối thiểu', en: 'Overdue below the minimum amount' },
  columns: COLUMNS.filter(({ key }) => key !== 'system' && key !== 'needsApproval'),
  accepts: ({ decision }) => decision.reason === 'below-minimum',
  toCurrency,
  amounts: OWED_AMOUNTS,
  buildRow,
  compareItems: null,
};

function buildRow(contract: DecidedContract, names: Names): RowOf<typeof COLUMNS> {
  const { decision, details } = contract;
  return joinObjects(
    buildContractCells(contract, names),
    {
      status: SERVICE_STATUS_LABELS[decision.serviceStatus],
      statusSince: details.statusSince,
    },
    buildOwedCells(contract),
    {
      system: details.system,
      needsApproval: decision.needsApproval ? YES : null,
    },
  );
}
