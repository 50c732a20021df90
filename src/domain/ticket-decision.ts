import type { Level, RequestType } from './ticket.ts';

export const SLA_STATUSES = ['met', 'missed', 'on-time', 'at-risk', 'breached', 'no-target'] as const;
export type SlaStatus = (typeof SLA_STATUSES)[number];

/** Steps of process VII at which a request can stand; `done` when nothing is left to do. */
export const TICKET_STEPS = ['1.2', '1.3', '1.5', '2.1', '3.1', 'done'] as const;
export type TicketStep = (typeof TICKET_STEPS)[number];

export const TICKET_ACTIONS = [
  'escalate',
  'inform-customer',
  'reply-customer',
  'review',
  'update-progress',
  'warn',
] as const;
export type TicketAction = (typeof TICKET_ACTIONS)[number];

/** Names of the rules that decided each stage; several of one stage are joined with `;`, null where none spoke. */
type TicketRuleNames = {
  readonly classification: string | null;
  readonly routing: string | null;
  readonly sla: string | null;
  readonly escalation: string | null;
};

/** The one decision about a ticket. Its keys and their order are the output contract; instants are `…+07:00` text. */
export type TicketDecision = {
  readonly subject: 'ticket';
  readonly id: string;
  readonly requestType: RequestType | null;
  readonly level: Level | null;
  readonly needsReview: boolean;
  readonly step: TicketStep;
  readonly unit: string | null;
  readonly department: string | null;
  readonly ctkvDueAt: string | null;
  readonly ttCnttDueAt: string | null;
  readonly totalDueAt: string | null;
  readonly slaStatus: SlaStatus;
  /** Codes of the units that were late, in the order of the segments: CTKV, then TT-CNTT. */
  readonly breachedBy: readonly string[];
  /** Sorted by name. */
  readonly actions: readonly TicketAction[];
  readonly rules: TicketRuleNames;
  readonly release: string;
};

/** Times of a ticket that reports need and no rule decides; null where there is no such moment. */
export type TicketTimes = {
  /** The receipt that counts, as text: the first `received` event, else the column. */
  readonly receivedAt: string;
  /** Moment of the solution that counts (`resolvedAt`, else `closedAt`), as text; null while open. */
  readonly solvedAt: string | null;
  /** Seconds on the clock of the time limit from receipt to solution; null while open. */
  readonly handlingSeconds: number | null;
  /** Seconds on that clock past each due time, up to the solution (CTKV: or the hand-over) or asOf; null if in time. */
  readonly totalLateSeconds: number | null;
  readonly ctkvLateSeconds: number | null;
  readonly ttCnttLateSeconds: number | null;
  /** Seconds on that clock from asOf to the total due time; null unless open, with a target and not late. */
  readonly secondsLeft: number | null;
};
