import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import formbody from '@fastify/formbody';
import session, { type SessionStore } from '@fastify/session';
import type { FastifyInstance, FastifyReply, FastifyRequest, Session } from 'fastify';
import { Failure } from '../../src/domain/failure.ts';
import { endSession, getServerSecret, type SessionUser, startSession, useSession } from '../../src/store/sessions.ts';
import type { DashboardContext } from './dashboard-options.ts';

declare module 'fastify' {
  interface Session {
    /** Who is signed in; the version is set when the session begins, and only then. */
    user?: SessionUser & { readonly version?: number };
  }
}

const MIN_SECRET_CHARACTERS = 32;

/** Adds cookies, sessions that are kept in the database, the parsing of forms, and tokens against forged ones. */
export async function addSessions(app: FastifyInstance, context: DashboardContext): Promise<void> {
  const { database, options } = context;
  const secret = options.sessionSecret ?? (await getServerSecret(database, 'session'));
  if (secret.length < MIN_SECRET_CHARACTERS) throw shortSecret();
  const { isHttps } = options;
  const flags = { path: '/', httpOnly: true, sameSite: 'strict', secure: isHttps } as const;
  await app.register(cookie, { secret });
  await app.register(session, {
    secret,
    cookieName: toCookieName('kyhan_session', isHttps),
    // Without an age the cookie ends with the browser; how long a session lives is decided by the table.
    cookie: flags,
    store: buildSessionStore(context),
    saveUninitialized: false, // looking at the sign-in page stores nothing
    rolling: false,
  });
  await app.register(formbody);
  await app.register(csrf, {
    cookieKey: toCookieName('kyhan_csrf', isHttps),
    cookieOpts: { ...flags, signed: true },
    csrfOpts: { hmacKey: secret },
    getToken: readToken,
    getUserInfo: toTokenOwner,
  });
}

/** The token that forms of this page send back; it is worth something in this session only. */
export async function createFormToken(request: FastifyRequest, reply: FastifyReply): Promise<string> {
  return reply.generateCsrf({ userInfo: toTokenOwner(request) });
}

/** Ends the session of a request, in the table and in the browser. */
export async function endSessionOf(request: FastifyRequest, reply: FastifyReply, isHttps: boolean): Promise<void> {
  await request.session.destroy();
  reply.clearCookie(toCookieName('kyhan_session', isHttps), { path: '/', secure: isHttps });
}

/** Browsers take a cookie with this prefix from this very host by https only. */
function toCookieName(name: string, isHttps: boolean): string {
  return isHttps ? `__Host-${name}` : name;
}

function toTokenOwner(request: FastifyRequest): string {
  return request.session.user === undefined ? 'nobody' : request.session.sessionId;
}

/** Only from the body of a form: forms cannot set headers, and what can is not used here. */
function readToken(request: FastifyRequest): string | undefined {
  const { body } = request;
  if (typeof body !== 'object' || body === null || !('_csrf' in body)) return undefined;
  return typeof body._csrf === 'string' ? body._csrf : undefined;
}

/** Sessions in our table; a session without a user is never kept. */
function buildSessionStore({ database, now, sessionLimits }: DashboardContext): SessionStore {
  const save = async (id: string, { user }: Session): Promise<void> => {
    if (user?.version === undefined) return;
    await startSession(database, { id, userName: user.name, userVersion: user.version }, sessionLimits, now());
  };
  const load = async (id: string): Promise<Session | null> => {
    const user = await useSession(database, id, sessionLimits, now());
    return user === undefined ? null : { user, cookie: { originalMaxAge: null } };
  };
  return {
    set: (id, stored, done) => settle(save(id, stored), done),
    get: (id, done) => settle(load(id), done),
    destroy: (id, done) => settle(endSession(database, id), done),
  };
}

function settle<T>(work: Promise<T>, done: (error: unknown, result?: T) => void): void {
  work.then(
    (result) => done(null, result),
    (error: unknown) => done(error),
  );
}

function shortSecret(): Failure {
  return new Failure('CONFIGURATION', {
    message: `the secret that signs cookies has fewer than ${MIN_SECRET_CHARACTERS} characters`,
    action: 'give KYHAN_SESSION_SECRET at least 32 random ones, or leave it out: the database then keeps one',
  });
}
