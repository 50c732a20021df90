import type { Column, RowOf } from '../report-model.ts';
import { count, money, text, wrapped } from '../shared/columns.ts';
import { NO_UNIT } from '../shared/labels.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import { toName } from '../shared/names.ts';
import type { CollectionGroup } from './collection-groups.ts';
import { COLLECTION_ACTION_LABELS } from './labels.ts';

const COLUMNS = [
  text('unit', { vi: 'Đơn vị quản lý', en: 'Managing unit' }, 15),
  wrapped('unitName', { vi: 'Tên đơn vị', en: 'Unit name' }, 44),
  text('action', { vi: 'Việc cần làm', en: 'Action' }, 32),
  count('contracts', { vi: 'Số hợp đồng', en: 'Contracts' }, 12),
  money('overdueMinor', { vi: 'Nợ quá hạn', en: 'Overdue' }, 20),
] as const satisfies readonly Column[];

/** How many contracts of each unit need which step. */
export const COLLECTION_GROUP_SHEET: ListSheet<CollectionGroup> = {
  name: 'Tổng hợp - Summary',
  title: { vi: 'Việc thu hồi nợ theo đơn vị', en: 'Collection steps by unit' },
  columns: COLUMNS,
  accepts: () => true,
  toCurrency: ({ currency }) => currency,
  amounts: { contracts: (group) => group.contracts, overdueMinor: (group) => group.overdueMinor },
  buildRow: (group, names): RowOf<typeof COLUMNS> => ({
    unit: group.unit ?? NO_UNIT,
    unitName: toName(group.unit, names),
    action: COLLECTION_ACTION_LABELS[group.action].vi,
    contracts: group.contracts,
    overdueMinor: group.overdueMinor,
  }),
  compareItems: null,
};
