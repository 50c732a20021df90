import type { Instant } from './instant.ts';

/** Ways in which a request reaches the company (process VII, step 1.1). */
export const CHANNELS = [
  'document',
  'fax',
  'web-portal',
  'my-mobifone',
  'email',
  'hotline-9090',
  'hotline-18001090',
  'am-kam',
  'khdn',
] as const;
export type Channel = (typeof CHANNELS)[number];

export const SEGMENTS = ['business', 'household', 'individual'] as const;
export type Segment = (typeof SEGMENTS)[number];

export const TOPICS = [
  'feature-info',
  'charge-info',
  'policy-info',
  'usage-guide',
  'activation',
  'configuration',
  'usage-charge-lookup',
  'installation-guide',
  'advanced-guide',
  'technical-support',
  'system-fault',
  'integration',
  'policy-mechanism',
  'commission',
  'revenue-confirmation',
  'technical-support-cntt',
] as const;
export type Topic = (typeof TOPICS)[number];

export const REQUEST_TYPES = [
  'inquiry',
  'activation',
  'configuration-change',
  'support',
  'incident',
  'integration',
  'other',
] as const;
export type RequestType = (typeof REQUEST_TYPES)[number];

export const LEVELS = [1, 2, 3, 4] as const;
export type Level = (typeof LEVELS)[number];

export const SATISFACTION = ['yes', 'no'] as const;
type Satisfaction = (typeof SATISFACTION)[number];

/** One customer request as a ticket file tells it; null where the file says nothing. */
export type Ticket = {
  readonly ticketId: string;
  readonly receivedAt: Instant;
  readonly channel: Channel | null;
  readonly customerId: string | null;
  readonly customerName: string | null;
  readonly segment: Segment | null;
  /** Product code; an unknown one is kept and warned about. */
  readonly product: string | null;
  /** Code of the regional company (CTKV) that answers for the customer. */
  readonly regionUnit: string | null;
  readonly topic: Topic | null;
  readonly requestType: RequestType | null;
  readonly level: Level | null;
  readonly subject: string | null;
  readonly description: string | null;
  readonly forwardedToCnttAt: Instant | null;
  readonly coordinatingUnit: string | null;
  readonly resolvedAt: Instant | null;
  readonly repliedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly lastProgressAt: Instant | null;
  readonly customerSatisfied: Satisfaction | null;
};

/** What can happen to a ticket, in the order in which it is taken to have happened within one second. */
export const TICKET_EVENT_TYPES = [
  'received',
  'forwarded',
  'returned',
  'coordination-requested',
  'waiting-customer',
  'resumed',
  'progress-updated',
  'resolved',
  'replied',
  'customer-unsatisfied',
  'reopened',
  'closed',
  'cancelled',
] as const;
export type TicketEventType = (typeof TICKET_EVENT_TYPES)[number];

/** One row of an event file. */
export type TicketEvent = {
  readonly ticketId: string;
  readonly at: Instant;
  readonly type: TicketEventType;
  readonly unit: string | null;
  readonly note: string | null;
};
