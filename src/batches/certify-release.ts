import {
  certifyRuleSet,
  type Difference,
  type EvaluatorPair,
  type RuleSetCertificate,
} from '../decisions/certify/certify-rule-set.ts';
import { describeDifference } from '../decisions/certify/describe-difference.ts';
import { buildCompiledEvaluator } from '../decisions/compiled-evaluator.ts';
import type { FactCatalogue } from '../decisions/prepare-condition.ts';
import { buildReferenceEvaluator } from '../decisions/reference-evaluator.ts';
import type { RuleSetContract } from '../domain/fact.ts';
import { createSeededRandom } from '../domain/seeded-random.ts';
import { BILLING_CATALOGUE } from '../facts/billing-catalogue.ts';
import { BILLING_RULE_SETS } from '../facts/billing-rule-sets.ts';
import { DEBT_CATALOGUE } from '../facts/debt-catalogue.ts';
import { DEBT_RULE_SETS } from '../facts/debt-rule-sets.ts';
import { TICKET_CATALOGUE } from '../facts/ticket-catalogue.ts';
import { TICKET_RULE_SETS } from '../facts/ticket-rule-sets.ts';
import { bindRuleSetCodes } from '../rule-sets/bind-codes.ts';
import { listKnownCodes, type Release } from '../rule-sets/load-release.ts';
import { buildRuleResolver } from '../rule-sets/resolve-rules.ts';

/** How many random records each rule set is asked about, and the seed that they are made from. */
export type CertifyOptions = {
  readonly recordsPerRuleSet: number;
  readonly seed: number;
  /** Evaluators in place of json-rules-engine and the compiled one. */
  readonly buildEvaluators?: (catalogue: FactCatalogue) => EvaluatorPair;
};

/** How far it is: a rule set, its place among all, and the records that it has been asked about. */
export type CertifyProgress = {
  readonly ruleSet: string;
  readonly no: number;
  readonly of: number;
  readonly records: number;
};

/** What comparing both evaluators came to for all rule sets of a release. */
export type ReleaseCertificate = {
  readonly ruleSets: readonly RuleSetCertificate[];
  readonly cases: number;
  readonly records: number;
  readonly differences: number;
};

/** One name of a fact may have another type in another kind of batch (`asOf`), so each has its own catalogue. */
const KINDS: readonly (readonly [readonly RuleSetContract[], FactCatalogue])[] = [
  [TICKET_RULE_SETS, TICKET_CATALOGUE],
  [BILLING_RULE_SETS, BILLING_CATALOGUE],
  [DEBT_RULE_SETS, DEBT_CATALOGUE],
];

/**
 * Compares the compiled evaluator with json-rules-engine over a release: the cases of each rule set, then random records.
 * Yields how far it is; whoever has enough stops asking.
 */
export async function* certifyRelease(
  release: Release<unknown>,
  { recordsPerRuleSet, seed, buildEvaluators = buildBoth }: CertifyOptions,
): AsyncGenerator<CertifyProgress, ReleaseCertificate> {
  const { parameters } = release;
  const resolver = buildRuleResolver(release.ruleSets, parameters);
  const codes = listKnownCodes(release.reference);
  const subjects = KINDS.flatMap(([contracts, catalogue]) => contracts.map((contract) => ({ contract, catalogue })));
  const ruleSets: RuleSetCertificate[] = [];
  for (const [index, { contract, catalogue }] of subjects.entries()) {
    const ruleSet = release.ruleSets.get(contract.id);
    if (ruleSet === undefined)
      throw new RangeError(`no rule set "${contract.id}"; the rule check lets none be missing`);
    const { facts } = bindRuleSetCodes(contract, codes);
    const cases = release.cases.filter((file) => file.ruleSet === contract.id).flatMap((file) => file.cases);
    const subject = { ruleSet, facts, catalogue, parameters, resolver, cases };
    // Each rule set has a seed of its own, so that a change in one leaves the records of the others as they were.
    const random = createSeededRandom(seed + index);
    const steps = certifyRuleSet(subject, buildEvaluators(catalogue), { records: recordsPerRuleSet, random });
    let step = await steps.next();
    while (!step.done) {
      yield { ruleSet: contract.id, no: index + 1, of: subjects.length, records: step.value };
      step = await steps.next();
    }
    ruleSets.push(step.value);
  }
  const sum = (read: (each: RuleSetCertificate) => number): number =>
    ruleSets.reduce((total, each) => total + read(each), 0);
  return {
    ruleSets,
    cases: sum((each) => each.cases),
    records: sum((each) => each.records),
    differences: sum((each) => each.differences),
  };
}

/** Tells a person of a difference. */
export function describeReleaseDifference(difference: Difference): string {
  const kind = KINDS.find(([contracts]) => contracts.some((contract) => contract.id === difference.ruleSet));
  return describeDifference(difference, kind?.[1] ?? new Map());
}

function buildBoth(catalogue: FactCatalogue): EvaluatorPair {
  return { reference: buildReferenceEvaluator(catalogue), compiled: buildCompiledEvaluator(catalogue) };
}
