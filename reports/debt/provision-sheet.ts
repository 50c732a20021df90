import type { DecidedInvoice } from '../../src/domain/debt-report.ts';
import { joinObjects } from '../../src/domain/join-objects.ts';
import type { Column, RowOf } from '../report-model.ts';
import { date, money, number, percent, text } from '../shared/columns.ts';
import { YES } from '../shared/labels.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import { buildInvoiceCells, INVOICE_COLUMNS, readOffset, readOpen } from './invoice-columns.ts';
import { MISSING, SCHEDULE_LABELS } from './labels.ts';
import { buildProvisionCells, PROVISION_AMOUNTS, PROVISION_COLUMNS } from './provision-columns.ts';

const COLUMNS = [
  ...INVOICE_COLUMNS,
  date('dueOn', { vi: 'Hạn hợp đồng', en: 'Due' }),
  number('months', { vi: 'Số tháng quá hạn', en: 'Months past due' }),
  text('schedule', { vi: 'Bảng mức trích', en: 'Schedule' }, 24),
  percent('rate', { vi: 'Mức trích', en: 'Rate' }),
  money('openMinor', { vi: 'Còn nợ', en: 'Open' }),
  money('offsetMinor', { vi: 'Bù trừ công nợ', en: 'Offset' }),
  ...PROVISION_COLUMNS,
  date('bookedOn', { vi: 'Ngày ghi sổ', en: 'Booked on' }),
  text('supported', { vi: 'Hồ sơ', en: 'Supported' }, 10),
] as const satisfies readonly Column[];

/** Every open invoice with its provision. */
export const PROVISION_SHEET: ListSheet<DecidedInvoice> = {
  name: 'Hoá đơn - Invoices',
  title: { vi: 'Dự phòng theo hoá đơn', en: 'Provision by invoice' },
  columns: COLUMNS,
  accepts: () => true,
  toCurrency: ({ decision }) => decision.currency,
  amounts: { openMinor: readOpen, offsetMinor: readOffset, ...PROVISION_AMOUNTS },
  buildRow: (decided, names): RowOf<typeof COLUMNS> => {
    const { decision, details } = decided;
    return joinObjects(
      buildInvoiceCells(decided, names),
      {
        dueOn: details.dueOn,
        months: details.monthsPastDue,
        schedule: SCHEDULE_LABELS[details.schedule].vi,
        rate: decision.provisionRatePercent / 100,
        openMinor: decision.openAmount,
        offsetMinor: details.offsetMinor,
      },
      buildProvisionCells(decided),
      {
        bookedOn: details.bookedOn,
        supported: labelSupport(decision.provisionSupported),
      },
    );
  },
  compareItems: null,
};

function labelSupport(isSupported: boolean | null): string {
  if (isSupported === null) return 'Không cần';
  return isSupported ? YES : MISSING;
}
