import type { Batch } from '../batch.ts';
import { checkReceipts, checkTicketsOfEvents } from './cross-checks.ts';
import { buildTicketDecider } from './ticket-decider.ts';
import { buildTicketFolder, readTicketInput } from './ticket-intake.ts';
import { TICKET_REPORTS, writeTicketReports } from './ticket-reports.ts';
import { readTicketTotals } from './ticket-totals.ts';

/** Customer requests against their time limits (process VII). */
export const TICKET_BATCH: Batch = {
  kind: 'ticket',
  inputs: ['tickets', 'events'],
  // An old ticket has no target and is decided all the same.
  datedRuleSets: { needed: [], told: [] },
  subjects: { inputs: ['tickets'], tag: null },
  readInput: readTicketInput,
  buildFolder: buildTicketFolder,
  // A ticket that is not received yet goes first: its events then belong to no ticket.
  crossChecks: [checkReceipts, checkTicketsOfEvents],
  buildDecider: buildTicketDecider,
  readControlTotals: readTicketTotals,
  reports: TICKET_REPORTS,
  reportsBeside: [],
  writeReports: writeTicketReports,
};
