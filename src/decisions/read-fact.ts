import type { Facts, FactValue } from '../domain/fact.ts';

/** The value of a fact or parameter, null where there is none; what the release says no record can overrule. */
export function readFact(name: string, facts: Facts, parameterFacts: Facts): FactValue {
  return (Object.hasOwn(parameterFacts, name) ? parameterFacts[name] : facts[name]) ?? null;
}
