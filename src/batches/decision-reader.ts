import type { Facts } from '../domain/fact.ts';
import { parseStoredJson } from '../store/parse-stored-json.ts';

/** Makes what was decided of the three texts of a stored decision; names stand in the order of the output contract. */
export type DecisionReader<Decision, Details> = {
  readonly readRow: (text: string) => Decision;
  readonly readFacts: (text: string) => Facts;
  readonly readDetails: (text: string) => Details;
};

/** The reader of decisions that are stored with the names of their fields. */
export function buildNamedReader<Decision, Details>(): DecisionReader<Decision, Details> {
  return { readRow: parseStoredJson, readFacts: parseStoredJson, readDetails: parseStoredJson };
}
