import { Failure, type FailureCode } from '../domain/failure.ts';
import type { Chunk } from '../store/chunks.ts';
import { listSubjects } from '../store/plan-chunks.ts';
import { findRecords } from '../store/records.ts';
import type { DecideChunk } from './batch.ts';
import { describeReason } from './describe-reason.ts';
import type { RunContext } from './run-context.ts';

/** Subjects, and lines of a subject, that a message names; the others are counted. */
const MAX_NAMED = 5;

/** Failures that say nothing about a chunk: the database is away or not ours to change, or another works on the run. */
const OTHER_FAULTS: readonly FailureCode[] = [
  'DATABASE_UNAVAILABLE',
  'DATABASE_READ_ONLY',
  'DATABASE_SCHEMA',
  'DISK_FULL',
  'RUN_TAKEN_OVER',
  'RUN_INTERRUPTED',
];

/**
 * Finds out which subjects of a chunk cannot be decided, by deciding each by itself, and says in words which rows of
 * which inputs they came from, and why. Nothing is stored. Throws what stops it that has nothing to do with them.
 */
export async function describeFailedChunk(
  context: RunContext,
  decide: DecideChunk,
  chunk: Chunk,
): Promise<{ readonly code: string; readonly message: string }> {
  const { database, run, signal } = context;
  const failed: { readonly id: string; readonly failure: ReturnType<typeof describeReason> }[] = [];
  for (const id of await listSubjects(database, run.runId, context.batch.subjects, chunk)) {
    await decide(database, run.runId, { ...chunk, fromId: id, toId: id, subjectCount: 1 }, signal).catch(
      (error: unknown) => {
        if (!isAboutChunk(error, signal)) throw error;
        failed.push({ id, failure: describeReason(error) });
      },
    );
  }
  const [first] = failed;
  if (first === undefined) {
    return { code: 'UNEXPECTED', message: 'its subjects can be decided one by one, but not together' };
  }
  const named: string[] = [];
  for (const { id, failure } of failed.slice(0, MAX_NAMED)) {
    named.push(`"${id}" (${await describeRows(context, id)}): ${failure.message}`);
  }
  const more = failed.length > MAX_NAMED ? `; and ${failed.length - MAX_NAMED} more` : '';
  const head = `${failed.length} of ${chunk.subjectCount} subjects cannot be decided: `;
  return { code: first.failure.code, message: `${head}${named.join('; ')}${more}` };
}

/** Whether an error came up because of what is in a chunk, as far as one can know. */
export function isAboutChunk(error: unknown, signal: AbortSignal): boolean {
  if (signal.aborted) return false;
  return !(error instanceof Failure && OTHER_FAULTS.includes(error.code));
}

/** Where a subject came from: `invoices lines 17, 18`. */
async function describeRows({ database, run }: RunContext, id: string): Promise<string> {
  const lines = new Map<string, number[]>();
  for (const { input, line } of await findRecords(database, run.runId, id)) {
    lines.set(input, [...(lines.get(input) ?? []), line]);
  }
  const parts = [...lines].map(([input, found]) => {
    const more = found.length > MAX_NAMED ? ', …' : '';
    return `${input} line${found.length === 1 ? '' : 's'} ${found.slice(0, MAX_NAMED).join(', ')}${more}`;
  });
  return parts.join(', ');
}
