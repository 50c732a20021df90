import type { Column, RowOf, SheetRow, TableSheet } from '../report-model.ts';
import { count, hours, number, share, text, wrapped } from '../shared/columns.ts';
import { toName } from '../shared/names.ts';
import { buildNoteLines } from '../shared/note-lines.ts';
import { buildSignLines, UNIT_SIGNERS } from '../shared/sign-lines.ts';
import { NOT_CLASSIFIED, REQUEST_TYPE_LABELS, SLA_STATUS_LABELS } from './labels.ts';
import type { SummaryGroup } from './summary-groups.ts';
import { toHours } from './ticket-columns.ts';
import type { TicketReportContext } from './ticket-sheet.ts';

const COUNT_WIDTH = 13;

const COLUMNS = [
  text('unit', { vi: 'CTKV', en: 'Unit' }, 10),
  wrapped('unitName', { vi: 'Tên đơn vị', en: 'Unit name' }, 49),
  text('requestType', { vi: 'Loại yêu cầu', en: 'Request type' }, 28),
  number('level', { vi: 'Cấp độ', en: 'Level' }, 8),
  count('total', { vi: 'Số yêu cầu', en: 'Count' }, COUNT_WIDTH),
  count('met', SLA_STATUS_LABELS.met, COUNT_WIDTH),
  count('missed', SLA_STATUS_LABELS.missed, COUNT_WIDTH),
  count('onTime', SLA_STATUS_LABELS['on-time'], COUNT_WIDTH),
  count('atRisk', SLA_STATUS_LABELS['at-risk'], COUNT_WIDTH),
  count('breached', SLA_STATUS_LABELS.breached, COUNT_WIDTH),
  count('noTarget', SLA_STATUS_LABELS['no-target'], COUNT_WIDTH),
  share('metShare', { vi: 'Tỷ lệ đúng hạn', en: 'Share met' }, 'met', ['met', 'missed', 'breached']),
  hours('medianHours', { vi: 'Trung vị xử lý (giờ)', en: 'Median (h)' }),
  hours('p90Hours', { vi: 'Phân vị 90% (giờ)', en: '90th perc. (h)' }),
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
    closing: [...buildNoteLines(NOTES), ...buildSignLines(UNIT_SIGNERS, [1, 5, 11])],
  };
}

async function* readRows(groups: readonly SummaryGroup[], context: TicketReportContext): AsyncGenerator<SheetRow> {
  for (const group of groups) yield buildRow(group, context);
}

function buildRow(group: SummaryGroup, context: TicketReportContext): RowOf<typeof COLUMNS> {
  const { byStatus } = group;
  return {
    unit: group.unit,
    unitName: toName(group.unit, context.names),
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
