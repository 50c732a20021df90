import type { Instant } from '../domain/instant.ts';
import type { Database } from './database.ts';
import { runQuery } from './run-query.ts';

/** `asked` stands before a change is made, `answered` after it with its outcome; `refused` where it was not allowed. */
export type AuditPhase = 'asked' | 'answered' | 'refused';

/** One line of the audit: who did what, when, on which job or run. */
export type NewAuditEntry = {
  readonly at: Instant;
  /** The same for all entries about one request. */
  readonly requestId: string;
  readonly phase: AuditPhase;
  /** Null where nobody was signed in, and the name that was given is no user's. */
  readonly userName: string | null;
  readonly role: string | null;
  readonly action: string;
  readonly runId?: string | null;
  readonly queue?: string | null;
  readonly jobId?: string | null;
  /** HTTP status; null before the outcome is known. */
  readonly status?: number | null;
  /** Ids and codes; never a password, a body or a row of a file. */
  readonly detail?: string | null;
};

export type AuditEntry = Required<NewAuditEntry> & { readonly id: number };

const MAX_LENGTHS = { runId: 64, queue: 60, jobId: 255, detail: 500 } as const;

const COLUMNS = {
  id: 'id',
  at: 'at',
  requestId: 'request_id',
  phase: 'phase',
  userName: 'user_name',
  role: 'role',
  action: 'action',
  runId: 'run_id',
  queue: 'queue',
  jobId: 'job_id',
  status: 'status',
  detail: 'detail',
} as const;

/** Adds a line. There is no way to change or remove one: this file has none, and the database should grant none. */
export async function addAuditEntry(database: Database, entry: NewAuditEntry): Promise<void> {
  await runQuery(database, async (knex) =>
    knex('audit_entries').insert({
      at: entry.at,
      request_id: entry.requestId,
      phase: entry.phase,
      user_name: entry.userName,
      role: entry.role,
      action: entry.action,
      run_id: cut(entry.runId, MAX_LENGTHS.runId),
      queue: cut(entry.queue, MAX_LENGTHS.queue),
      job_id: cut(entry.jobId, MAX_LENGTHS.jobId),
      status: entry.status ?? null,
      detail: cut(entry.detail, MAX_LENGTHS.detail),
    }),
  );
}

/** Reads lines, newest first; those before the line `beforeId` where it is given. */
export async function readAuditEntries(
  database: Database,
  page: { readonly limit: number; readonly beforeId?: number },
): Promise<readonly AuditEntry[]> {
  return runQuery(database, async (knex): Promise<readonly AuditEntry[]> => {
    const query = knex('audit_entries').select(COLUMNS).orderBy('id', 'desc').limit(page.limit);
    return page.beforeId === undefined ? query : query.where('id', '<', page.beforeId);
  });
}

/** What comes from an address may be longer than its column; a change must not fail to be written down for that. */
function cut(text: string | null | undefined, length: number): string | null {
  return text === null || text === undefined ? null : text.slice(0, length);
}
