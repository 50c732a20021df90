import type { RejectedRow, RowWarning } from '../domain/rejected-row.ts';
import type { Database } from '../store/database.ts';
import { type StagedFragment, stageFragments } from '../store/fragments.ts';
import { prepareRecords, type StagedRecord, stagePrepared, stageRecords } from '../store/records.ts';
import { saveRejectedRows } from '../store/rejected-rows.ts';
import { saveWarnings } from '../store/warnings.ts';
import type { AmountTally } from './amount-tally.ts';
import type { StageItem } from './batch.ts';

/** What is gathered before one round of multi-row statements: few round trips, little memory. */
export const MAX_ITEMS = 4_000;

/** How a record that turns out to be a duplicate is rejected; by default as the one row that it came from. */
type RejectDuplicate = (duplicate: RejectedRow) => readonly RejectedRow[];

/** Gathers what intake gives and stores it in rounds. */
export type ImportBuffer = {
  /** Returns the round of storing that it began, if any; the next item has to wait for it. */
  readonly add: (item: StageItem, rejectDuplicate?: RejectDuplicate) => Promise<void> | undefined;
  readonly flush: () => Promise<void>;
};

type Waiting = {
  readonly record: StagedRecord;
  readonly warnings: readonly RowWarning[];
  readonly derived: StagedRecord | undefined;
  readonly reject: RejectDuplicate;
};

/**
 * Builds the buffer of one import; the token proves to the store that no other import has taken over. A round is stored
 * when its turn has come.
 */
export function buildImportBuffer(
  database: Database,
  runId: string,
  token: string,
  amounts: AmountTally,
  toDuplicate: (record: StagedRecord, firstLine: number) => RejectedRow,
  waitForTurn: () => Promise<void> = async () => {},
): ImportBuffer {
  let records: Waiting[] = [];
  let fragments: StagedFragment[] = [];
  let rejected: RejectedRow[] = [];
  let warnings: RowWarning[] = [];
  let waitingItems = 0;

  const flush = async (): Promise<void> => {
    const waiting = new Map(records.map((each) => [each.record, each]));
    const prepared = prepareRecords(database, runId, [...waiting.keys()]);
    await waitForTurn();
    const duplicates = await stagePrepared(database, runId, token, prepared);
    for (const { record, firstLine } of duplicates) {
      const duplicate = toDuplicate(record, firstLine);
      rejected.push(...(waiting.get(record)?.reject(duplicate) ?? [duplicate]));
      waiting.delete(record);
    }
    for (const each of waiting.values()) warnings.push(...each.warnings);
    const stored = [...waiting.values()].flatMap((each) =>
      each.derived === undefined ? [each.record] : [each.record, each.derived],
    );
    await stageRecords(
      database,
      runId,
      token,
      [...waiting.values()].flatMap((each) => each.derived ?? []),
    );
    for (const record of stored) amounts.add(record);
    await stageFragments(database, runId, token, fragments);
    await saveRejectedRows(database, runId, token, rejected);
    await saveWarnings(database, runId, token, warnings);
    records = [];
    fragments = [];
    rejected = [];
    warnings = [];
    waitingItems = 0;
  };

  const add = (item: StageItem, reject: RejectDuplicate = asOneRow): Promise<void> | undefined => {
    if (item.kind === 'record')
      records.push({ record: item.record, warnings: item.warnings, derived: item.derived, reject });
    else if (item.kind === 'fragment') fragments.push(item.fragment);
    else if (item.kind === 'rejected') rejected.push(item.rejected);
    else warnings.push(item.warning);
    waitingItems += 1;
    return waitingItems >= MAX_ITEMS ? flush() : undefined;
  };
  return { add, flush };
}

function asOneRow(duplicate: RejectedRow): readonly RejectedRow[] {
  return [duplicate];
}
