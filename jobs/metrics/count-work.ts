import type { Instant } from '../../src/domain/instant.ts';
import type { Database } from '../../src/store/database.ts';
import { type DoneChunk, type ImportedRun, readDoneChunks, readImportedRuns } from '../../src/store/recent-work.ts';
import { listRuns } from '../../src/store/run-overview.ts';
import { buildLabelLimit } from './limit-labels.ts';
import type { MetricSet } from './metric-set.ts';
import { buildRecentWindow } from './recent-window.ts';

/** A transaction that stores a chunk is over long before this, or rolled back. */
const LATE_MS = 120_000;

/** What one reading may take from the database; what is more is counted by the next. */
const PAGE_ROWS = 2_000;
const MAX_PAGES = 10;

/** Actions of one kind of batch that are told apart. */
const MAX_ACTIONS = 50;
const RECENT_RUNS = 50;

/** Counts what is done. The first reading counts nothing: it sets the beginning. */
export type WorkCounter = { readonly read: (now: Instant) => Promise<() => void> };

/** Builds what counts imported rows and decided chunks into the metrics, each once. `toKind` bounds the kinds. */
export function buildWorkCounter(
  database: Database,
  metrics: MetricSet,
  toKind: (kind: string) => string,
): WorkCounter {
  const actions = new Map<string, (action: string) => string>();
  const toAction = (kind: string, action: string): string => {
    const limit = actions.get(kind) ?? buildLabelLimit(MAX_ACTIONS);
    actions.set(kind, limit);
    return limit(action);
  };
  let windows:
    | { readonly chunks: ReturnType<typeof buildRecentWindow>; readonly runs: ReturnType<typeof buildRecentWindow> }
    | undefined;
  const begin = async (now: Instant): Promise<() => void> => {
    const recent = await listRuns(database, { limit: RECENT_RUNS });
    return () => {
      windows = { chunks: buildRecentWindow(now, LATE_MS), runs: buildRecentWindow(now, LATE_MS) };
      // A counter that begins with its first increment hides that one from rate() and increase().
      for (const { kind, outcomes } of recent) {
        for (const action of Object.keys(outcomes)) {
          metrics.decisions.inc({ kind: toKind(kind), action: toAction(kind, action) }, 0);
        }
      }
    };
  };
  const countRun = ({ kind: name, rows }: ImportedRun): void => {
    const kind = toKind(name);
    metrics.rowsRead.inc({ kind }, rows.read);
    metrics.rowsAccepted.inc({ kind }, rows.accepted);
    metrics.rowsRejected.inc({ kind }, rows.rejected);
  };
  const countChunk = (chunk: DoneChunk): void => {
    const kind = toKind(chunk.kind);
    metrics.subjectsDecided.inc({ kind }, chunk.subjectCount);
    metrics.decideSeconds.observe({ kind }, chunk.decideMs / 1_000);
    for (const [action, total] of Object.entries(chunk.outcomes)) {
      metrics.decisions.inc({ kind, action: toAction(kind, action) }, total);
    }
  };
  const read = async (now: Instant): Promise<() => void> => {
    if (windows === undefined) return begin(now);
    const { chunks, runs } = windows;
    const imported = await readImportedRuns(database, runs.getFrom(), PAGE_ROWS);
    const done = await readChunks(database, chunks.getFrom());
    return () => {
      for (const run of imported) if (runs.isNew(run.runId, run.importedAt)) countRun(run);
      runs.settle(imported.length < PAGE_ROWS ? now : (imported.at(-1)?.importedAt ?? now), now);
      for (const chunk of done.rows) if (chunks.isNew(`${chunk.runId} ${chunk.no}`, chunk.doneAt)) countChunk(chunk);
      chunks.settle(done.isAll ? now : (done.rows.at(-1)?.doneAt ?? now), now);
    };
  };
  return { read };
}

async function readChunks(
  database: Database,
  from: Instant,
): Promise<{ readonly rows: readonly DoneChunk[]; readonly isAll: boolean }> {
  const rows: DoneChunk[] = [];
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const found = await readDoneChunks(database, from, rows.at(-1), PAGE_ROWS);
    rows.push(...found);
    if (found.length < PAGE_ROWS) return { rows, isAll: true };
  }
  return { rows, isAll: false };
}
