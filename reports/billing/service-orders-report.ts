import type { BillingReportSource } from '../../src/domain/billing-report.ts';
import type { CoverLine } from '../report-plan.ts';
import { toCoverLines } from '../shared/currency-sums.ts';
import type { SpoolFile } from '../spool.ts';
import { APPROVALS_SHEET } from './approvals-sheet.ts';
import type { BillingPart } from './billing-part.ts';
import { buildCommonTotals } from './billing-totals.ts';
import { buildContractLists, toContract } from './contract-list.ts';
import { HOLDS_CLOSING, HOLDS_SHEET, toContractHolds } from './holds-sheet.ts';
import { ACTION_LABELS } from './labels.ts';
import { BELOW_MINIMUM_SHEET, buildOrderSheet, ORDER_ACTIONS, ORDER_CLOSING } from './order-sheets.ts';

const TITLE = { vi: 'Lệnh khoá, khôi phục dịch vụ và chuyển thu hồi nợ', en: 'Service orders' } as const;

/** Starts the workbook of orders: what to restrict, lock, restore and hand over, and what stands in the way. */
export function startServiceOrdersReport(source: BillingReportSource, spools: SpoolFile): BillingPart {
  const startList = buildContractLists(source, spools);
  const orders = ORDER_ACTIONS.map((action) => ({
    action,
    list: startList(buildOrderSheet(action), toContract, ORDER_CLOSING),
  }));
  const approvals = startList(APPROVALS_SHEET, toContract, ORDER_CLOSING);
  const holds = startList(HOLDS_SHEET, toContractHolds, HOLDS_CLOSING);
  const belowMinimum = startList(BELOW_MINIMUM_SHEET, toContract);
  const lists = [...orders.map(({ list }) => list), approvals, holds, belowMinimum];
  const listResults = (): readonly CoverLine[] => [
    ...orders.map(({ action, list }) => ({ label: ACTION_LABELS[action], value: list.countRows() })),
    { label: { vi: 'Cần phê duyệt', en: 'Approvals needed' }, value: approvals.countRows() },
    { label: { vi: 'Tạm dừng, khiếu nại', en: 'Holds and disputes' }, value: holds.countRows() },
    { label: { vi: 'Dưới ngưỡng tối thiểu', en: 'Below the minimum' }, value: belowMinimum.countRows() },
    ...orders.flatMap(({ action, list }) =>
      toCoverLines(
        `Nợ quá hạn: ${ACTION_LABELS[action].vi}`,
        `Overdue: ${ACTION_LABELS[action].en}`,
        list.getSums('overdue'),
      ),
    ),
  ];
  return {
    add: (contract) => {
      for (const list of lists) list.add(contract);
    },
    finish: (totals) => ({
      report: 'billing-service-orders',
      title: TITLE,
      coverResults: { heading: { vi: 'Lệnh cần thực hiện', en: 'Orders' }, lines: listResults() },
      pages: [],
      sheets: lists.flatMap((list) => list.plan()),
      controlTotals: buildCommonTotals(source, totals),
    }),
  };
}
