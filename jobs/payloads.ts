import { type Job, UnrecoverableError } from 'bullmq';
import { SCHEDULES, WATCHDOG } from '../src/batches/schedules/schedule.ts';

/** What a job holds: ids, never anything about a customer. */
export type RunPayload = { readonly runId: string };
export type ChunkPayload = RunPayload & { readonly chunkNo: number };
export type ReportPayload = RunPayload & { readonly report: string };
/** Which schedule, and when it was due: by its pattern, or because somebody wanted it then. */
export type SchedulePayload = { readonly schedule: string; readonly dueAt: number; readonly isByHand: boolean };

/** Ids of jobs are made of what they are for, so that the same work is never queued twice. BullMQ wants no `:` in them. */
export const JOB_IDS = {
  import: (runId: string): string => `import.${runId}`,
  close: (runId: string): string => `close.${runId}`,
  chunk: (runId: string, chunkNo: number): string => `chunk.${runId}.${chunkNo}`,
  report: (runId: string, report: string): string => `report.${runId}.${report}`,
} as const;

/** The name and the time that BullMQ puts into the id of a job that a scheduler makes. */
const FIRING_JOB = /^repeat:(.+):(\d+)$/;

type RawJob = Pick<Job, 'id' | 'data'>;

/** Reads the payload of an import or close job; throws an UnrecoverableError where somebody has changed it. */
export function parseRunPayload(job: RawJob, toId: (runId: string) => string): RunPayload {
  const { runId } = readFields(job, ['runId']);
  if (typeof runId !== 'string' || job.id !== toId(runId))
    throw changed(job, '{"runId": the run in the id of the job}');
  return { runId };
}

/** Reads the payload of a chunk job; throws as parseRunPayload does. */
export function parseChunkPayload(job: RawJob): ChunkPayload {
  const { runId, chunkNo } = readFields(job, ['runId', 'chunkNo']);
  if (typeof runId !== 'string' || typeof chunkNo !== 'number' || job.id !== JOB_IDS.chunk(runId, chunkNo)) {
    throw changed(job, '{"runId", "chunkNo": those in the id of the job}');
  }
  return { runId, chunkNo };
}

/** Reads the payload of a report job; throws as parseRunPayload does. */
export function parseReportPayload(job: RawJob): ReportPayload {
  const { runId, report } = readFields(job, ['runId', 'report']);
  if (typeof runId !== 'string' || typeof report !== 'string' || job.id !== JOB_IDS.report(runId, report)) {
    throw changed(job, '{"runId", "report": those in the id of the job}');
  }
  return { runId, report };
}

/**
 * Reads which schedule is due, and since when: from the id of the job, or, where somebody started it by hand, from the
 * second in which that was done. Throws as parseRunPayload does.
 */
export function parseSchedulePayload(job: RawJob & Pick<Job, 'timestamp'>): SchedulePayload {
  const { schedule } = readFields(job, ['schedule']);
  const known = [...SCHEDULES.map(({ name }) => name), WATCHDOG].find((name) => name === schedule);
  const [, name = known, dueAt] = FIRING_JOB.exec(job.id ?? '') ?? [];
  if (known === undefined || name !== known) throw changed(job, '{"schedule": that in the id of the job}');
  if (dueAt !== undefined) return { schedule: known, dueAt: Number(dueAt), isByHand: false };
  return { schedule: known, dueAt: Math.floor(job.timestamp / 1_000) * 1_000, isByHand: true };
}

function readFields(job: RawJob, names: readonly string[]): Readonly<Record<string, unknown>> {
  const data: unknown = job.data;
  if (typeof data !== 'object' || data === null) throw changed(job, `an object with ${names.join(', ')}`);
  const fields = new Map<string, unknown>(Object.entries(data));
  // BullMQ keeps nothing of its own there; what is not ours was put there by hand.
  if ([...fields.keys()].some((name) => !names.includes(name))) throw changed(job, `only ${names.join(', ')}`);
  return Object.fromEntries(fields);
}

function changed(job: RawJob, allowed: string): UnrecoverableError {
  return new UnrecoverableError(
    `the data of job ${job.id ?? 'without id'} are not what the program put there (allowed: ${allowed}); remove the job and run "kyhan resume"`,
  );
}
