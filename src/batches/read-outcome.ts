import type { RuleSetOutcome } from '../decisions/evaluator.ts';
import type { Outputs } from '../facts/read-outputs.ts';
import { remember } from './remember.ts';

/** The one event of a rule set that has a default. */
export function getFirst(outcome: RuleSetOutcome): Outputs {
  const [outputs] = outcome.outputs;
  if (outputs === undefined) throw new Error(`"${outcome.ruleSet}" put out nothing; it needs a default`);
  return outputs;
}

const joinNames = remember((rules: readonly string[]) => rules.join(';'));

/** Names of the rules that decided in some rule sets, joined with `;`; null where none spoke. */
export function joinRuleNames(trace: readonly RuleSetOutcome[], ...ruleSets: readonly string[]): string | null {
  let names: string | null = null;
  // A plain loop: every decision asks this several times.
  for (const { ruleSet, rules } of trace) {
    if (rules.length === 0 || !ruleSets.includes(ruleSet)) continue;
    const own = rules.length === 1 ? rules[0] : joinNames(rules);
    names = names === null ? (own ?? null) : `${names};${own}`;
  }
  return names;
}
