import type { FactDefinition, FactType, FactValue } from '../../../src/domain/fact.ts';
import type { SeededRandom } from '../../../src/domain/seeded-random.ts';
import { fact } from '../../../src/facts/define-fact.ts';

/** The facts of random rule sets: two of each type, so that they can be compared with each other. */
export const FUZZ_FACTS: readonly FactDefinition[] = (
  ['text', 'code', 'integer', 'number', 'boolean', 'instant', 'date', 'list'] as const
).flatMap((type) => ['A', 'B'].map((letter) => fact(`${type}${letter}`, type, type, type)));

export const FUZZ_CATALOGUE: ReadonlyMap<string, FactDefinition> = new Map(
  FUZZ_FACTS.map((definition) => [definition.name, definition]),
);

/** Parameters of random rule sets by type; the last one has no value. */
export const FUZZ_PARAMETERS = ['param.limit', 'param.code', 'param.list', 'param.flag', 'param.none'] as const;

const MOMENT = Date.parse('2026-11-23T09:00:00+07:00');

/** Rules and records draw from the same few values, so that bounds are hit exactly. */
const VALUES: Readonly<Record<FactType, readonly FactValue[]>> = {
  text: [
    'su co mat ket noi',
    'mat ket noi',
    'ket noi',
    'khong vao duoc',
    'a b',
    'a',
    '',
    ' a',
    'a  b',
    'a a a b',
    'mat ket noix',
    'xmat ket noi',
    'ab',
    'a bc',
  ],
  code: ['a', 'b', 'c', 'ab', 'abc', '10', '2', 'NaN', 'true', 'null', ''],
  integer: [-1, 0, 1, 2, 3, 9, 10, 11, 2_147_483_648, Number.MAX_SAFE_INTEGER],
  number: [-1.5, -1, -0, 0, 0.1, 0.30000000000000004, 0.3, 1, 2, 2.5, 10, 1e21, 1e-7],
  boolean: [true, false],
  instant: [MOMENT, MOMENT - 1, MOMENT + 1, MOMENT + 3_600_000, 0, -1],
  date: ['2026-11-22', '2026-11-23', '2026-11-24', '2025-12-31', '2026-01-01'],
  list: [[], ['a'], ['b'], ['a', 'b'], ['b', 'a', 'a'], ['10', '2'], ['', 'c']],
};

/** Values that no fact of the type should have, some of which engines compare all the same. */
const ODD: readonly FactValue[] = [
  null,
  true,
  false,
  0,
  1,
  5,
  -0,
  10,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  '',
  ' ',
  '10',
  '5',
  ' 3',
  '1e3',
  '5 days',
  'abc',
  'NaN',
  'Infinity',
  'null',
  'true',
  '2026-11-23',
  [],
  [''],
  ['5'],
  ['a'],
  ['10', 'b'],
  ['a', 'b', 'c'],
];

/** A value as the type wants it. */
export function pickValue(random: SeededRandom, type: FactType): FactValue {
  return copy(random.pick(VALUES[type]));
}

/** A value of whatever type. */
export function pickOddValue(random: SeededRandom): FactValue {
  return copy(random.pick(ODD));
}

/** A list of a rule and one of a record are never the same object: one is read from a file, the other one made. */
function copy(value: FactValue): FactValue {
  return Array.isArray(value) ? value.map(String) : value;
}

/** A literal of a rule for a fact of that type: moments are written as text, now and then as the number. */
export function pickLiteral(random: SeededRandom, type: FactType): FactValue {
  const value = pickValue(random, type);
  if (type !== 'instant' || typeof value !== 'number' || random.chance(0.2)) return value;
  return new Date(value).toISOString().replace(/\.\d+Z$/, 'Z');
}
