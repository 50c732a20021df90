import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { EventRow, TicketRow } from '../../examples/generator/sample-rows.ts';
import { SHOWCASE_EVENTS, SHOWCASE_TICKETS } from '../../examples/generator/showcase-tickets.ts';
import { decideTicket } from '../../src/batches/ticket/decide-ticket.ts';
import { buildTicketRules } from '../../src/batches/ticket/ticket-rules.ts';
import { buildReferenceEvaluator } from '../../src/decisions/reference-evaluator.ts';
import { type Instant, parseInstant } from '../../src/domain/instant.ts';
import {
  CHANNELS,
  LEVELS,
  REQUEST_TYPES,
  SATISFACTION,
  SEGMENTS,
  TICKET_EVENT_TYPES,
  type Ticket,
  type TicketEvent,
  TOPICS,
} from '../../src/domain/ticket.ts';
import type { TicketDecision } from '../../src/domain/ticket-decision.ts';
import { TICKET_CATALOGUE } from '../../src/facts/ticket-catalogue.ts';
import { loadShippedRelease } from '../support/shipped-release.ts';

const README = new URL('../../examples/README.md', import.meta.url);
const AS_OF = readInstant('2026-11-23T09:00:00+07:00');

describe('the tickets of the sample that are written by hand', () => {
  it('are decided as the README says', async () => {
    const rules = buildTicketRules(await loadShippedRelease());
    const evaluator = buildReferenceEvaluator(TICKET_CATALOGUE);
    const events = SHOWCASE_EVENTS.map(toEvent);
    const decided: (readonly string[])[] = [];
    for (const ticket of SHOWCASE_TICKETS.map(toTicket)) {
      const own = events.filter((event) => event.ticketId === ticket.ticketId);
      const { decision } = await decideTicket(ticket, own, AS_OF, rules, evaluator);
      expect(decision.needsReview, ticket.ticketId).to.equal(decision.actions.includes('review'));
      decided.push(toReadmeCells(decision));
    }
    expect(decided).to.deep.equal(readReadmeTables(await readFile(README, 'utf8')));
  });
});

/** Both tables of the README side by side, without their last words on why. */
function readReadmeTables(readme: string): readonly (readonly string[])[] {
  const rows = readme
    .split('\n')
    .filter((line) => line.startsWith('| YC-'))
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
  const decisions = rows.slice(0, rows.length / 2);
  const dueTimes = rows.slice(rows.length / 2);
  return decisions.map((cells, index) => {
    const [id, ...due] = dueTimes[index] ?? [];
    expect(id, 'the tables of the README list the same tickets').to.equal(cells[0]);
    return [...cells, ...due.slice(0, 3)];
  });
}

function toReadmeCells(decision: TicketDecision): readonly string[] {
  const { id, requestType, level, slaStatus, step, unit, department, breachedBy, actions } = decision;
  const dueTimes = [decision.ctkvDueAt, decision.ttCnttDueAt, decision.totalDueAt].map(
    (at) => at?.slice(0, 19).replace('T', ' ') ?? null,
  );
  const cells = [id, requestType, level, slaStatus, step, unit, department];
  const lists = [breachedBy, actions].map((list) => list.join(', ') || null);
  return [...cells, ...lists, ...dueTimes].map((cell) => (cell === null ? '–' : String(cell)));
}

function toTicket(row: TicketRow): Ticket {
  return {
    ticketId: row.ticketId ?? '',
    receivedAt: readInstant(row.receivedAt ?? ''),
    channel: find(CHANNELS, row.channel),
    customerId: row.customerId ?? null,
    customerName: row.customerName ?? null,
    segment: find(SEGMENTS, row.segment),
    product: row.product ?? null,
    regionUnit: row.regionUnit ?? null,
    topic: find(TOPICS, row.topic),
    requestType: find(REQUEST_TYPES, row.requestType),
    level: find(LEVELS, row.level),
    subject: row.subject ?? null,
    description: row.description ?? null,
    forwardedToCnttAt: readOptionalInstant(row.forwardedToCnttAt),
    coordinatingUnit: row.coordinatingUnit ?? null,
    resolvedAt: readOptionalInstant(row.resolvedAt),
    repliedAt: readOptionalInstant(row.repliedAt),
    closedAt: readOptionalInstant(row.closedAt),
    lastProgressAt: readOptionalInstant(row.lastProgressAt),
    customerSatisfied: find(SATISFACTION, row.customerSatisfied),
  };
}

function toEvent(row: EventRow): TicketEvent {
  const type = find(TICKET_EVENT_TYPES, row.type);
  if (type === null) throw new RangeError('an event of the sample has no type');
  return { ticketId: row.ticketId ?? '', at: readInstant(row.at ?? ''), type, unit: row.unit || null, note: null };
}

function find<T extends string | number>(allowed: readonly T[], cell: string | undefined): T | null {
  const found = allowed.find((value) => String(value) === cell);
  if (found === undefined && cell !== undefined) throw new RangeError(`not allowed: ${cell}`);
  return found ?? null;
}

function readOptionalInstant(cell: string | undefined): Instant | null {
  return cell === undefined ? null : readInstant(cell);
}

function readInstant(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new RangeError(`not an instant: ${text}`);
  return instant;
}
