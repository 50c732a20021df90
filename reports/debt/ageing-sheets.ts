import { AGEING_BUCKETS } from '../../src/domain/debt-decision.ts';
import type { DecidedInvoice } from '../../src/domain/debt-report.ts';
import { joinObjects } from '../../src/domain/join-objects.ts';
import { addMinor } from '../../src/domain/money.ts';
import type { Column, RowOf } from '../report-model.ts';
import { count, date, id, money, number, text, wrapped } from '../shared/columns.ts';
import { NO_UNIT, YES } from '../shared/labels.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import { toName } from '../shared/names.ts';
import type { AgeingGroup, CustomerAgeingRow, UnitAgeing } from './ageing-groups.ts';
import { buildInvoiceCells, INVOICE_COLUMNS, readInvoiced, readOpen } from './invoice-columns.ts';
import { BUCKET_LABELS, CHARGE_KIND_LABELS, DEBTOR_TYPE_LABELS } from './labels.ts';

const SUM_COLUMNS = [
  count('invoices', { vi: 'Số hoá đơn', en: 'Invoices' }, 10),
  ...AGEING_BUCKETS.map((bucket) => money(bucket, BUCKET_LABELS[bucket])),
  money('undisputedMinor', { vi: 'Cộng không tranh chấp', en: 'Undisputed open' }),
  money('disputedMinor', { vi: 'Đang tranh chấp', en: 'Disputed' }),
  money('openMinor', { vi: 'Tổng còn nợ', en: 'Open' }),
] as const satisfies readonly Column[];

const UNIT_COLUMNS = [
  text('unit', { vi: 'Đơn vị quản lý', en: 'Managing unit' }, 15),
  wrapped('unitName', { vi: 'Tên đơn vị', en: 'Unit name' }, 40),
  ...SUM_COLUMNS,
] as const satisfies readonly Column[];

const CUSTOMER_COLUMNS = [
  id('customerId', { vi: 'Mã khách hàng', en: 'Customer id' }),
  wrapped('customerName', { vi: 'Khách hàng', en: 'Customer' }, 34),
  text('debtorType', { vi: 'Loại khách nợ', en: 'Debtor type' }, 15),
  ...SUM_COLUMNS,
  money('creditMinor', { vi: 'Khách hàng trả thừa', en: 'Credit' }),
] as const satisfies readonly Column[];

const INVOICE_AGEING_COLUMNS = [
  ...INVOICE_COLUMNS,
  text('chargeKind', { vi: 'Loại cước', en: 'Charge' }, 14),
  date('issuedOn', { vi: 'Ngày phát hành', en: 'Issued' }),
  date('dueOn', { vi: 'Hạn hợp đồng', en: 'Due' }),
  date('effectiveDueOn', { vi: 'Hạn có hiệu lực', en: 'Effective due' }),
  number('daysPastDue', { vi: 'Số ngày quá hạn', en: 'Days past due' }),
  text('bucket', { vi: 'Nhóm tuổi nợ', en: 'Bucket' }, 15),
  money('amountMinor', { vi: 'Giá trị hoá đơn', en: 'Amount' }),
  money('openMinor', { vi: 'Còn nợ', en: 'Open' }),
  text('disputed', { vi: 'Tranh chấp', en: 'Disputed' }, 11),
] as const satisfies readonly Column[];

const GROUP_AMOUNTS = {
  undisputedMinor: (group: AgeingGroup) => group.undisputedMinor,
  disputedMinor: (group: AgeingGroup) => group.disputedMinor,
  openMinor: readGroupOpen,
};

/** What is owed by managing unit and age. */
export const UNIT_AGEING_SHEET: ListSheet<UnitAgeing> = {
  name: 'Theo đơn vị - Units',
  title: { vi: 'Tuổi nợ theo đơn vị quản lý', en: 'Ageing by managing unit' },
  columns: UNIT_COLUMNS,
  accepts: () => true,
  toCurrency: ({ currency }) => currency,
  amounts: GROUP_AMOUNTS,
  buildRow: (group, names): RowOf<typeof UNIT_COLUMNS> =>
    joinObjects(
      {
        unit: group.unit ?? NO_UNIT,
        unitName: toName(group.unit, names),
      },
      buildSumCells(group),
    ),
  compareItems: null,
};

/** What is owed by customer and age, with what was paid too much. */
export const CUSTOMER_AGEING_SHEET: ListSheet<CustomerAgeingRow> = {
  name: 'Theo KH - Customers',
  title: { vi: 'Tuổi nợ theo khách hàng', en: 'Ageing by customer' },
  columns: CUSTOMER_COLUMNS,
  accepts: () => true,
  toCurrency: ({ currency }) => currency,
  amounts: { ...GROUP_AMOUNTS, creditMinor: (group) => group.creditMinor },
  buildRow: (group): RowOf<typeof CUSTOMER_COLUMNS> =>
    joinObjects(
      {
        customerId: group.customerId,
        customerName: group.customerName,
        debtorType: group.debtorType === null ? null : DEBTOR_TYPE_LABELS[group.debtorType],
      },
      buildSumCells(group),
      {
        creditMinor: group.creditMinor,
      },
    ),
  compareItems: null,
};

/** Every open invoice with its age. */
export const INVOICE_AGEING_SHEET: ListSheet<DecidedInvoice> = {
  name: 'Hoá đơn - Invoices',
  title: { vi: 'Tuổi nợ theo hoá đơn', en: 'Ageing by invoice' },
  columns: INVOICE_AGEING_COLUMNS,
  accepts: () => true,
  toCurrency: ({ decision }) => decision.currency,
  amounts: { amountMinor: readInvoiced, openMinor: readOpen },
  buildRow: (decided, names): RowOf<typeof INVOICE_AGEING_COLUMNS> => {
    const { decision, details } = decided;
    return joinObjects(buildInvoiceCells(decided, names), {
      chargeKind: CHARGE_KIND_LABELS[details.chargeKind],
      issuedOn: details.issuedOn,
      dueOn: details.dueOn,
      effectiveDueOn: details.effectiveDueOn,
      daysPastDue: decision.daysPastDue,
      bucket: BUCKET_LABELS[decision.ageingBucket].vi,
      amountMinor: details.amountMinor,
      openMinor: decision.openAmount,
      disputed: details.isDisputed ? YES : null,
    });
  },
  compareItems: null,
};

function buildSumCells(group: AgeingGroup): RowOf<typeof SUM_COLUMNS> {
  return {
    invoices: group.invoices,
    ...group.buckets,
    undisputedMinor: group.undisputedMinor,
    disputedMinor: group.disputedMinor,
    openMinor: readGroupOpen(group),
  };
}

function readGroupOpen({ undisputedMinor, disputedMinor }: AgeingGroup): number {
  return addMinor(undisputedMinor, disputedMinor);
}
