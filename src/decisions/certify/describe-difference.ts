import { describeFactValue } from '../describe-value.ts';
import type { FactCatalogue } from '../prepare-condition.ts';
import type { Difference } from './certify-rule-set.ts';
import type { Answer } from './compare-answers.ts';

/** Tells a person of a difference: the rule set, the day, for whom, the facts, and what each evaluator says. */
export function describeDifference(difference: Difference, catalogue: FactCatalogue): string {
  const { ruleSet, day, scope, facts } = difference;
  const named = Object.entries(scope).flatMap(([key, code]) =>
    code === null || code === undefined ? [] : `${key} ${code}`,
  );
  const lines = Object.entries(facts)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `    ${name}: ${describeFactValue(value, catalogue.get(name), 'en')}`);
  return [
    `${ruleSet} on ${day}${named.length > 0 ? ` for ${named.join(', ')}` : ''} decides in two ways about a record with`,
    ...(lines.length > 0 ? lines : ['    no facts at all']),
    `  json-rules-engine says:      ${describeAnswer(difference.reference)}`,
    `  the compiled evaluator says: ${describeAnswer(difference.compiled)}`,
    '',
  ].join('\n');
}

function describeAnswer(answer: Answer): string {
  if ('error' in answer) return `refused: ${answer.error.name}: ${answer.error.message}`;
  const { rules, outputs, values } = answer.outcome;
  const who = rules.length > 0 ? rules.join(', ') : outputs.length > 0 ? 'the default' : 'no rule';
  return `${who} → ${JSON.stringify(outputs)}, compared ${JSON.stringify(values)}`;
}
