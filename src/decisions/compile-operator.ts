import type { FactValue } from '../domain/fact.ts';
import { isFactReference } from '../rule-sets/check-value.ts';
import { findOperator } from '../rule-sets/operators.ts';
import type { LeafCondition, RuleValue } from '../rule-sets/rule-set.ts';
import type { ListIndex } from './list-index.ts';
import type { PhraseIndex } from './phrase-index.ts';
import type { Slots, Test } from './slots.ts';

/** What compiling a comparison needs: where facts stand, and the phrases and items that are looked for together. */
export type CompileScope = {
  readonly slotOf: (fact: string) => number;
  readonly phrases: PhraseIndex;
  readonly lists: ListIndex;
  /** Tests of comparisons that were compiled already. */
  readonly tests: Map<string, Test>;
};

/** A right side that is a literal, or stands in a slot. */
type Operand = { readonly literal: RuleValue } | { readonly slot: number };

/** A list that is longer than this is looked up instead of walked along. */
const LONG_LIST = 8;

/**
 * Compiles one comparison to what json-rules-engine 7.3.1 does with it (engine-default-operators, and our own operators).
 * Throws for an operator that it does not know: the rule check lets none pass.
 */
export function compileOperator(leaf: LeafCondition, scope: CompileScope): Test {
  const slot = scope.slotOf(leaf.fact);
  const operand: Operand = isFactReference(leaf.value)
    ? { slot: scope.slotOf(leaf.value.fact) }
    : { literal: leaf.value };
  switch (leaf.operator) {
    case 'equal':
      return compileEqual(slot, operand);
    case 'notEqual':
      return negate(compileEqual(slot, operand));
    case 'in':
      return compileIn(slot, operand);
    case 'notIn':
      return negate(compileIn(slot, operand));
    case 'contains':
      return compileContains(slot, operand, true, scope);
    case 'doesNotContain':
      return compileContains(slot, operand, false, scope);
    case 'lessThan':
    case 'lessThanInclusive':
    case 'greaterThan':
    case 'greaterThanInclusive':
      return compileOrder(leaf.operator, slot, operand);
    case 'containsAnyPhrase':
      return 'literal' in operand ? scope.phrases.addList(slot, operand.literal) : compileOwn(leaf, slot, operand);
    case 'isMissing':
      return compileMissing(leaf, slot, operand);
    case 'before':
      return compileMoment('lessThan', leaf, slot, operand);
    case 'onOrBefore':
      return compileMoment('lessThanInclusive', leaf, slot, operand);
    case 'after':
      return compileMoment('greaterThan', leaf, slot, operand);
    case 'onOrAfter':
      return compileMoment('greaterThanInclusive', leaf, slot, operand);
    default:
      return compileOwn(leaf, slot, operand);
  }
}

/**
 * A test that only serves to throw what the comparison throws for values of a wrong type; null where it never does.
 * json-rules-engine looks at every comparison of every rule, also where the result is known, so these come first.
 */
export function compileGuard(leaf: LeafCondition, scope: CompileScope): Test | null {
  const slot = scope.slotOf(leaf.fact);
  const operand: Operand = isFactReference(leaf.value)
    ? { slot: scope.slotOf(leaf.value.fact) }
    : { literal: leaf.value };
  if (leaf.operator === 'in' || leaf.operator === 'notIn') {
    return 'literal' in operand && isSearchable(operand.literal) ? null : compileIn(slot, operand);
  }
  const isOwn = (findOperator(leaf.operator)?.evaluate ?? null) !== null;
  return isOwn && leaf.operator !== 'isMissing' ? guardOwn(leaf, slot, operand) : null;
}

function negate(test: Test): Test {
  return (slots) => !test(slots);
}

function compileEqual(slot: number, operand: Operand): Test {
  if ('slot' in operand) return (slots) => slots[slot] === slots[operand.slot];
  const { literal } = operand;
  // Alike, but each learns its own type.
  if (typeof literal === 'string') return (slots) => slots[slot] === literal;
  if (typeof literal === 'number') return (slots) => slots[slot] === literal;
  return (slots) => slots[slot] === literal;
}

function compileIn(slot: number, operand: Operand): Test {
  if ('slot' in operand) return (slots) => isIn(slots[slot], slots[operand.slot]);
  const { literal } = operand;
  if (!Array.isArray(literal)) return (slots) => isIn(slots[slot], literal);
  const items: readonly unknown[] = literal;
  if (items.length <= LONG_LIST) return (slots) => items.indexOf(slots[slot]) !== -1;
  const known: ReadonlySet<unknown> = new Set(items);
  return (slots) => known.has(slots[slot]);
}

/** As `list.indexOf(item)` of a list or, for a text, of a part of it. */
function isIn(item: FactValue | undefined, list: RuleValue | FactValue | undefined): boolean {
  if (typeof list === 'string') return list.includes(String(item));
  if (!Array.isArray(list)) throw new TypeError(`operator "in" got ${typeof list} as a list`);
  const items: readonly unknown[] = list;
  return items.indexOf(item) !== -1;
}

function isSearchable(value: RuleValue): boolean {
  return typeof value === 'string' || Array.isArray(value);
}

function compileContains(slot: number, operand: Operand, isWanted: boolean, { lists }: CompileScope): Test {
  if ('literal' in operand && typeof operand.literal === 'string') {
    const test = lists.addItem(slot, operand.literal, isWanted);
    if (test !== null) return test;
  }
  return (slots) => {
    const list: unknown = slots[slot];
    if (!Array.isArray(list)) return false;
    const item: unknown = 'slot' in operand ? slots[operand.slot] : operand.literal;
    return (list.indexOf(item) !== -1) === isWanted;
  };
}

type OrderOperator = 'lessThan' | 'lessThanInclusive' | 'greaterThan' | 'greaterThanInclusive';

function compileOrder(operator: OrderOperator, slot: number, operand: Operand): Test {
  const anyTypes = (left: FactValue | undefined, right: RuleValue | FactValue | undefined): boolean =>
    isNumberLike(left) && compareAny(operator, left, right);
  if ('slot' in operand) return compileSlots(operator, slot, operand.slot, anyTypes);
  const { literal } = operand;
  if (typeof literal !== 'number') return (slots) => anyTypes(slots[slot], literal);
  return compileBound(operator, slot, literal, (left) => anyTypes(left, literal));
}

/** A fact beside another one, or beside a parameter. */
function compileSlots(
  operator: OrderOperator,
  a: number,
  b: number,
  otherwise: (left: FactValue | undefined, right: FactValue | undefined) => boolean,
): Test {
  switch (operator) {
    case 'lessThan':
      return (slots) => {
        const [left, right] = [slots[a], slots[b]];
        return typeof left === 'number' && typeof right === 'number' ? left < right : otherwise(left, right);
      };
    case 'lessThanInclusive':
      return (slots) => {
        const [left, right] = [slots[a], slots[b]];
        return typeof left === 'number' && typeof right === 'number' ? left <= right : otherwise(left, right);
      };
    case 'greaterThan':
      return (slots) => {
        const [left, right] = [slots[a], slots[b]];
        return typeof left === 'number' && typeof right === 'number' ? left > right : otherwise(left, right);
      };
    case 'greaterThanInclusive':
      return (slots) => {
        const [left, right] = [slots[a], slots[b]];
        return typeof left === 'number' && typeof right === 'number' ? left >= right : otherwise(left, right);
      };
  }
}

/** The usual case: a number beside a bound. */
function compileBound(
  operator: OrderOperator,
  slot: number,
  bound: number,
  otherwise: (left: FactValue | undefined) => boolean,
): Test {
  switch (operator) {
    case 'lessThan':
      return (slots) => {
        const left = slots[slot];
        return typeof left === 'number' ? left < bound : otherwise(left);
      };
    case 'lessThanInclusive':
      return (slots) => {
        const left = slots[slot];
        return typeof left === 'number' ? left <= bound : otherwise(left);
      };
    case 'greaterThan':
      return (slots) => {
        const left = slots[slot];
        return typeof left === 'number' ? left > bound : otherwise(left);
      };
    case 'greaterThanInclusive':
      return (slots) => {
        const left = slots[slot];
        return typeof left === 'number' ? left >= bound : otherwise(left);
      };
  }
}

function pickCompare(operator: OrderOperator): (left: number | string, right: number | string) => boolean {
  switch (operator) {
    case 'lessThan':
      return (left, right) => left < right;
    case 'lessThanInclusive':
      return (left, right) => left <= right;
    case 'greaterThan':
      return (left, right) => left > right;
    case 'greaterThanInclusive':
      return (left, right) => left >= right;
  }
}

/** The left side of an order must look like a number to json-rules-engine, or nothing holds of it. */
function isNumberLike(value: FactValue | undefined): boolean {
  if (value === null) return false;
  return !Number.isNaN(Number.parseFloat(String(value)));
}

/** Two texts are compared as texts, anything else as numbers, as JavaScript does. */
function compareAny(
  operator: OrderOperator,
  left: FactValue | undefined,
  right: RuleValue | FactValue | undefined,
): boolean {
  const [a, b] = [toPrimitive(left), toPrimitive(right)];
  const compare = pickCompare(operator);
  return typeof a === 'string' && typeof b === 'string' ? compare(a, b) : compare(Number(a), Number(b));
}

function toPrimitive(value: unknown): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value;
  return typeof value === 'object' && value !== null ? String(value) : Number(value);
}

/** Instants are numbers, and compared here; whatever else a moment may be is left to the operator. */
function compileMoment(order: OrderOperator, leaf: LeafCondition, slot: number, operand: Operand): Test {
  const evaluate = findEvaluate(leaf);
  const compare = (left: FactValue | undefined, right: FactValue | undefined): boolean =>
    evaluate(left ?? null, right ?? null);
  if ('slot' in operand) return compileSlots(order, slot, operand.slot, compare);
  const { literal } = operand;
  if (typeof literal !== 'number') return compileOwn(leaf, slot, operand);
  return compileBound(order, slot, literal, (left) => compare(left, literal));
}

function compileMissing(leaf: LeafCondition, slot: number, operand: Operand): Test {
  if (!('literal' in operand) || typeof operand.literal !== 'boolean') return compileOwn(leaf, slot, operand);
  const isWanted = operand.literal;
  return (slots) => {
    const value = slots[slot];
    return (value === null || (Array.isArray(value) && value.length === 0)) === isWanted;
  };
}

/** An operator of ours, called as it is. */
function compileOwn(leaf: LeafCondition, slot: number, operand: Operand): Test {
  const evaluate = findEvaluate(leaf);
  const read = buildRead(operand);
  return (slots) => evaluate(slots[slot] ?? null, read(slots));
}

/** As a guard, an operator of ours is called for those values only that it may refuse. */
function guardOwn(leaf: LeafCondition, slot: number, operand: Operand): Test {
  const evaluate = findEvaluate(leaf);
  if (leaf.operator === 'containsAnyPhrase' && 'literal' in operand && isSearchable(operand.literal)) {
    return (slots) => (typeof slots[slot] === 'string' ? true : evaluate(slots[slot] ?? null, ''));
  }
  if (leaf.operator !== 'containsAnyPhrase' && 'slot' in operand) return guardMoments(slot, operand.slot, evaluate);
  const read = buildRead(operand);
  const isMoment = leaf.operator !== 'containsAnyPhrase';
  return (slots) => {
    const [left, right] = [slots[slot] ?? null, read(slots)];
    const isFine = left === null || (isMoment && typeof left === 'number' && typeof right === 'number');
    return isFine || evaluate(left, right);
  };
}

function guardMoments(a: number, b: number, evaluate: (left: FactValue, right: FactValue) => boolean): Test {
  return (slots) => {
    const [left, right] = [slots[a] ?? null, slots[b] ?? null];
    return left === null || (typeof left === 'number' && typeof right === 'number') || evaluate(left, right);
  };
}

function findEvaluate(leaf: LeafCondition): (fact: FactValue, operand: FactValue) => boolean {
  const evaluate = findOperator(leaf.operator)?.evaluate ?? null;
  if (evaluate === null) throw new RangeError(`no operator "${leaf.operator}"; the rule check lets none pass`);
  return evaluate;
}

function buildRead(operand: Operand): (slots: Slots) => FactValue {
  if ('slot' in operand) return (slots) => slots[operand.slot] ?? null;
  const right = toFactValue(operand.literal);
  return () => right;
}

function toFactValue(value: RuleValue): FactValue {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'object' ? null : value;
}
