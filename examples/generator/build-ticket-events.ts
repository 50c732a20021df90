import { formatInstant, type Instant } from '../../src/domain/instant.ts';
import type { SeededRandom } from '../../src/domain/seeded-random.ts';
import type { TicketEventType } from '../../src/domain/ticket.ts';
import type { SampleTicket } from './build-regular-tickets.ts';
import { drawBetween, SAMPLE_AS_OF } from './sample-moments.ts';
import type { EventRow } from './sample-rows.ts';

type Occurrence = {
  readonly at: Instant;
  readonly type: TicketEventType;
  readonly unit?: string;
  readonly note?: string;
};

const HOUR_MS = 3_600_000;

const NOTES: Readonly<Partial<Record<TicketEventType, readonly string[]>>> = {
  forwarded: ['Chuyển xử lý theo phân cấp', 'Chuyển bộ phận phụ trách'],
  'progress-updated': [
    'Đang chờ đối tác thay thiết bị',
    'Đã xác định nguyên nhân, dự kiến xong trong ngày',
    'Đang kiểm thử bản vá',
  ],
  'waiting-customer': ['Chờ KH gửi ảnh chụp lỗi', 'KH hẹn gọi lại'],
  'customer-unsatisfied': ['KH chưa đồng ý với hướng xử lý', 'KH phản ánh lỗi vẫn còn'],
  resolved: ['Đã xử lý xong', 'Đã hướng dẫn, KH thao tác được'],
};

/** Tells the story of a ticket as events that agree with its columns, with some detail that columns cannot show. */
export function buildTicketEvents(random: SeededRandom, ticket: SampleTicket): readonly EventRow[] {
  const occurrences = [...listColumnOccurrences(random, ticket), ...listDetours(random, ticket)];
  return occurrences.map(({ at, type, unit, note }) => ({
    ticketId: ticket.ticketId,
    at: formatInstant(at),
    type,
    unit: unit ?? '',
    note: note ?? chooseNote(random, type),
  }));
}

function listColumnOccurrences(random: SeededRandom, { row, moments }: SampleTicket): readonly Occurrence[] {
  const { received, forwarded, progress, resolved, replied, closed } = moments;
  const occurrences: Occurrence[] = [{ at: received, type: 'received', unit: row.regionUnit ?? '' }];
  if (forwarded !== undefined) occurrences.push({ at: forwarded, type: 'forwarded', unit: 'TT-CNTT' });
  if (progress !== undefined) occurrences.push({ at: progress, type: 'progress-updated', unit: 'TT-CNTT' });
  if (resolved !== undefined) occurrences.push({ at: resolved, type: 'resolved' });
  if (replied !== undefined) occurrences.push({ at: replied, type: 'replied' });
  if (closed !== undefined) occurrences.push({ at: closed, type: resolved === undefined ? 'cancelled' : 'closed' });
  const end = resolved ?? closed ?? SAMPLE_AS_OF;
  const unit = row.coordinatingUnit ?? '';
  if (unit !== '') {
    occurrences.push({ at: drawBetween(random, forwarded ?? received, end), type: 'coordination-requested', unit });
  }
  if (row.customerSatisfied === 'no' && resolved !== undefined) {
    const from = replied ?? resolved;
    // Unhappy before the hand-over that the complaint leads to.
    const to = forwarded !== undefined && forwarded > from ? forwarded : (closed ?? SAMPLE_AS_OF);
    occurrences.push({ at: drawBetween(random, from, to), type: 'customer-unsatisfied' });
  }
  return occurrences;
}

/** What happens on the way and leaves no trace in the columns: each is allowed only where they stay true. */
function listDetours(random: SeededRandom, { row, moments }: SampleTicket): readonly Occurrence[] {
  const { received, forwarded, progress, resolved, replied, closed } = moments;
  const end = resolved ?? closed ?? SAMPLE_AS_OF;
  const detours: Occurrence[] = [];
  // Step 1.4: a forwarding inside the CTKV is no hand-over.
  if (end - received > 0.2 * HOUR_MS && random.chance(0.4)) {
    detours.push({
      at: drawBetween(random, received, Math.min(end, received + HOUR_MS)),
      type: 'forwarded',
      unit: 'TT-KDCNS',
    });
  }
  if (end - received > HOUR_MS && random.chance(0.25)) detours.push(...listWait(random, received, end));
  if (forwarded !== undefined && forwarded - received > HOUR_MS && random.chance(0.2)) {
    detours.push(...listReturn(random, received, forwarded));
  }
  if (progress !== undefined && random.chance(0.5)) {
    detours.push({
      at: drawBetween(random, forwarded ?? received, progress),
      type: 'progress-updated',
      unit: 'TT-CNTT',
    });
  }
  // The last reply counts, so that an earlier one is told only where a later one stands in the column.
  const isReopened = closed !== undefined && replied !== undefined && resolved !== undefined && replied > resolved;
  if (isReopened && row.customerSatisfied !== 'no' && resolved - received > 3 * HOUR_MS && random.chance(0.15)) {
    detours.push(...listReopening(random, received, resolved));
  }
  return detours;
}

function listWait(random: SeededRandom, from: Instant, to: Instant): readonly Occurrence[] {
  const waitsAt = drawBetween(random, from, to);
  return [
    { at: waitsAt, type: 'waiting-customer' },
    { at: drawBetween(random, waitsAt, to), type: 'resumed' },
  ];
}

/** TT CNTT sends the ticket back once: the second hand-over is the one in force. */
function listReturn(random: SeededRandom, received: Instant, forwarded: Instant): readonly Occurrence[] {
  const firstAt = drawBetween(random, received, forwarded);
  return [
    { at: firstAt, type: 'forwarded', unit: 'TT-CNTT' },
    { at: drawBetween(random, firstAt, forwarded), type: 'returned', note: 'Thiếu thông tin, trả lại CTKV bổ sung' },
  ];
}

/** A first solution that did not last. */
function listReopening(random: SeededRandom, received: Instant, resolved: Instant): readonly Occurrence[] {
  const firstAt = drawBetween(random, received, received + (resolved - received) / 2);
  const closedAt = drawBetween(random, firstAt, resolved);
  return [
    { at: firstAt, type: 'resolved', note: 'Đã khởi động lại dịch vụ' },
    { at: closedAt, type: 'closed' },
    { at: drawBetween(random, closedAt, resolved), type: 'reopened', note: 'Lỗi tái diễn' },
  ];
}

function chooseNote(random: SeededRandom, type: TicketEventType): string {
  const notes = NOTES[type];
  return notes !== undefined && random.chance(0.5) ? random.pick(notes) : '';
}
