import type { Bilingual, FactType, FactValue } from '../domain/fact.ts';

/**
 * What the right side of a comparison must be: a value of the fact's own type, a list of such values, a list of
 * phrases (or one phrase), one item of a list fact, or true/false.
 */
type OperandKind = 'same' | 'list' | 'phrases' | 'item' | 'boolean';

/** An operator that rules may use. */
export type OperatorDefinition = {
  readonly name: string;
  readonly factTypes: readonly FactType[];
  readonly operand: OperandKind;
  /** How an explanation says it, between the fact and the value. */
  readonly meaning: Bilingual;
  /** Our own operators; null for those of json-rules-engine. */
  readonly evaluate: ((fact: FactValue, operand: FactValue) => boolean) | null;
};

const NUMBERS: readonly FactType[] = ['integer', 'number'];
const MOMENTS: readonly FactType[] = ['instant', 'date'];
const SCALARS: readonly FactType[] = ['code', 'integer', 'number', 'boolean'];
const ALL: readonly FactType[] = ['text', 'code', 'integer', 'number', 'boolean', 'instant', 'date', 'list'];

/**
 * All operators. A missing fact (null) makes every comparison false, except `notEqual`, `notIn` and `isMissing`; a missing
 * one that a number is compared with counts as 0, as json-rules-engine does it.
 */
export const OPERATORS: readonly OperatorDefinition[] = [
  builtIn('equal', SCALARS, 'same', { vi: 'bằng', en: 'equals' }),
  builtIn('notEqual', SCALARS, 'same', { vi: 'khác', en: 'does not equal' }),
  builtIn('in', ['code', 'integer', 'number'], 'list', { vi: 'thuộc', en: 'is one of' }),
  builtIn('notIn', ['code', 'integer', 'number'], 'list', { vi: 'không thuộc', en: 'is none of' }),
  builtIn('lessThan', NUMBERS, 'same', { vi: 'nhỏ hơn', en: 'is less than' }),
  builtIn('lessThanInclusive', NUMBERS, 'same', { vi: 'không quá', en: 'is at most' }),
  builtIn('greaterThan', NUMBERS, 'same', { vi: 'lớn hơn', en: 'is more than' }),
  builtIn('greaterThanInclusive', NUMBERS, 'same', { vi: 'từ … trở lên:', en: 'is at least' }),
  builtIn('contains', ['list'], 'item', { vi: 'có chứa', en: 'contains' }),
  builtIn('doesNotContain', ['list'], 'item', { vi: 'không chứa', en: 'does not contain' }),
  moment('before', { vi: 'trước', en: 'is before' }, (fact, operand) => fact < operand),
  moment('onOrBefore', { vi: 'vào hoặc trước', en: 'is at or before' }, (fact, operand) => fact <= operand),
  moment('after', { vi: 'sau', en: 'is after' }, (fact, operand) => fact > operand),
  moment('onOrAfter', { vi: 'vào hoặc sau', en: 'is at or after' }, (fact, operand) => fact >= operand),
  {
    name: 'containsAnyPhrase',
    factTypes: ['text'],
    operand: 'phrases',
    meaning: { vi: 'có một trong các cụm từ', en: 'contains one of the phrases' },
    evaluate: containsAnyPhrase,
  },
  {
    name: 'isMissing',
    factTypes: ALL,
    operand: 'boolean',
    meaning: { vi: 'còn trống:', en: 'is missing:' },
    evaluate: (fact, operand) => isMissing(fact) === operand,
  },
];

const BY_NAME: ReadonlyMap<string, OperatorDefinition> = new Map(OPERATORS.map((entry) => [entry.name, entry]));

/** The operator of that name; undefined when there is none. */
export function findOperator(name: string): OperatorDefinition | undefined {
  return BY_NAME.get(name);
}

function builtIn(
  name: string,
  factTypes: readonly FactType[],
  operand: OperandKind,
  meaning: Bilingual,
): OperatorDefinition {
  return { name, factTypes, operand, meaning, evaluate: null };
}

/** Instants are numbers and dates are text: each compares with its own kind only, anything else is a faulty program. */
function moment(
  name: string,
  meaning: Bilingual,
  compare: (fact: number | string, operand: number | string) => boolean,
): OperatorDefinition {
  const evaluate = (fact: FactValue, operand: FactValue): boolean => {
    if (fact === null || operand === null) return false;
    if (typeof fact === 'number' && typeof operand === 'number') return compare(fact, operand);
    if (typeof fact === 'string' && typeof operand === 'string') return compare(fact, operand);
    throw new TypeError(
      `operator "${name}" got ${typeof fact} and ${typeof operand}; the rule check lets none through`,
    );
  };
  return { name, factTypes: MOMENTS, operand: 'same', meaning, evaluate };
}

/** Both sides are folded already (see foldText): the text once per record, the phrases once at load. */
function containsAnyPhrase(fact: FactValue, operand: FactValue): boolean {
  if (fact === null) return false;
  if (typeof fact !== 'string') throw new TypeError(`operator "containsAnyPhrase" got ${typeof fact}`);
  const phrases = typeof operand === 'string' ? [operand] : operand;
  if (!Array.isArray(phrases)) throw new TypeError(`operator "containsAnyPhrase" got ${typeof operand} as phrases`);
  const words = ` ${fact} `;
  return phrases.some((phrase) => words.includes(` ${phrase} `));
}

function isMissing(fact: FactValue): boolean {
  return fact === null || (Array.isArray(fact) && fact.length === 0);
}
