import { expect } from 'chai';
import { describe, it } from 'mocha';
import { buildSample } from '../../examples/generator/build-sample.ts';
import { REJECTED_EVENTS } from '../../examples/generator/dirty-rows.ts';
import { TICKET_COLUMNS, toEventCells } from '../../examples/generator/sample-rows.ts';
import { type Instant, parseInstant } from '../../src/domain/instant.ts';
import { TICKET_EVENT_TYPES, type TicketEvent } from '../../src/domain/ticket.ts';
import { deriveMoments } from '../../src/domain/ticket-events.ts';
import type { UnitGroup } from '../../src/domain/ticket-moments.ts';

type Cells = readonly string[];
/** What columns and events both tell: instants, the coordinating unit, and whether the customer is satisfied. */
type Story = Readonly<Record<string, Instant | string | boolean | null>>;

const AS_OF = readInstant('2026-11-23T09:00:00+07:00');
const CLOSED_LATER_MS = 90_000;

describe('the events of the sample', () => {
  it('tell what the columns of their tickets tell, but for the seven tickets that the README speaks of', () => {
    const sample = buildSample();
    const rejected = new Set(REJECTED_EVENTS.map((row) => String(toEventCells(row))));
    const events = sample.events.slice(1).flatMap((cells) => (rejected.has(String(cells)) ? [] : [toEvent(cells)]));
    const told = new Set(events.map((event) => event.ticketId));
    const differing = sample.tickets
      .filter((row) => told.has(readCell(row, 'ticketId')))
      .flatMap((row) => {
        const own = events.filter((event) => event.ticketId === readCell(row, 'ticketId'));
        const [byColumns, byEvents] = [tellByColumns(row), tellByEvents(row, own)];
        const differences = Object.keys(byColumns).filter((key) => byColumns[key] !== byEvents[key]);
        const delayMs = Number(byEvents.closedAt) - Number(byColumns.closedAt);
        return differences.length === 0 ? [] : [{ id: readCell(row, 'ticketId'), differences, delayMs }];
      });

    const [unsatisfied, cancelled, ...closedLater] = differing;
    expect(unsatisfied).to.deep.include({ id: 'YC-000038', differences: ['isUnsatisfied'] });
    expect(cancelled).to.deep.include({ id: 'YC-000039', differences: ['closedAt'] });
    expect(closedLater).to.have.length(5);
    for (const each of closedLater) {
      expect(each, each.id).to.deep.include({ differences: ['closedAt'], delayMs: CLOSED_LATER_MS });
    }
  });
});

function tellByColumns(row: Cells): Story {
  return {
    receivedAt: readInstant(readCell(row, 'receivedAt')),
    handedOverAt: readOptionalInstant(readCell(row, 'forwardedToCnttAt')),
    coordinatingUnit: readCell(row, 'coordinatingUnit') || null,
    resolvedAt: readOptionalInstant(readCell(row, 'resolvedAt')),
    repliedAt: readOptionalInstant(readCell(row, 'repliedAt')),
    closedAt: readOptionalInstant(readCell(row, 'closedAt')),
    lastProgressAt: readOptionalInstant(readCell(row, 'lastProgressAt')),
    isUnsatisfied: readCell(row, 'customerSatisfied') === 'no',
  };
}

function tellByEvents(row: Cells, events: readonly TicketEvent[]): Story {
  const receivedAt = readInstant(readCell(row, 'receivedAt'));
  const { pauses: _, isSolutionRejected: __, ...story } = deriveMoments(receivedAt, events, AS_OF, toUnitGroup);
  return story;
}

function toUnitGroup(code: string): UnitGroup {
  if (code === 'TT-CNTT') return 'tt-cntt';
  return code.startsWith('CTKV') || code === 'TT-KDCNS' ? 'ctkv' : 'other';
}

function toEvent(cells: Cells): TicketEvent {
  const [ticketId = '', at = '', typeCell, unit = ''] = cells;
  const type = TICKET_EVENT_TYPES.find((known) => known === typeCell);
  if (type === undefined) throw new RangeError(`no event type: ${typeCell}`);
  return { ticketId, at: readInstant(at), type, unit: unit || null, note: null };
}

function readCell(row: Cells, column: (typeof TICKET_COLUMNS)[number]): string {
  return row[TICKET_COLUMNS.indexOf(column)] ?? '';
}

function readOptionalInstant(cell: string): Instant | null {
  return cell === '' ? null : readInstant(cell);
}

function readInstant(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new RangeError(`not an instant: ${text}`);
  return instant;
}
