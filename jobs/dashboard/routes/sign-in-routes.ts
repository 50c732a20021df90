import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { listUsers } from '../../../src/store/users.ts';
import { type DashboardContext, SIGN_INS_PER_MINUTE } from '../dashboard-options.ts';
import { TooManyHashes } from '../password-hash.ts';
import { chooseWording, sendPage } from '../send-page.ts';
import { endSessionOf } from '../session-plugins.ts';
import { type SignInResult, signIn } from '../sign-in.ts';

const MINUTE_MS = 60_000;
const BODY_LIMIT_BYTES = 16_384;

type Form = { readonly name: string; readonly password: string; readonly next: string };

const FORM_SCHEMA = {
  type: 'object',
  required: ['name', 'password'],
  properties: {
    name: { type: 'string', maxLength: 200 },
    password: { type: 'string', maxLength: 4_000 },
    next: { type: 'string', maxLength: 2_000, default: '/' },
  },
} as const;

const QUERY_SCHEMA = { type: 'object', properties: { next: { type: 'string', default: '/' } } } as const;

/** Signing in and out. */
export function addSignInRoutes(app: FastifyInstance, context: DashboardContext): void {
  app.get<{ Querystring: { next: string } }>(
    '/login',
    { schema: { querystring: QUERY_SCHEMA } },
    async (request, reply) => {
      const next = toSafePath(request.query.next);
      if (request.session.user !== undefined) return reply.redirect(next, 302);
      return sendForm(context, request, reply, { next });
    },
  );
  const max = context.options.signInsPerMinute ?? SIGN_INS_PER_MINUTE;
  app.post<{ Body: Form }>(
    '/login',
    {
      schema: { body: FORM_SCHEMA },
      bodyLimit: BODY_LIMIT_BYTES,
      config: { rateLimit: { max, timeWindow: MINUTE_MS } },
    },
    async (request, reply) => {
      const { name, password } = request.body;
      const next = toSafePath(request.body.next);
      const result = await trySigningIn(context, request, reply, { name, password });
      if (result.state === 'signed-in') return reply.redirect(next, 303);
      return sendProblem(context, request, reply, { result, next, name });
    },
  );
  app.post('/logout', async (request, reply) => {
    await endSessionOf(request, reply, context.options.isHttps);
    return reply.redirect('/login', 303);
  });
}

async function trySigningIn(
  context: DashboardContext,
  request: FastifyRequest,
  reply: FastifyReply,
  given: { readonly name: string; readonly password: string },
): Promise<SignInResult | { readonly state: 'busy' }> {
  try {
    return await signIn(context, request, reply, given);
  } catch (error) {
    if (error instanceof TooManyHashes) return { state: 'busy' };
    throw error;
  }
}

function sendProblem(
  context: DashboardContext,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: {
    readonly result: Awaited<ReturnType<typeof trySigningIn>>;
    readonly next: string;
    readonly name: string;
  },
): Promise<FastifyReply> {
  const { t, f } = chooseWording(request);
  const { result, ...form } = problem;
  if (result.state === 'wait') {
    reply.code(429).header('retry-after', String(Math.ceil(result.waitMs / 1_000)));
    return sendForm(context, request, reply, { ...form, problem: t('sign-in-wait', f.duration(result.waitMs)) });
  }
  if (result.state === 'busy') {
    reply.code(503).header('retry-after', '5');
    return sendForm(context, request, reply, { ...form, problem: t('sign-in-busy') });
  }
  reply.code(401);
  return sendForm(context, request, reply, { ...form, problem: t('sign-in-wrong') });
}

async function sendForm(
  context: DashboardContext,
  request: FastifyRequest,
  reply: FastifyReply,
  form: { readonly next: string; readonly name?: string; readonly problem?: string },
): Promise<FastifyReply> {
  const { t } = chooseWording(request);
  const hasUsers = (await listUsers(context.database)).length > 0;
  const problem = form.problem ?? (hasUsers ? null : t('sign-in-no-users'));
  const data = { next: form.next, name: form.name ?? '', problem, hasNext: form.next !== '/' };
  return sendPage(context, request, reply, { template: 'login', title: t('sign-in'), data });
}

/** Only paths of this site: what begins with two slashes, or a backslash, would lead to another host. */
function toSafePath(text: string): string {
  return /^\/(?![/\\])[^\\\s]*$/.test(text) ? text : '/';
}
