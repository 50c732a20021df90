import type { FactValue } from '../domain/fact.ts';
import type { RuleResolver } from '../rule-sets/resolve-rules.ts';
import type { CaseFile, RuleCase } from '../rule-sets/rule-set.ts';
import type { Evaluator, RuleSetOutcome } from './evaluator.ts';

/** A case that ended in another decision than it says. */
export type FailedCase = {
  readonly file: string;
  readonly name: string;
  readonly expected: RuleCase['expect'];
  readonly seen: RuleCase['expect'];
};

export type CaseResults = { readonly passed: number; readonly failed: readonly FailedCase[] };

/** Evaluates every case and compares: the deciding rules by name, and the outputs that the case names. */
export async function checkCases(
  caseFiles: readonly CaseFile[],
  resolver: RuleResolver,
  evaluator: Evaluator,
): Promise<CaseResults> {
  let passed = 0;
  const failed: FailedCase[] = [];
  for (const { ruleSet, file, cases } of caseFiles) {
    for (const each of cases) {
      const record = { product: null, segment: null, unit: null, ...each.scope };
      const outcome = await evaluator.evaluate(resolver.resolveRules(ruleSet, each.day, record), each.facts);
      if (isAsExpected(outcome, each)) passed += 1;
      else {
        const seen = { rules: outcome.rules, outputs: outcome.outputs };
        failed.push({ file, name: each.name, expected: each.expect, seen });
      }
    }
  }
  return { passed, failed };
}

function isAsExpected(outcome: RuleSetOutcome, { expect }: RuleCase): boolean {
  const isSameRules = expect.rules.join() === outcome.rules.join();
  const isSameCount = expect.outputs.length === outcome.outputs.length;
  return isSameRules && isSameCount && expect.outputs.every((each, index) => isWithin(each, outcome.outputs[index]));
}

/** A case may leave out outputs that it is not about. */
function isWithin(
  expected: Readonly<Record<string, FactValue>>,
  seen: Readonly<Record<string, FactValue>> | undefined,
): boolean {
  return Object.entries(expected).every(([name, value]) => JSON.stringify(value) === JSON.stringify(seen?.[name]));
}
