import type { FactValue } from '../domain/fact.ts';
import { isFactReference } from '../rule-sets/check-value.ts';
import type { RuleEvent, RuleValue } from '../rule-sets/rule-set.ts';

/**
 * The outputs of an event by name, facts in place of references. The order does not depend on where the rules were read:
 * files have the order of whoever wrote them, the store has its own.
 */
export function readEvent(event: RuleEvent, read: (fact: string) => FactValue): Readonly<Record<string, FactValue>> {
  return Object.fromEntries(
    Object.keys(event.params)
      .sort()
      .map((name) => [name, readValue(event.params[name] ?? null, read)]),
  );
}

function readValue(value: RuleValue, read: (fact: string) => FactValue): FactValue {
  if (isFactReference(value)) return read(value.fact);
  return Array.isArray(value) ? value.map(String) : toScalar(value);
}

function toScalar(value: RuleValue): FactValue {
  return typeof value === 'object' ? null : value;
}
