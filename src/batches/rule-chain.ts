import type { RuleSetOutcome } from '../decisions/evaluator.ts';
import type { Facts } from '../domain/fact.ts';

/** A rule set, and the facts that it is asked about. */
export type Question = { readonly ruleSet: string; readonly facts: Facts };

/**
 * Rule sets asked one after the other, each about what those before it said. It knows nobody who answers, so the very
 * same chain decides in a run, where json-rules-engine may answer later, and over stored facts, where nobody waits.
 */
export type RuleChain<Result> = Generator<Question, Result, RuleSetOutcome>;

/** The question about one rule set; a chain yields it, and keeps the answer: `keep(trace, yield ask(…))`. */
export function ask(ruleSet: string, facts: Facts): Question {
  return { ruleSet, facts };
}

/** Keeps in the trace what a rule set said. A plain function: a generator for each question takes as long as its answer. */
export function keep(trace: RuleSetOutcome[], outcome: RuleSetOutcome): RuleSetOutcome {
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
