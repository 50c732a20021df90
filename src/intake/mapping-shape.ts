import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Bilingual } from '../domain/fact.ts';
import { describeAllowedNames } from '../domain/nearest-name.ts';
import type { InputName } from './layouts.ts';

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
  readonly for: InputName;
  /** Stands for the first line of the file, where that is damaged or speaks another language. */
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
  /** How amounts are written; digits with a decimal point where it is not given. */
  readonly numberFormat?: NumberFormat;
  readonly columns: Readonly<Record<string, MappedColumn>>;
  /** Of invoices: each row that has a value for paidOn is a payment as well. */
  readonly payments?: { readonly columns: Readonly<Record<string, MappedColumn>> };
};

/** The signs in an amount: before its decimals, and between groups of three digits. */
export type NumberFormat = { readonly decimal: '.' | ','; readonly grouping: '.' | ',' | ' ' | "'" };

/** A mistake in a mapping. */
export type MappingProblem = { readonly pointer: string; readonly seen: string; readonly allowed: string };

/** The keys of a mapping that other keys are checked against; one with a mistake of its own is absent. */
export type MappingHead = Partial<
  Pick<Mapping, 'for' | 'header' | 'group' | 'dateFormat' | 'numberFormat' | 'shiftDays'>
>;

/** A mapping as far as its shape is right. */
export type MappingShape = {
  /** Null where anything is wrong. */
  readonly mapping: Mapping | null;
  readonly head: MappingHead;
  /** The names of all columns, and those columns that have the right shape. */
  readonly columnNames: readonly string[];
  readonly columns: ReadonlyMap<string, MappedColumn>;
  /** Those of the payments in the same rows; null where there are none. */
  readonly payments: Pick<MappingShape, 'columnNames' | 'columns'> | null;
  readonly problems: readonly MappingProblem[];
};

const schema: object = JSON.parse(
  readFileSync(new URL('../../rules/schema/mapping.schema.json', import.meta.url), 'utf8'),
);
/** The schema is ours, and tested: checking it at each start takes longer than using it. */
const ajv = new Ajv({ allErrors: true, verbose: true, strict: false, meta: false, validateSchema: false });
ajv.addSchema(schema);
const isMapping = compileLater<Mapping>('');
const isMappedColumn = compileLater<MappedColumn>('#/definitions/column');
const isFor = compileKey<Mapping['for']>('for');
const isHeader = compileKey<readonly string[]>('header');
const isGroup = compileKey<{ readonly by: string }>('group');
const isText = compileKey<string>('dateFormat');
const isNumberFormat = compileKey<NumberFormat>('numberFormat');
const isShift = compileKey<number>('shiftDays');

/** Checks the shape of a mapping, and keeps what is right, so that one mistake hides no other. */
export function checkMappingShape(json: unknown): MappingShape {
  const validate = isMapping();
  const mapping = validate(json) ? json : null;
  const problems = (validate.errors ?? []).filter((error) => error.keyword !== 'if').map(describeError);
  const keys = toEntries(json);
  return {
    mapping,
    head: readHead(keys),
    ...readColumns(keys.get('columns')),
    payments: keys.has('payments') ? readColumns(toEntries(keys.get('payments')).get('columns')) : null,
    problems,
  };
}

function readColumns(json: unknown): Pick<MappingShape, 'columnNames' | 'columns'> {
  const entries = [...toEntries(json)];
  const isColumn = isMappedColumn();
  const columns = entries.flatMap(([name, value]) => (isColumn(value) ? [[name, value] as const] : []));
  return { columnNames: entries.map(([name]) => name), columns: new Map(columns) };
}

/** A key as it stands in a JSON pointer. */
export function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function readHead(keys: ReadonlyMap<string, unknown>): MappingHead {
  const [input, header, group, dateFormat] = ['for', 'header', 'group', 'dateFormat'].map((key) => keys.get(key));
  const numberFormat = keys.get('numberFormat');
  const shiftDays = keys.get('shiftDays');
  return {
    ...(isNumberFormat()(numberFormat) ? { numberFormat } : {}),
    ...(isShift()(shiftDays) ? { shiftDays } : {}),
    ...(isFor()(input) ? { for: input } : {}),
    ...(isHeader()(header) ? { header } : {}),
    ...(isGroup()(group) ? { group } : {}),
    ...(isText()(dateFormat) ? { dateFormat } : {}),
  };
}

function toEntries(json: unknown): ReadonlyMap<string, unknown> {
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
  return new Map<string, unknown>(isObject ? Object.entries(json) : []);
}

function compileKey<T>(key: string): () => ValidateFunction<T> {
  return compileLater(`#/properties/${key}`);
}

/** Compiles a part of the schema when it is first needed: most commands read no mapping. */
function compileLater<T>(part: string): () => ValidateFunction<T> {
  let compiled: ValidateFunction<T> | undefined;
  return () => {
    compiled ??= ajv.compile<T>({ $ref: `mapping.schema.json${part}` });
    return compiled;
  };
}

function describeError(error: ErrorObject): MappingProblem {
  const pointer = error.instancePath;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(error.params.additionalProperty);
      const known = Object.keys(error.parentSchema?.properties ?? {});
      const at = `${pointer}/${escapePointer(key)}`;
      return { pointer: at, seen: `the key "${key}"`, allowed: describeAllowedNames(key, known) };
    }
    case 'required': {
      const key = String(error.params.missingProperty);
      return { pointer, seen: `no "${key}"`, allowed: `the key "${key}" is needed here` };
    }
    case 'enum':
      return { pointer, seen: showJson(error.data), allowed: `one of: ${showJson(error.schema)}` };
    default: {
      const description = error.parentSchema?.description;
      const hint = typeof description === 'string' ? ` (${description})` : '';
      return { pointer, seen: showJson(error.data), allowed: `${error.message ?? error.keyword}${hint}` };
    }
  }
}

function showJson(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
