import { buildCompiledEvaluator } from './compiled-evaluator.ts';
import type { Evaluator } from './evaluator.ts';
import type { FactCatalogue } from './prepare-condition.ts';
import { buildReferenceEvaluator } from './reference-evaluator.ts';

/** What evaluates rules: compiled closures, or json-rules-engine itself, which says what a rule means. */
export const ENGINES = ['compiled', 'reference'] as const;
export type EngineName = (typeof ENGINES)[number];

/** The name of an engine, if the text is one. */
export function findEngine(text: string): EngineName | undefined {
  return ENGINES.find((engine) => engine === text);
}

/** Builds the evaluator of that name. */
export function buildEvaluator(engine: EngineName, catalogue: FactCatalogue): Evaluator {
  return engine === 'compiled' ? buildCompiledEvaluator(catalogue) : buildReferenceEvaluator(catalogue);
}
