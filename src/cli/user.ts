import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { type Command, InvalidArgumentError } from 'commander';
import { findPasswordProblem, hashPassword } from '../../jobs/dashboard/password-hash.ts';
import { Failure } from '../domain/failure.ts';
import { formatInstant } from '../domain/instant.ts';
import { type AuditPhase, addAuditEntry } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { changeUser, createUser, findUser, listUsers, parseUserName, ROLES, type Role } from '../store/users.ts';
import { addDatabaseOption, withExistingDatabase } from './options.ts';
import { readNewPassword } from './read-password.ts';

type Options = { readonly db: string };

/** What is changed, as the audit tells it. */
type Change = { readonly action: string; readonly name: string; readonly detail: string };

const ROLE_NAMES = ROLES.join(', ');

/** `kyhan user …`: who may sign in to the dashboard. Each change ends the sessions of that user, and is audited. */
export function addUserCommands(program: Command): void {
  const user = program.command('user').description('say who may sign in to the dashboard, and what they may do');
  addAddCommand(user);
  addRoleCommand(user);
  addPasswordCommand(user);
  addDisableCommand(user, 'disable', 'keep a user out');
  addDisableCommand(user, 'enable', 'let a disabled user in again');
  const list = user.command('list').description('list the users');
  addDatabaseOption(list).action(({ db }: Options) => withExistingDatabase(db, printUsers));
}

function addAddCommand(user: Command): void {
  const command = user.command('add <name>').description('add a user; asks for the password, or reads it from a pipe');
  addDatabaseOption(command.requiredOption('--role <role>', ROLE_NAMES, parseRole)).action(
    async (given: string, { db, role }: Options & { readonly role: Role }) => {
      const name = getUserName(given);
      await withExistingDatabase(db, async (database) => {
        if ((await findUser(database, name)) !== undefined) throw alreadyThere(name);
        const passwordHash = await askPassword(name);
        await audit(database, { action: 'user-add', name, detail: `${name}, role ${role}` }, () =>
          createUser(database, { name, role, passwordHash }, Date.now()),
        );
        process.stderr.write(`added ${name}, ${role}\n`);
      });
    },
  );
}

function addRoleCommand(user: Command): void {
  const command = user.command('role').description('change what a user may do');
  command.argument('<name>').argument('<role>', ROLE_NAMES, parseRole);
  addDatabaseOption(command).action((given: string, role: Role, { db }: Options) => {
    const name = getUserName(given);
    return changeKnown(db, { action: 'user-role', name, detail: `${name}, role ${role}` }, async () => ({ role }));
  });
}

function addPasswordCommand(user: Command): void {
  const command = user.command('password <name>').description('set a new password, asked for or read from a pipe');
  addDatabaseOption(command).action((given: string, { db }: Options) => {
    const name = getUserName(given);
    return changeKnown(db, { action: 'user-password', name, detail: name }, async () => ({
      passwordHash: await askPassword(name),
    }));
  });
}

function addDisableCommand(user: Command, word: 'disable' | 'enable', description: string): void {
  const command = user.command(`${word} <name>`).description(description);
  addDatabaseOption(command).action((given: string, { db }: Options) => {
    const name = getUserName(given);
    const isDisabled = word === 'disable';
    return changeKnown(db, { action: `user-${word}`, name, detail: name }, async () => ({ isDisabled }));
  });
}

async function changeKnown(
  db: string,
  change: Change,
  ask: () => Promise<Parameters<typeof changeUser>[2]>,
): Promise<void> {
  await withExistingDatabase(db, async (database) => {
    if ((await findUser(database, change.name)) === undefined) throw unknownUser(change.name);
    const asked = await ask();
    await audit(database, change, () => changeUser(database, change.name, asked, Date.now()));
    process.stderr.write(`changed ${change.name}; whoever was signed in under that name has to sign in again\n`);
  });
}

/** Makes a change between its two lines of the audit; without the first one it is not made. */
async function audit(database: Database, change: Change, make: () => Promise<unknown>): Promise<void> {
  const { action, detail } = change;
  const requestId = randomUUID();
  const userName = `cli:${userInfo().username}@${hostname()}`.slice(0, 100);
  const write = (phase: AuditPhase): Promise<void> =>
    addAuditEntry(database, { at: Date.now(), requestId, phase, userName, role: null, action, detail });
  await write('asked');
  await make();
  await write('answered');
}

async function askPassword(name: string): Promise<string> {
  const password = await readNewPassword(name);
  const problem = findPasswordProblem(password, name);
  if (problem === undefined) return hashPassword(password);
  throw new Failure('USAGE', {
    message: `the password cannot be used: ${problem}`,
    action: 'choose another one; three or four words that do not belong together are long and easy to remember',
  });
}

async function printUsers(database: Database): Promise<void> {
  const users = await listUsers(database);
  for (const { name, role, isDisabled, changedAt } of users) {
    const state = isDisabled ? 'disabled' : 'active';
    process.stdout.write(`${name}\t${role}\t${state}\tchanged ${formatInstant(changedAt)}\n`);
  }
  if (users.length === 0) process.stderr.write('there is no user yet: kyhan user add NAME --role admin\n');
}

function getUserName(text: string): string {
  const name = parseUserName(text);
  if (name !== undefined) return name;
  throw new Failure('USAGE', {
    message: `"${text}" cannot be the name of a user`,
    action: 'use 2 to 64 of a–z, 0–9, ".", "_", "-" and "@", beginning with a letter or digit',
  });
}

function parseRole(text: string): Role {
  const role = ROLES.find((each) => each === text);
  if (role === undefined) throw new InvalidArgumentError(`Allowed: ${ROLE_NAMES}.`);
  return role;
}

function alreadyThere(name: string): Failure {
  return new Failure('USAGE', {
    message: `there is a user "${name}" already`,
    action: 'choose another name, or change that one: kyhan user role, kyhan user password',
  });
}

function unknownUser(name: string): Failure {
  return new Failure('USAGE', { message: `there is no user "${name}"`, action: 'kyhan user list shows all' });
}
