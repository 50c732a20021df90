import { joinObjects } from '../../src/domain/join-objects.ts';
import type { DecidedTicket } from '../../src/domain/ticket-report.ts';
import type { Column, RowOf } from '../report-model.ts';
import { text, wrapped } from '../shared/columns.ts';
import { CHANNEL_LABELS, REVIEW_REASON_LABELS, TOPIC_LABELS } from './labels.ts';
import { buildPlaceCells, buildTicketCells, PLACE_COLUMNS, TICKET_COLUMNS } from './ticket-columns.ts';
import type { TicketReportContext, TicketSheet } from './ticket-sheet.ts';

const COLUMNS = [
  ...TICKET_COLUMNS,
  wrapped('reason', { vi: 'Lý do xem xét lại', en: 'Why' }, 32),
  text('channel', { vi: 'Kênh tiếp nhận', en: 'Channel' }, 18),
  wrapped('topic', { vi: 'Chủ đề', en: 'Topic' }, 22),
  wrapped('subject', { vi: 'Tiêu đề', en: 'Subject' }, 44),
  wrapped('rule', { vi: 'Quy tắc phân loại', en: 'Classification rule' }, 30),
  ...PLACE_COLUMNS,
] as const satisfies readonly Column[];

/** Tickets that a person has to classify or judge. */
export const REVIEW_SHEET: TicketSheet = {
  name: 'Cần xem xét lại - Review',
  title: { vi: 'Yêu cầu cần xem xét lại', en: 'Review queue' },
  columns: COLUMNS,
  countRows: ({ decision }) => Number(decision.needsReview),
  buildRows: (decided, context) => (decided.decision.needsReview ? [buildRow(decided, context)] : []),
  compareRows: null,
};

function buildRow(decided: DecidedTicket, context: TicketReportContext): RowOf<typeof COLUMNS> {
  const { ticket, decision } = decided;
  return joinObjects(
    buildTicketCells(decided, context),
    {
      reason: listReasons(decided).join('; '),
      channel: ticket.channel === null ? null : CHANNEL_LABELS[ticket.channel],
      topic: ticket.topic === null ? null : TOPIC_LABELS[ticket.topic],
      subject: ticket.subject,
      rule: decision.rules.classification?.replaceAll(';', '; ') ?? null, // a place to go on in the next line
    },
    buildPlaceCells(decided),
  );
}

/** A ticket with type, level and target can only be here because its text spoke of several types. */
function listReasons({ decision }: DecidedTicket): readonly string[] {
  const isClassified = decision.requestType !== null && decision.level !== null;
  const hasTarget = decision.slaStatus !== 'no-target';
  const reasons: string[] = [];
  if (!isClassified) reasons.push(REVIEW_REASON_LABELS['not-classified']);
  if (isClassified && hasTarget) reasons.push(REVIEW_REASON_LABELS['unsure-classification']);
  if (!hasTarget) reasons.push(REVIEW_REASON_LABELS['no-target']);
  return reasons;
}
