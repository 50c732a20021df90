import { formatInstant, type Instant } from '../../src/domain/instant.ts';
import type { InputSummary, RunSummary } from '../../src/domain/run-summary.ts';
import type { CellValue, PageCell, PageCellLook, PageLine, PageSheet, TableSheet } from '../report-model.ts';
import { countParts } from '../sheet-layout.ts';
import type { ControlTotal } from './control-totals.ts';
import { SLA_STATUS_LABELS } from './labels.ts';
import type { RejectedTally, TicketTally } from './tally-tickets.ts';
import type { TicketReportContext } from './ticket-sheet.ts';

/** What the cover tells of the run and of the sheets behind it. */
export type CoverFacts = {
  readonly run: RunSummary;
  readonly context: TicketReportContext;
  readonly tally: TicketTally;
  readonly rejected: RejectedTally;
  readonly controlTotals: readonly ControlTotal[];
  readonly sheets: readonly { readonly sheet: TableSheet; readonly rows: number }[];
  readonly maxRowsPerSheet: number;
};

/** The organisation whose report this is. */
export const ORGANISATION = 'TỔNG CÔNG TY VIỄN THÔNG MOBIFONE';
/** Title of the report. */
export const TITLE = {
  vi: 'Báo cáo thời hạn xử lý yêu cầu khách hàng',
  en: 'Customer request time limits (SLA)',
} as const;

const WIDTHS = [48, 42, 40, 15, 15, 15, 15] as const;
/** Stands beside every check, because a workbook in which one of them fails is never kept. */
const AGREES = 'khớp / agrees';

/** The first page: what was run on what, and the proof that nothing was lost on the way. */
export function buildCoverSheet(facts: CoverFacts): PageSheet {
  return {
    kind: 'page',
    name: 'Trang bìa - Cover',
    title: TITLE,
    widths: WIDTHS,
    lines: [
      ...buildTitle(facts.context.asOf),
      ...buildRunLines(facts),
      ...buildInputLines(facts.run.inputs),
      ...buildSheetLines(facts),
      ...buildControlLines(facts.controlTotals),
    ],
  };
}

function buildTitle(asOf: Instant): readonly PageLine[] {
  const [year, month, day, time] = formatInstant(asOf).slice(0, 19).split(/[-T]/);
  return [
    [cell('organisation', ORGANISATION)],
    [],
    [cell('title', TITLE.vi.toLocaleUpperCase('vi'))],
    [cell('subtitle', TITLE.en)],
    [cell('subtitle', `Số liệu đến ${time} ngày ${day}/${month}/${year} (giờ Việt Nam)`)],
    [],
  ];
}

/** What was run on the left, what came out of it on the right. */
function buildRunLines({ run, context, tally, rejected }: CoverFacts): readonly PageLine[] {
  const facts = [
    fact('Thời điểm số liệu / As of', 'instant', context.asOf),
    fact('Mã lần chạy / Run id', 'text', run.runId),
    fact('Bộ quy tắc / Rules release', 'text', run.release),
    fact('Người chạy / Run by', 'text', run.startedBy),
    fact('Sắp đến hạn trong vòng / Due soon within', 'text', `${context.dueSoonHours} giờ / hours`),
    fact('Dòng bị loại / Rejected rows', 'integer', run.rows.rejected),
    fact('Lỗi trong dòng bị loại / Problems in rejected rows', 'integer', rejected.problems),
    fact('Cảnh báo / Warnings', 'integer', run.warningCount),
  ];
  const counts = [
    ...[...tally.byStatus].map(([status, count]) =>
      fact(`${SLA_STATUS_LABELS[status].vi} / ${SLA_STATUS_LABELS[status].en}`, 'integer', count),
    ),
    fact('Tổng cộng / Total', 'integer', tally.decisions),
  ];
  return [
    [
      cell('section', '1. Lần chạy / Run'),
      cell('section', null),
      ...section('2. Yêu cầu theo tình trạng / Requests by status', 2),
    ],
    ...facts.map((line, index) => [...line, ...(counts[index] ?? [])]),
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
    ...totals.map(({ name, left, right }) => [
      cell('label', name.vi),
      cell('text', name.en),
      cell('agreement', AGREES),
      cell('integer', left),
      cell('integer', right),
    ]),
  ];
}

/** A heading of a section, underlined to the right edge; it begins in the column given (0 is the first). */
function section(text: string, column = 0): readonly PageCell[] {
  return [cell('section', text), ...WIDTHS.slice(column + 1).map(() => cell('section', null))];
}

function headings(...texts: readonly string[]): PageLine {
  return texts.map((text) => cell('heading', text));
}

function fact(label: string, look: PageCellLook, value: CellValue): readonly PageCell[] {
  return [cell('label', label), cell(look, value)];
}

function cell(look: PageCellLook, value: CellValue): PageCell {
  return { look, value };
}
