import type { Instant } from '../domain/instant.ts';

/**
 * How far a run is. A failed run keeps its phase, so that the next attempt goes on from there; a partial one has decided
 * all chunks but those that failed, and waits for somebody to retry them.
 */
export const RUN_STATUSES = ['importing', 'deciding', 'partial', 'reporting', 'closed'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** What a run is created with. */
export type NewRun = {
  readonly runId: string;
  /** Hash of everything that makes two runs the same. */
  readonly runKey: string;
  readonly kind: string;
  readonly asOf: string;
  readonly release: string;
  readonly mapping: string | null;
  readonly startedBy: string;
  readonly createdAt: Instant;
  /** Subjects that are decided and stored together; null where the rules say it. */
  readonly subjectsPerChunk: number | null;
};

/** A run of a batch. Counts are 0 and outcomes are empty until the phase that knows them is over. */
export type Run = NewRun & {
  readonly status: RunStatus;
  readonly closedAt: Instant | null;
  readonly rows: { readonly read: number; readonly accepted: number; readonly rejected: number };
  readonly decisionCount: number;
  readonly warningCount: number;
  /** Why the last attempt stopped; null when it did not. */
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly seconds: number | null;
  /** Decisions by outcome. */
  readonly outcomes: Readonly<Record<string, number>>;
};
