import type { RuleSetContract } from '../domain/fact.ts';
import { OPERATORS } from './operators.ts';

/**
 * The JSON Schema with the names that rules may use, each with its meaning: editors complete from it. The loader checks
 * names itself, because it can say more about a wrong one.
 */
export function buildVocabularySchema(contracts: readonly RuleSetContract[]): Readonly<Record<string, unknown>> {
  const facts = new Map(contracts.flatMap((contract) => contract.facts.map((fact) => [fact.name, fact] as const)));
  const describe = (meaning: { readonly vi: string; readonly en: string }): string => `${meaning.vi} · ${meaning.en}`;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'vocabulary.schema.json',
    title: 'Names that rules may use; written by "kyhan rules vocabulary"',
    definitions: {
      fact: {
        type: 'string',
        anyOf: [
          ...[...facts.values()].map((fact) => ({ const: fact.name, description: describe(fact.meaning) })),
          { pattern: '^param\\.', description: 'A parameter: param.<name>' },
        ],
      },
      operator: {
        type: 'string',
        anyOf: OPERATORS.map((operator) => ({ const: operator.name, description: describe(operator.meaning) })),
      },
    },
  };
}
