import type { RejectedRow } from './rejected-row.ts';
import type { RunSummary } from './run-summary.ts';
import type { Ticket } from './ticket.ts';
import type { TicketDecision, TicketTimes } from './ticket-decision.ts';

/** A decided ticket as reports see it. */
export type DecidedTicket = {
  readonly ticket: Ticket;
  readonly decision: TicketDecision;
  readonly times: TicketTimes;
};

/** Everything that the ticket-sla report is built from. Rejected rows are read more than once. */
export type TicketReportSource = {
  readonly run: RunSummary;
  /** Display names of codes (units, products, request types) in Vietnamese; a code without one shows itself. */
  readonly names: ReadonlyMap<string, string>;
  /** Open tickets that fall due within so many hours after asOf are listed as due soon. */
  readonly dueSoonHours: number;
  /** All decided tickets, sorted by ticket id. */
  readonly readDecidedTickets: () => AsyncIterable<DecidedTicket>;
  /** All rejected rows, sorted by input, then line. */
  readonly readRejectedRows: () => AsyncIterable<RejectedRow>;
};
