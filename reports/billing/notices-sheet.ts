import type { OpenInvoice } from '../../src/domain/billing-decision.ts';
import type { DecidedContract } from '../../src/domain/billing-report.ts';
import { joinObjects } from '../../src/domain/join-objects.ts';
import { sumMinor } from '../../src/domain/money.ts';
import type { Column, RowOf } from '../report-model.ts';
import { count, date, money, number, text, wrapped } from '../shared/columns.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import type { Names } from '../shared/names.ts';
import { buildContractCells, CONTRACT_COLUMNS, OWED_AMOUNTS } from './contract-columns.ts';
import { toCurrency } from './contract-list.ts';
import { ACTION_LABELS, NOTICE_KIND_LABELS } from './labels.ts';
import { findNoticeAction } from './notice-groups.ts';

/** Invoices that are named in the cell; all of them stand on the sheet of invoices. */
const MAX_NAMED_INVOICES = 6;

const COLUMNS = [
  ...CONTRACT_COLUMNS,
  wrapped('addresseeId', { vi: 'Người nhận', en: 'Addressee' }, 18),
  text('kind', { vi: 'Loại thông báo', en: 'Kind' }, 20),
  wrapped('undelivered', { vi: 'Thông báo phải giao', en: 'To be delivered' }, 20),
  wrapped('channel', { vi: 'Kênh gửi', en: 'Channel' }, 16),
  count('invoiceCount', { vi: 'Số hoá đơn', en: 'Invoices' }, 10),
  wrapped('invoices', { vi: 'Các hoá đơn', en: 'Invoice ids' }, 23),
  money('noticed', { vi: 'Số tiền thông báo', en: 'Amount in the notice' }),
  money('overdue', { vi: 'Nợ quá hạn', en: 'Overdue' }),
  money('open', { vi: 'Tổng còn nợ', en: 'Open' }),
  date('oldestDueOn', { vi: 'Hạn cũ nhất', en: 'Oldest due date' }),
  number('daysPastDue', { vi: 'Số ngày quá hạn', en: 'Days past due' }, 11),
] as const satisfies readonly Column[];

/** The notices to send, one row each, with what the letter says. */
export const NOTICES_SHEET: ListSheet<DecidedContract> = {
  name: 'Thông báo - Notices',
  title: { vi: 'Thông báo cần gửi', en: 'Notices to send' },
  columns: COLUMNS,
  accepts: (contract) => findNoticeAction(contract) !== undefined,
  toCurrency,
  amounts: {
    ...OWED_AMOUNTS,
    invoiceCount: (contract) => listAddressed(contract).length,
    noticed: (contract) => sumMinor(listAddressed(contract).map(({ openMinor }) => openMinor)),
  },
  buildRow,
  compareItems: null,
};

/** The invoices that the action of a contract is about. */
export function listAddressed({ details }: DecidedContract): readonly OpenInvoice[] {
  return details.openInvoices.filter(({ isAddressed }) => isAddressed);
}

function buildRow(contract: DecidedContract, names: Names): RowOf<typeof COLUMNS> {
  const { decision, details } = contract;
  const addressed = listAddressed(contract);
  const oldest = addressed[0]; // they are sorted by due date
  return joinObjects(buildContractCells(contract, names), {
    addresseeId: details.addresseeId,
    kind: ACTION_LABELS[decision.action].vi,
    undelivered: decision.action === 'deliver-manually' ? nameUndelivered(contract) : null,
    channel: details.channel,
    invoiceCount: addressed.length,
    invoices: nameInvoices(addressed),
    noticed: addressed.reduce((sum, { openMinor }) => sum + openMinor, 0),
    overdue: decision.overdueAmount,
    open: decision.openAmount,
    oldestDueOn: oldest?.effectiveDueOn ?? decision.oldestUnpaidDueOn,
    daysPastDue: oldest?.daysPastDue ?? decision.daysPastDue,
  });
}

function nameInvoices(invoices: readonly OpenInvoice[]): string {
  const named = invoices.slice(0, MAX_NAMED_INVOICES).map(({ invoiceId }) => invoiceId);
  const rest = invoices.length - named.length;
  return rest === 0 ? named.join('; ') : `${named.join('; ')}; … (+${rest})`;
}

function nameUndelivered({ details }: DecidedContract): string {
  return [...new Set(details.undelivered.map(({ kind }) => NOTICE_KIND_LABELS[kind]))].join('; ');
}
