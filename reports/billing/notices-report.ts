import type { BillingReportSource } from '../../src/domain/billing-report.ts';
import type { ControlTotal, CoverLine } from '../report-plan.ts';
import { compareSums, sumByCurrency, toCoverLines } from '../shared/currency-sums.ts';
import { planGroups } from '../shared/list-sheet.ts';
import type { SpoolFile } from '../spool.ts';
import type { BillingPart } from './billing-part.ts';
import { buildCommonTotals } from './billing-totals.ts';
import { buildContractLists, type ContractList, toContract } from './contract-list.ts';
import { ACTION_LABELS } from './labels.ts';
import { createNoticeGroups, NOTICE_ACTIONS, type NoticeGroup } from './notice-groups.ts';
import { NOTICE_INVOICES_SHEET, toAddressedInvoices } from './notice-invoices-sheet.ts';
import { NOTICE_SUMMARY_CLOSING, NOTICE_SUMMARY_SHEET } from './notice-summary-sheet.ts';
import { NOTICES_SHEET } from './notices-sheet.ts';
import { toUndeliveredGroups, UNDELIVERED_SHEET } from './undelivered-sheet.ts';

const TITLE = { vi: 'Thông báo cước và nhắc nợ', en: 'Billing notices' } as const;

/** Starts the workbook of notices: what goes to whom through which channel, and what has not arrived. */
export function startNoticesReport(source: BillingReportSource, spools: SpoolFile): BillingPart {
  const groups = createNoticeGroups();
  const startList = buildContractLists(source, spools);
  const notices = startList(NOTICES_SHEET, toContract);
  const invoices = startList(NOTICE_INVOICES_SHEET, toAddressedInvoices);
  const undelivered = startList(UNDELIVERED_SHEET, toUndeliveredGroups);
  const parts = [groups, notices, invoices, undelivered] as const;
  const planSheets = () => [
    ...planGroups(NOTICE_SUMMARY_SHEET, groups.list(), source.names, () => NOTICE_SUMMARY_CLOSING),
    ...[notices, invoices, undelivered].flatMap((list) => list.plan()),
  ];
  return {
    add: (contract) => {
      for (const part of parts) part.add(contract);
    },
    finish: (totals) => ({
      report: 'billing-notices',
      title: TITLE,
      coverResults: {
        heading: { vi: 'Thông báo cần gửi', en: 'Notices to send' },
        lines: [
          ...countByKind(groups.list()),
          ...toCoverLines('Số tiền thông báo', 'Amount in the notices', notices.getSums('noticed')),
        ],
      },
      pages: [],
      sheets: planSheets(),
      controlTotals: [...buildCommonTotals(source, totals), ...proveLists(groups.list(), notices, invoices)],
    }),
  };
}

/** The summary, the list of notices and the list of their invoices tell the same. */
function proveLists(
  groups: readonly NoticeGroup[],
  notices: ContractList,
  invoices: ContractList,
): readonly ControlTotal[] {
  return [
    {
      name: { vi: 'Thông báo: danh sách = tổng hợp', en: 'Notices: list = summary' },
      left: notices.countRows(),
      right: groups.reduce((sum, group) => sum + group.notices, 0),
    },
    {
      name: { vi: 'Hoá đơn: danh sách = tổng hợp', en: 'Invoices: list = summary' },
      left: invoices.countRows(),
      right: groups.reduce((sum, group) => sum + group.invoices, 0),
    },
    ...compareSums(
      'Số tiền thông báo: thông báo = hoá đơn',
      'Amount in the notices: notices = invoices',
      notices.getSums('noticed'),
      invoices.getSums('open'),
    ),
    ...compareSums(
      'Số tiền thông báo: danh sách = tổng hợp',
      'Amount in the notices: list = summary',
      notices.getSums('noticed'),
      sumByCurrency(groups, ({ noticedMinor }) => noticedMinor),
    ),
  ];
}

function countByKind(groups: readonly NoticeGroup[]): readonly CoverLine[] {
  const countOf = (list: readonly NoticeGroup[]): number => list.reduce((sum, { notices }) => sum + notices, 0);
  return [
    ...NOTICE_ACTIONS.map((kind) => ({
      label: ACTION_LABELS[kind],
      value: countOf(groups.filter((group) => group.kind === kind)),
    })),
    { label: { vi: 'Tổng cộng', en: 'Total' }, value: countOf(groups) },
  ];
}
