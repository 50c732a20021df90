import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addAuditEntry } from '../../src/store/audit.ts';
import { beginAttempt, forgetAttempts } from '../../src/store/sign-in-attempts.ts';
import { findUser, parseUserName, rehashPassword } from '../../src/store/users.ts';
import type { DashboardContext } from './dashboard-options.ts';
import { hashPassword, needsRehash, PASSWORD_COST, verifyPassword } from './password-hash.ts';
import { chooseBuckets } from './sign-in-delays.ts';

/** What an attempt to sign in came to. */
export type SignInResult =
  | { readonly state: 'signed-in' }
  | { readonly state: 'wrong' }
  /** No password was looked at; the same attempt may be made after the wait. */
  | { readonly state: 'wait'; readonly waitMs: number };

const DEVICE_COOKIE = 'kyhan_device';
const DEVICE_SECONDS = 180 * 86_400;

type FoundUser = Awaited<ReturnType<typeof findUser>>;

/**
 * Tries to sign somebody in. An unknown name, a disabled user and a wrong password take the same time, are slowed down
 * in the same way and are told in the same words, so that nobody learns which names there are.
 */
export async function signIn(
  context: DashboardContext,
  request: FastifyRequest,
  reply: FastifyReply,
  given: { readonly name: string; readonly password: string },
): Promise<SignInResult> {
  const { database, now } = context;
  const name = parseUserName(given.name);
  const buckets = chooseBuckets({
    name: name ?? given.name.slice(0, 64),
    address: request.ip,
    device: readDevice(request),
  });
  const user = name === undefined ? undefined : await findUser(database, name);
  const waitMs = await beginAttempt(database, buckets, now());
  if (waitMs > 0) {
    await audit(context, request, user, 429);
    return { state: 'wait', waitMs };
  }
  const cost = context.options.passwordCost ?? PASSWORD_COST;
  const isRight = await verifyPassword(given.password, user?.passwordHash ?? (await getDecoyHash(cost)));
  if (user === undefined || user.isDisabled || !isRight) {
    await audit(context, request, user, 401);
    return { state: 'wrong' };
  }
  await audit(context, request, user, 303); // before anybody is let in: nobody gets in without a line about it
  await forgetAttempts(database, buckets);
  if (needsRehash(user.passwordHash, cost)) {
    await rehashPassword(database, user, await hashPassword(given.password, cost));
  }
  await request.session.regenerate(); // an id that somebody else may have planted is worth nothing afterwards
  request.session.user = { name: user.name, role: user.role, version: user.version };
  rememberDevice(reply, user.name, context.options.isHttps);
  return { state: 'signed-in' };
}

const decoys = new Map<number, Promise<string>>();

/** The hash of a password that nobody knows, made at the cost of real ones. */
function getDecoyHash(cost: typeof PASSWORD_COST): Promise<string> {
  const made = decoys.get(cost.cost) ?? hashPassword(randomUUID(), cost);
  decoys.set(cost.cost, made);
  return made;
}

function audit(context: DashboardContext, request: FastifyRequest, user: FoundUser, status: number): Promise<void> {
  return addAuditEntry(context.database, {
    at: context.now(),
    requestId: request.id,
    phase: status === 303 ? 'answered' : 'refused',
    // What was typed as an unknown name may be a password in the wrong field.
    userName: user?.name ?? null,
    role: user?.role ?? null,
    action: 'sign-in',
    status,
    detail: `from ${request.ip}`,
  });
}

function readDevice(request: FastifyRequest): { readonly name: string; readonly id: string } | undefined {
  const unsigned = request.unsignCookie(request.cookies[DEVICE_COOKIE] ?? '');
  const [name, id] = unsigned.valid ? unsigned.value.split(' ') : [];
  return name === undefined || id === undefined ? undefined : { name, id };
}

function rememberDevice(reply: FastifyReply, name: string, isHttps: boolean): void {
  reply.setCookie(DEVICE_COOKIE, `${name} ${randomUUID()}`, {
    path: '/login',
    httpOnly: true,
    sameSite: 'strict',
    secure: isHttps,
    signed: true,
    maxAge: DEVICE_SECONDS,
  });
}
