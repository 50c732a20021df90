import { readMissedSchedules } from '../../src/batches/schedules/read-missed-schedules.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { Database } from '../../src/store/database.ts';
import { countOpenChunks, countOpenRuns } from '../../src/store/open-work.ts';
import type { MetricSet } from './metric-set.ts';

/** Reads what is open in the database; the function that it returns shows it, in the place of what was shown before. */
export async function readOpenWork(
  database: Database,
  metrics: MetricSet,
  toKind: (kind: string) => string,
  now: Instant,
): Promise<() => void> {
  const runs = await countOpenRuns(database);
  const chunks = await countOpenChunks(database);
  const { schedules, missed } = await readMissedSchedules(database);
  return () => {
    hideOpenWork(metrics);
    for (const { kind: name, status, total, failed, oldestCreatedAt } of runs) {
      const labels = { kind: toKind(name), status };
      metrics.runs.inc(labels, total);
      metrics.runsFailed.inc(labels, failed);
      metrics.runAge.set(labels, Math.max(0, now - oldestCreatedAt) / 1_000);
    }
    for (const { kind, status, total } of chunks) metrics.chunks.inc({ kind: toKind(kind), status }, total);
    for (const { name } of schedules) metrics.scheduleMissed.set({ schedule: name }, 0);
    for (const { schedule } of missed) metrics.scheduleMissed.inc({ schedule });
  };
}

/** Shows nothing rather than what was true some time ago. */
export function hideOpenWork({ runs, runsFailed, runAge, chunks, scheduleMissed }: MetricSet): void {
  for (const gauge of [runs, runsFailed, runAge, chunks]) gauge.reset();
  scheduleMissed.reset();
}
