import type { RejectedRow, RowWarning } from '../domain/rejected-row.ts';
import type { Ticket, TicketEvent } from '../domain/ticket.ts';
import { type Blocks, mapBlocks } from './blocks.ts';
import { buildTicket, buildTicketEvent, warnOddOrder } from './build-ticket.ts';
import type { InputFile } from './input-file.ts';
import type { IntakeLimits } from './intake-limits.ts';
import type { RowMapper } from './map-row.ts';
import { buildRowParser, type RowParser, type Values } from './parse-row.ts';
import {
  type Fragment,
  type IntakeItem,
  type IntakeOptions,
  parseMapped,
  readRecords,
  rejectGroup,
} from './read-records.ts';
import { TICKET_EVENT_LAYOUT, TICKET_LAYOUT } from './ticket-columns.ts';

/** Reads tickets in blocks. With a grouping mapping it gives fragments, which foldTicket makes into tickets. */
export function readTickets(file: InputFile, options: IntakeOptions): Blocks<IntakeItem<Ticket>> {
  const build = (values: Values) => ({ record: buildTicket(values) });
  return mapBlocks<IntakeItem<Ticket>, IntakeItem<Ticket>>(
    readRecords(file, TICKET_LAYOUT, options, build),
    (item, add) => {
      add(item);
      if (item.kind !== 'record') return;
      for (const warning of warnOddOrder(item.record, { ...file, line: item.line })) add({ kind: 'warning', warning });
    },
  );
}

/** Reads ticket events in blocks. */
export function readTicketEvents(file: InputFile, options: IntakeOptions): Blocks<IntakeItem<TicketEvent>> {
  return readRecords(file, TICKET_EVENT_LAYOUT, options, (values) => {
    const built = buildTicketEvent(values);
    return 'event' in built ? { record: built.event } : { problems: [built.problem] };
  });
}

/** Builds the parser of mapped tickets. */
export function buildTicketParser(limits: IntakeLimits): RowParser {
  return buildRowParser(TICKET_LAYOUT, limits);
}

/**
 * Makes all rows of one ticket, in the order of the file, into the ticket; or into one rejected row for each, so that
 * rows read = rows accepted + rows rejected.
 */
export function foldTicket(
  file: { readonly input: string; readonly fileName: string },
  { mapper, parse }: { readonly mapper: RowMapper; readonly parse: RowParser },
  fragments: readonly Fragment[],
):
  | { readonly record: Ticket; readonly line: number; readonly warnings: readonly RowWarning[] }
  | { readonly rejected: readonly RejectedRow[] } {
  const line = fragments[0]?.line ?? 0;
  const parsed = parseMapped(mapper(fragments), parse, line);
  if ('failures' in parsed) return { rejected: rejectGroup(file, fragments, parsed.failures) };
  const record = buildTicket(parsed.values);
  return { record, line, warnings: warnOddOrder(record, { ...file, line }) };
}
