import type { RejectedRow } from './rejected-row.ts';
import type { Ticket } from './ticket.ts';
import type { TicketDecision, TicketTimes } from './ticket-decision.ts';

/** A decided ticket as reports see it. */
export type DecidedTicket = {
  readonly ticket: Ticket;
  readonly decision: TicketDecision;
  readonly times: TicketTimes;
};

/** One input file of a run and how many of its rows could be used. */
export type InputSummary = {
  readonly input: string;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly rowsRejected: number;
};

/** What a report says of the run that it belongs to. */
export type RunSummary = {
  readonly runId: string;
  readonly kind: string;
  /** Instant or date text, as the run was asked for. */
  readonly asOf: string;
  readonly release: string;
  /** Who started the run: user@host. */
  readonly startedBy: string;
  readonly inputs: readonly InputSummary[];
  readonly rows: { readonly read: number; readonly accepted: number; readonly rejected: number };
  /** Decisions in the store. */
  readonly decisionCount: number;
  readonly warningCount: number;
};

/** Everything that the ticket-sla report is built from. The streams can be opened more than once. */
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
