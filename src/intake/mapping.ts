import { describeAllowedNames } from '../domain/nearest-name.ts';
import type { Column, Layout } from './column.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { buildDateParser } from './mapped-date.ts';
import {
  checkMappingShape,
  escapePointer,
  type MappedColumn,
  type Mapping,
  type MappingHead,
  type MappingProblem,
  type MappingShape,
} from './mapping-shape.ts';
import { parseCell } from './parse-cell.ts';
import { TICKET_EVENT_LAYOUT, TICKET_LAYOUT } from './ticket-columns.ts';

export type { Mapping, MappingProblem } from './mapping-shape.ts';

/** Literals in a mapping are short; the limits of a file do not matter for them. */
const NO_LIMITS: IntakeLimits = {
  maxFileBytes: Number.MAX_SAFE_INTEGER,
  maxUncompressedBytes: Number.MAX_SAFE_INTEGER,
  maxRows: Number.MAX_SAFE_INTEGER,
  maxCellChars: Number.MAX_SAFE_INTEGER,
  maxColumns: Number.MAX_SAFE_INTEGER,
};

/** Checks a mapping: the mapping with its type, or everything wrong with it at once. */
export function checkMapping(
  json: unknown,
): { readonly mapping: Mapping } | { readonly problems: readonly MappingProblem[] } {
  const shape = checkMappingShape(json);
  const problems = [...shape.problems, ...checkHead(shape.head), ...checkColumns(shape)];
  return shape.mapping === null || problems.length > 0 ? { problems } : { mapping: shape.mapping };
}

/** The canonical columns of an input. */
export function getLayout(input: string): Layout {
  return input === 'events' ? TICKET_EVENT_LAYOUT : TICKET_LAYOUT;
}

/** All source columns that a mapping looks at; only their cells are kept. */
export function listUsedSources(mapping: Mapping): readonly string[] {
  const used = Object.values(mapping.columns).flatMap(listSources);
  return [...new Set([...used, ...(mapping.group === undefined ? [] : [mapping.group.by])])];
}

/** The source columns that a mapped column looks at. */
function listSources(mapped: MappedColumn): readonly string[] {
  if ('constant' in mapped) return mapped.whenAny === undefined ? [] : [mapped.whenAny.column];
  return 'from' in mapped ? [mapped.from] : [mapped.instantOf, mapped.whenFirst.column];
}

function checkHead(head: MappingHead): readonly MappingProblem[] {
  const problems = [...checkFormat(head.dateFormat, '/dateFormat')];
  if (head.group === undefined) return problems;
  if (head.for === 'events') {
    problems.push({ pointer: '/group', seen: '"group" in a mapping for events', allowed: '"group" only for tickets' });
  }
  return [...problems, ...checkSource(head.group.by, head, '/group/by')];
}

function checkColumns(shape: MappingShape): readonly MappingProblem[] {
  const { head, columns, columnNames } = shape;
  // Without a known input nobody can say which columns there are.
  if (head.for === undefined) return [];
  const layout = getLayout(head.for);
  const names = layout.columns.map((column) => column.name);
  const missing = layout.columns
    .filter((column) => column.isRequired && !columnNames.includes(column.name))
    .map(({ name }) => ({ pointer: '/columns', seen: `no "${name}"`, allowed: `the column "${name}" is needed` }));
  const unknown = columnNames
    .filter((name) => !names.includes(name))
    .map((name) => ({
      pointer: `/columns/${escapePointer(name)}`,
      seen: `the column "${name}"`,
      allowed: describeAllowedNames(name, names),
    }));
  const known = layout.columns.flatMap((column) => {
    const mapped = columns.get(column.name);
    return mapped === undefined ? [] : checkColumn(column, mapped, head);
  });
  return [...missing, ...unknown, ...known];
}

function checkColumn(column: Column, mapped: MappedColumn, head: MappingHead): readonly MappingProblem[] {
  const pointer = `/columns/${column.name}`;
  const isInstant = column.type === 'instant';
  const problems = listSources(mapped).flatMap((source) => checkSource(source, head, pointer));
  if ('constant' in mapped) return [...problems, ...checkLiteral(mapped.constant, column, `${pointer}/constant`)];
  problems.push(...checkFormat(mapped.dateFormat, `${pointer}/dateFormat`), ...checkGrouping(mapped, head, pointer));
  if (mapped.dateFormat !== undefined && !isInstant) {
    const allowed = `no "dateFormat": "${column.name}" holds no instant`;
    problems.push({ pointer: `${pointer}/dateFormat`, seen: `"${mapped.dateFormat}"`, allowed });
  }
  if ('instantOf' in mapped) {
    const allowed = `a column that holds an instant; "${column.name}" does not`;
    return isInstant ? problems : [...problems, { pointer, seen: '"instantOf"', allowed }];
  }
  return [...problems, ...checkValues(column, mapped, pointer)];
}

function checkValues(
  column: Column,
  mapped: Extract<MappedColumn, { readonly from: string }>,
  pointer: string,
): readonly MappingProblem[] {
  const { values, otherwise } = mapped;
  if (column.type === 'instant' && (values !== undefined || otherwise !== undefined)) {
    return [{ pointer, seen: '"values" or "otherwise" for an instant', allowed: '"dateFormat", or no list of values' }];
  }
  if (values === undefined && otherwise !== undefined) {
    return [{ pointer, seen: '"otherwise" without "values"', allowed: 'both, or "constant"' }];
  }
  const literals = [
    ...Object.entries(values ?? {}).map(([key, value]) => [value, `${pointer}/values/${escapePointer(key)}`] as const),
    [otherwise ?? null, `${pointer}/otherwise`] as const,
  ];
  return literals.flatMap(([value, at]) => (value === null ? [] : checkLiteral(value, column, at)));
}

/** Where the mapping gives the header itself, a misspelt source column shows without any file. */
function checkSource(source: string, { header }: MappingHead, pointer: string): MappingProblem[] {
  if (header === undefined || header.includes(source)) return [];
  return [{ pointer, seen: `the source column "${source}"`, allowed: describeAllowedNames(source, header) }];
}

/** Without a group there is one row: first, last and "when first" would mean nothing. */
function checkGrouping(mapped: MappedColumn, { group }: MappingHead, pointer: string): readonly MappingProblem[] {
  const hasTake = 'from' in mapped && mapped.take !== undefined;
  if (group !== undefined && 'from' in mapped && !hasTake) {
    return [{ pointer, seen: 'no "take"', allowed: '"take": "first" or "last", because rows are grouped' }];
  }
  if (group === undefined && (hasTake || 'instantOf' in mapped)) {
    const allowed = '"take" and "instantOf" only in a mapping with "group"';
    return [{ pointer, seen: 'no "group" in the mapping', allowed }];
  }
  return [];
}

function checkLiteral(value: string, column: Column, pointer: string): readonly MappingProblem[] {
  const parsed = parseCell(value, column, NO_LIMITS);
  return 'problem' in parsed ? [{ pointer, seen: `"${value}"`, allowed: parsed.problem.allowed }] : [];
}

function checkFormat(format: string | undefined, pointer: string): readonly MappingProblem[] {
  if (format === undefined || buildDateParser(format) !== undefined) return [];
  const allowed = 'YYYY, M or MM, D or DD, H or HH, mm, ss with signs between them, such as "D/M/YYYY HH:mm"';
  return [{ pointer, seen: `"${format}"`, allowed }];
}
