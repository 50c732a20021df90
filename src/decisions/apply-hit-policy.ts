import type { HitPolicy } from '../domain/fact.ts';
import type { ResolvedRule } from '../rule-sets/resolve-rules.ts';

/**
 * Chooses the deciding rules among those that match; the order in which an engine found them does not matter.
 * `collect` keeps all in the order of the file; the others keep one: the most specific scope, then the priority.
 */
export function applyHitPolicy(hitPolicy: HitPolicy, matching: readonly ResolvedRule[]): readonly ResolvedRule[] {
  if (hitPolicy === 'collect') return matching;
  const [best, next] = [...matching].sort((a, b) => b.weight - a.weight || b.rule.priority - a.rule.priority);
  if (best === undefined) return [];
  if (hitPolicy === 'unique' && next?.weight === best.weight) {
    throw new Error(`"${best.rule.name}" and "${next.rule.name}" both match; the rule check lets no such pair pass`);
  }
  return [best];
}
