import type { RuleSetOutcome } from '../decisions/evaluator.ts';
import type { Facts } from '../domain/fact.ts';

/** A rule set, and the facts that it is asked about. */
export type Question = { readonly ruleSet: string; readonly facts: Facts };

/**
 * Rule sets asked one after the other, each about what those before it said. It knows nobody who answers, so the very
 * same chain decides in a run, where json-rules-engine may answer later, and over stored facts, where nobody waits.
 */
export type RuleChain<Result> = Generator<Question, Result, RuleSetOutcome>;

/** Asks one rule set within a chain, and keeps what it said in the trace. */
export function* ask(trace: RuleSetOutcome[], ruleSet: string, facts: Facts): RuleChain<RuleSetOutcome> {
  const outcome = yield { ruleSet, facts };
  trace.push(outcome);
  return outcome;
}

/** Walks a chain to its end; waits only where an answer has to be waited for. */
export async function walkChain<Result>(
  chain: RuleChain<Result>,
  answer: (question: Question) => RuleSetOutcome | Promise<RuleSetOutcome>,
): Promise<Result> {
  let step = chain.next();
  while (step.done !== true) {
    const outcome = answer(step.value);
    step = chain.next(outcome instanceof Promise ? await outcome : outcome);
  }
  return step.value;
}

/** The same where every answer comes at once. */
export function walkChainAtOnce<Result>(
  chain: RuleChain<Result>,
  answer: (question: Question) => RuleSetOutcome,
): Result {
  let step = chain.next();
  while (step.done !== true) step = chain.next(answer(step.value));
  return step.value;
}
