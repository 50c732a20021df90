import type { Database } from '../src/store/database.ts';
import type { Run } from '../src/store/run.ts';
import type { Queues } from './queues.ts';
import { resumeRuns } from './resume-runs.ts';
import { upsertSchedules } from './schedules/upsert-schedules.ts';

/** Puts back whatever Redis has lost of what the database knows: jobs of open runs, and schedules. Returns which. */
export async function restoreQueue(
  database: Database,
  queues: Queues,
): Promise<{ readonly runs: readonly Run[]; readonly schedules: readonly string[] }> {
  const runs = await resumeRuns(database, queues);
  const schedules = await upsertSchedules(queues.schedule, database);
  return { runs, schedules };
}
