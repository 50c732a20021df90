import type { FactValue } from '../domain/fact.ts';

/** The outputs of one rule by name, as an event of a rule set gives them. */
export type Outputs = Readonly<Record<string, FactValue>>;

/** The member of a list that the output names; null where it is null. Rules cannot name another: the load checks it. */
export function readChoice<T extends string | number>(outputs: Outputs, name: string, allowed: readonly T[]): T | null {
  const value = outputs[name];
  for (const each of allowed) if (each === value) return each; // a plain loop: every decision asks this many times
  return null;
}

/** A text output; null where it is null. */
export function readText(outputs: Outputs, name: string): string | null {
  const value = outputs[name];
  return typeof value === 'string' ? value : null;
}

/** A number output; null where it is null. */
export function readNumber(outputs: Outputs, name: string): number | null {
  const value = outputs[name];
  return typeof value === 'number' ? value : null;
}

/** A list output; empty where there is none. */
export function readList(outputs: Outputs, name: string): readonly string[] {
  const value = outputs[name];
  return Array.isArray(value) ? value : [];
}
