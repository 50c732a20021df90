import type { RuleSetOutcome } from '../decisions/evaluator.ts';
import type { Outputs } from '../facts/read-outputs.ts';

/** The one event of a rule set that has a default. */
export function getFirst(outcome: RuleSetOutcome): Outputs {
  const [outputs] = outcome.outputs;
  if (outputs === undefined) throw new Error(`"${outcome.ruleSet}" put out nothing; it needs a default`);
  return outputs;
}

/** Names of the rules that decided in some rule sets, joined with `;`; null where none spoke. */
export function joinRuleNames(trace: readonly RuleSetOutcome[], ...ruleSets: readonly string[]): string | null {
  const names = trace.filter((each) => ruleSets.includes(each.ruleSet)).flatMap((each) => each.rules);
  return names.length === 0 ? null : names.join(';');
}
