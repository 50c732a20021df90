import type { CodeList, ParameterContract, RuleSetContract } from '../domain/fact.ts';

/** The codes of reference data that rules may name. */
export type KnownCodes = Readonly<Record<CodeList, readonly string[]>>;

type Coded = { readonly codesOf?: CodeList; readonly values?: readonly (string | number)[] };

/** Gives every fact, output and parameter whose values come from reference data the list of those values. */
export function bindRuleSetCodes(contract: RuleSetContract, codes: KnownCodes): RuleSetContract {
  return {
    ...contract,
    facts: contract.facts.map((fact) => bindCodes(fact, codes)),
    event: { ...contract.event, outputs: contract.event.outputs.map((output) => bindCodes(output, codes)) },
  };
}

/** The same for a parameter that the program reads. */
export function bindParameterCodes(contract: ParameterContract, codes: KnownCodes): ParameterContract {
  return bindCodes(contract, codes);
}

function bindCodes<T extends Coded>(definition: T, codes: KnownCodes): T {
  return definition.codesOf === undefined ? definition : { ...definition, values: codes[definition.codesOf] };
}
