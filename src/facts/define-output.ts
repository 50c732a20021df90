import type { CodeList, OutputDefinition } from '../domain/fact.ts';

/** Something that the rules of a set put out. */
export function output(
  name: string,
  type: OutputDefinition['type'],
  vi: string,
  en: string,
  values?: readonly (string | number)[],
): OutputDefinition {
  return { name, type, isNullable: false, meaning: { vi, en }, ...(values === undefined ? {} : { values }) };
}

/** The same with values from reference data. */
export function codedOutput(definition: OutputDefinition, codesOf: CodeList): OutputDefinition {
  return { ...definition, codesOf };
}

/** The same where it may also be nothing. */
export function nullable(definition: OutputDefinition): OutputDefinition {
  return { ...definition, isNullable: true };
}
