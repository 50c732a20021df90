import type { Evaluator, RuleSetOutcome } from '../decisions/evaluator.ts';
import { type ExplainedRuleSet, explainRuleSet } from '../decisions/explain-rule-set.ts';
import type { FactCatalogue } from '../decisions/prepare-condition.ts';
import type { Bilingual, Facts } from '../domain/fact.ts';
import type { Database } from '../store/database.ts';
import type { StoredDecision } from '../store/decisions.ts';
import type { Run } from '../store/run.ts';
import type { KyhanRelease } from './kyhan-release.ts';

/** A rule set with every rule looked at, and its title. */
export type TitledRuleSet = ExplainedRuleSet & { readonly title: Bilingual };

/** A decision made anew, with everything that led to it. */
export type ExplainedDecision = {
  /** The decision row. */
  readonly decision: object;
  /** All facts, to be held against the stored ones. */
  readonly facts: Facts;
  /** What rules looked at only as sums: the invoices, notices and holds behind them. */
  readonly notes: readonly { readonly title: Bilingual; readonly lines: readonly string[] }[];
  /** In the order in which they were asked. */
  readonly ruleSets: readonly TitledRuleSet[];
  readonly catalogue: FactCatalogue;
};

/** What an explanation is made from: the store, the run, its rules, and the decision that was stored. */
export type ExplainRequest = {
  readonly database: Database;
  readonly run: Run;
  readonly release: KyhanRelease;
  readonly stored: StoredDecision;
};

/** An evaluator that keeps every value that it compared, and the way to what it kept about some outcomes. */
export function buildExplainingEvaluator(catalogue: FactCatalogue): {
  readonly evaluator: Evaluator;
  readonly list: (trace: readonly RuleSetOutcome[]) => readonly TitledRuleSet[];
} {
  const kept = new Map<RuleSetOutcome, TitledRuleSet>();
  return {
    evaluator: {
      evaluate: async (resolved, facts) => {
        const explained = await explainRuleSet(resolved, facts, catalogue);
        kept.set(explained.outcome, { ...explained, title: resolved.ruleSet.title });
        return explained.outcome;
      },
    },
    list: (trace) => trace.flatMap((outcome) => kept.get(outcome) ?? []),
  };
}
