import type { RejectedRow, RowProblem, RowWarning } from '../domain/rejected-row.ts';
import type { Ticket, TicketEvent } from '../domain/ticket.ts';
import { buildTicket, buildTicketEvent, warnOddOrder } from './build-ticket.ts';
import type { Layout } from './column.ts';
import type { InputFile } from './input-file.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { buildRowMapper, type RowMapper, type SourceCells } from './map-row.ts';
import type { Mapping } from './mapping.ts';
import { parseRow, type Values } from './parse-row.ts';
import { type Cells, readCells } from './read-cells.ts';
import { TICKET_EVENT_LAYOUT, TICKET_LAYOUT } from './ticket-columns.ts';

/** One row of a grouped export, kept until all rows of its group are there. */
export type Fragment = { readonly line: number; readonly key: string; readonly cells: Cells };

/** What reading one row gives. */
export type IntakeItem<T> =
  | { readonly kind: 'record'; readonly line: number; readonly record: T }
  | { readonly kind: 'fragment'; readonly fragment: Fragment }
  | { readonly kind: 'rejected'; readonly rejected: RejectedRow }
  | { readonly kind: 'warning'; readonly warning: RowWarning };

export type IntakeOptions = { readonly limits: IntakeLimits; readonly mapping: Mapping | null };

/** Reads tickets row by row. With a grouping mapping it gives fragments, which foldTicket makes into tickets. */
export async function* readTickets(file: InputFile, options: IntakeOptions): AsyncGenerator<IntakeItem<Ticket>> {
  const build = (values: Values) => ({ record: buildTicket(values) });
  for await (const item of readRecords(file, TICKET_LAYOUT, options, build)) {
    yield item;
    if (item.kind !== 'record') continue;
    for (const warning of warnOddOrder(item.record, { ...file, line: item.line })) yield { kind: 'warning', warning };
  }
}

/** Reads ticket events row by row. */
export function readTicketEvents(file: InputFile, options: IntakeOptions): AsyncGenerator<IntakeItem<TicketEvent>> {
  return readRecords(file, TICKET_EVENT_LAYOUT, options, (values) => {
    const built = buildTicketEvent(values);
    return 'event' in built ? { record: built.event } : built;
  });
}

/**
 * Makes all rows of one ticket, in the order of the file, into the ticket; or into one rejected row for each, so that
 * rows read = rows accepted + rows rejected.
 */
export function foldTicket(
  file: { readonly input: string; readonly fileName: string },
  options: { readonly limits: IntakeLimits; readonly mapper: RowMapper },
  fragments: readonly Fragment[],
):
  | { readonly record: Ticket; readonly line: number; readonly warnings: readonly RowWarning[] }
  | { readonly rejected: readonly RejectedRow[] } {
  const line = fragments[0]?.line ?? 0;
  const mapped = options.mapper(fragments);
  if ('failures' in mapped) return { rejected: rejectGroup(file, fragments, mapped.failures) };
  const parsed = parseRow(mapped.cells, TICKET_LAYOUT, options.limits);
  if ('problems' in parsed) {
    return {
      rejected: rejectGroup(
        file,
        fragments,
        parsed.problems.map((problem) => ({ line, problem })),
      ),
    };
  }
  const record = buildTicket(parsed.values);
  return { record, line, warnings: warnOddOrder(record, { ...file, line }) };
}

type Build<T> = (values: Values) => { readonly record: T } | { readonly problem: RowProblem };

async function* readRecords<T>(
  file: InputFile,
  layout: Layout,
  options: IntakeOptions,
  build: Build<T>,
): AsyncGenerator<IntakeItem<T>> {
  const { limits, mapping } = options;
  const mapper = mapping === null ? null : buildRowMapper(mapping);
  const key = mapping?.group?.by;
  for await (const row of readCells(file, layout, limits, mapping)) {
    if (row.kind === 'warning') yield row;
    else if (row.kind === 'problem') yield rejectRow(file, row.line, null, [row.problem]);
    else if (key !== undefined) yield toFragment(file, row, key);
    else yield readRecord(file, row, mapper, layout, limits, build);
  }
}

function readRecord<T>(
  file: InputFile,
  row: SourceCells,
  mapper: RowMapper | null,
  layout: Layout,
  limits: IntakeLimits,
  build: Build<T>,
): IntakeItem<T> {
  const { line } = row;
  const mapped = mapper === null ? row : mapper([row]);
  const id = row.cells.ticketId?.slice(0, 100) ?? null;
  if ('failures' in mapped)
    return rejectRow(
      file,
      line,
      id,
      mapped.failures.map((each) => each.problem),
    );
  const parsed = parseRow(mapped.cells, layout, limits);
  if ('problems' in parsed) return rejectRow(file, line, mapped.cells.ticketId?.slice(0, 100) ?? null, parsed.problems);
  const built = build(parsed.values);
  return 'record' in built
    ? { kind: 'record', line, record: built.record }
    : rejectRow(file, line, mapped.cells.ticketId ?? null, [built.problem]);
}

function toFragment<T>(file: InputFile, row: SourceCells, by: string): IntakeItem<T> {
  const key = row.cells[by];
  if (key !== undefined && key.length <= 100)
    return { kind: 'fragment', fragment: { line: row.line, key, cells: row.cells } };
  const allowed = `a value of at most 100 characters in "${by}", by which rows are grouped`;
  const code = key === undefined ? 'MISSING_VALUE' : 'TOO_LONG';
  return rejectRow(file, row.line, null, [{ column: by, code, value: key?.slice(0, 80) ?? null, allowed }]);
}

function rejectRow<T>(
  file: { readonly input: string; readonly fileName: string },
  line: number,
  id: string | null,
  problems: readonly RowProblem[],
): IntakeItem<T> {
  const [first, ...rest] = problems;
  if (first === undefined) throw new Error('a rejected row needs a problem');
  return {
    kind: 'rejected',
    rejected: { input: file.input, file: file.fileName, line, id, problems: [first, ...rest] },
  };
}

/** The row with the problem names it; its siblings say which row took them along. */
function rejectGroup(
  file: { readonly input: string; readonly fileName: string },
  fragments: readonly Fragment[],
  failures: readonly { readonly line: number; readonly problem: RowProblem }[],
): readonly RejectedRow[] {
  const faultyLine = failures[0]?.line ?? 0;
  return fragments.map((fragment): RejectedRow => {
    const own = failures.filter((failure) => failure.line === fragment.line).map((failure) => failure.problem);
    const allowed = `all rows of one ticket in order; see line ${faultyLine}`;
    const sibling: RowProblem = { column: null, code: 'GROUP_REJECTED', value: null, allowed };
    const [first = sibling, ...rest] = own;
    return {
      input: file.input,
      file: file.fileName,
      line: fragment.line,
      id: fragment.key,
      problems: [first, ...rest],
    };
  });
}
