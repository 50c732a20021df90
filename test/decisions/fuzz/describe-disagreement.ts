import type { Disagreement } from './fuzz-evaluators.ts';

/** A disagreement as JSON that can be pasted into a test; numbers that JSON does not know stand as texts. */
export function describeDisagreement({ resolved, facts, reference, candidate }: Disagreement): string {
  const used = JSON.stringify(resolved.ruleSet);
  const pair = {
    hitPolicy: resolved.ruleSet.hitPolicy,
    default: resolved.ruleSet.default,
    conditions: resolved.ruleSet.conditions,
    rules: resolved.rules.map(({ rule: { name, priority, conditions, event }, weight }) => ({
      name,
      priority,
      weight,
      conditions,
      event,
    })),
    parameterFacts: resolved.parameterFacts,
    facts: Object.fromEntries(
      Object.entries(facts).filter(([name, value]) => value !== null || used.includes(`"${name}"`)),
    ),
    reference,
    candidate,
  };
  return JSON.stringify(pair, (_, value: unknown) =>
    typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
      ? `number ${Object.is(value, -0) ? '-0' : value}`
      : value,
  );
}
