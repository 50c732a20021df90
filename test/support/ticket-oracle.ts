import assert from 'node:assert/strict';
import { formatInstant, type Instant, toCalendarDate } from '../../src/domain/instant.ts';
import type { Level, RequestType, Ticket, TicketEvent } from '../../src/domain/ticket.ts';
import type { SlaStatus, TicketAction, TicketDecision, TicketStep } from '../../src/domain/ticket-decision.ts';
import { classifyTicket, type FindTypesInText } from './ticket-oracle-classification.ts';
import { findSolvedAt, readTicketHistory, type TicketHistory } from './ticket-oracle-history.ts';

/** What can be decided without a rule engine: all of a decision but the names of rules and the release. */
export type OracleDecision = Omit<TicketDecision, 'rules' | 'release'>;

/**
 * Decides one ticket the plain way, as a second opinion on the rules: 24×7 clock, default limits, no overrides.
 * Events of other tickets are ignored. Asserts that the ticket was received by asOf (later ones are rejected rows).
 */
export function decideTicketPlainly(
  ticket: Ticket,
  events: readonly TicketEvent[],
  asOf: Instant,
  findTypesInText: FindTypesInText,
): OracleDecision {
  const history = readTicketHistory(ticket, events, asOf);
  assert(history.receivedAt <= asOf, 'a ticket received after asOf is a rejected row and is never decided');
  const classification = classifyTicket(ticket, history, findTypesInText);
  const { requestType, level } = classification;
  const target = findTarget(requestType, level, history);
  // "A pair without a row has no target: … `needsReview`"; "an older ticket has no target and needs review".
  const needsReview = classification.needsReview || target === null;
  const slaStatus = decideStatus(target, history, asOf);
  const place = route(ticket, level, history);
  return {
    subject: 'ticket',
    id: ticket.ticketId,
    requestType,
    level,
    needsReview,
    step: place.step,
    unit: place.unit,
    department: place.department,
    ctkvDueAt: target === null ? null : formatInstant(target.ctkvDueAt),
    ttCnttDueAt: target === null || target.ttCnttDueAt === null ? null : formatInstant(target.ttCnttDueAt),
    totalDueAt: target === null ? null : formatInstant(target.totalDueAt),
    slaStatus,
    breachedBy: findLateUnits(ticket, target, history, asOf),
    actions: findActions({ target, slaStatus, level, needsReview }, history, asOf),
  };
}

type Place = { readonly step: TicketStep; readonly unit: string | null; readonly department: string | null };

function route(ticket: Ticket, level: Level | null, history: TicketHistory): Place {
  const unit = findCtkv(ticket);
  const department = findReceivingDepartment(ticket);
  const solvedAt = findSolvedAt(history);
  // "Closed, or solved and replied at or after the solution → step `done`, unit and department null."
  if (history.closedAt !== null) return { step: 'done', unit: null, department: null };
  if (solvedAt !== null && isRepliedSince(history, solvedAt)) return { step: 'done', unit: null, department: null };
  // "Solved, with no reply at or after the solution → 3.1, CTKV, receiving department."
  if (solvedAt !== null) return { step: '3.1', unit, department };
  // "level null → step 1.2 at the receiving department"; it "is with that CTKV's receiving department"
  if (level === null) return { step: '1.2', unit, department };
  // "level 1 → 1.3, CTKV, receiving department; level 2 → 2.1, CTKV, TT-KDCNS"
  if (level === 1) return { step: '1.3', unit, department };
  if (level === 2) return { step: '2.1', unit, department: 'TT-KDCNS' };
  // "level 3 or 4 not handed over → 1.5, CTKV, TT-KDCNS; handed over → 2.1, TT-CNTT, GPTH"
  if (history.handedOverAt === null) return { step: '1.5', unit, department: 'TT-KDCNS' };
  return { step: '2.1', unit: 'TT-CNTT', department: 'GPTH' };
}

/** "The CTKV is the ticket's `regionUnit`, `CTKV` where that is empty" */
function findCtkv(ticket: Ticket): string {
  return ticket.regionUnit ?? 'CTKV';
}

/** "The receiving department is AM-KAM for channel am-kam, KHDN for khdn, else TONG-DAI." */
function findReceivingDepartment(ticket: Ticket): string {
  if (ticket.channel === 'am-kam') return 'AM-KAM';
  return ticket.channel === 'khdn' ? 'KHDN' : 'TONG-DAI';
}

/** "A reply before the solution is an interim word and ends nothing." */
function isRepliedSince(history: TicketHistory, solvedAt: Instant): boolean {
  return history.repliedAt !== null && history.repliedAt >= solvedAt;
}

const HOUR_MS = 3_600_000;
const LIMITS_BEGIN_ON = '2020-09-01';

/** Hours by type and level; the rows of the table in their order. */
const TIME_LIMITS: readonly {
  readonly types: readonly RequestType[];
  readonly levels: readonly Level[];
  readonly ctkvHours: number;
  readonly ttCnttHours: number | null;
  readonly totalHours: number;
}[] = [
  { types: ['inquiry'], levels: [1], ctkvHours: 4, ttCnttHours: null, totalHours: 4 },
  { types: ['activation'], levels: [2], ctkvHours: 4, ttCnttHours: null, totalHours: 4 },
  { types: ['configuration-change'], levels: [2], ctkvHours: 4, ttCnttHours: null, totalHours: 4 },
  { types: ['incident'], levels: [3, 4], ctkvHours: 4, ttCnttHours: 44, totalHours: 48 },
  { types: ['integration'], levels: [3, 4], ctkvHours: 4, ttCnttHours: 44, totalHours: 48 },
  { types: ['other'], levels: [3, 4], ctkvHours: 4, ttCnttHours: 44, totalHours: 48 },
  { types: ['support'], levels: [2], ctkvHours: 4, ttCnttHours: null, totalHours: 4 },
  {
    types: ['inquiry', 'activation', 'configuration-change', 'support'],
    levels: [3, 4],
    ctkvHours: 4,
    ttCnttHours: 44,
    totalHours: 48,
  },
];

type Target = {
  readonly ctkvDueAt: Instant;
  readonly ttCnttDueAt: Instant | null;
  readonly totalDueAt: Instant;
};

function findTarget(requestType: RequestType | null, level: Level | null, history: TicketHistory): Target | null {
  // "The time limits are those valid on the day of receipt (in the zone of the process). They begin on 2020-09-01"
  if (toCalendarDate(history.receivedAt) < LIMITS_BEGIN_ON) return null;
  // "A pair without a row has no target"
  if (requestType === null || level === null) return null;
  const row = TIME_LIMITS.find(({ types, levels }) => types.includes(requestType) && levels.includes(level));
  if (row === undefined) return null;
  // "total = receipt + total limit; CTKV = receipt + CTKV limit"
  const totalDueAt = history.receivedAt + row.totalHours * HOUR_MS;
  const ctkvDueAt = history.receivedAt + row.ctkvHours * HOUR_MS;
  // "TT CNTT = min(hand-over + 44 h, total), null before the hand-over"
  if (history.handedOverAt === null || row.ttCnttHours === null) return { ctkvDueAt, ttCnttDueAt: null, totalDueAt };
  const ttCnttDueAt = Math.min(history.handedOverAt + row.ttCnttHours * HOUR_MS, totalDueAt);
  return { ctkvDueAt, ttCnttDueAt, totalDueAt };
}

function decideStatus(target: Target | null, history: TicketHistory, asOf: Instant): SlaStatus {
  if (target === null) return 'no-target';
  const solvedAt = findSolvedAt(history);
  // "≤ total → `met`, else `missed`"
  if (solvedAt !== null) return solvedAt <= target.totalDueAt ? 'met' : 'missed';
  // "Open: asOf > total → `breached`; used ≥ 80 % of the total → `at-risk`; else `on-time`."
  if (asOf > target.totalDueAt) return 'breached';
  const usedMs = asOf - history.receivedAt;
  const totalMs = target.totalDueAt - history.receivedAt;
  return usedMs * 100 >= totalMs * 80 ? 'at-risk' : 'on-time';
}

/** "In the order of the segments." */
function findLateUnits(
  ticket: Ticket,
  target: Target | null,
  history: TicketHistory,
  asOf: Instant,
): readonly string[] {
  if (target === null) return [];
  const late: string[] = [];
  const solvedAt = findSolvedAt(history);
  // "The CTKV …: the earlier of hand-over and solution, else asOf, later than CTKV due."
  if (Math.min(history.handedOverAt ?? asOf, solvedAt ?? asOf) > target.ctkvDueAt) late.push(findCtkv(ticket));
  // "TT-CNTT when handed over, and solution, else asOf, later than its due time."
  if (target.ttCnttDueAt !== null && (solvedAt ?? asOf) > target.ttCnttDueAt) late.push('TT-CNTT');
  return late;
}

type Verdict = {
  readonly target: Target | null;
  readonly slaStatus: SlaStatus;
  readonly level: Level | null;
  readonly needsReview: boolean;
};

/** "Actions, sorted by name" */
function findActions(verdict: Verdict, history: TicketHistory, asOf: Instant): readonly TicketAction[] {
  const { target, slaStatus, level, needsReview } = verdict;
  const actions: TicketAction[] = [];
  // "`warn` when at-risk"
  if (slaStatus === 'at-risk') actions.push('warn');
  const isBreached = target !== null && slaStatus === 'breached';
  // "`escalate` when breached at level 1 or 2"
  if (isBreached && (level === 1 || level === 2)) actions.push('escalate');
  if (isBreached && (level === 3 || level === 4)) {
    const { lastProgressAt, repliedAt } = history;
    const progressAt = lastProgressAt !== null && lastProgressAt >= target.totalDueAt ? lastProgressAt : null;
    // "`update-progress` … there was no progress update at or after the total due time, or the last one is ≥ 24 h old"
    if (progressAt === null || asOf - progressAt >= 24 * HOUR_MS) actions.push('update-progress');
    // "`inform-customer` … a progress update came at or after the total due time, and there was no reply or the last
    // reply is before that update"
    if (progressAt !== null && (repliedAt === null || repliedAt < progressAt)) actions.push('inform-customer');
  }
  // "`reply-customer` when solved, not closed, and no reply at or after the solution, also without a target"
  const solvedAt = findSolvedAt(history);
  if (solvedAt !== null && history.closedAt === null && !isRepliedSince(history, solvedAt)) {
    actions.push('reply-customer');
  }
  // "`review` when `needsReview`"
  if (needsReview) actions.push('review');
  return actions.toSorted();
}
