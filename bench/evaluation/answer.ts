import { type FactCatalogue, listFactNames, prepareCondition } from '../../src/decisions/prepare-condition.ts';
import { isFactReference } from '../../src/rule-sets/check-value.ts';
import type { ResolvedRuleSet } from '../../src/rule-sets/resolve-rules.ts';
import type { Rule } from '../../src/rule-sets/rule-set.ts';

/** What a batch uses of a decision, whoever made it: the rules that decided, and what each of them puts out, or the default. */
export type Answer = {
  readonly rules: readonly string[];
  readonly outputs: readonly Readonly<Record<string, unknown>>[];
};

/** The facts that the rules of a set look at or put out, parameters among them. */
export function listFactsRead({ ruleSet, rules }: ResolvedRuleSet, catalogue: FactCatalogue): readonly string[] {
  const compared = rules.flatMap(({ rule }) =>
    listFactNames(prepareCondition(rule.conditions, ruleSet.conditions, catalogue)),
  );
  const events = [ruleSet.default, ...rules.map(({ rule }) => rule.event)];
  const values = events.flatMap((event) => Object.values(event?.params ?? {}));
  return [...new Set([...compared, ...values.flatMap((value) => (isFactReference(value) ? value.fact : []))])];
}

/** The names of everything that the rules of a set put out. */
export function listOutputNames({ ruleSet, rules }: ResolvedRuleSet): readonly string[] {
  const events = [ruleSet.default, ...rules.map(({ rule }) => rule.event)];
  return [...new Set(events.flatMap((event) => Object.keys(event?.params ?? {})))].sort();
}

/** The rules in the order in which their hit policy takes them: all as the file has them, or the one that goes first. */
export function sortRules({ ruleSet, rules }: ResolvedRuleSet): readonly Rule[] {
  const ordered =
    ruleSet.hitPolicy === 'collect'
      ? rules
      : rules.toSorted((a, b) => b.weight - a.weight || b.rule.priority - a.rule.priority);
  return ordered.map(({ rule }) => rule);
}

/** An answer as text; two that are the same have the same text. */
export function showAnswer({ rules, outputs }: Answer, names: readonly string[]): string {
  return JSON.stringify([rules, outputs.map((each) => names.map((name) => each[name] ?? null))]);
}

/**
 * Counts the rules of answers and those that put out a first value, so that no decision can be left unmade. It reads no
 * more than that: what reading takes by itself is as much for the fastest as for the slowest.
 */
export function countAnswers(answers: readonly Answer[], [first = '']: readonly string[]): number {
  let count = 0;
  for (const { rules, outputs } of answers) {
    count += rules.length;
    for (const each of outputs) {
      if (each[first] !== null && each[first] !== undefined) count += 1;
    }
  }
  return count;
}
