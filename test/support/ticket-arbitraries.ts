import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Instant, parseInstant } from '../../src/domain/instant.ts';
import {
  CHANNELS,
  LEVELS,
  REQUEST_TYPES,
  SATISFACTION,
  SEGMENTS,
  TICKET_EVENT_TYPES,
  type Ticket,
  type TicketEvent,
  type TicketEventType,
  TOPICS,
} from '../../src/domain/ticket.ts';

/** A ticket, the events of its file (none: the columns speak), and a moment at or after its receipt to judge it at. */
export type TicketCase = { readonly ticket: Ticket; readonly events: readonly TicketEvent[]; readonly asOf: Instant };

/**
 * Whole cases whose instants share their bounds: due times, 80 % of them, 24 h after a progress update, each also one
 * second off. Neither the receipt column nor the first `received` event that counts is after asOf.
 */
export function ticketCaseArbitrary(phrases: readonly string[] = SAMPLE_PHRASES): fc.Arbitrary<TicketCase> {
  const plan = ticketPlanArbitrary(phrases);
  const planArbitrary = fc.oneof({ weight: 4, arbitrary: plan }, { weight: 1, arbitrary: plan.map(toOpenIncident) });
  return fc
    .record({
      receivedAt: receiptArbitrary,
      hotSpots: fc.oneof({ weight: 4, arbitrary: hotSpotsArbitrary }, { weight: 1, arbitrary: lateHotSpotsArbitrary }),
      ticket: planArbitrary,
      events: fc.oneof(noEventsArbitrary, eventPlansArbitrary),
      asOf: fc.oneof(momentArbitrary, limitAfterArbitrary),
    })
    .map(({ receivedAt, hotSpots, ticket, events, asOf }) => {
      const toInstant = (moment: Moment): Instant => locate(moment, hotSpots, receivedAt);
      const builtTicket = buildTicket(ticket, receivedAt, toInstant);
      const builtEvents = events.map((plan) => buildEvent(plan, ticket.ticketId, toInstant));
      const judgedAt = 'hotSpot' in asOf ? toInstant(asOf) : locateAfter(asOf, builtTicket, builtEvents);
      return { ticket: builtTicket, events: builtEvents, asOf: Math.max(receivedAt, judgedAt) };
    });
}

/** Tickets with any mix of null and filled columns; subject and description are made of the given phrases. */
export function ticketArbitrary(phrases: readonly string[] = SAMPLE_PHRASES): fc.Arbitrary<Ticket> {
  return fc
    .record({ receivedAt: receiptArbitrary, hotSpots: hotSpotsArbitrary, ticket: ticketPlanArbitrary(phrases) })
    .map(({ receivedAt, hotSpots, ticket }) =>
      buildTicket(ticket, receivedAt, (moment) => locate(moment, hotSpots, receivedAt)),
    );
}

/** Events of one ticket in no order, up to eight, around the receipt (one of the usual ones unless it is given). */
export function ticketEventsArbitrary(ticketId: string, receivedAt?: Instant): fc.Arbitrary<readonly TicketEvent[]> {
  return fc
    .record({
      start: receivedAt === undefined ? receiptArbitrary : fc.constant(receivedAt),
      hotSpots: hotSpotsArbitrary,
      events: eventPlansArbitrary,
    })
    .map(({ start, hotSpots, events }) =>
      events.map((plan) => buildEvent(plan, ticketId, (moment) => locate(moment, hotSpots, start))),
    );
}

/** Moments to judge a ticket at: at or after its receipt, often on a bound or a second beside it. */
export function asOfArbitrary(receivedAt: Instant): fc.Arbitrary<Instant> {
  return fc
    .record({ hotSpots: hotSpotsArbitrary, asOf: momentArbitrary })
    .map(({ hotSpots, asOf }) => Math.max(receivedAt, locate(asOf, hotSpots, receivedAt)));
}

/** Phrases of customers for each way of wording: accents, none, capitals, two types in one text, none at all. */
const SAMPLE_PHRASES = [
  'hỏi giá cước dịch vụ',
  'đề nghị kích hoạt',
  'de nghi kich hoat',
  'thay đổi cấu hình',
  'hướng dẫn cài đặt',
  'MẤT KẾT NỐI',
  'mất kết nối sau khi thay đổi cấu hình',
  'tích hợp hệ thống',
  'xác nhận doanh thu',
  'xin chào',
  '',
] as const;

type Moment = { readonly hotSpot: number; readonly shiftSeconds: number; readonly offSeconds: number };
type Locate = (moment: Moment) => Instant;

/** Instants of one case pick from the same few spots, so that they meet: a reply at the solution, asOf at a due time. */
function locate(moment: Moment, hotSpots: readonly number[], receivedAt: Instant): Instant {
  const spot = hotSpots[moment.hotSpot % hotSpots.length] ?? 0;
  return receivedAt + (spot + moment.shiftSeconds + moment.offSeconds) * 1000;
}

/** A moment one limit after something that happened to the ticket, or a second beside it. */
type LimitAfter = {
  readonly anchor: 'receipt' | 'hand-over' | 'anything';
  readonly pick: number;
  readonly limitSeconds: number;
  readonly offSeconds: number;
};

function locateAfter(after: LimitAfter, ticket: Ticket, events: readonly TicketEvent[]): Instant {
  const anchors = findAnchors(after.anchor, ticket, events);
  const anchor = anchors[after.pick % anchors.length] ?? ticket.receivedAt;
  return anchor + (after.limitSeconds + after.offSeconds) * 1000;
}

/** The instants that a limit may run from; none where nothing of the kind has happened. */
function findAnchors(kind: LimitAfter['anchor'], ticket: Ticket, events: readonly TicketEvent[]): readonly Instant[] {
  const instantsOf = (type: TicketEventType) => events.filter((event) => event.type === type).map((event) => event.at);
  const dropNull = (...columns: readonly (Instant | null)[]) => columns.filter((at) => at !== null);
  switch (kind) {
    case 'receipt':
      return instantsOf('received')
        .toSorted((a, b) => a - b)
        .slice(0, 1);
    case 'hand-over':
      return events.length === 0 ? dropNull(ticket.forwardedToCnttAt) : instantsOf('forwarded');
    case 'anything':
      return events.length === 0 ? dropNull(ticket.lastProgressAt, ticket.repliedAt) : events.map(({ at }) => at);
  }
}

function getInstant(text: string): Instant {
  const instant = parseInstant(text);
  assert(instant !== undefined, `${text} is no instant`);
  return instant;
}

/** The first day of the time limits, to the second on the Vietnamese clock and on UTC's, where the day is another. */
const EARLY_RECEIPTS = [
  '2020-08-31T09:00:00+07:00',
  '2020-08-31T23:59:59+07:00',
  '2020-09-01T00:00:00+07:00',
  '2020-09-01T06:59:59+07:00',
  '2020-09-01T07:00:00+07:00',
].map(getInstant);
/** A working day, an evening, the afternoon before a weekend, one before Tết, the turn of a year. */
const USUAL_RECEIPTS = [
  '2026-11-18T08:30:00+07:00',
  '2026-11-19T21:15:07+07:00',
  '2026-11-20T16:59:59+07:00',
  '2026-02-13T16:30:00+07:00',
  '2025-12-31T23:30:00+07:00',
].map(getInstant);

const receiptArbitrary = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...USUAL_RECEIPTS) },
  { weight: 1, arbitrary: fc.constantFrom(...EARLY_RECEIPTS) },
);

/** Hours after the receipt at which something changes: an early hand-over, 80 % of 4 h and of 48 h, the limits, 24 h after a limit. */
const BOUND_HOURS = [0, 1, 3.2, 4, 38.4, 44, 48, 72] as const;
const OTHER_HOURS = [2, 24, 28, 45, 46, 47, 49, 50, 73, 74, 96, 120] as const;
/** Distances between two moments that matter: the limits themselves, and the age of a progress update. */
const SHIFT_HOURS = [4, 24, 44, 48] as const;
const DAYS_14_IN_SECONDS = 14 * 86_400;

const hotSpotsArbitrary = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...BOUND_HOURS.map((hours) => Math.round(hours * 3600))) },
    { weight: 3, arbitrary: fc.constantFrom(...OTHER_HOURS.map((hours) => hours * 3600)) },
    { weight: 1, arbitrary: fc.integer({ min: -3600, max: DAYS_14_IN_SECONDS }) },
  ),
  { minLength: 2, maxLength: 4 },
);

const lateHotSpotsArbitrary = fc.constantFrom([48 * 3600, 72 * 3600], [48 * 3600, 72 * 3600, 73 * 3600]);

const momentArbitrary: fc.Arbitrary<Moment> = fc.record({
  hotSpot: fc.nat({ max: 11 }),
  shiftSeconds: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constantFrom(...SHIFT_HOURS.map((hours) => hours * 3600)) },
  ),
  offSeconds: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.constantFrom(-1, 1) }),
});

const limitAfterArbitrary: fc.Arbitrary<LimitAfter> = fc.oneof(
  limitAfterOf('receipt', [3.2, 4, 38.4, 48]),
  limitAfterOf('hand-over', [44]),
  limitAfterOf('anything', [0, 4, 24, 44, 48]),
);

function limitAfterOf(anchor: LimitAfter['anchor'], limitHours: readonly number[]): fc.Arbitrary<LimitAfter> {
  return fc.record({
    anchor: fc.constant(anchor),
    pick: fc.nat({ max: 11 }),
    limitSeconds: fc.constantFrom(...limitHours.map((hours) => Math.round(hours * 3600))),
    offSeconds: fc.constantFrom(-1, 0, 1),
  });
}

/** One in so many is null: mostly null leaves little to decide, hardly ever null leaves little to fall back on. */
function nullable<T>(arbitrary: fc.Arbitrary<T>, oneIn = 2): fc.Arbitrary<T | null> {
  return fc.option(arbitrary, { nil: null, freq: oneIn });
}

const unitArbitrary = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('TT-CNTT', 'GPTH', 'KD', 'PMNB', 'PMKH') },
  { weight: 2, arbitrary: fc.constantFrom('CTKV', 'CTKV1', 'CTKV9', 'TONG-DAI', 'AM-KAM', 'KHDN', 'TT-KDCNS', 'CSKH') },
  { weight: 2, arbitrary: fc.constantFrom('TT-NOC', 'TT-TCTK', 'TT-VTQT', 'TT-DVS', 'PARTNER', 'CTKV10', 'NO-SUCH') },
  { weight: 1, arbitrary: fc.constant('KE-TOAN') },
);

function textArbitrary(phrases: readonly string[]): fc.Arbitrary<string | null> {
  return nullable(fc.array(fc.constantFrom(...phrases), { maxLength: 2 }).map((chosen) => chosen.join(', ')));
}

/** A ticket whose instants are not yet placed on the calendar. */
type TicketPlan = Omit<Ticket, 'receivedAt' | MomentColumn> & { readonly [Column in MomentColumn]: Moment | null };
type MomentColumn = 'forwardedToCnttAt' | 'resolvedAt' | 'repliedAt' | 'closedAt' | 'lastProgressAt';

function ticketPlanArbitrary(phrases: readonly string[]): fc.Arbitrary<TicketPlan> {
  const textOf = textArbitrary(phrases);
  return fc.record({
    ticketId: fc.integer({ min: 1, max: 999_999 }).map((number) => `T-${String(number).padStart(6, '0')}`),
    channel: nullable(fc.constantFrom(...CHANNELS)),
    customerId: fc.constant(null),
    customerName: fc.constant(null),
    segment: nullable(fc.constantFrom(...SEGMENTS)),
    product: nullable(fc.constantFrom('it-service', 'sms-brandname', 'no-such-product')),
    regionUnit: nullable(fc.constantFrom('CTKV1', 'CTKV2', 'CTKV9')),
    topic: nullable(fc.constantFrom(...TOPICS), 3),
    requestType: nullable(fc.constantFrom(...REQUEST_TYPES)),
    level: nullable(fc.constantFrom(...LEVELS)),
    subject: textOf,
    description: textOf,
    forwardedToCnttAt: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: momentArbitrary }),
    coordinatingUnit: nullable(unitArbitrary),
    resolvedAt: nullable(momentArbitrary),
    repliedAt: nullable(momentArbitrary),
    // Open tickets have more branches than closed ones.
    closedAt: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: momentArbitrary }),
    lastProgressAt: nullable(momentArbitrary),
    customerSatisfied: fc.constantFrom(null, null, ...SATISFACTION),
  });
}

/** Progress updates decide something on open incidents past 48 h only, which chance alone seldom makes. */
function toOpenIncident(plan: TicketPlan): TicketPlan {
  return {
    ...plan,
    topic: 'system-fault',
    requestType: null,
    resolvedAt: null,
    closedAt: null,
    customerSatisfied: null,
  };
}

function buildTicket(plan: TicketPlan, receivedAt: Instant, toInstant: Locate): Ticket {
  const toNullable = (moment: Moment | null): Instant | null => (moment === null ? null : toInstant(moment));
  return {
    ...plan,
    receivedAt,
    forwardedToCnttAt: toNullable(plan.forwardedToCnttAt),
    resolvedAt: toNullable(plan.resolvedAt),
    repliedAt: toNullable(plan.repliedAt),
    closedAt: toNullable(plan.closedAt),
    lastProgressAt: toNullable(plan.lastProgressAt),
  };
}

/** Types that decide something come more often than those that only end up in the log. */
const OFTEN: readonly TicketEventType[] = [
  ...(['received', 'forwarded', 'forwarded', 'progress-updated', 'resolved', 'resolved'] as const),
  ...(['replied', 'customer-unsatisfied', 'reopened', 'closed'] as const),
];

type EventPlan = { readonly type: TicketEventType; readonly at: Moment; readonly unit: string | null };

const noEventsArbitrary: fc.Arbitrary<readonly EventPlan[]> = fc.constant([]);
const eventPlansArbitrary: fc.Arbitrary<readonly EventPlan[]> = fc.array(
  fc.record({
    type: fc.constantFrom(...TICKET_EVENT_TYPES, ...OFTEN),
    at: momentArbitrary,
    unit: nullable(unitArbitrary),
  }),
  { minLength: 1, maxLength: 8 },
);

function buildEvent(plan: EventPlan, ticketId: string, toInstant: Locate): TicketEvent {
  return { ticketId, at: toInstant(plan.at), type: plan.type, unit: plan.unit, note: null };
}
