import type { TopLevelCondition } from 'json-rules-engine';
import type { PreparedCondition } from '../../src/decisions/prepare-condition.ts';

type NestedCondition = TopLevelCondition | { fact: string; operator: string; value: unknown };

/** A prepared condition as json-rules-engine takes it: with a group at the top. */
export function toEngineCondition(condition: PreparedCondition): TopLevelCondition {
  const nested = nest(condition);
  return 'fact' in nested ? { all: [nested] } : nested;
}

function nest(condition: PreparedCondition): NestedCondition {
  if ('all' in condition) return { all: condition.all.map(nest) };
  if ('any' in condition) return { any: condition.any.map(nest) };
  return 'not' in condition ? { not: nest(condition.not) } : { ...condition };
}
