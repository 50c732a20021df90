import type { TicketReportSource } from '../src/domain/ticket-report.ts';
import type { TableSheet } from './report-model.ts';
import type { CoverLine, ReportPlan, WrittenReport } from './report-plan.ts';
import { describeAsOf } from './shared/as-of.ts';
import { type SpoolFile, withSpoolFile } from './spool.ts';
import { BREACHES_SHEET } from './ticket-sla/breaches-sheet.ts';
import { buildControlTotals } from './ticket-sla/control-totals.ts';
import { DUE_SOON_SHEET } from './ticket-sla/due-soon-sheet.ts';
import { SLA_STATUS_LABELS } from './ticket-sla/labels.ts';
import { NO_TARGET_SHEET } from './ticket-sla/no-target-sheet.ts';
import { REVIEW_SHEET } from './ticket-sla/review-sheet.ts';
import { buildSummarySheet } from './ticket-sla/summary-sheet.ts';
import { type TicketTally, tallyTickets } from './ticket-sla/tally-tickets.ts';
import { TASKS_SHEET } from './ticket-sla/tasks-sheet.ts';
import type { TicketList, TicketReportContext, TicketSheet } from './ticket-sla/ticket-sheet.ts';
import { writeReport } from './write-report.ts';
import type { ReportOptions } from './write-reports.ts';

const TITLE = {
  vi: 'Báo cáo thời hạn xử lý yêu cầu khách hàng',
  en: 'Customer request time limits (SLA)',
} as const;
const TICKET_SHEETS = [BREACHES_SHEET, DUE_SOON_SHEET, TASKS_SHEET, REVIEW_SHEET, NO_TARGET_SHEET] as const;

/** Writes the workbook `ticket-sla` of a run into the folder; throws as writeReport does. */
export async function writeTicketSlaReport(
  source: TicketReportSource,
  folder: string,
  options?: Omit<ReportOptions, 'only'>,
): Promise<WrittenReport> {
  return withSpoolFile(folder, options?.maxRowsPerSheet, async (spools) => {
    const plan = await planReport(source, spools);
    await options?.mayWrite?.();
    return writeReport(plan, folder, spools.maxRowsPerSheet);
  });
}

async function planReport(source: TicketReportSource, spools: SpoolFile): Promise<ReportPlan> {
  const { run, dueSoonHours, names } = source;
  const asOf = describeAsOf(run);
  const context: TicketReportContext = { asOf: asOf.asOf, dueSoonHours, names };
  const tally = await tallyTickets(source.readDecidedTickets(), TICKET_SHEETS, context, spools);
  return {
    report: 'ticket-sla',
    title: TITLE,
    run,
    ...asOf,
    coverFacts: [
      { label: { vi: 'Sắp đến hạn trong vòng', en: 'Due soon within' }, value: `${dueSoonHours} giờ / hours` },
    ],
    coverResults: {
      heading: { vi: 'Yêu cầu theo tình trạng', en: 'Requests by status' },
      lines: buildResults(tally),
    },
    pages: [],
    sheets: [
      { sheet: buildSummarySheet(tally.groups, context), rows: tally.groups.length, sums: {} },
      ...tally.lists.map(({ sheet, countRows, rows }) => ({
        sheet: buildTicketTable(sheet, rows),
        rows: countRows(),
        sums: {},
      })),
    ],
    controlTotals: buildControlTotals(run, tally),
    readRejectedRows: source.readRejectedRows,
  };
}

function buildResults(tally: TicketTally): readonly CoverLine[] {
  return [
    ...[...tally.byStatus].map(([status, count]) => ({ label: SLA_STATUS_LABELS[status], value: count })),
    { label: { vi: 'Tổng cộng', en: 'Total' }, value: tally.decisions },
  ];
}

function buildTicketTable({ name, title, columns }: TicketSheet, rows: TicketList['rows']): TableSheet {
  return { kind: 'table', name, title, columns, ...rows, closing: [] };
}
