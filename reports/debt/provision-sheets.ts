import type { ProvisionSchedule, ReleasedProvision } from '../../src/domain/debt-decision.ts';
import type { DecidedInvoice } from '../../src/domain/debt-report.ts';
import type { Currency } from '../../src/domain/money.ts';
import type { Column, RowOf } from '../report-model.ts';
import { count, date, id, money, number, percent, text, wrapped } from '../shared/columns.ts';
import { NO_UNIT, YES } from '../shared/labels.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import { toName } from '../shared/names.ts';
import {
  buildInvoiceCells,
  INVOICE_COLUMNS,
  readBase,
  readBooked,
  readChange,
  readOffset,
  readOpen,
  readRequired,
} from './invoice-columns.ts';
import { DOCUMENT_LABELS, MISSING, SCHEDULE_LABELS } from './labels.ts';

/** Provisions of the invoices of a unit with the same table and rate. */
export type ProvisionGroup = {
  readonly unit: string | null;
  readonly schedule: ProvisionSchedule;
  readonly ratePercent: number;
  readonly currency: Currency;
  readonly invoices: number;
  readonly openMinor: number;
  readonly offsetMinor: number;
  readonly baseMinor: number;
  readonly requiredMinor: number;
  readonly bookedMinor: number;
  readonly changeMinor: number;
  /** Required for invoices whose documents are not complete. */
  readonly unsupportedMinor: number;
};

/** A provision to release, with whose it is. */
export type CustomerRelease = {
  readonly customerId: string;
  readonly customerName: string | null;
  readonly released: ReleasedProvision;
};

const AMOUNT_COLUMNS = [
  money('openMinor', { vi: 'Còn nợ', en: 'Open' }),
  money('offsetMinor', { vi: 'Bù trừ công nợ', en: 'Offset' }),
  money('baseMinor', { vi: 'Giá trị trích lập', en: 'Base' }),
  money('requiredMinor', { vi: 'Dự phòng phải trích', en: 'Required' }),
  money('bookedMinor', { vi: 'Dự phòng đã ghi sổ', en: 'Booked' }),
  money('changeMinor', { vi: 'Chênh lệch', en: 'Change' }),
] as const satisfies readonly Column[];

const GROUP_COLUMNS = [
  text('unit', { vi: 'Đơn vị quản lý', en: 'Managing unit' }, 15),
  wrapped('unitName', { vi: 'Tên đơn vị', en: 'Unit name' }, 40),
  text('schedule', { vi: 'Bảng mức trích', en: 'Schedule' }, 24),
  percent('rate', { vi: 'Mức trích', en: 'Rate' }),
  count('invoices', { vi: 'Số hoá đơn', en: 'Invoices' }),
  ...AMOUNT_COLUMNS,
  money('unsupportedMinor', { vi: 'Trong đó chưa đủ hồ sơ', en: 'Of it not supported' }),
] as const satisfies readonly Column[];

const PROVISION_COLUMNS = [
  ...INVOICE_COLUMNS,
  date('dueOn', { vi: 'Hạn hợp đồng', en: 'Due' }),
  number('months', { vi: 'Số tháng quá hạn', en: 'Months past due' }),
  text('schedule', { vi: 'Bảng mức trích', en: 'Schedule' }, 24),
  percent('rate', { vi: 'Mức trích', en: 'Rate' }),
  ...AMOUNT_COLUMNS,
  date('bookedOn', { vi: 'Ngày ghi sổ', en: 'Booked on' }),
  text('supported', { vi: 'Hồ sơ', en: 'Supported' }, 10),
] as const satisfies readonly Column[];

const UNSUPPORTED_COLUMNS = [
  ...INVOICE_COLUMNS,
  date('dueOn', { vi: 'Hạn hợp đồng', en: 'Due' }),
  percent('rate', { vi: 'Mức trích', en: 'Rate' }),
  money('baseMinor', { vi: 'Giá trị trích lập', en: 'Base' }),
  money('requiredMinor', { vi: 'Dự phòng phải trích', en: 'Required' }),
  money('bookedMinor', { vi: 'Dự phòng đã ghi sổ', en: 'Booked' }),
  money('changeMinor', { vi: 'Chênh lệch', en: 'Change' }),
  wrapped('missing', { vi: 'Hồ sơ còn thiếu', en: 'Missing documents' }, 48),
] as const satisfies readonly Column[];

const RELEASE_COLUMNS = [
  id('invoiceId', { vi: 'Hoá đơn', en: 'Invoice' }),
  text('contractId', { vi: 'Hợp đồng', en: 'Contract' }, 16),
  text('customerId', { vi: 'Mã khách hàng', en: 'Customer id' }, 16),
  wrapped('customerName', { vi: 'Khách hàng', en: 'Customer' }, 44),
  date('bookedOn', { vi: 'Ngày ghi sổ', en: 'Booked on' }, 14),
  money('bookedMinor', { vi: 'Hoàn nhập', en: 'To release' }, 20),
] as const satisfies readonly Column[];

const INVOICE_AMOUNTS = {
  openMinor: readOpen,
  offsetMinor: readOffset,
  baseMinor: readBase,
  requiredMinor: readRequired,
  bookedMinor: readBooked,
  changeMinor: readChange,
};

/** Provisions by unit, table and rate. */
export const PROVISION_GROUP_SHEET: ListSheet<ProvisionGroup> = {
  name: 'Tổng hợp - Summary',
  title: { vi: 'Tổng hợp dự phòng nợ phải thu khó đòi', en: 'Provision by unit, schedule and rate' },
  columns: GROUP_COLUMNS,
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
  buildRow: ({ unit, schedule, ratePercent, currency: _, ...amounts }, names): RowOf<typeof GROUP_COLUMNS> => ({
    unit: unit ?? NO_UNIT,
    unitName: toName(unit, names),
    schedule: SCHEDULE_LABELS[schedule].vi,
    rate: ratePercent / 100,
    ...amounts,
  }),
  compareItems: null,
};

/** Every open invoice with its provision. */
export const PROVISION_SHEET: ListSheet<DecidedInvoice> = {
  name: 'Hoá đơn - Invoices',
  title: { vi: 'Dự phòng theo hoá đơn', en: 'Provision by invoice' },
  columns: PROVISION_COLUMNS,
  accepts: () => true,
  toCurrency: ({ decision }) => decision.currency,
  amounts: INVOICE_AMOUNTS,
  buildRow: (decided, names): RowOf<typeof PROVISION_COLUMNS> => {
    const { decision, details } = decided;
    return {
      ...buildInvoiceCells(decided, names),
      dueOn: details.dueOn,
      months: details.monthsPastDue,
      schedule: SCHEDULE_LABELS[details.schedule].vi,
      rate: decision.provisionRatePercent / 100,
      openMinor: decision.openAmount,
      offsetMinor: details.offsetMinor,
      baseMinor: decision.provisionBase,
      requiredMinor: decision.provisionAmount,
      bookedMinor: decision.provisionBooked,
      changeMinor: decision.provisionChange,
      bookedOn: details.bookedOn,
      supported: labelSupport(decision.provisionSupported),
    };
  },
  compareItems: null,
};

/** Provisions that the law asks documents for, with those that are missing. */
export const UNSUPPORTED_SHEET: ListSheet<DecidedInvoice> = {
  name: 'Thiếu hồ sơ - Missing',
  title: { vi: 'Khoản trích lập chưa đủ hồ sơ', en: 'Provisions not supported by documents' },
  columns: UNSUPPORTED_COLUMNS,
  accepts: ({ decision }) => decision.provisionSupported === false,
  toCurrency: ({ decision }) => decision.currency,
  amounts: { baseMinor: readBase, requiredMinor: readRequired, bookedMinor: readBooked, changeMinor: readChange },
  buildRow: (decided, names): RowOf<typeof UNSUPPORTED_COLUMNS> => {
    const { decision, details } = decided;
    return {
      ...buildInvoiceCells(decided, names),
      dueOn: details.dueOn,
      rate: decision.provisionRatePercent / 100,
      baseMinor: decision.provisionBase,
      requiredMinor: decision.provisionAmount,
      bookedMinor: decision.provisionBooked,
      changeMinor: decision.provisionChange,
      missing: decision.missingEvidence.map((group) => DOCUMENT_LABELS[group]).join('; '),
    };
  },
  compareItems: null,
};

/** Provisions of invoices that are not open any more. */
export const RELEASE_SHEET: ListSheet<CustomerRelease> = {
  name: 'Hoàn nhập - Released',
  title: { vi: 'Hoàn nhập dự phòng của hoá đơn không còn dư nợ', en: 'Provisions to release: invoice not open' },
  columns: RELEASE_COLUMNS,
  accepts: () => true,
  toCurrency: ({ released }) => released.currency,
  amounts: { bookedMinor: ({ released }) => released.bookedMinor },
  buildRow: ({ customerId, customerName, released }): RowOf<typeof RELEASE_COLUMNS> => ({
    invoiceId: released.invoiceId,
    contractId: released.contractId,
    customerId,
    customerName,
    bookedOn: released.bookedOn,
    bookedMinor: released.bookedMinor,
  }),
  compareItems: null,
};

function labelSupport(isSupported: boolean | null): string {
  if (isSupported === null) return 'Không cần';
  return isSupported ? YES : MISSING;
}
