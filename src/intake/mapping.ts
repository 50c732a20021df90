import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import type { Bilingual } from '../domain/fact.ts';
import { describeAllowedNames } from '../domain/nearest-name.ts';
import type { Column, Layout } from './column.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { buildDateParser } from './mapped-date.ts';
import { parseCell } from './parse-cell.ts';
import { TICKET_EVENT_LAYOUT, TICKET_LAYOUT } from './ticket-columns.ts';

/** Where a canonical column gets its value from. */
export type MappedColumn =
  | {
      readonly constant: string;
      /** Only where some row has one of these values there; always where it is not given. */
      readonly whenAny?: ValueTest;
    }
  | {
      readonly from: string;
      /** Of a group, the row that gives the value; the first one with a value, or the last one. */
      readonly take?: 'first' | 'last';
      readonly values?: Readonly<Record<string, string | null>>;
      readonly otherwise?: string | null;
      readonly dateFormat?: string;
    }
  | {
      /** The date in this column of the row in which another column first takes one of some values. */
      readonly instantOf: string;
      readonly whenFirst: ValueTest;
      readonly dateFormat?: string;
    };

/** A source column that has one of some values. */
export type ValueTest = { readonly column: string; readonly in: readonly string[] };

/** How a foreign export becomes canonical columns: the checked content of rules/mappings/<name>.json. */
export type Mapping = {
  readonly id: string;
  readonly title: Bilingual;
  readonly reference: string;
  readonly for: 'tickets' | 'events';
  /** Replaces the header of a file whose own is missing or damaged. */
  readonly header?: readonly string[];
  readonly delimiter?: string;
  readonly sheet?: string;
  /** Cells with one of these texts are empty. */
  readonly missing?: readonly string[];
  readonly dateFormat?: string;
  /** Added to every date, to replay old data in a time in which rules are valid. */
  readonly shiftDays?: number;
  /** Rows with the same value here are one record. */
  readonly group?: { readonly by: string };
  readonly columns: Readonly<Record<string, MappedColumn>>;
};

/** A mistake in a mapping. */
export type MappingProblem = { readonly pointer: string; readonly seen: string; readonly allowed: string };

const schema: object = JSON.parse(
  readFileSync(new URL('../../rules/schema/mapping.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv({ allErrors: true, verbose: true, strict: false }).compile<Mapping>(schema);

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
  if (!validate(json)) return { problems: (validate.errors ?? []).filter(isTelling).map(describeError) };
  const layout = getLayout(json.for);
  const problems = [
    ...checkRequired(json, layout),
    ...checkFormat(json.dateFormat, '/dateFormat'),
    ...Object.entries(json.columns).flatMap(([name, mapped]) => checkColumn(name, mapped, json, layout)),
  ];
  return problems.length > 0 ? { problems } : { mapping: json };
}

/** The canonical columns of an input. */
export function getLayout(input: string): Layout {
  return input === 'events' ? TICKET_EVENT_LAYOUT : TICKET_LAYOUT;
}

function checkRequired(mapping: Mapping, layout: Layout): readonly MappingProblem[] {
  return layout.columns
    .filter((column) => column.isRequired && mapping.columns[column.name] === undefined)
    .map((column) => ({ pointer: '/columns', seen: `no "${column.name}"`, allowed: 'every required column' }));
}

function checkColumn(name: string, mapped: MappedColumn, mapping: Mapping, layout: Layout): readonly MappingProblem[] {
  const pointer = `/columns/${name}`;
  const column = layout.columns.find((each) => each.name === name);
  if (column === undefined) {
    const names = layout.columns.map((each) => each.name);
    return [{ pointer, seen: `the column "${name}"`, allowed: describeAllowedNames(name, names) }];
  }
  if ('constant' in mapped) return checkLiteral(mapped.constant, column, `${pointer}/constant`);
  const problems = [
    ...checkSources(mapped, mapping, pointer),
    ...checkFormat(mapped.dateFormat, `${pointer}/dateFormat`),
  ];
  if ('instantOf' in mapped) {
    if (column.type === 'instant') return problems;
    return [
      ...problems,
      { pointer, seen: '"instantOf"', allowed: `a column that holds an instant; "${name}" does not` },
    ];
  }
  const literals = [
    ...Object.entries(mapped.values ?? {}).map(([key, value]) => [value, `${pointer}/values/${key}`] as const),
    [mapped.otherwise ?? null, `${pointer}/otherwise`] as const,
  ];
  return [...problems, ...literals.flatMap(([value, at]) => (value === null ? [] : checkLiteral(value, column, at)))];
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

/** Without a group there is one row: first, last and "when first" would mean nothing. */
function checkSources(mapped: MappedColumn, mapping: Mapping, pointer: string): readonly MappingProblem[] {
  const { header } = mapping;
  const unknown = header === undefined ? [] : listSources(mapped).filter((source) => !header.includes(source));
  const problems = unknown.map((source) => ({
    pointer,
    seen: `the source column "${source}"`,
    allowed: describeAllowedNames(source, header ?? []),
  }));
  const hasGroup = mapping.group !== undefined;
  if ('from' in mapped && hasGroup && mapped.take === undefined) {
    return [
      ...problems,
      { pointer, seen: 'no "take"', allowed: '"take": "first" or "last", because rows are grouped' },
    ];
  }
  if (!hasGroup && ('instantOf' in mapped || ('from' in mapped && mapped.take !== undefined))) {
    const allowed = '"take" and "instantOf" only in a mapping with "group"';
    return [...problems, { pointer, seen: 'no "group" in the mapping', allowed }];
  }
  return problems;
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

function isTelling(error: ErrorObject): boolean {
  return error.keyword !== 'if' && error.keyword !== 'oneOf';
}

function describeError(error: ErrorObject): MappingProblem {
  const pointer = error.instancePath;
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params.additionalProperty);
    const known = Object.keys(error.parentSchema?.properties ?? {});
    return { pointer: `${pointer}/${key}`, seen: `the key "${key}"`, allowed: describeAllowedNames(key, known) };
  }
  const seen = JSON.stringify(error.data)?.slice(0, 80) ?? 'nothing';
  return { pointer, seen, allowed: error.message ?? error.keyword };
}
