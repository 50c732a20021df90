import { isFactReference } from '../rule-sets/check-value.ts';
import type { LeafCondition } from '../rule-sets/rule-set.ts';
import { type CompileScope, compileGuard, compileOperator } from './compile-operator.ts';
import type { PreparedCondition } from './prepare-condition.ts';
import type { Slots, Test } from './slots.ts';

/** Compiles a prepared condition; an empty `all` or `any` holds, as in json-rules-engine. */
export function compileCondition(condition: PreparedCondition, scope: CompileScope): Test {
  if ('all' in condition) return compileAll(condition.all.map((child) => compileCondition(child, scope)));
  if ('any' in condition) return compileAny(condition.any.map((child) => compileCondition(child, scope)));
  if ('not' in condition) {
    const test = compileCondition(condition.not, scope);
    return (slots) => !test(slots);
  }
  return compileShared(condition, scope);
}

/** Rows of a table compare the same again and again: one test for all of them stays in the fast memory of the processor. */
function compileShared(leaf: LeafCondition, scope: CompileScope): Test {
  const { value } = leaf;
  const isPlain = Array.isArray(value) ? value.every(isText) : isText(value) || Number.isFinite(value);
  if (!isPlain) return compileOperator(leaf, scope);
  const key = JSON.stringify([leaf.fact, leaf.operator, value]);
  const test = scope.tests.get(key) ?? compileOperator(leaf, scope);
  scope.tests.set(key, test);
  return test;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

/** Compiles the checks of types that come before all rules, each once. */
export function compileGuards(conditions: readonly PreparedCondition[], scope: CompileScope): readonly Test[] {
  const guards = new Map<string, Test>();
  for (const leaf of conditions.flatMap(listLeaves)) {
    const key = JSON.stringify([leaf.fact, leaf.operator, toGuardedKind(leaf.value)]);
    const guard = guards.has(key) ? null : compileGuard(leaf, scope);
    if (guard !== null) guards.set(key, guard);
  }
  return [...guards.values()];
}

/** Texts are as good as one another to a guard, and so are numbers, and lists. */
function toGuardedKind(value: LeafCondition['value']): unknown {
  return Array.isArray(value) ? 'list' : isFactReference(value) ? value : typeof value;
}

/** The comparisons of a condition that must hold where the whole holds. */
export function listNeeded(condition: PreparedCondition): readonly LeafCondition[] {
  if ('all' in condition) return condition.all.flatMap(listNeeded);
  if ('any' in condition) return condition.any.length === 1 ? condition.any.flatMap(listNeeded) : [];
  return 'not' in condition ? [] : [condition];
}

function listLeaves(condition: PreparedCondition): readonly LeafCondition[] {
  if ('all' in condition) return condition.all.flatMap(listLeaves);
  if ('any' in condition) return condition.any.flatMap(listLeaves);
  return 'not' in condition ? listLeaves(condition.not) : [condition];
}

function compileAll(tests: readonly Test[]): Test {
  const [first, second, ...more] = tests;
  if (first === undefined) return () => true;
  if (second === undefined) return first;
  if (more.length === 0) return (slots) => first(slots) && second(slots);
  return (slots) => {
    for (const test of tests) if (!test(slots)) return false;
    return true;
  };
}

function compileAny(tests: readonly Test[]): Test {
  const [first, second, ...more] = tests;
  if (first === undefined) return () => true;
  if (second === undefined) return first;
  if (more.length === 0) return (slots: Slots) => first(slots) || second(slots);
  return (slots) => {
    for (const test of tests) if (test(slots)) return true;
    return false;
  };
}
