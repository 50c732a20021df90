import type { CodeList, FactDefinition } from '../domain/fact.ts';

/** A fact by its type. */
export function fact(
  name: string,
  type: FactDefinition['type'],
  vi: string,
  en: string,
  unit?: string,
): FactDefinition {
  return { name, type, meaning: { vi, en }, ...(unit === undefined ? {} : { unit }) };
}

/** A code, or a list of codes, with the values that it can take. */
export function code(
  name: string,
  vi: string,
  en: string,
  values: readonly string[],
  type: 'code' | 'list' = 'code',
): FactDefinition {
  return { name, type, meaning: { vi, en }, values };
}

/** A code whose values come from reference data. */
export function coded(name: string, codesOf: CodeList, vi: string, en: string): FactDefinition {
  return { name, type: 'code', codesOf, meaning: { vi, en } };
}

/** A whole number with few values. */
export function numbered(name: string, vi: string, en: string, values: readonly number[]): FactDefinition {
  return { name, type: 'integer', meaning: { vi, en }, values };
}
