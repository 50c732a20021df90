import type { DecidedCollection } from '../../src/domain/debt-report.ts';
import type { Column, RowOf } from '../report-model.ts';
import { date, id, number, text, wrapped } from '../shared/columns.ts';
import { NO_UNIT, SERVICE_STATUS_LABELS } from '../shared/labels.ts';
import { type Names, toName } from '../shared/names.ts';
import { COLLECTION_ACTION_LABELS, COLLECTION_REASON_LABELS, DEBTOR_TYPE_LABELS } from './labels.ts';

/** Columns with which every list of locked and terminated contracts begins. */
export const CONTRACT_COLUMNS = [
  id('contractId', { vi: 'Hợp đồng', en: 'Contract' }),
  text('customerId', { vi: 'Mã khách hàng', en: 'Customer id' }, 14),
  wrapped('customerName', { vi: 'Khách hàng', en: 'Customer' }, 30),
  text('debtorType', { vi: 'Loại khách nợ', en: 'Debtor type' }, 15),
  wrapped('product', { vi: 'Sản phẩm', en: 'Product' }, 18),
  text('serviceStatus', { vi: 'Tình trạng dịch vụ', en: 'Service status' }, 15),
  date('statusSince', { vi: 'Từ ngày', en: 'Since' }),
] as const satisfies readonly Column[];

/** Columns that say since when the service is locked and who is responsible. */
export const LOCK_COLUMNS = [
  number('daysSinceLock', { vi: 'Số ngày từ khi khoá', en: 'Days since lock' }, 11),
  date('handedOverOn', { vi: 'Ngày bàn giao nợ', en: 'Handed over' }),
] as const satisfies readonly Column[];

/** Columns that say who has to do what, or what keeps them from it. */
export const ACTION_COLUMNS = [
  text('unit', { vi: 'Đơn vị quản lý', en: 'Managing unit' }, 14),
  wrapped('action', { vi: 'Việc cần làm', en: 'Action' }, 22),
  wrapped('heldAction', { vi: 'Việc bị tạm dừng', en: 'Held action' }, 22),
  wrapped('reason', { vi: 'Lý do', en: 'Reason' }, 20),
] as const satisfies readonly Column[];

/** Cells of the columns with which every list of contracts begins. */
export function buildContractCells(
  { decision, details }: DecidedCollection,
  names: Names,
): RowOf<typeof CONTRACT_COLUMNS> {
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

/** Cells of the columns that say since when the service is locked. */
export function buildLockCells({ decision, details }: DecidedCollection): RowOf<typeof LOCK_COLUMNS> {
  return { daysSinceLock: decision.daysSinceLock, handedOverOn: details.handedOverOn };
}

/** Cells of the columns that say who has to do what. */
export function buildActionCells({ decision, details }: DecidedCollection): RowOf<typeof ACTION_COLUMNS> {
  return {
    unit: details.managingUnit ?? NO_UNIT,
    action: COLLECTION_ACTION_LABELS[decision.action].vi,
    heldAction: details.heldAction === null ? null : COLLECTION_ACTION_LABELS[details.heldAction].vi,
    reason: decision.reason === null ? null : COLLECTION_REASON_LABELS[decision.reason],
  };
}
