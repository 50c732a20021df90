import { randomUUID } from 'node:crypto';
import type { CustomerBalance } from '../../src/domain/debt-decision.ts';
import { claimChunk, completeChunk } from '../../src/store/chunk-leases.ts';
import type { Chunk } from '../../src/store/chunks.ts';
import type { Database } from '../../src/store/database.ts';
import type { StoredDecision } from '../../src/store/decisions.ts';
import type { ChunkPlan } from '../../src/store/plan-chunks.ts';
import { type StagedRecord, stageRecords } from '../../src/store/records.ts';
import type { NewRun } from '../../src/store/run.ts';
import { beginImport, createRun, finishImport } from '../../src/store/runs.ts';

/** A run that no other test has. */
export function buildNewRun(changes: Partial<NewRun> = {}): NewRun {
  const id = randomUUID();
  return {
    runId: `ticket-${id.slice(0, 16)}`,
    runKey: `key-${id}`,
    kind: 'ticket',
    asOf: '2026-11-23T09:00:00+07:00',
    release: 'release-1',
    mapping: null,
    startedBy: 'an@host',
    createdAt: 1_795_000_000_000,
    subjectsPerChunk: null,
    ...changes,
  };
}

/** A record of the input `tickets` about itself, unless the changes say otherwise. */
export function buildRecord(recordId: string, changes: Partial<StagedRecord> = {}): StagedRecord {
  return {
    input: 'tickets',
    recordId,
    subjectId: recordId,
    line: 2,
    occurredAt: null,
    tag: null,
    linkId: null,
    amountMinor: null,
    currency: null,
    body: '{}',
    ...changes,
  };
}

/** A decision about a ticket. */
export function buildDecision(id: string, changes: Partial<StoredDecision> = {}): StoredDecision {
  return {
    subject: 'ticket',
    id,
    part: '',
    outcome: 'met',
    amountMinor: null,
    row: '{}',
    facts: '{}',
    details: '{}',
    ...changes,
  };
}

/** A new run that is being imported, and the token of its import. */
export async function startImport(database: Database): Promise<{ readonly runId: string; readonly token: string }> {
  const { runId } = await createRun(database, buildNewRun());
  const token = randomUUID();
  await beginImport(database, runId, token);
  return { runId, token };
}

/** A new run whose import of these records is over. */
export async function startDeciding(database: Database, records: readonly StagedRecord[]): Promise<string> {
  const { runId, token } = await startImport(database);
  await stageRecords(database, runId, token, records);
  const accepted = records.length;
  await finishImport(database, runId, token, {
    inputs: [],
    amounts: [],
    rows: { read: accepted, accepted, rejected: 0 },
    warningCount: 0,
  });
  return runId;
}

/** Chunks of so many tickets. */
export function planOf(subjectsPerChunk: number): ChunkPlan {
  return { inputs: ['tickets'], tag: null, subjectsPerChunk, recordsPerChunk: 1_000_000 };
}

/** Leases a chunk and stores what was decided; false where somebody else has it, or had it before. */
export async function completeSample(
  database: Database,
  runId: string,
  chunk: Chunk,
  decided: { readonly decisions: readonly StoredDecision[]; readonly balances: readonly CustomerBalance[] },
): Promise<boolean> {
  const token = randomUUID();
  const claim = await claimChunk(database, runId, chunk.no, { token, leaseMs: 60_000 });
  if (claim.state !== 'claimed') return false;
  return completeChunk(database, runId, claim.chunk, token, { ...decided, decideMs: 1 });
}
