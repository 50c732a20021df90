import type { FactDefinition, FactValue } from '../domain/fact.ts';
import { formatInstant } from '../domain/instant.ts';

export type Language = 'vi' | 'en';

/** Long texts are cut in explanations; the record itself keeps them whole. */
const MAX_CHARACTERS = 60;

const WORDS = {
  missing: { vi: '(trống)', en: '(missing)' },
  yes: { vi: 'có', en: 'yes' },
  no: { vi: 'không', en: 'no' },
} as const;

/** A value as a person reads it: instants as local time, lists in brackets, nothing as "(missing)". */
export function describeFactValue(
  value: FactValue,
  definition: FactDefinition | undefined,
  language: Language,
): string {
  if (value === null) return WORDS.missing[language];
  if (typeof value === 'boolean') return value ? WORDS.yes[language] : WORDS.no[language];
  if (typeof value === 'number') return describeNumber(value, definition);
  if (typeof value === 'string') return cut(value);
  return value.length === 0 ? WORDS.missing[language] : cut(`[${value.join(', ')}]`);
}

function describeNumber(value: number, definition: FactDefinition | undefined): string {
  if (definition?.type === 'instant') return formatInstant(value);
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

function cut(text: string): string {
  return text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS - 1)}…` : text;
}
