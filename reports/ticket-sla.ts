import assert from 'node:assert/strict';
import { formatInstant, type Instant, parseInstant } from '../src/domain/instant.ts';
import type { RunSummary } from '../src/domain/run-summary.ts';
import type { TicketReportSource } from '../src/domain/ticket-report.ts';
import { writeOutputFile } from './output-file.ts';
import type { Report, TableSheet } from './report-model.ts';
import { MAX_DATA_ROWS_PER_SHEET, toPartName } from './sheet-layout.ts';
import { BREACHES_SHEET } from './ticket-sla/breaches-sheet.ts';
import { buildControlTotals, proveControlTotals } from './ticket-sla/control-totals.ts';
import { buildCoverSheet, ORGANISATION, TITLE } from './ticket-sla/cover-sheet.ts';
import { DUE_SOON_SHEET } from './ticket-sla/due-soon-sheet.ts';
import { NO_TARGET_SHEET } from './ticket-sla/no-target-sheet.ts';
import { buildRejectedSheet } from './ticket-sla/rejected-sheet.ts';
import { REVIEW_SHEET } from './ticket-sla/review-sheet.ts';
import { buildSummarySheet } from './ticket-sla/summary-sheet.ts';
import { tallyRejectedRows, tallyTickets } from './ticket-sla/tally-tickets.ts';
import { TASKS_SHEET } from './ticket-sla/tasks-sheet.ts';
import { readTicketRows, type TicketReportContext } from './ticket-sla/ticket-sheet.ts';
import { type WrittenSheet, writeWorkbook } from './workbook.ts';
import { setZipTimestamps } from './zip-timestamps.ts';

/** A report that stands in the output folder, with the data rows of each of its sheets. */
export type WrittenReport = {
  readonly report: 'ticket-sla';
  readonly fileName: string;
  readonly rowsBySheet: Readonly<Record<string, number>>;
};

type ExpectedSheet = { readonly sheet: TableSheet; readonly rows: number };

const TICKET_SHEETS = [BREACHES_SHEET, DUE_SOON_SHEET, TASKS_SHEET, REVIEW_SHEET, NO_TARGET_SHEET] as const;
const SHORT_ID_LENGTH = 8;

/**
 * Writes `ticket-sla-<asOf>-<short run id>.xlsx` into the folder, whole or not at all; the same source gives the same
 * bytes. Throws a Failure: CONTROL_TOTALS where the source and the sheets do not agree, DISK_FULL, or OUTPUT.
 */
export async function writeTicketSlaReport(
  source: TicketReportSource,
  folder: string,
  maxRowsPerSheet: number = MAX_DATA_ROWS_PER_SHEET,
): Promise<WrittenReport> {
  const asOf = getAsOf(source.run);
  const { report, expected } = await buildReport(source, asOf, maxRowsPerSheet);
  const fileName = buildFileName(source.run, asOf);
  const written = await writeOutputFile(
    folder,
    fileName,
    async (stream) => {
      const sheets = await writeWorkbook(report, stream, maxRowsPerSheet);
      proveRows(expected, sheets);
      return sheets;
    },
    (path) => setZipTimestamps(path, asOf),
  );
  return {
    report: 'ticket-sla',
    fileName,
    rowsBySheet: Object.fromEntries(written.map(({ name, rows }) => [name, rows])),
  };
}

async function buildReport(
  source: TicketReportSource,
  asOf: Instant,
  maxRowsPerSheet: number,
): Promise<{ readonly report: Report; readonly expected: readonly ExpectedSheet[] }> {
  const { run } = source;
  const context: TicketReportContext = { asOf, dueSoonHours: source.dueSoonHours, names: source.names };
  const tally = await tallyTickets(source.readDecidedTickets(), TICKET_SHEETS, context);
  const rejected = await tallyRejectedRows(source.readRejectedRows());
  const controlTotals = buildControlTotals(run, tally, rejected);
  proveControlTotals(controlTotals);
  const sheets = [
    { sheet: buildSummarySheet(tally.groups, context), rows: tally.groups.length },
    ...TICKET_SHEETS.map((sheet) => ({
      sheet: buildTicketTable(sheet, source, context),
      rows: tally.rowsBySheet.get(sheet.name) ?? 0,
    })),
    { sheet: buildRejectedSheet(source.readRejectedRows), rows: rejected.problems },
  ];
  const cover = buildCoverSheet({ run, context, tally, rejected, controlTotals, sheets, maxRowsPerSheet });
  const report: Report = {
    title: TITLE,
    organisation: ORGANISATION,
    footer: `${run.runId} · ${formatInstant(asOf)}`,
    createdAt: asOf,
    sheets: [cover, ...sheets.map(({ sheet }) => sheet)],
  };
  return { report, expected: sheets };
}

function buildTicketTable(
  sheet: (typeof TICKET_SHEETS)[number],
  source: TicketReportSource,
  context: TicketReportContext,
): TableSheet {
  const { name, title, columns } = sheet;
  const readRows = () => readTicketRows(sheet, source.readDecidedTickets(), context);
  return { kind: 'table', name, title, columns, readRows, closing: [] };
}

/** The store is read once for the cover and once more for the sheets: what it gave must be the same both times. */
function proveRows(expected: readonly ExpectedSheet[], written: readonly WrittenSheet[]): void {
  const isPartOf = (sheet: TableSheet, name: string): boolean =>
    name === toPartName(sheet.name, 1) || name.startsWith(`${sheet.name} (`);
  proveControlTotals(
    expected.map(({ sheet, rows }) => ({
      name: { vi: `Số dòng của trang ${sheet.name}`, en: `rows of the sheet ${sheet.name}: counted = written` },
      left: rows,
      right: written.filter(({ name }) => isPartOf(sheet, name)).reduce((sum, part) => sum + part.rows, 0),
    })),
  );
}

function getAsOf(run: RunSummary): Instant {
  const asOf = parseInstant(run.asOf);
  assert(asOf !== undefined, 'a ticket run has an asOf that is no instant');
  return asOf;
}

function buildFileName(run: RunSummary, asOf: Instant): string {
  const moment = formatInstant(asOf).slice(0, 19).replaceAll(':', '-');
  const shortId = run.runId.slice(run.runId.lastIndexOf('-') + 1).slice(0, SHORT_ID_LENGTH);
  return `ticket-sla-${moment}-${shortId}.xlsx`;
}
