import assert from 'node:assert/strict';
import type { Facts, FactValue } from '../domain/fact.ts';

/*
 * What is stored in very large numbers is stored as its values alone, in an order that one file knows: with the names in
 * each text it would take twice the room, and longer to write and to read. A value that comes to be known later goes to
 * the end, and texts without it have to be read as well.
 */

/** Whether a stored text had only values; those of earlier versions of the program have names as well. */
export function isValues<Values extends readonly unknown[]>(stored: Values | object): stored is Values {
  return Array.isArray(stored);
}

/** Proves that values are all that facts say: as many as there are names, and each of them is there. */
export function proveComplete(facts: Facts, values: readonly (FactValue | undefined)[]): void {
  assert.equal(countNames(facts), values.length, 'there are other facts than those that are stored');
  assert.ok(!values.includes(undefined), 'there are fewer facts than those that are stored');
}

/** Counts without making a list of the names. */
function countNames(facts: Facts): number {
  let count = 0;
  for (const _ in facts) count += 1;
  return count;
}
