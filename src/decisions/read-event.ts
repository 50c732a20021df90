import type { FactValue } from '../domain/fact.ts';
import { isFactReference } from '../rule-sets/check-value.ts';
import type { RuleEvent, RuleValue } from '../rule-sets/rule-set.ts';

type Outputs = Readonly<Record<string, FactValue>>;

/** The outputs of an event by name, facts in place of references, in the order of `prepareEvent`. */
export function readEvent(event: RuleEvent, read: (fact: string) => FactValue): Outputs {
  return prepareEvent(event)(read);
}

/**
 * Prepares the outputs of an event, so that only references are left to be read for a record. The order of the names does
 * not depend on where the rules were read: files have the order of whoever wrote them, the store has its own.
 */
export function prepareEvent(event: RuleEvent): (read: (fact: string) => FactValue) => Outputs {
  const names = Object.keys(event.params).sort();
  const values = names.map((name) => event.params[name] ?? null);
  if (!values.some(isFactReference)) {
    const fixed = Object.freeze(
      Object.fromEntries(names.map((name, index) => [name, toLiteral(values[index] ?? null)])),
    );
    return () => fixed;
  }
  const readers = values.map(prepareValue);
  return (read) => {
    const outputs: Record<string, FactValue> = {};
    for (let index = 0; index < names.length; index += 1) outputs[names[index] ?? ''] = readers[index]?.(read) ?? null;
    return outputs;
  };
}

function prepareValue(value: RuleValue): (read: (fact: string) => FactValue) => FactValue {
  if (isFactReference(value)) return (read) => read(value.fact);
  const literal = toLiteral(value);
  return () => literal;
}

function toLiteral(value: RuleValue): FactValue {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'object' ? null : value;
}
