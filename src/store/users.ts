import { Failure } from '../domain/failure.ts';
import type { Instant } from '../domain/instant.ts';
import type { Database } from './database.ts';
import { insertIfAbsent } from './insert-if-absent.ts';
import { runQuery, runTransaction } from './run-query.ts';

/** What a user may do, the least first; each may also do what the ones before it may. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Somebody who may sign in to the dashboard. */
export type User = {
  readonly name: string;
  readonly role: Role;
  readonly isDisabled: boolean;
  /** Goes up with each change of password, role or disabling; sessions of an older version are over. */
  readonly version: number;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
};

type UserRow = {
  readonly user_name: string;
  readonly password_hash: string;
  readonly role: Role;
  readonly disabled: number;
  readonly version: number;
  readonly created_at: Instant;
  readonly changed_at: Instant;
};

/** Names are short and plain, so that nobody passes for somebody else by a letter that looks alike. */
const NAME_PATTERN = /^[a-z0-9][a-z0-9._@-]{1,63}$/;

/** The name as it is stored, in small letters; undefined when it is none that a user can have. */
export function parseUserName(text: string): string | undefined {
  const name = text.trim().toLowerCase();
  return NAME_PATTERN.test(name) ? name : undefined;
}

/** Adds a user. Throws a Failure where there is one of that name. */
export async function createUser(
  database: Database,
  user: { readonly name: string; readonly role: Role; readonly passwordHash: string },
  now: Instant,
): Promise<void> {
  await insertIfAbsent(database, 'users', {
    user_name: user.name,
    password_hash: user.passwordHash,
    role: user.role,
    disabled: 0,
    version: 1,
    created_at: now,
    changed_at: now,
  });
  const stored = await findUser(database, user.name);
  if (stored?.passwordHash === user.passwordHash) return;
  throw new Failure('USAGE', {
    message: `there is a user "${user.name}" already`,
    action: 'choose another name, or change that one: kyhan user role, kyhan user password',
  });
}

/** The user of that name with the hash of the password, if there is one. */
export async function findUser(
  database: Database,
  name: string,
): Promise<(User & { readonly passwordHash: string }) | undefined> {
  const row: UserRow | undefined = await runQuery(database, async (knex) =>
    knex('users').where({ user_name: name }).first(),
  );
  return row === undefined ? undefined : { ...toUser(row), passwordHash: row.password_hash };
}

/** All users by name, disabled ones too. */
export async function listUsers(database: Database): Promise<readonly User[]> {
  const rows = await runQuery(
    database,
    async (knex): Promise<readonly UserRow[]> => knex('users').orderBy('user_name'),
  );
  return rows.map(toUser);
}

/** Changes a user and ends the sessions of that user. False where there is none of that name. */
export async function changeUser(
  database: Database,
  name: string,
  change: { readonly role: Role } | { readonly isDisabled: boolean } | { readonly passwordHash: string },
  now: Instant,
): Promise<boolean> {
  return runTransaction(database, async (trx) => {
    const changed: number = await trx('users')
      .where({ user_name: name })
      .update({ ...toColumns(change), changed_at: now, version: trx.raw('version + 1') });
    // The version ends a session that is being stored at this moment; the deletion is for tidiness.
    await trx('sessions').where({ user_name: name }).delete();
    return changed > 0;
  });
}

/** Stores the same password under a stronger hash; sessions go on. Does nothing where the password was changed. */
export async function rehashPassword(
  database: Database,
  user: { readonly name: string; readonly passwordHash: string },
  passwordHash: string,
): Promise<void> {
  await runQuery(database, async (knex) =>
    knex('users')
      .where({ user_name: user.name, password_hash: user.passwordHash })
      .update({ password_hash: passwordHash }),
  );
}

type Change = Parameters<typeof changeUser>[2];

function toColumns(change: Change): Readonly<Record<string, string | number>> {
  if ('role' in change) return { role: change.role };
  if ('isDisabled' in change) return { disabled: change.isDisabled ? 1 : 0 };
  return { password_hash: change.passwordHash };
}

function toUser(row: UserRow): User {
  return {
    name: row.user_name,
    role: row.role,
    isDisabled: row.disabled !== 0,
    version: row.version,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}
