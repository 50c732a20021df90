import { describeAllowedNames } from '../domain/nearest-name.ts';
import type { Column, Layout } from './column.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { getLayout } from './layouts.ts';
import { buildDateParser, buildDayParser } from './mapped-date.ts';
import {
  checkMappingShape,
  escapePointer,
  type MappedColumn,
  type Mapping,
  type MappingHead,
  type MappingProblem,
  type MappingShape,
} from './mapping-shape.ts';
import { buildCellParser } from './parse-cell.ts';

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
  const problems = [...shape.problems, ...checkHead(shape.head), ...checkInput(shape), ...checkPayments(shape)];
  return shape.mapping === null || problems.length > 0 ? { problems } : { mapping: shape.mapping };
}

/** All source columns that a mapping looks at; only their cells are kept. */
export function listUsedSources(mapping: Mapping): readonly string[] {
  const used = [...Object.values(mapping.columns), ...Object.values(mapping.payments?.columns ?? {})].flatMap(
    listSources,
  );
  return [...new Set([...used, ...(mapping.group === undefined ? [] : [mapping.group.by])])];
}

/** The source columns that a mapped column looks at. */
function listSources(mapped: MappedColumn): readonly string[] {
  if ('constant' in mapped) return mapped.whenAny === undefined ? [] : [mapped.whenAny.column];
  return 'from' in mapped ? [mapped.from] : [mapped.instantOf, mapped.whenFirst.column];
}

function checkHead(head: MappingHead): readonly MappingProblem[] {
  const problems = [...checkAnyFormat(head.dateFormat), ...checkNumberFormat(head)];
  if (head.group === undefined) return problems;
  if (head.for !== undefined && head.for !== 'tickets') {
    const seen = `"group" in a mapping for ${head.for}`;
    problems.push({ pointer: '/group', seen, allowed: '"group" only for tickets' });
  }
  return [...problems, ...checkSource(head.group.by, head, '/group/by')];
}

/** Without a known input nobody can say which columns there are. */
function checkInput(shape: MappingShape): readonly MappingProblem[] {
  return shape.head.for === undefined ? [] : checkColumns(getLayout(shape.head.for), shape, shape.head, '/columns');
}

/** Columns that a payment takes from its invoice. */
const OF_THE_INVOICE = ['invoiceId', 'customerId', 'currency'];

function checkPayments({ head, payments }: MappingShape): readonly MappingProblem[] {
  if (payments === null) return [];
  if (head.for !== undefined && head.for !== 'invoices') {
    const seen = `"payments" in a mapping for ${head.for}`;
    return [{ pointer: '/payments', seen, allowed: '"payments" only for invoices' }];
  }
  const layout = getLayout('payments');
  const own = layout.columns.filter((column) => !OF_THE_INVOICE.includes(column.name));
  return checkColumns({ ...layout, columns: own }, payments, head, '/payments/columns');
}

function checkColumns(
  layout: Layout,
  { columnNames, columns }: Pick<MappingShape, 'columnNames' | 'columns'>,
  head: MappingHead,
  pointer: string,
): readonly MappingProblem[] {
  const names = layout.columns.map((column) => column.name);
  const missing = layout.columns
    .filter((column) => column.isRequired && !columnNames.includes(column.name))
    .map(({ name }) => ({ pointer, seen: `no "${name}"`, allowed: `the column "${name}" is needed` }));
  const unknown = columnNames
    .filter((name) => !names.includes(name))
    .map((name) => ({
      pointer: `${pointer}/${escapePointer(name)}`,
      seen: `the column "${name}"`,
      allowed: describeAllowedNames(name, names),
    }));
  const known = layout.columns.flatMap((column) => {
    const mapped = columns.get(column.name);
    return mapped === undefined ? [] : checkColumn(column, mapped, head, `${pointer}/${column.name}`);
  });
  const takesDates = layout.columns.some((column) => isMoment(column) && columns.has(column.name));
  const format = takesDates ? checkHeadFormat(layout, columns, head) : [];
  return [...missing, ...unknown, ...known, ...format];
}

function isMoment(column: Column): boolean {
  return column.type === 'instant' || column.type === 'date';
}

/** The format of the head must fit every column that has none of its own. */
function checkHeadFormat(
  layout: Layout,
  columns: ReadonlyMap<string, MappedColumn>,
  head: MappingHead,
): readonly MappingProblem[] {
  const using = layout.columns.filter((column) => {
    const mapped = columns.get(column.name);
    return isMoment(column) && mapped !== undefined && !('constant' in mapped) && mapped.dateFormat === undefined;
  });
  const [problem] = using.flatMap((column) => checkFormat(head.dateFormat, column, '/dateFormat'));
  // One that fits no column at all is told of already.
  return problem === undefined || checkAnyFormat(head.dateFormat).length > 0 ? [] : [problem];
}

/** Whatever the columns are, a format that reads neither days nor instants is a slip. */
function checkAnyFormat(format: string | undefined): MappingProblem[] {
  if (format === undefined || buildDateParser(format) !== undefined || buildDayParser(format) !== undefined) return [];
  const allowed = 'YYYY, M or MM, D or DD (and HH, mm, ss for instants) with signs between them, or "excel-serial"';
  return [{ pointer: '/dateFormat', seen: `"${format}"`, allowed }];
}

function checkNumberFormat({ numberFormat }: MappingHead): MappingProblem[] {
  if (numberFormat === undefined || numberFormat.decimal !== numberFormat.grouping) return [];
  const seen = `"${numberFormat.decimal}" for decimals and groups alike`;
  return [{ pointer: '/numberFormat', seen, allowed: 'two different signs' }];
}

function checkColumn(
  column: Column,
  mapped: MappedColumn,
  head: MappingHead,
  pointer: string,
): readonly MappingProblem[] {
  const problems = listSources(mapped).flatMap((source) => checkSource(source, head, pointer));
  if ('constant' in mapped) return [...problems, ...checkLiteral(mapped.constant, column, `${pointer}/constant`)];
  problems.push(...checkGrouping(mapped, head, pointer));
  if (isMoment(column)) problems.push(...checkFormat(mapped.dateFormat, column, `${pointer}/dateFormat`));
  else if (mapped.dateFormat !== undefined) {
    const allowed = `no "dateFormat": "${column.name}" holds no date`;
    problems.push({ pointer: `${pointer}/dateFormat`, seen: `"${mapped.dateFormat}"`, allowed });
  }
  if (column.type === 'month' && (head.shiftDays ?? 0) !== 0) {
    const allowed = `no "${column.name}": a month cannot be moved by days`;
    problems.push({ pointer, seen: '"shiftDays" in the mapping', allowed });
  }
  if ('instantOf' in mapped) {
    const allowed = `a column that holds an instant; "${column.name}" does not`;
    return column.type === 'instant' ? problems : [...problems, { pointer, seen: '"instantOf"', allowed }];
  }
  return [...problems, ...checkValues(column, mapped, pointer)];
}

function checkValues(
  column: Column,
  mapped: Extract<MappedColumn, { readonly from: string }>,
  pointer: string,
): readonly MappingProblem[] {
  const { values, otherwise } = mapped;
  if ((isMoment(column) || column.type === 'amount') && (values !== undefined || otherwise !== undefined)) {
    const what = column.type === 'amount' ? 'an amount' : 'a date';
    const allowed =
      column.type === 'amount' ? '"numberFormat", or no list of values' : '"dateFormat", or no list of values';
    return [{ pointer, seen: `"values" or "otherwise" for ${what}`, allowed }];
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
  const parsed = buildCellParser(column, NO_LIMITS)(value);
  return typeof parsed === 'object' ? [{ pointer, seen: `"${value}"`, allowed: parsed.allowed }] : [];
}

function checkFormat(format: string | undefined, column: Column, pointer: string): readonly MappingProblem[] {
  if (format === undefined) return [];
  const isDay = column.type === 'date';
  if ((isDay ? buildDayParser(format) : buildDateParser(format)) !== undefined) return [];
  const allowed = isDay
    ? 'YYYY, M or MM, D or DD with signs between them, such as "D/M/YYYY"; or "excel-serial"'
    : 'YYYY, M or MM, D or DD, H or HH, mm, ss with signs between them, such as "D/M/YYYY HH:mm"';
  return [{ pointer, seen: `"${format}"`, allowed }];
}
