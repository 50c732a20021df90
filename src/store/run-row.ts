import type { Instant } from '../domain/instant.ts';
import type { InputAmount, InputSummary } from '../domain/run-summary.ts';
import type { Cell } from './insert-rows.ts';
import { parseStoredJson } from './parse-stored-json.ts';
import type { Run, RunStatus } from './run.ts';

/** A row of the table of runs. */
export type RunRow = {
  readonly run_id: string;
  readonly run_key: string;
  readonly kind: string;
  readonly as_of: string;
  readonly release_hash: string;
  readonly mapping: string | null;
  readonly status: RunStatus;
  readonly started_by: string;
  readonly created_at: Instant;
  readonly closed_at: Instant | null;
  readonly rows_read: number;
  readonly rows_accepted: number;
  readonly rows_rejected: number;
  readonly decision_count: number;
  readonly warning_count: number;
  readonly failure_code: string | null;
  readonly failure_message: string | null;
  readonly seconds: number | null;
  readonly outcomes: string;
  readonly subjects_per_chunk: number | null;
};

/** Reads a run from its row. */
export function toRun(row: RunRow): Run {
  return {
    runId: row.run_id,
    runKey: row.run_key,
    kind: row.kind,
    asOf: row.as_of,
    release: row.release_hash,
    mapping: row.mapping,
    status: row.status,
    startedBy: row.started_by,
    createdAt: row.created_at,
    closedAt: row.closed_at,
    rows: { read: row.rows_read, accepted: row.rows_accepted, rejected: row.rows_rejected },
    decisionCount: row.decision_count,
    warningCount: row.warning_count,
    failure: row.failure_code === null ? null : { code: row.failure_code, message: row.failure_message ?? '' },
    seconds: row.seconds,
    subjectsPerChunk: row.subjects_per_chunk,
    outcomes: parseStoredJson<Readonly<Record<string, number>>>(row.outcomes),
  };
}

/** Properties of an input file of a run → columns. */
export const INPUT_COLUMNS = {
  input: 'input',
  file: 'file_name',
  sha256: 'sha256',
  bytes: 'bytes',
  rowsRead: 'rows_read',
  rowsAccepted: 'rows_accepted',
  rowsRejected: 'rows_rejected',
} as const;

/** The row of an input file; `inputNo` keeps the order in which the files were given. */
export function toInputRow(runId: string, inputNo: number, input: InputSummary): Readonly<Record<string, Cell>> {
  return {
    run_id: runId,
    input_no: inputNo,
    input: input.input,
    file_name: input.file,
    sha256: input.sha256,
    bytes: input.bytes,
    rows_read: input.rowsRead,
    rows_accepted: input.rowsAccepted,
    rows_rejected: input.rowsRejected,
  };
}

/** A row of the table of amounts; sums are text, because they may have more digits than a number is exact to. */
export type AmountRow = {
  readonly input: string;
  readonly currency: InputAmount['currency'];
  readonly read_minor: string;
  readonly stored_minor: string;
};

/** The row of the sum of one input and currency. */
export function toAmountRow(runId: string, amount: InputAmount): Readonly<Record<string, Cell>> {
  return {
    run_id: runId,
    input: amount.input,
    currency: amount.currency,
    read_minor: String(amount.readMinor),
    stored_minor: String(amount.storedMinor),
  };
}

/** Reads the sum of one input and currency from its row. */
export function toInputAmount(row: AmountRow): InputAmount {
  const { input, currency } = row;
  return { input, currency, readMinor: BigInt(row.read_minor), storedMinor: BigInt(row.stored_minor) };
}
