import type { RuleSetOutcome } from './evaluator.ts';
import { CompiledOutcome } from './verdict.ts';

/** The JSON of what rule sets said one after the other, as it is stored: the same text whatever evaluated them. */
export function writeTrace(trace: readonly RuleSetOutcome[]): string {
  let text = '';
  for (const outcome of trace) {
    text += `${text === '' ? '' : ','}${outcome instanceof CompiledOutcome ? outcome.toText() : JSON.stringify(outcome)}`;
  }
  return `[${text}]`;
}
