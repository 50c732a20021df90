import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { describeAllowedNames } from '../domain/nearest-name.ts';
import type {
  RawCalendar,
  RawCase,
  RawParameter,
  RawProduct,
  RawRow,
  RawRule,
  RawRuleSet,
  RawUnit,
} from './raw-rule-files.ts';
import type { RulesProblem } from './rule-set.ts';

/** Checks the shape of one piece of JSON: the piece with its type, or what is wrong with it. */
export type ShapeCheck<T> = (
  json: unknown,
  file: string,
  pointer: string,
) => { readonly value: T } | { readonly problems: readonly RulesProblem[] };

const SCHEMA_FILES = ['common', 'rule-set', 'parameters', 'cases', 'units', 'products', 'calendars'];
const SCHEMA_FOLDER = new URL('../../rules/schema/', import.meta.url);

/** Editors get the known names from vocabulary.schema.json; here the later checks say more about a wrong one. */
const ANY_VOCABULARY = {
  $id: 'vocabulary.schema.json',
  definitions: { fact: { type: 'string' }, operator: { type: 'string' } },
};

/** The schemas are ours, and tested: checking and optimising them takes longer than all that they are used for. */
const ajv = new Ajv({
  allErrors: true,
  verbose: true,
  strict: false,
  meta: false,
  validateSchema: false,
  code: { optimize: false },
});
ajv.addSchema(ANY_VOCABULARY);
for (const name of SCHEMA_FILES) {
  ajv.addSchema(JSON.parse(readFileSync(new URL(`${name}.schema.json`, SCHEMA_FOLDER), 'utf8')));
}
// A file is checked without its list entries first, then entry by entry: one bad rule hides no other one.
ajv.addSchema({
  $id: 'heads',
  definitions: {
    ruleSet: {
      properties: {
        rules: { type: 'array', minItems: 1 },
        table: {
          type: 'object',
          properties: {
            inputs: { $ref: 'rule-set.schema.json#/properties/table/properties/inputs' },
            outputs: { $ref: 'rule-set.schema.json#/properties/table/properties/outputs' },
            event: { $ref: 'rule-set.schema.json#/properties/table/properties/event' },
            rows: { type: 'array', minItems: 1 },
          },
          required: ['inputs', 'outputs', 'event', 'rows'],
          additionalProperties: false,
        },
        ...Object.fromEntries(
          ['$schema', 'id', 'title', 'owner', 'hitPolicy', 'default', 'conditions'].map((key) => [
            key,
            { $ref: `rule-set.schema.json#/properties/${key}` },
          ]),
        ),
      },
      type: 'object',
      required: ['id', 'title', 'owner', 'hitPolicy', 'default'],
      oneOf: [{ required: ['rules'] }, { required: ['table'] }],
      additionalProperties: false,
    },
    ...Object.fromEntries(
      ['parameters', 'units', 'products', 'calendars'].map((key) => [
        key,
        {
          type: 'object',
          properties: { $schema: { type: 'string' }, [key]: { type: 'array' } },
          required: [key],
          additionalProperties: false,
        },
      ]),
    ),
    cases: {
      type: 'object',
      properties: {
        $schema: { type: 'string' },
        ruleSet: { $ref: 'common.schema.json#/definitions/name' },
        cases: { type: 'array', minItems: 1 },
      },
      required: ['ruleSet', 'cases'],
      additionalProperties: false,
    },
  },
});

export const checkRuleSetHead = buildCheck<RawRuleSet>('heads#/definitions/ruleSet');
export const checkRuleShape = buildCheck<RawRule>('rule-set.schema.json#/definitions/rule');
export const checkRowShape = buildCheck<RawRow>('rule-set.schema.json#/definitions/row');
export const checkParametersHead = buildCheck<{ readonly parameters: readonly unknown[] }>(
  'heads#/definitions/parameters',
);
export const checkParameterShape = buildCheck<RawParameter>('parameters.schema.json#/definitions/parameter');
export const checkCasesHead = buildCheck<{ readonly ruleSet: string; readonly cases: readonly unknown[] }>(
  'heads#/definitions/cases',
);
export const checkCaseShape = buildCheck<RawCase>('cases.schema.json#/definitions/case');
export const checkUnitsHead = buildCheck<{ readonly units: readonly unknown[] }>('heads#/definitions/units');
export const checkUnitShape = buildCheck<RawUnit>('units.schema.json#/properties/units/items');
export const checkProductsHead = buildCheck<{ readonly products: readonly unknown[] }>('heads#/definitions/products');
export const checkProductShape = buildCheck<RawProduct>('products.schema.json#/properties/products/items');
export const checkCalendarsHead = buildCheck<{ readonly calendars: readonly unknown[] }>(
  'heads#/definitions/calendars',
);
export const checkCalendarShape = buildCheck<RawCalendar>('calendars.schema.json#/properties/calendars/items');

/** A schema is compiled when it is first needed: commands that read no rules start sooner. */
function buildCheck<T>(ref: string): ShapeCheck<T> {
  let compiled: ValidateFunction<T> | undefined;
  return (json, file, pointer) => {
    compiled ??= ajv.compile<T>({ $ref: ref });
    const validate = compiled;
    if (validate(json)) return { value: json };
    return { problems: (validate.errors ?? []).filter(isTelling).map((error) => describeError(error, file, pointer)) };
  };
}

/** An `if` error only repeats what its branch already said. */
function isTelling(error: ErrorObject): boolean {
  return error.keyword !== 'if';
}

function describeError(error: ErrorObject, file: string, pointer: string): RulesProblem {
  const at = pointer + error.instancePath;
  const known = Object.keys(error.parentSchema?.properties ?? {});
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(error.params.additionalProperty);
      return { file, pointer: `${at}/${key}`, seen: `the key "${key}"`, allowed: describeAllowedNames(key, known) };
    }
    case 'required': {
      const key = String(error.params.missingProperty);
      return { file, pointer: at, seen: `no "${key}"`, allowed: `the key "${key}" is needed here` };
    }
    case 'oneOf':
      return { file, pointer: at, seen: 'both or neither of "rules" and "table"', allowed: 'exactly one of the two' };
    case 'enum':
      return { file, pointer: at, seen: describeValue(error.data), allowed: `one of: ${error.schema}` };
    default: {
      const description = error.parentSchema?.description;
      const hint = typeof description === 'string' ? ` (${description})` : '';
      return {
        file,
        pointer: at,
        seen: describeValue(error.data),
        allowed: `${error.message ?? error.keyword}${hint}`,
      };
    }
  }
}

/** A value as a person would see it in the file, cut to a readable length. */
export function describeValue(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
