import { Failure } from '../domain/failure.ts';
import { type ImportedFile, importFile, proveUnchanged } from './import-file.ts';
import type { ImportPlan } from './import-plan.ts';
import { openTurns } from './import-turns.ts';
import { type RunContext, stopIfAsked } from './run-context.ts';

/** What a thread has imported of an input; plain data, because it may be another thread that hears of it. */
export type ImportedShare = ImportedFile & { readonly input: string };

/**
 * Takes steps of an import, one after the other, until there is none left that nobody has. Threads and their connections may
 * do so side by side under the token of the import. Tells the rows that were read here so far.
 */
export async function importShare(
  context: RunContext,
  { steps, memory }: ImportPlan,
  token: string,
): Promise<readonly ImportedShare[]> {
  const turns = openTurns(memory);
  const imported: ImportedShare[] = [];
  let rowsBefore = 0;
  const tell = ({ done }: { readonly done: number }): void =>
    context.tell({ phase: 'importing', done: rowsBefore + done, total: null });
  for (let step = steps[turns.takeStep()]; step !== undefined; step = steps[turns.takeStep()]) {
    const { kind, file, fileNo, turn } = step;
    const waitForTurn = (): Promise<void> => turns.waitFor(fileNo, turn, () => stopIfAsked(context));
    await stopIfAsked(context);
    if (kind === 'read') {
      const { input } = file;
      const share = await importFile({ ...context, tell }, file, token, waitForTurn).catch(async (error: unknown) => {
        // Parts of a file that was replaced meanwhile make no sense; that is what to tell.
        if (error instanceof Failure && error.code.startsWith('INPUT_')) await proveUnchanged(context, file);
        throw error;
      });
      imported.push({ input, ...share });
      rowsBefore += share.rowsRead;
    } else {
      await waitForTurn();
      await proveUnchanged(context, file);
    }
    turns.endTurn(fileNo);
  }
  return imported;
}
