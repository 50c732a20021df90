import type { RejectedRow, RowWarning } from '../domain/rejected-row.ts';
import type { Database } from '../store/database.ts';
import { type StagedFragment, stageFragments } from '../store/fragments.ts';
import { prepareRecords, type StagedRecord, stagePrepared, stageRecords } from '../store/records.ts';
import { saveRejectedRows } from '../store/rejected-rows.ts';
import { saveWarnings } from '../store/warnings.ts';
import type { AmountTally } from './amount-tally.ts';
import type { StageItem } from './batch.ts';

/**
 * What is gathered before one round of multi-row statements: few round trips, and so little that most of it is gone before
 * V8 copies it.
 */
export const MAX_ITEMS = 2_000;

/** How a record that turns out to be a duplicate is rejected; by default as the one row that it came from. */
type RejectDuplicate = (duplicate: RejectedRow) => readonly RejectedRow[];

/** Gathers what intake gives and stores it in rounds. */
export type ImportBuffer = {
  /** Returns the round of storing that it began, if any; the next item has to wait for it. */
  readonly add: (item: StageItem, rejectDuplicate?: RejectDuplicate) => Promise<void> | undefined;
  readonly flush: () => Promise<void>;
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
  let records: Extract<StageItem, { readonly kind: 'record' }>[] = [];
  /** How those are rejected that are not one row each. */
  const rejecting = new Map<StagedRecord, RejectDuplicate>();
  let fragments: StagedFragment[] = [];
  let rejected: RejectedRow[] = [];
  let warnings: RowWarning[] = [];
  let waitingItems = 0;

  const flush = async (): Promise<void> => {
    const prepared = prepareRecords(
      database,
      runId,
      records.map(({ record }) => record),
    );
    await waitForTurn();
    const duplicates = await stagePrepared(database, runId, token, prepared);
    const firstLines = new Map(duplicates.map(({ record, firstLine }) => [record, firstLine]));
    const derived: StagedRecord[] = [];
    for (const each of records) {
      const firstLine = firstLines.get(each.record);
      if (firstLine === undefined) {
        amounts.add(each.record);
        warnings.push(...each.warnings);
        if (each.derived !== undefined) derived.push(each.derived);
      } else {
        const duplicate = toDuplicate(each.record, firstLine);
        rejected.push(...(rejecting.get(each.record)?.(duplicate) ?? [duplicate]));
      }
    }
    await stageRecords(database, runId, token, derived);
    for (const record of derived) amounts.add(record);
    await stageFragments(database, runId, token, fragments);
    await saveRejectedRows(database, runId, token, rejected);
    await saveWarnings(database, runId, token, warnings);
    rejecting.clear();
    records = [];
    fragments = [];
    rejected = [];
    warnings = [];
    waitingItems = 0;
  };

  const add = (item: StageItem, reject?: RejectDuplicate): Promise<void> | undefined => {
    if (item.kind === 'record') records.push(item);
    else if (item.kind === 'fragment') fragments.push(item.fragment);
    else if (item.kind === 'rejected') rejected.push(item.rejected);
    else warnings.push(item.warning);
    if (item.kind === 'record' && reject !== undefined) rejecting.set(item.record, reject);
    waitingItems += 1;
    return waitingItems >= MAX_ITEMS ? flush() : undefined;
  };
  return { add, flush };
}
