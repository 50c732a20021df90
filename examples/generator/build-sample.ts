import { formatInstant } from '../../src/domain/instant.ts';
import { createSeededRandom, type SeededRandom } from '../../src/domain/seeded-random.ts';
import { buildRegularTickets, type SampleTicket } from './build-regular-tickets.ts';
import { buildTicketEvents } from './build-ticket-events.ts';
import { ODD_TICKET_CELLS, REJECTED_EVENTS, REJECTED_TICKET_CELLS } from './dirty-rows.ts';
import { readInstant } from './sample-moments.ts';
import { EVENT_COLUMNS, type EventRow, TICKET_COLUMNS, toEventCells, toTicketCells } from './sample-rows.ts';
import { SHOWCASE_EVENTS, SHOWCASE_TICKETS } from './showcase-tickets.ts';

type Cells = readonly string[];

/** The rows of both files, headers first. */
export type Sample = { readonly tickets: readonly Cells[]; readonly events: readonly Cells[] };

/** The seed of the whole sample; customers are drawn first, so all files tell of the same ones. */
export const SAMPLE_SEED = 20_261_123;
/** The share of tickets whose events are known. */
const EVENT_SHARE = 0.1;
/** So many of them tell a closing a little later than the ticket's column does. */
const DISAGREEING_TICKETS = 5;
const DISAGREEMENT_MS = 90_000;

/** Builds the whole sample: the same rows whenever and wherever it is called. */
export function buildSample(): Sample {
  const random = createSeededRandom(SAMPLE_SEED);
  const regular = buildRegularTickets(random);
  const clean = [...SHOWCASE_TICKETS, ...regular.map((ticket) => ticket.row)].map(toTicketCells);
  const events = [...SHOWCASE_EVENTS, ...buildRegularEvents(random, regular), ...REJECTED_EVENTS];
  return {
    tickets: [TICKET_COLUMNS, ...spread([...ODD_TICKET_CELLS, ...REJECTED_TICKET_CELLS], clean)],
    events: [EVENT_COLUMNS, ...random.shuffle(events).map(toEventCells)],
  };
}

function buildRegularEvents(random: SeededRandom, tickets: readonly SampleTicket[]): readonly EventRow[] {
  const told = tickets.filter(() => random.chance(EVENT_SHARE)).map((ticket) => buildTicketEvents(random, ticket));
  let agreeingFrom = 0;
  return told.flatMap((events) => {
    const isClosed = events.some((event) => event.type === 'closed');
    if (!isClosed || agreeingFrom >= DISAGREEING_TICKETS) return events;
    agreeingFrom += 1;
    return events.map((event) => (event.type === 'closed' ? delay(event) : event));
  });
}

function delay(event: EventRow): EventRow {
  return { ...event, at: formatInstant(readInstant(event.at ?? '') + DISAGREEMENT_MS) };
}

/** Puts the rows of the first list between those of the second at even distances, the last one at the end. */
function spread(dirty: readonly Cells[], clean: readonly Cells[]): readonly Cells[] {
  const distance = Math.ceil(clean.length / dirty.length);
  return dirty.flatMap((row, index) => [...clean.slice(index * distance, (index + 1) * distance), row]);
}
