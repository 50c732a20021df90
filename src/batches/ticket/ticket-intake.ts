import { formatInstant, type Instant } from '../../domain/instant.ts';
import type { RejectedRow, RowWarning } from '../../domain/rejected-row.ts';
import type { Ticket, TicketEvent } from '../../domain/ticket.ts';
import { type Blocks, mapBlocks } from '../../intake/blocks.ts';
import type { InputFile } from '../../intake/input-file.ts';
import { buildRowMapper } from '../../intake/map-row.ts';
import type { IntakeItem, IntakeOptions } from '../../intake/read-records.ts';
import { buildTicketParser, foldTicket, readTicketEvents, readTickets } from '../../intake/read-tickets.ts';
import type { StagedFragment } from '../../store/fragments.ts';
import type { StagedRecord } from '../../store/records.ts';
import type { FoldedGroup, StageItem } from '../batch.ts';
import type { KyhanRelease } from '../kyhan-release.ts';
import { warnUnknown } from '../warn-unknown.ts';

/** Reads one file of the ticket batch as things to store. */
export function readTicketInput(file: InputFile, options: IntakeOptions, release: KyhanRelease): Blocks<StageItem> {
  return file.input === 'events' ? readEvents(file, options, release) : readTicketRows(file, options, release);
}

function readTicketRows(file: InputFile, options: IntakeOptions, release: KyhanRelease): Blocks<StageItem> {
  return mapBlocks<IntakeItem<Ticket>, StageItem>(readTickets(file, options), (item, add) => {
    if (item.kind === 'record') add(stageTicket(item.record, item.line, file, release));
    else if (item.kind === 'fragment') add({ kind: 'fragment', fragment: stageFragment(item.fragment, file) });
    else add(item);
  });
}

function readEvents(file: InputFile, options: IntakeOptions, release: KyhanRelease): Blocks<StageItem> {
  return mapBlocks<IntakeItem<TicketEvent>, StageItem>(readTicketEvents(file, options), (item, add) => {
    if (item.kind === 'record') add(stageEvent(item.record, item.line, file, release));
    else if (item.kind !== 'fragment') add(item);
  });
}

/** Builds the function that folds the rows of one ticket; one that is not received yet takes all its rows with it. */
export function buildTicketFolder(
  file: InputFile,
  options: IntakeOptions,
  release: KyhanRelease,
  asOf: Instant,
): (fragments: readonly StagedFragment[]) => FoldedGroup {
  if (options.mapping === null) throw new Error('rows are folded only with a mapping');
  const folding = { mapper: buildRowMapper(options.mapping), parse: buildTicketParser(options.limits) };
  return (fragments) => {
    const parsed = fragments.map(({ line, key, cells }) => ({ line, key, cells: parseCells(cells) }));
    const folded = foldTicket(file, folding, parsed);
    if ('rejected' in folded) return folded;
    const { record: ticket, line, warnings } = folded;
    if (ticket.receivedAt > asOf) {
      return {
        rejected: parsed.map((each) => describeLateReceipt(file, each.line, ticket.ticketId, ticket.receivedAt)),
      };
    }
    const staged = stageTicket(ticket, line, file, release);
    return { ...staged, warnings: [...warnings, ...staged.warnings] };
  };
}

/** The rejected row of a ticket that is received only after asOf. */
export function describeLateReceipt(
  file: { readonly input: string; readonly fileName: string },
  line: number,
  id: string,
  receivedAt: Instant,
): RejectedRow {
  const value = formatInstant(receivedAt);
  const allowed = 'a receipt at or before the moment of the evaluation (--as-of)';
  const problem = { column: 'receivedAt', code: 'RECEIVED_AFTER_AS_OF', value, allowed } as const;
  return { input: file.input, file: file.fileName, line, id, problems: [problem] };
}

function stageTicket(ticket: Ticket, line: number, file: InputFile, release: KyhanRelease) {
  const { ticketId } = ticket;
  const record: StagedRecord = {
    input: 'tickets',
    recordId: ticketId,
    subjectId: ticketId,
    line,
    occurredAt: ticket.receivedAt,
    tag: null,
    linkId: null,
    amountMinor: null,
    currency: null,
    body: JSON.stringify(ticket),
  };
  const { units, products } = release.reference;
  const row = { file, line, id: ticketId };
  const warnings: RowWarning[] = [];
  warnUnknown(warnings, ticket.product, products, { column: 'product', code: 'UNKNOWN_PRODUCT' }, row);
  warnUnknown(warnings, ticket.regionUnit, units, { column: 'regionUnit', code: 'UNKNOWN_UNIT' }, row);
  warnUnknown(warnings, ticket.coordinatingUnit, units, { column: 'coordinatingUnit', code: 'UNKNOWN_UNIT' }, row);
  return { kind: 'record', record, warnings } as const;
}

/** Events have no id of their own: the line of the file is one. */
function stageEvent(event: TicketEvent, line: number, file: InputFile, release: KyhanRelease): StageItem {
  const record: StagedRecord = {
    input: 'events',
    recordId: String(line),
    subjectId: event.ticketId,
    line,
    occurredAt: event.at,
    tag: event.type,
    linkId: null,
    amountMinor: null,
    currency: null,
    body: JSON.stringify(event),
  };
  const { units } = release.reference;
  const warnings: RowWarning[] = [];
  const row = { file, line, id: event.ticketId };
  warnUnknown(warnings, event.unit, units, { column: 'unit', code: 'UNKNOWN_UNIT' }, row);
  return { kind: 'record', record, warnings };
}

function stageFragment(
  fragment: { readonly line: number; readonly key: string; readonly cells: Readonly<Record<string, string>> },
  file: InputFile,
): StagedFragment {
  return { input: file.input, key: fragment.key, line: fragment.line, cells: JSON.stringify(fragment.cells) };
}

function parseCells(text: string): Readonly<Record<string, string>> {
  const cells: Readonly<Record<string, string>> = JSON.parse(text);
  return cells;
}
