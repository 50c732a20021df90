import { isCalendarDate } from '../../src/domain/calendar-date.ts';
import type { Currency } from '../../src/domain/money.ts';
import type { InputSummary } from '../../src/domain/run-summary.ts';
import type { PageCell, PageLine, PageSheet } from '../report-model.ts';
import type { ControlTotal, CoverLine, PlannedSheet, ReportPlan } from '../report-plan.ts';
import { countParts } from '../sheet-layout.ts';
import { toMoneyType } from './money-columns.ts';
import { cell, headings } from './page-cells.ts';
import type { RejectedTally } from './rejected-sheet.ts';

/** What the cover tells of the run and of the sheets behind it. */
export type CoverFacts = {
  readonly plan: ReportPlan;
  readonly rejected: RejectedTally;
  readonly controlTotals: readonly ControlTotal[];
  readonly sheets: readonly PlannedSheet[];
  readonly maxRowsPerSheet: number;
};

/** The organisation whose report this is. */
export const ORGANISATION = 'TỔNG CÔNG TY VIỄN THÔNG MOBIFONE';

const WIDTHS = [54, 46, 46, 22, 22, 15, 15] as const;
/** Stands beside every check, because a workbook in which one of them fails is never kept. */
const AGREES = 'khớp / agrees';
/** Excel keeps 15 digits of a number; longer ones stand as text, so that none is lost. */
const MAX_EXCEL_INTEGER = 999_999_999_999_999n;

/** The first page: what was run on what, and the proof that nothing was lost on the way. */
export function buildCoverSheet(facts: CoverFacts): PageSheet {
  const { plan, controlTotals } = facts;
  return {
    kind: 'page',
    name: 'Trang bìa - Cover',
    title: plan.title,
    widths: WIDTHS,
    printedPages: [
      [
        ...buildTitle(plan),
        ...buildRunLines(facts),
        ...buildInputLines(plan.run.inputs),
        ...buildSheetLines(facts),
        ...buildControlLines(controlTotals),
      ],
    ],
  };
}

function buildTitle({ title, asOfOnCover }: ReportPlan): readonly PageLine[] {
  return [
    [cell('organisation', ORGANISATION)],
    [],
    [cell('title', title.vi.toLocaleUpperCase('vi'))],
    [cell('subtitle', title.en)],
    [cell('subtitle', `Số liệu đến ${asOfOnCover}`)],
    [],
  ];
}

/** What was run on the left, what came out of it on the right. */
function buildRunLines({ plan, rejected }: CoverFacts): readonly PageLine[] {
  const { run, asOf, coverFacts, coverResults } = plan;
  const asOfCell = isCalendarDate(run.asOf) ? cell('date', run.asOf) : cell('instant', asOf);
  const facts = [
    [cell('label', 'Thời điểm số liệu / As of'), asOfCell],
    fact('Mã lần chạy / Run id', run.runId),
    fact('Bộ quy tắc / Rules release', run.release),
    fact('Người chạy / Run by', run.startedBy),
    ...coverFacts.map(toFact),
    fact('Dòng bị loại / Rejected rows', run.rows.rejected),
    fact('Lỗi trong dòng bị loại / Problems in rejected rows', rejected.problems),
    fact('Cảnh báo / Warnings', run.warningCount),
  ];
  const results = coverResults.lines.map(toFact);
  const { vi, en } = coverResults.heading;
  return [
    [cell('section', '1. Lần chạy / Run'), cell('section', null), ...section(`2. ${vi} / ${en}`, 2)],
    ...Array.from({ length: Math.max(facts.length, results.length) }, (_, index) => [
      ...(facts[index] ?? [null, null]),
      ...(results[index] ?? []),
    ]),
    [],
  ];
}

function buildInputLines(inputs: readonly InputSummary[]): readonly PageLine[] {
  return [
    section('3. Tệp đầu vào / Input files'),
    headings(
      'Tệp\nFile',
      'SHA-256',
      'Loại tệp\nInput',
      'Dung lượng (byte)\nBytes',
      'Dòng đã đọc\nRows read',
      'Dòng hợp lệ\nAccepted',
      'Dòng bị loại\nRejected',
    ),
    ...inputs.map((input) => [
      cell('label', input.file),
      cell('text', input.sha256),
      cell('text', input.input),
      cell('integer', input.bytes),
      cell('integer', input.rowsRead),
      cell('integer', input.rowsAccepted),
      cell('integer', input.rowsRejected),
    ]),
    [],
  ];
}

function buildSheetLines({ sheets, maxRowsPerSheet }: CoverFacts): readonly PageLine[] {
  return [
    section('4. Các trang / Sheets'),
    headings(
      'Trang\nSheet',
      'Nội dung',
      'Content',
      'Số dòng\nRows',
      'Số trang tính\nSheets',
      'Đếm = ghi\nCounted = written',
    ),
    ...sheets.map(({ sheet, rows }) => [
      cell('label', sheet.name),
      cell('text', sheet.title.vi),
      cell('text', sheet.title.en),
      cell('integer', rows),
      cell('integer', countParts(rows, maxRowsPerSheet)),
      cell('agreement', AGREES),
    ]),
    [],
  ];
}

function buildControlLines(totals: readonly ControlTotal[]): readonly PageLine[] {
  return [
    section('5. Số kiểm soát / Control totals'),
    headings('Đối chiếu', 'Check', 'Kết quả\nResult', 'Vế trái\nLeft', 'Vế phải\nRight'),
    ...totals.map(({ name, left, right, currency }) => [
      cell('label', name.vi),
      cell('text', name.en),
      cell('agreement', AGREES),
      toValueCell(left, currency),
      toValueCell(right, currency),
    ]),
  ];
}

/** A heading of a section, underlined to the right edge; it begins in the column given (0 is the first). */
function section(text: string, column = 0): readonly PageCell[] {
  return [cell('section', text), ...WIDTHS.slice(column + 1).map(() => cell('section', null))];
}

function toFact({ label, value, currency }: CoverLine): readonly PageCell[] {
  return fact(`${label.vi} / ${label.en}`, value, currency);
}

function fact(label: string, value: CoverLine['value'], currency?: Currency): readonly PageCell[] {
  return [cell('label', label), toValueCell(value, currency)];
}

function toValueCell(value: CoverLine['value'], currency?: Currency): PageCell {
  if (typeof value === 'string') return cell('text', value);
  const look = currency === undefined ? 'integer' : toMoneyType(currency);
  const exact = BigInt(value);
  const isInExcel = exact <= MAX_EXCEL_INTEGER && exact >= -MAX_EXCEL_INTEGER;
  return isInExcel ? cell(look, Number(exact)) : cell('text', formatExact(exact, look === 'money-cents'));
}

/** `1,234,567` or `12,345.67`, as cells with a number show it. */
function formatExact(minor: bigint, isInCents: boolean): string {
  const sign = minor < 0n ? '-' : '';
  const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
  const whole = isInCents ? digits.slice(0, -2) : digits;
  const decimals = isInCents ? `.${digits.slice(-2)}` : '';
  return `${sign}${BigInt(whole).toLocaleString('en-US')}${decimals}`;
}
