import { formatInstant, type Instant, parseInstant } from '../../src/domain/instant.ts';
import type { RejectedRow } from '../../src/domain/rejected-row.ts';
import type { RunSummary } from '../../src/domain/run-summary.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { TicketDecision, TicketTimes } from '../../src/domain/ticket-decision.ts';
import type { DecidedTicket, TicketReportSource } from '../../src/domain/ticket-report.ts';

/** 2026-11-23 09:00 in Vietnam. */
export const AS_OF: Instant = parseInstant('2026-11-23T09:00:00+07:00') ?? Number.NaN;

/** So many hours after asOf (before it, when negative), as decisions write it. */
export function hoursFromAsOf(hours: number): string {
  return formatInstant(AS_OF + hours * 3_600_000);
}

/** An incident of CTKV1, handed over, solved in time; the parts say what is different. */
export function buildDecidedTicket(
  id: string,
  parts: {
    readonly ticket?: Partial<Ticket>;
    readonly decision?: Partial<TicketDecision>;
    readonly times?: Partial<TicketTimes>;
  } = {},
): DecidedTicket {
  return {
    ticket: { ...BLANK_TICKET, ticketId: id, ...parts.ticket },
    decision: { ...MET_DECISION, id, ...parts.decision },
    times: { ...MET_TIMES, ...parts.times },
  };
}

/** A source over lists, with a run whose numbers fit them. */
export function buildSource(
  tickets: readonly DecidedTicket[],
  rejectedRows: readonly RejectedRow[] = [],
  parts: Partial<TicketReportSource> = {},
): TicketReportSource {
  return {
    run: buildRun(tickets.length, rejectedRows.length),
    names: new Map([
      ['CTKV1', 'Công ty Dịch vụ MobiFone khu vực 1'],
      ['SMS-BRAND', 'SMS Brandname'],
    ]),
    dueSoonHours: 8,
    readDecidedTickets: () => readAll(tickets),
    readRejectedRows: () => readAll(rejectedRows),
    ...parts,
  };
}

/** A run over one ticket file. */
export function buildRun(accepted: number, rejected: number, parts: Partial<RunSummary> = {}): RunSummary {
  const read = accepted + rejected;
  return {
    runId: 'ticket-3f9a1c2b7d40e1aa',
    kind: 'ticket',
    asOf: '2026-11-23T09:00:00+07:00',
    release: '5b1f0c77aa21e04d9f83c6b2',
    startedBy: 'lan@bao-cao',
    inputs: [
      {
        input: 'tickets',
        file: 'tickets.csv',
        sha256: 'c0ffee'.padEnd(64, '0'),
        bytes: 12_345,
        rowsRead: read,
        rowsAccepted: accepted,
        rowsRejected: rejected,
      },
    ],
    rows: { read, accepted, rejected },
    decisionCount: accepted,
    warningCount: 3,
    ...parts,
  };
}

/** A rejected row with two problems. */
export function buildRejectedRow(line: number): RejectedRow {
  return {
    input: 'tickets',
    file: 'tickets.csv',
    line,
    id: `YC-X${line}`,
    problems: [
      { column: 'level', code: 'NOT_IN_LIST', value: '7', allowed: '1, 2, 3, 4' },
      { column: 'receivedAt', code: 'BAD_INSTANT', value: 'hôm qua', allowed: 'YYYY-MM-DDTHH:mm:ss' },
    ],
  };
}

async function* readAll<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

const BLANK_TICKET: Ticket = {
  ticketId: '',
  receivedAt: AS_OF - 20 * 3_600_000,
  channel: 'email',
  customerId: 'KH-0001',
  customerName: 'Công ty A',
  segment: 'business',
  product: 'SMS-BRAND',
  regionUnit: 'CTKV1',
  topic: 'system-fault',
  requestType: null,
  level: null,
  subject: 'Không gửi được tin nhắn',
  description: null,
  forwardedToCnttAt: null,
  coordinatingUnit: null,
  resolvedAt: null,
  repliedAt: null,
  closedAt: null,
  lastProgressAt: null,
  customerSatisfied: null,
};

const MET_DECISION: TicketDecision = {
  subject: 'ticket',
  id: '',
  requestType: 'incident',
  level: 3,
  needsReview: false,
  step: 'done',
  unit: null,
  department: null,
  ctkvDueAt: hoursFromAsOf(-16),
  ttCnttDueAt: hoursFromAsOf(26),
  totalDueAt: hoursFromAsOf(28),
  slaStatus: 'met',
  breachedBy: [],
  actions: [],
  rules: { classification: 'topic-system-fault', routing: 'done', sla: 'limit-incident', escalation: null },
  release: '5b1f0c77aa21e04d9f83c6b2',
};

const MET_TIMES: TicketTimes = {
  receivedAt: hoursFromAsOf(-20),
  solvedAt: hoursFromAsOf(-10),
  handlingSeconds: 36_000,
  totalLateSeconds: null,
  ctkvLateSeconds: null,
  ttCnttLateSeconds: null,
  secondsLeft: null,
};
