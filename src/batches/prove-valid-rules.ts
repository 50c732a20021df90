import { Failure } from '../domain/failure.ts';
import { isValidOn } from '../rule-sets/check-dates.ts';
import type { Batch } from './batch.ts';
import type { KyhanRelease } from './kyhan-release.ts';

/**
 * Proves that the rules that a batch cannot do without hold on the day of the run. Returns the other rule sets that
 * have no rule on that day, for somebody to be told. Throws a Failure before anything is read.
 */
export function proveValidRules(batch: Batch, release: KyhanRelease, day: string): readonly string[] {
  const [missing] = batch.datedRuleSets.needed.filter((id) => !hasRuleOn(release, id, day));
  if (missing !== undefined) {
    const first = findFirstDay(release, missing);
    throw new Failure('NO_RULES_ON_DAY', {
      message: `no rule of "${missing}" is valid on ${day}${first === null ? '' : `; the first one begins on ${first}`}`,
      action: 'choose another --as-of, or give the rules of that time a validFrom and validTo',
    });
  }
  return batch.datedRuleSets.told.filter((id) => !hasRuleOn(release, id, day));
}

function hasRuleOn(release: KyhanRelease, id: string, day: string): boolean {
  return (release.ruleSets.get(id)?.rules ?? []).some((rule) => isValidOn(rule, day));
}

function findFirstDay(release: KyhanRelease, id: string): string | null {
  const days = (release.ruleSets.get(id)?.rules ?? []).flatMap((rule) => rule.validFrom ?? []);
  return days.sort()[0] ?? null;
}
