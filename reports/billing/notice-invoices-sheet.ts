import type { OpenInvoice } from '../../src/domain/billing-decision.ts';
import type { DecidedContract } from '../../src/domain/billing-report.ts';
import type { Column, RowOf } from '../report-model.ts';
import { date, id, money, number, text, wrapped } from '../shared/columns.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import { toCurrency } from './contract-list.ts';
import { ACTION_LABELS } from './labels.ts';
import { describeMonth } from './months.ts';
import { findNoticeAction } from './notice-groups.ts';
import { listAddressed } from './notices-sheet.ts';

/** An invoice that a notice is about. */
export type AddressedInvoice = { readonly contract: DecidedContract; readonly invoice: OpenInvoice };

const COLUMNS = [
  { ...id('contractId', { vi: 'Hợp đồng', en: 'Contract' }), isWrapped: true },
  wrapped('invoiceId', { vi: 'Hoá đơn', en: 'Invoice' }, 22),
  wrapped('addresseeId', { vi: 'Người nhận', en: 'Addressee' }, 18),
  text('kind', { vi: 'Loại thông báo', en: 'Kind' }, 22),
  text('month', { vi: 'Kỳ cước', en: 'Month' }, 26),
  date('issuedOn', { vi: 'Ngày lập', en: 'Issued' }),
  date('effectiveDueOn', { vi: 'Hạn thanh toán', en: 'Due date' }),
  number('daysPastDue', { vi: 'Số ngày quá hạn', en: 'Days past due' }, 11),
  money('amount', { vi: 'Tiền hoá đơn', en: 'Amount' }, 19),
  money('open', { vi: 'Còn nợ', en: 'Open' }, 19),
] as const satisfies readonly Column[];

/** The invoices that the notices are about, one row each. */
export const NOTICE_INVOICES_SHEET: ListSheet<AddressedInvoice> = {
  name: 'Hoá đơn - Invoices',
  title: { vi: 'Hoá đơn trong các thông báo', en: 'Invoices in the notices' },
  columns: COLUMNS,
  accepts: ({ contract }) => findNoticeAction(contract) !== undefined,
  toCurrency: ({ contract }) => toCurrency(contract),
  amounts: { amount: ({ invoice }) => invoice.amountMinor, open: ({ invoice }) => invoice.openMinor },
  buildRow,
  compareItems: null,
};

/** The invoices that the action of a contract is about, each with its contract. */
export function toAddressedInvoices(contract: DecidedContract): readonly AddressedInvoice[] {
  return listAddressed(contract).map((invoice) => ({ contract, invoice }));
}

function buildRow({ contract: { decision, details }, invoice }: AddressedInvoice): RowOf<typeof COLUMNS> {
  return {
    contractId: decision.id,
    invoiceId: invoice.invoiceId,
    addresseeId: details.addresseeId,
    kind: ACTION_LABELS[decision.action].vi,
    month: describeMonth(invoice.month),
    issuedOn: invoice.issuedOn,
    effectiveDueOn: invoice.effectiveDueOn,
    daysPastDue: invoice.daysPastDue,
    amount: invoice.amountMinor,
    open: invoice.openMinor,
  };
}
