import type { Instant } from './instant.ts';
import type { Pause } from './sla-clock.ts';

/** Reasons for which a ticket can wait; a time limit names those that stop its clock. */
export const PAUSE_REASONS = ['waiting-customer'] as const;

/** Where a unit belongs, as far as time limits care: regional company, IT Centre, or anybody else. */
export type UnitGroup = 'ctkv' | 'tt-cntt' | 'other';

/** What has happened to a ticket, from its own columns or from its events. */
export type TicketMoments = {
  readonly receivedAt: Instant;
  /** The hand-over to TT CNTT that is in force. */
  readonly handedOverAt: Instant | null;
  readonly coordinatingUnit: string | null;
  readonly resolvedAt: Instant | null;
  readonly repliedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly lastProgressAt: Instant | null;
  /** The customer said at least once that the answer was not satisfactory. */
  readonly isUnsatisfied: boolean;
  /** The customer is not satisfied with the solution that `resolvedAt` tells of. */
  readonly isSolutionRejected: boolean;
  readonly pauses: readonly Pause[];
};
