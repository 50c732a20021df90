import type { BillingDecision } from '../../domain/billing-decision.ts';
import type { CollectionDecision, DebtInvoiceDecision } from '../../domain/debt-decision.ts';
import type { TicketDecision } from '../../domain/ticket-decision.ts';
import type { DecidedFacts } from '../../store/decided-facts.ts';

/** A decision of any kind of batch. */
export type AnyDecision = TicketDecision | BillingDecision | CollectionDecision | DebtInvoiceDecision;

/** A stored decision, and what the draft makes of the same facts. */
export type Redecided = {
  readonly before: AnyDecision;
  /** Null where the draft decides nothing: a terminated contract that would not owe any more. */
  readonly after: AnyDecision | null;
};

/**
 * Decides one stored decision again; `needs-records` where its facts do not tell enough: a ticket whose time limits
 * change needs the pauses of its clock.
 */
type DecideAgain = (stored: DecidedFacts) => Redecided | 'needs-records';

/** How the decisions about one kind of subject are decided again. */
export type Redecider = {
  readonly subject: string;
  readonly withDetails: boolean;
  readonly decide: DecideAgain;
};
