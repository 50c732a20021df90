import { isCalendarDate } from '../domain/calendar-date.ts';
import type { FactDefinition, FactType, NumberRange } from '../domain/fact.ts';
import { parseInstant } from '../domain/instant.ts';
import { describeAllowedNames } from '../domain/nearest-name.ts';
import type { RuleValue } from './rule-set.ts';

/** What a place in a rule may hold: a type, and where they are few, its values. */
export type Expected = {
  readonly type: FactType;
  readonly values?: readonly (string | number)[] | undefined;
  /** Numbers must lie within these bounds, both included. */
  readonly range?: NumberRange | undefined;
};

/** True for `{"fact": name}`. */
export function isFactReference(value: RuleValue): value is { readonly fact: string } {
  return typeof value === 'object' && value !== null && 'fact' in value;
}

/** Two facts can be compared, or one can stand for the other, when their types agree; integers are numbers. */
export function isSameType(a: FactType, b: FactType): boolean {
  const isNumber = (type: FactType): boolean => type === 'integer' || type === 'number';
  const isWord = (type: FactType): boolean => type === 'code' || type === 'text';
  return a === b || (isNumber(a) && isNumber(b)) || (isWord(a) && isWord(b));
}

/** What is wrong with a literal, as "allowed" text; undefined when it fits. */
export function findLiteralProblem(value: RuleValue, expected: Expected): string | undefined {
  const { values } = expected;
  if (values !== undefined && (typeof value === 'string' || typeof value === 'number')) {
    return values.includes(value) ? undefined : describeAllowedNames(String(value), values.map(String));
  }
  if (values !== undefined && Array.isArray(value)) {
    const unknown = value.find((item) => !values.includes(item));
    if (unknown !== undefined) return describeAllowedNames(String(unknown), values.map(String));
  }
  if (!isOfType(value, expected.type)) return describeType(expected);
  return isInRange(value, expected.range) ? undefined : describeType(expected);
}

function isInRange(value: RuleValue, range: NumberRange | undefined): boolean {
  return range === undefined || typeof value !== 'number' || (value >= range.min && value <= range.max);
}

/** Why the value of a fact cannot stand where another is expected, as "allowed" text; undefined when it can. */
export function findMismatch(fact: FactDefinition, expected: Expected): string | undefined {
  if (!isSameType(fact.type, expected.type)) return `${describeType(expected)}; "${fact.name}" is of type ${fact.type}`;
  if (expected.values === undefined && expected.range === undefined) return undefined;
  if (fact.values === undefined) return `${describeType(expected)}; "${fact.name}" can be anything`;
  const strange = fact.values.find(
    (value) => expected.values?.includes(value) === false || !isInRange(value, expected.range),
  );
  return strange === undefined ? undefined : `${describeType(expected)}; "${fact.name}" can be "${strange}"`;
}

/** How a person would be told of a type. */
export function describeType(expected: Expected): string {
  const byType: Readonly<Record<FactType, string>> = {
    text: 'a text in double quotes',
    code: 'a code in double quotes',
    integer: 'a whole number without quotes',
    number: 'a number without quotes',
    boolean: 'true or false without quotes',
    instant: 'an instant such as "2026-11-23T09:00:00+07:00"',
    date: 'a day such as "2026-11-23"',
    list: 'a list of codes such as ["a", "b"]',
  };
  const values = expected.values === undefined ? '' : `, one of: ${expected.values.join(', ')}`;
  const range = expected.range === undefined ? '' : `, from ${expected.range.min} to ${expected.range.max}`;
  return `${byType[expected.type]}${values}${range}`;
}

/** The names of the facts, for messages. */
export function listNames(facts: ReadonlyMap<string, FactDefinition>): readonly string[] {
  return [...facts.keys()];
}

function isOfType(value: RuleValue, type: FactType): boolean {
  switch (type) {
    case 'text':
    case 'code':
      return typeof value === 'string';
    case 'integer':
      return typeof value === 'number' && Number.isSafeInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'instant':
      return typeof value === 'string' && parseInstant(value) !== undefined;
    case 'date':
      return typeof value === 'string' && isCalendarDate(value);
    case 'list':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
  }
}
