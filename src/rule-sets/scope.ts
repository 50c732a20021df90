import type { Scope } from './rule-set.ts';

/** What a record offers to match a scope with; null where the record does not say. */
export type RecordScope = {
  readonly product: string | null;
  readonly segment: string | null;
  readonly unit: string | null;
  /** Invoices and contracts belong to two units, a regional one and a managing one: a scope may name either. */
  readonly managingUnit?: string | null;
};

/** A product goes before a segment, a segment before a unit; more keys go before fewer. */
const WEIGHTS = { product: 4, segment: 2, unit: 1 } as const;
const KEYS = ['product', 'segment', 'unit'] as const;

/** How specific a scope is: 0 for all, up to 7. */
export function weighScope(scope: Scope): number {
  return KEYS.reduce((sum, key) => sum + (scope[key] === undefined ? 0 : WEIGHTS[key]), 0);
}

/** How specific a scope is for a record that it takes in: its regional unit goes before its managing unit. */
export function weighMatch(scope: Scope, record: RecordScope): number {
  const isByManagingUnit = scope.unit !== undefined && scope.unit !== record.unit;
  return weighScope(scope) - (isByManagingUnit ? WEIGHTS.unit / 2 : 0);
}

/** True when the scope takes the record in. */
export function isInScope(scope: Scope, record: RecordScope): boolean {
  return KEYS.every(
    (key) =>
      scope[key] === undefined ||
      scope[key] === record[key] ||
      (key === 'unit' && scope.unit === (record.managingUnit ?? null)),
  );
}

/** True when some record can be in both. */
export function isCompatible(a: Scope, b: Scope): boolean {
  return KEYS.every((key) => a[key] === undefined || b[key] === undefined || a[key] === b[key]);
}

/** Equal scopes give equal text. */
export function toScopeKey(scope: Scope): string {
  return KEYS.map((key) => scope[key] ?? '').join('|');
}
