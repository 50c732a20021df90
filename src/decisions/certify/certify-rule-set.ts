import type { Facts } from '../../domain/fact.ts';
import type { SeededRandom } from '../../domain/seeded-random.ts';
import type { RuleCase } from '../../rule-sets/rule-set.ts';
import type { RecordScope } from '../../rule-sets/scope.ts';
import type { Evaluator } from '../evaluator.ts';
import { buildRecordSource, type RandomRecord, type RecordSubject } from './build-record-source.ts';
import { type Answer, isSameAnswer, readAnswer } from './compare-answers.ts';

/** A record about which the two evaluators do not say the same. */
export type Difference = {
  readonly ruleSet: string;
  readonly day: string;
  readonly scope: RecordScope;
  readonly facts: Facts;
  readonly reference: Answer;
  readonly compiled: Answer;
};

/** What comparing came to for one rule set. */
export type RuleSetCertificate = {
  readonly ruleSet: string;
  readonly cases: number;
  readonly records: number;
  /** Names of rules of all dates and scopes, and how many of them decided about at least one random record. */
  readonly rules: number;
  readonly rulesThatDecided: number;
  readonly differences: number;
  readonly firstDifference: Difference | null;
};

/** The two that must say the same. */
export type EvaluatorPair = { readonly reference: Evaluator; readonly compiled: Evaluator };

/** Between two slices others get their turn: a signal to stop, a line that tells how far it is. */
const SLICE_RECORDS = 250;

/**
 * Asks both evaluators about the cases of a rule set and about random records, and counts where they differ. Yields the
 * number of records done after each slice.
 */
export async function* certifyRuleSet(
  subject: RecordSubject & { readonly cases: readonly RuleCase[] },
  { reference, compiled }: EvaluatorPair,
  { records, random }: { readonly records: number; readonly random: SeededRandom },
): AsyncGenerator<number, RuleSetCertificate> {
  const { ruleSet, cases } = subject;
  const decided = new Set<string>();
  let differences = 0;
  let firstDifference: Difference | null = null;
  const compare = async ({ resolved, day, scope, facts }: RandomRecord): Promise<void> => {
    const answers = {
      reference: await readAnswer(reference, resolved, facts),
      compiled: await readAnswer(compiled, resolved, facts),
    };
    if ('outcome' in answers.reference) for (const rule of answers.reference.outcome.rules) decided.add(rule);
    if (isSameAnswer(answers.reference, answers.compiled)) return;
    differences += 1;
    firstDifference ??= { ruleSet: ruleSet.id, day, scope, facts, ...answers };
  };

  for (const each of cases) await compare(toRecord(each, subject));
  // Cases are written for each rule; what counts below is whether random records meet the rules too.
  decided.clear();
  yield 0;
  const nextRecord = buildRecordSource(subject, random);
  for (let done = 0; done < records; done += 1) {
    await compare(nextRecord());
    if ((done + 1) % SLICE_RECORDS === 0) yield done + 1;
  }
  const rules = new Set(ruleSet.rules.map((rule) => rule.name)).size;
  const counts = { cases: cases.length, records, rules, rulesThatDecided: decided.size };
  return { ruleSet: ruleSet.id, ...counts, differences, firstDifference };
}

function toRecord({ day, scope, facts }: RuleCase, { resolver, ruleSet }: RecordSubject): RandomRecord {
  const record = { product: null, segment: null, unit: null, ...scope };
  return { day, scope: record, resolved: resolver.resolveRules(ruleSet.id, day, record), facts };
}
