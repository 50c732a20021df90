import type { Column, RowOf } from '../report-model.ts';
import { count, money, percent, text, wrapped } from '../shared/columns.ts';
import { NO_UNIT } from '../shared/labels.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import { toName } from '../shared/names.ts';
import { SCHEDULE_LABELS } from './labels.ts';
import { PROVISION_COLUMNS } from './provision-columns.ts';
import type { ProvisionGroup } from './provision-groups.ts';

const COLUMNS = [
  text('unit', { vi: 'Đơn vị quản lý', en: 'Managing unit' }, 15),
  wrapped('unitName', { vi: 'Tên đơn vị', en: 'Unit name' }, 40),
  text('schedule', { vi: 'Bảng mức trích', en: 'Schedule' }, 24),
  percent('rate', { vi: 'Mức trích', en: 'Rate' }),
  count('invoices', { vi: 'Số hoá đơn', en: 'Invoices' }),
  money('openMinor', { vi: 'Còn nợ', en: 'Open' }),
  money('offsetMinor', { vi: 'Bù trừ công nợ', en: 'Offset' }),
  ...PROVISION_COLUMNS,
  money('unsupportedMinor', { vi: 'Trong đó chưa đủ hồ sơ', en: 'Of it not supported' }),
] as const satisfies readonly Column[];

/** Provisions by unit, table and rate. */
export const PROVISION_GROUP_SHEET: ListSheet<ProvisionGroup> = {
  name: 'Tổng hợp - Summary',
  title: { vi: 'Tổng hợp dự phòng nợ phải thu khó đòi', en: 'Provision by unit, schedule and rate' },
  columns: COLUMNS,
  accepts: () => true,
  toCurrency: ({ currency }) => currency,
  amounts: {
    openMinor: (group) => group.openMinor,
    offsetMinor: (group) => group.offsetMinor,
    baseMinor: (group) => group.baseMinor,
    requiredMinor: (group) => group.requiredMinor,
    bookedMinor: (group) => group.bookedMinor,
    changeMinor: (group) => group.changeMinor,
    unsupportedMinor: (group) => group.unsupportedMinor,
  },
  buildRow: ({ unit, schedule, ratePercent, currency: _, ...amounts }, names): RowOf<typeof COLUMNS> => ({
    unit: unit ?? NO_UNIT,
    unitName: toName(unit, names),
    schedule: SCHEDULE_LABELS[schedule].vi,
    rate: ratePercent / 100,
    ...amounts,
  }),
  compareItems: null,
};
