import { compareText } from '../../src/domain/compare-text.ts';
import type { CustomerBalance, ReleasedProvision } from '../../src/domain/debt-decision.ts';
import type { Column, RowOf } from '../report-model.ts';
import { date, id, money, text, wrapped } from '../shared/columns.ts';
import { NO_UNIT } from '../shared/labels.ts';
import type { ListSheet } from '../shared/list-sheet.ts';

/** A provision to release, with whose it is. */
export type CustomerRelease = {
  readonly customerId: string;
  readonly customerName: string | null;
  readonly released: ReleasedProvision;
};

const COLUMNS = [
  id('invoiceId', { vi: 'Hoá đơn', en: 'Invoice' }),
  text('contractId', { vi: 'Hợp đồng', en: 'Contract' }, 16),
  text('customerId', { vi: 'Mã khách hàng', en: 'Customer id' }, 16),
  wrapped('customerName', { vi: 'Khách hàng', en: 'Customer' }, 40),
  text('unit', { vi: 'Đơn vị quản lý', en: 'Managing unit' }, 14),
  date('bookedOn', { vi: 'Ngày ghi sổ', en: 'Booked on' }, 14),
  money('bookedMinor', { vi: 'Hoàn nhập', en: 'To release' }, 20),
] as const satisfies readonly Column[];

/** Provisions of invoices that are not open any more. */
export const RELEASE_SHEET: ListSheet<CustomerRelease> = {
  name: 'Hoàn nhập - Released',
  title: { vi: 'Hoàn nhập dự phòng của hoá đơn không còn dư nợ', en: 'Provisions to release: invoice not open' },
  columns: COLUMNS,
  accepts: () => true,
  toCurrency: ({ released }) => released.currency,
  amounts: { bookedMinor: ({ released }) => released.bookedMinor },
  buildRow: ({ customerId, customerName, released }): RowOf<typeof COLUMNS> => ({
    invoiceId: released.invoiceId,
    contractId: released.contractId,
    customerId,
    customerName,
    unit: released.managingUnit ?? NO_UNIT,
    bookedOn: released.bookedOn,
    bookedMinor: released.bookedMinor,
  }),
  compareItems: null,
};

/** Provisions of a customer in the books for invoices that are not open any more, by invoice. */
export function listReleases({
  customerId,
  customerName,
  releasedProvisions,
}: CustomerBalance): readonly CustomerRelease[] {
  return [...releasedProvisions]
    .sort((a, b) => compareText(a.invoiceId, b.invoiceId))
    .map((released) => ({ customerId, customerName, released }));
}
