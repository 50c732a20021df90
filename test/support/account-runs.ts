import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Batch } from '../../src/batches/batch.ts';
import { BILLING_BATCH } from '../../src/batches/billing/billing-batch.ts';
import { DEBT_BATCH } from '../../src/batches/debt/debt-batch.ts';
import type { RunRequest } from '../../src/batches/run-context.ts';
import type { CalendarDate } from '../../src/domain/calendar-date.ts';
import { startOfDate } from '../../src/domain/instant.ts';
import { buildRequest, withoutReports } from './sample-run.ts';

const BATCHES = {
  billing: withoutReports(BILLING_BATCH),
  debt: withoutReports(DEBT_BATCH),
} as const satisfies Readonly<Record<string, Batch>>;
export type AccountKind = keyof typeof BATCHES;
export const ACCOUNT_KINDS = ['billing', 'debt'] as const satisfies readonly AccountKind[];

/** A request about accounts; the folder takes its reports. */
export function buildAccountRequest(
  folder: string,
  kind: AccountKind,
  asOf: CalendarDate,
  set: Partial<RunRequest>,
): Promise<RunRequest> {
  return buildRequest(folder, { batch: BATCHES[kind], asOf: startOfDate(asOf), asOfText: asOf, ...set });
}

/** Writes CSV files, each a header and its rows; returns them as the inputs of a run. */
export async function writeInputs(
  folder: string,
  files: Readonly<Record<string, readonly string[]>>,
): Promise<RunRequest['inputs']> {
  const inputs: { input: string; path: string }[] = [];
  for (const [input, lines] of Object.entries(files)) {
    const path = join(folder, `${input}.csv`);
    await writeFile(path, `${lines.join('\n')}\n`);
    inputs.push({ input, path });
  }
  return inputs;
}
