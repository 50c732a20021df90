import type { CalendarDate } from '../../src/domain/calendar-date.ts';
import { compareText } from '../../src/domain/compare-text.ts';
import type { CustomerBalance, TrackedWriteOff } from '../../src/domain/debt-decision.ts';
import type { Column, RowOf } from '../report-model.ts';
import { date, id, money, text, wrapped } from '../shared/columns.ts';
import type { ListSheet } from '../shared/list-sheet.ts';

/** A debt that was written off, with whose it was. */
export type CustomerWriteOff = {
  readonly customerId: string;
  readonly customerName: string | null;
  readonly writeOff: TrackedWriteOff;
};

const COLUMNS = [
  id('invoiceId', { vi: 'Hoá đơn', en: 'Invoice' }),
  text('contractId', { vi: 'Hợp đồng', en: 'Contract' }, 16),
  text('customerId', { vi: 'Mã khách hàng', en: 'Customer id' }, 16),
  wrapped('customerName', { vi: 'Khách hàng', en: 'Customer' }, 40),
  date('writtenOffOn', { vi: 'Ngày xoá nợ', en: 'Written off on' }, 14),
  money('writtenOffMinor', { vi: 'Số nợ đã xoá', en: 'Written off' }, 19),
  money('recoveredMinor', { vi: 'Thu hồi sau xoá nợ', en: 'Recovered' }, 19),
  money('lossMinor', { vi: 'Thiệt hại thực tế', en: 'Actual loss' }, 19),
  money('usedProvisionMinor', { vi: 'Dự phòng đã sử dụng', en: 'Provision used' }, 19),
  date('trackedUntil', { vi: 'Theo dõi đến', en: 'Tracked until' }, 14),
] as const satisfies readonly Column[];

/** Debts that were written off and are still watched for recoveries. */
export const TRACKED_SHEET: ListSheet<CustomerWriteOff> = {
  name: 'Theo dõi - Tracked',
  title: { vi: 'Khoản nợ đã xoá, đang theo dõi', en: 'Tracked after write-off' },
  columns: COLUMNS,
  accepts: () => true,
  toCurrency: ({ writeOff }) => writeOff.currency,
  amounts: {
    writtenOffMinor: ({ writeOff }) => writeOff.writtenOffMinor,
    recoveredMinor: ({ writeOff }) => writeOff.recoveredMinor,
    lossMinor: readLoss,
    usedProvisionMinor: ({ writeOff }) => writeOff.usedProvisionMinor,
  },
  buildRow: ({ customerId, customerName, writeOff }): RowOf<typeof COLUMNS> => ({
    invoiceId: writeOff.invoiceId,
    contractId: writeOff.contractId,
    customerId,
    customerName,
    writtenOffOn: writeOff.writtenOffOn,
    writtenOffMinor: writeOff.writtenOffMinor,
    recoveredMinor: writeOff.recoveredMinor,
    lossMinor: readLoss({ customerId, customerName, writeOff }),
    usedProvisionMinor: writeOff.usedProvisionMinor,
    trackedUntil: writeOff.trackedUntil,
  }),
  compareItems: null,
};

/** What a customer had written off and is still tracked on the day, by invoice. */
export function listTracked(
  { customerId, customerName, writeOffs }: CustomerBalance,
  asOf: CalendarDate,
): readonly CustomerWriteOff[] {
  return writeOffs
    .filter(({ trackedUntil }) => asOf <= trackedUntil)
    .toSorted((a, b) => compareText(a.invoiceId, b.invoiceId))
    .map((writeOff) => ({ customerId, customerName, writeOff }));
}

function readLoss({ writeOff }: CustomerWriteOff): number {
  return writeOff.writtenOffMinor - writeOff.recoveredMinor;
}
