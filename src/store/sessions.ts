import { createHash, randomBytes } from 'node:crypto';
import type { Instant } from '../domain/instant.ts';
import type { Database } from './database.ts';
import { insertIfAbsent } from './insert-if-absent.ts';
import { runQuery } from './run-query.ts';
import type { Role } from './users.ts';

const SECRET_BYTES = 32;

/** Whether a session was used is noted at most this often, so that looking at pages does not mean writing. */
const NOTE_EVERY_MS = 60_000;

/** How long a session lives: from its last use, and at most. */
export type SessionLimits = { readonly idleMs: number; readonly absoluteMs: number };

/** Who uses a session, with the role that the user has now. */
export type SessionUser = { readonly name: string; readonly role: Role };

/** Keeps a new session; only the digest of its id is stored. Sessions that are over are forgotten on the way. */
export async function startSession(
  database: Database,
  session: { readonly id: string; readonly userName: string; readonly userVersion: number },
  limits: SessionLimits,
  now: Instant,
): Promise<void> {
  await runQuery(database, async (knex) =>
    knex('sessions')
      .where('expires_at', '<=', now)
      .orWhere('seen_at', '<=', now - limits.idleMs)
      .delete(),
  );
  await insertIfAbsent(database, 'sessions', {
    session_hash: toHash(session.id),
    user_name: session.userName,
    user_version: session.userVersion,
    created_at: now,
    seen_at: now,
    expires_at: now + limits.absoluteMs,
  });
}

/**
 * The user of a session; undefined when it is unknown or over, or when the user was disabled or changed since it began.
 * Looking it up counts as using it.
 */
export async function useSession(
  database: Database,
  id: string,
  limits: SessionLimits,
  now: Instant,
): Promise<SessionUser | undefined> {
  type Row = SessionUser & { readonly seenAt: Instant };
  const row: Row | undefined = await runQuery(database, async (knex) =>
    knex('sessions')
      .join('users', { 'users.user_name': 'sessions.user_name', 'users.version': 'sessions.user_version' })
      .select({ name: 'users.user_name', role: 'users.role', seenAt: 'sessions.seen_at' })
      .where({ 'sessions.session_hash': toHash(id), 'users.disabled': 0 })
      .where('sessions.expires_at', '>', now)
      .where('sessions.seen_at', '>', now - limits.idleMs)
      .first(),
  );
  if (row === undefined) return undefined;
  if (now - row.seenAt >= NOTE_EVERY_MS) {
    await runQuery(database, async (knex) =>
      knex('sessions')
        .where({ session_hash: toHash(id) })
        .update({ seen_at: now }),
    );
  }
  return { name: row.name, role: row.role };
}

/** Ends a session; does nothing where it is over. */
export async function endSession(database: Database, id: string): Promise<void> {
  await runQuery(database, async (knex) =>
    knex('sessions')
      .where({ session_hash: toHash(id) })
      .delete(),
  );
}

/**
 * The secret of that name, 64 hexadecimal digits, made when it is first asked for. All processes on one database share
 * it. It signs; nobody gets in by it alone, because a session has to be in the table as well.
 */
export async function getServerSecret(database: Database, name: string): Promise<string> {
  await insertIfAbsent(database, 'server_secrets', {
    secret_name: name,
    secret: randomBytes(SECRET_BYTES).toString('hex'),
  });
  const row: { secret: string } | undefined = await runQuery(database, async (knex) =>
    knex('server_secrets').where({ secret_name: name }).first('secret'),
  );
  if (row === undefined) throw new Error(`the secret "${name}" was removed while it was made`);
  return row.secret;
}

function toHash(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}
