import type { Column, PageLine, RowOf } from '../report-model.ts';
import { count, money, text } from '../shared/columns.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import { buildSignLines, FINANCE_SIGNERS } from '../shared/sign-lines.ts';
import { ACTION_LABELS } from './labels.ts';
import type { NoticeGroup } from './notice-groups.ts';

const COLUMNS = [
  text('kind', { vi: 'Loại thông báo', en: 'Kind' }, 30),
  text('kindEn', { vi: 'Loại thông báo (tiếng Anh)', en: 'Kind in English' }, 30),
  text('channel', { vi: 'Kênh gửi', en: 'Channel' }, 24),
  count('notices', { vi: 'Số thông báo', en: 'Notices' }, 16),
  count('invoices', { vi: 'Số hoá đơn', en: 'Invoices' }, 16),
  money('noticed', { vi: 'Số tiền thông báo', en: 'Amount in the notices' }, 26),
] as const satisfies readonly Column[];

/** How many notices go out, by kind and channel: the figures that are signed. */
export const NOTICE_SUMMARY_SHEET: ListSheet<NoticeGroup> = {
  name: 'Tổng hợp - Summary',
  title: { vi: 'Tổng hợp thông báo theo loại và kênh gửi', en: 'Notices by kind and channel' },
  columns: COLUMNS,
  accepts: () => true,
  toCurrency: ({ currency }) => currency,
  amounts: {
    notices: ({ notices }) => notices,
    invoices: ({ invoices }) => invoices,
    noticed: ({ noticedMinor }) => noticedMinor,
  },
  buildRow,
  compareItems: null,
};

/** The place to sign under the summary. */
export const NOTICE_SUMMARY_CLOSING: readonly PageLine[] = buildSignLines(FINANCE_SIGNERS, [0, 2, 5]);

function buildRow({ kind, channel, notices, invoices, noticedMinor }: NoticeGroup): RowOf<typeof COLUMNS> {
  const { vi, en } = ACTION_LABELS[kind];
  return { kind: vi, kindEn: en, channel, notices, invoices, noticed: noticedMinor };
}
