import { type Answer, isSameAnswer, readAnswer } from '../../../src/decisions/certify/compare-answers.ts';
import type { Evaluator } from '../../../src/decisions/evaluator.ts';
import type { FactCatalogue } from '../../../src/decisions/prepare-condition.ts';
import { buildReferenceEvaluator } from '../../../src/decisions/reference-evaluator.ts';
import type { Facts } from '../../../src/domain/fact.ts';
import { createSeededRandom } from '../../../src/domain/seeded-random.ts';
import type { ResolvedRuleSet } from '../../../src/rule-sets/resolve-rules.ts';
import { FUZZ_CATALOGUE } from './fuzz-values.ts';
import { buildRandomFacts } from './random-facts.ts';
import { buildRandomRuleSet } from './random-rule-set.ts';

/** A rule set and a record on which two evaluators do not agree. */
export type Disagreement = {
  readonly resolved: ResolvedRuleSet;
  readonly facts: Facts;
  readonly reference: Answer;
  readonly candidate: Answer;
};

export type FuzzResult = {
  readonly pairs: number;
  readonly ruleSets: number;
  /** Pairs in which a rule decided, the default did, nothing did, or an error was thrown. */
  readonly decided: number;
  readonly defaulted: number;
  readonly undecided: number;
  readonly threw: number;
  /** Null where both agreed on all pairs; the search ends at the first one. */
  readonly disagreement: Disagreement | null;
};

export type BuildEvaluator = (catalogue: FactCatalogue) => Evaluator;

/** Engines are built once for that many records: building takes as long as a few evaluations. */
const RECORDS_PER_RULE_SET = 40;

/** Asks json-rules-engine and another evaluator about random rule sets and records, until they disagree. */
export async function fuzzEvaluators(
  build: BuildEvaluator,
  {
    seed,
    pairs,
    onRuleSet,
  }: { readonly seed: number; readonly pairs: number; readonly onRuleSet?: (pairs: number) => void },
): Promise<FuzzResult> {
  const random = createSeededRandom(seed);
  const counts = { pairs: 0, ruleSets: 0, decided: 0, defaulted: 0, undecided: 0, threw: 0 };
  while (counts.pairs < pairs) {
    counts.ruleSets += 1;
    const resolved = buildRandomRuleSet(random, `fuzz ${counts.ruleSets}`);
    // Evaluators keep what they have built for as long as they live, so each rule set has its own.
    const [reference, candidate] = [buildReferenceEvaluator(FUZZ_CATALOGUE), build(FUZZ_CATALOGUE)];
    const records = Math.min(RECORDS_PER_RULE_SET, pairs - counts.pairs);
    const asked: Disagreement[] = [];
    for (let record = 0; record < records; record += 1) {
      const facts = buildRandomFacts(random);
      const answers = {
        reference: await readAnswer(reference, resolved, facts),
        candidate: await readAnswer(candidate, resolved, facts),
      };
      asked.push({ resolved, facts, ...answers });
    }
    // Looked at when all are there: what was said of one record must not change with the next one.
    for (const each of asked) {
      counts.pairs += 1;
      counts[classify(each.reference)] += 1;
      if (!isSameAnswer(each.reference, each.candidate)) return { ...counts, disagreement: each };
    }
    onRuleSet?.(counts.pairs);
  }
  return { ...counts, disagreement: null };
}

/** What both evaluators say about one pair, from nothing; null where they agree. */
export async function findDisagreement(
  build: BuildEvaluator,
  resolved: ResolvedRuleSet,
  facts: Facts,
): Promise<Disagreement | null> {
  const reference = await readAnswer(buildReferenceEvaluator(FUZZ_CATALOGUE), resolved, facts);
  const candidate = await readAnswer(build(FUZZ_CATALOGUE), resolved, facts);
  return isSameAnswer(reference, candidate) ? null : { resolved, facts, reference, candidate };
}

function classify(answer: Answer): 'decided' | 'defaulted' | 'undecided' | 'threw' {
  if ('error' in answer) return 'threw';
  if (answer.outcome.rules.length > 0) return 'decided';
  return answer.outcome.outputs.length > 0 ? 'defaulted' : 'undecided';
}
