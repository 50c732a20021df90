import type { Facts, FactValue } from '../domain/fact.ts';
import { isFactReference } from '../rule-sets/check-value.ts';
import type { RuleEvent, RuleValue } from '../rule-sets/rule-set.ts';

/** What an event puts out, by name. */
export type Outputs = Readonly<Record<string, FactValue>>;

/** An event ready for records. */
export type PreparedEvent = {
  /** The facts that it puts out, parameters not among them. */
  readonly facts: readonly string[];
  readonly read: (facts: Facts) => Outputs;
};

/**
 * The outputs of an event by name, facts in place of references. The order of the names does not depend on where the rules
 * were read: files have the order of whoever wrote them, the store has its own.
 */
export function readEvent(event: RuleEvent, read: (fact: string) => FactValue): Outputs {
  const names = Object.keys(event.params).sort();
  return Object.fromEntries(
    names.map((name) => {
      const value = event.params[name] ?? null;
      return [name, isFactReference(value) ? read(value.fact) : toLiteral(value)];
    }),
  );
}

/** Prepares what `readEvent` reads, parameters put in, so that only facts are left to be read for a record. */
export function prepareEvent(event: RuleEvent, parameterFacts: Facts): PreparedEvent {
  const names = Object.keys(event.params).sort();
  const fixed = readEvent(event, (fact) => parameterFacts[fact] ?? null);
  const facts = names.map((name) => {
    const value = event.params[name] ?? null;
    return isFactReference(value) && !Object.hasOwn(parameterFacts, value.fact) ? value.fact : null;
  });
  const read = facts.flatMap((fact) => fact ?? []);
  if (read.length === 0) {
    Object.freeze(fixed); // all records share it
    return { facts: read, read: () => fixed };
  }
  const literals = names.map((name) => fixed[name] ?? null);
  return { facts: read, read: (record) => readOutputs(names, facts, literals, record) };
}

/** A plain loop without functions made on the way: this is done for each record. */
function readOutputs(
  names: readonly string[],
  facts: readonly (string | null)[],
  literals: readonly FactValue[],
  record: Facts,
): Outputs {
  const outputs: Record<string, FactValue> = {};
  for (let index = 0; index < names.length; index += 1) {
    const fact = facts[index] ?? null;
    outputs[names[index] ?? ''] = (fact === null ? literals[index] : record[fact]) ?? null;
  }
  return outputs;
}

function toLiteral(value: RuleValue): FactValue {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'object' ? null : value;
}
