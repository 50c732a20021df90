import type { PageLine } from '../report-model.ts';
import { buildSignLines, FINANCE_SIGNERS } from './sign-lines.ts';

/** Notes under a table, each on a line of its own. */
export function buildNoteLines(notes: readonly string[]): readonly PageLine[] {
  return [[], ...notes.map((note): PageLine => [{ look: 'note', value: note }])];
}

/** Notes, and the place where finance signs, in the three columns given (0 is the first). */
export function buildSignedNotes(
  notes: readonly string[],
  columns: readonly [number, number, number],
): readonly PageLine[] {
  return [...(notes.length === 0 ? [] : buildNoteLines(notes)), ...buildSignLines(FINANCE_SIGNERS, columns)];
}
