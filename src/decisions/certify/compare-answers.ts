import type { Facts } from '../../domain/fact.ts';
import type { ResolvedRuleSet } from '../../rule-sets/resolve-rules.ts';
import type { Evaluator, RuleSetOutcome } from '../evaluator.ts';

/** What an evaluator made of one record: an outcome, or the error that it threw. */
export type Answer =
  | { readonly outcome: RuleSetOutcome }
  | { readonly error: { readonly name: string; readonly message: string } };

/** Asks an evaluator about one record; what it throws is an answer too. */
export async function readAnswer(evaluator: Evaluator, resolved: ResolvedRuleSet, facts: Facts): Promise<Answer> {
  try {
    return { outcome: await evaluator.evaluate(resolved, facts) };
  } catch (error) {
    if (error instanceof Error) return { error: { name: error.name, message: error.message } };
    return { error: { name: typeof error, message: String(error) } };
  }
}

/**
 * True where both say the same: the same outcome to the last value, or the same error. Which of several comparisons with a value of the wrong type is told of first is chance in
 * json-rules-engine, so one TypeError is as good as another.
 */
export function isSameAnswer(a: Answer, b: Answer): boolean {
  if ('outcome' in a) return 'outcome' in b && toText(a.outcome) === toText(b.outcome);
  if ('outcome' in b || a.error.name !== b.error.name) return false;
  return a.error.name === 'TypeError' || a.error.message === b.error.message;
}

/** JSON that tells numbers apart which JSON does not know. */
function toText(outcome: RuleSetOutcome): string {
  return JSON.stringify(outcome, (_, value: unknown) =>
    typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
      ? `number ${formatOdd(value)}`
      : value,
  );
}

function formatOdd(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
