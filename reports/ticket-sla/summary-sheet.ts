import type { Column, PageLine, RowOf, SheetRow, TableSheet } from '../report-model.ts';
import { buildSignLines, UNIT_SIGNERS } from '../shared/sign-lines.ts';
import { NOT_CLASSIFIED, REQUEST_TYPE_LABELS, SLA_STATUS_LABELS } from './labels.ts';
import type { SummaryGroup } from './summary-groups.ts';
import { toHours, toName } from './ticket-columns.ts';
import type { TicketReportContext } from './ticket-sheet.ts';

const COUNT_WIDTH = 13;

const COLUMNS = [
  { key: 'unit', heading: { vi: 'CTKV', en: 'Unit' }, width: 10, type: 'text', total: 'none' },
  {
    key: 'unitName',
    heading: { vi: 'Tên đơn vị', en: 'Unit name' },
    width: 49,
    type: 'text',
    total: 'none',
    isWrapped: true,
  },
  { key: 'requestType', heading: { vi: 'Loại yêu cầu', en: 'Request type' }, width: 28, type: 'text', total: 'none' },
  { key: 'level', heading: { vi: 'Cấp độ', en: 'Level' }, width: 8, type: 'integer', total: 'none' },
  { key: 'total', heading: { vi: 'Số yêu cầu', en: 'Count' }, width: COUNT_WIDTH, type: 'integer', total: 'sum' },
  { key: 'met', heading: SLA_STATUS_LABELS.met, width: COUNT_WIDTH, type: 'integer', total: 'sum' },
  { key: 'missed', heading: SLA_STATUS_LABELS.missed, width: COUNT_WIDTH, type: 'integer', total: 'sum' },
  { key: 'onTime', heading: SLA_STATUS_LABELS['on-time'], width: COUNT_WIDTH, type: 'integer', total: 'sum' },
  { key: 'atRisk', heading: SLA_STATUS_LABELS['at-risk'], width: COUNT_WIDTH, type: 'integer', total: 'sum' },
  { key: 'breached', heading: SLA_STATUS_LABELS.breached, width: COUNT_WIDTH, type: 'integer', total: 'sum' },
  { key: 'noTarget', heading: SLA_STATUS_LABELS['no-target'], width: COUNT_WIDTH, type: 'integer', total: 'sum' },
  {
    key: 'metShare',
    heading: { vi: 'Tỷ lệ đúng hạn', en: 'Share met' },
    width: COUNT_WIDTH,
    type: 'percent',
    total: 'none',
    share: { of: 'met', among: ['met', 'missed', 'breached'] },
  },
  {
    key: 'medianHours',
    heading: { vi: 'Trung vị xử lý (giờ)', en: 'Median (h)' },
    width: 13,
    type: 'hours',
    total: 'none',
  },
  {
    key: 'p90Hours',
    heading: { vi: 'Phân vị 90% (giờ)', en: '90th perc. (h)' },
    width: 13,
    type: 'hours',
    total: 'none',
  },
] as const satisfies readonly Column[];

const NOTES = [
  'Tỷ lệ đúng hạn = Đúng hạn / (Đúng hạn + Trễ hạn + Quá hạn). / Share met = met / (met + missed + breached).',
  'Trung vị và phân vị 90% tính theo hạng gần nhất trên các yêu cầu đã xử lý xong, theo đồng hồ của thời hạn. / Median and 90th percentile: nearest rank over solved requests, on the clock of the time limit.',
] as const;

/** The figures that are signed: tickets by unit, type and level. */
export function buildSummarySheet(groups: readonly SummaryGroup[], context: TicketReportContext): TableSheet {
  return {
    kind: 'table',
    name: 'Tổng hợp - Summary',
    title: { vi: 'Tổng hợp theo đơn vị, loại yêu cầu, cấp độ', en: 'Summary by unit, type and level' },
    columns: COLUMNS,
    readRows: () => readRows(groups, context),
    closing: buildClosing(),
  };
}

async function* readRows(groups: readonly SummaryGroup[], context: TicketReportContext): AsyncGenerator<SheetRow> {
  for (const group of groups) yield buildRow(group, context);
}

function buildRow(group: SummaryGroup, context: TicketReportContext): RowOf<typeof COLUMNS> {
  const { byStatus } = group;
  return {
    unit: group.unit,
    unitName: toName(group.unit, context),
    requestType: group.requestType === null ? NOT_CLASSIFIED : REQUEST_TYPE_LABELS[group.requestType],
    level: group.level,
    total: group.total,
    met: byStatus.met,
    missed: byStatus.missed,
    onTime: byStatus['on-time'],
    atRisk: byStatus['at-risk'],
    breached: byStatus.breached,
    noTarget: byStatus['no-target'],
    medianHours: toHours(group.medianSeconds),
    p90Hours: toHours(group.p90Seconds),
  };
}

function buildClosing(): readonly PageLine[] {
  return [
    [],
    ...NOTES.map((note): PageLine => [{ look: 'note', value: note }]),
    ...buildSignLines(UNIT_SIGNERS, [1, 5, 11]),
  ];
}
