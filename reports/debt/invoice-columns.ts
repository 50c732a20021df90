import type { DecidedInvoice } from '../../src/domain/debt-report.ts';
import type { Column, RowOf } from '../report-model.ts';
import { id, text, wrapped } from '../shared/columns.ts';
import { type Names, toName } from '../shared/names.ts';
import { DEBTOR_TYPE_LABELS } from './labels.ts';

/** Columns with which every list of invoices begins. */
export const INVOICE_COLUMNS = [
  id('invoiceId', { vi: 'Hoá đơn', en: 'Invoice' }),
  text('customerId', { vi: 'Mã khách hàng', en: 'Customer id' }, 14),
  wrapped('customerName', { vi: 'Khách hàng', en: 'Customer' }, 30),
  text('debtorType', { vi: 'Loại khách nợ', en: 'Debtor type' }, 15),
  text('contractId', { vi: 'Hợp đồng', en: 'Contract' }, 14),
  wrapped('product', { vi: 'Sản phẩm', en: 'Product' }, 18),
  text('unit', { vi: 'Đơn vị quản lý', en: 'Managing unit' }, 12),
] as const satisfies readonly Column[];

/** Cells of the columns with which every list of invoices begins. */
export function buildInvoiceCells({ decision, details }: DecidedInvoice, names: Names): RowOf<typeof INVOICE_COLUMNS> {
  return {
    invoiceId: decision.id,
    customerId: decision.customerId,
    customerName: details.customerName,
    debtorType: DEBTOR_TYPE_LABELS[details.debtorType],
    contractId: decision.contractId,
    product: toName(details.product, names),
    unit: details.managingUnit,
  };
}

/** What is still owed, in the minor unit. */
export const readOpen = ({ decision }: DecidedInvoice): number => decision.openAmount;
/** What was invoiced. */
export const readInvoiced = ({ details }: DecidedInvoice): number => details.amountMinor;
/** What we owe the debtor and set off. */
export const readOffset = ({ details }: DecidedInvoice): number => details.offsetMinor;
/** What is owed less what is set off. */
export const readBase = ({ decision }: DecidedInvoice): number => decision.provisionBase;
/** Provision that is required. */
export const readRequired = ({ decision }: DecidedInvoice): number => decision.provisionAmount;
/** Provision that stands in the books. */
export const readBooked = ({ decision }: DecidedInvoice): number => decision.provisionBooked;
/** Required less booked. */
export const readChange = ({ decision }: DecidedInvoice): number => decision.provisionChange;
