import { randomUUID } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { Queue } from 'bullmq';
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Failure, type FailureCode } from '../../src/domain/failure.ts';
import type { Database } from '../../src/store/database.ts';
import { findAccessRule } from './access-rules.ts';
import { auditChanges } from './audit-changes.ts';
import { type DashboardContext, type DashboardOptions, SESSION_LIMITS } from './dashboard-options.ts';
import { guardRequests } from './guard-requests.ts';
import { mountBullBoard } from './mount-bull-board.ts';
import { addLanguageChoice } from './page-language.ts';
import { refuse } from './refuse.ts';
import { addAdminRoutes } from './routes/admin-routes.ts';
import { addAssetRoutes } from './routes/asset-routes.ts';
import { addFindRoute } from './routes/find-route.ts';
import { addHealthRoutes } from './routes/health-routes.ts';
import { addRunFileRoutes } from './routes/run-file-routes.ts';
import { addRunListRoute } from './routes/run-list-route.ts';
import { addRunRoutes, refuseUnknown } from './routes/run-routes.ts';
import { addSignInRoutes } from './routes/sign-in-routes.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { chooseWording } from './send-page.ts';
import { addSessions } from './session-plugins.ts';

const BODY_LIMIT_BYTES = 262_144;
const REQUEST_LIMIT_MS = 30_000;

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route, as the router knows it. */
    readonly routeList: readonly { readonly method: string; readonly url: string }[];
  }
}

/**
 * Builds the dashboard; the caller lets it listen, and closes it before database and queues. The order of the parts is
 * the order in which a request passes them: headers, session, language, guard, token, audit, route.
 */
export async function buildDashboard(parts: {
  readonly database: Database;
  readonly queues: readonly Queue[];
  readonly options: DashboardOptions;
}): Promise<FastifyInstance> {
  const { database, queues, options } = parts;
  const now = options.now ?? Date.now;
  const context = { database, queues, options, now, sessionLimits: options.sessionLimits ?? SESSION_LIMITS };
  const app = fastify({
    logger: false,
    genReqId: () => randomUUID(),
    trustProxy: options.trustedProxies.length === 0 ? false : [...options.trustedProxies],
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_LIMIT_MS,
  });
  listRoutes(app);
  await addSecurityHeaders(app, options.isHttps);
  await addSessions(app, context);
  addLanguageChoice(app, options.isHttps);
  await app.register(rateLimit, { global: false });
  guardRequests(app, context);
  auditChanges(app, context);
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(context, error, request, reply));
  app.setNotFoundHandler((request, reply) => refuseUnknown(context, request, reply));
  await addRoutes(app, context);
  return app;
}

async function addRoutes(app: FastifyInstance, context: DashboardContext): Promise<void> {
  await addAssetRoutes(app);
  addHealthRoutes(app, context);
  addSignInRoutes(app, context);
  addRunListRoute(app, context);
  addRunRoutes(app, context);
  addRunFileRoutes(app, context);
  addFindRoute(app, context);
  addAdminRoutes(app, context);
  await context.options.registerMetrics?.(app);
  await mountBullBoard(app, context);
}

/** Keeps the list of routes, and refuses one that nobody has said who may use. */
function listRoutes(app: FastifyInstance): void {
  const routes: { readonly method: string; readonly url: string }[] = [];
  app.decorate('routeList', routes);
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) {
      if (findAccessRule(each, url) === undefined) throw new Error(`access-rules.ts has no rule for ${each} ${url}`);
      routes.push({ method: each, url });
    }
  });
}

const STATUS_OF_FAILURES: Readonly<Partial<Record<FailureCode, number>>> = {
  RUN_NOT_FOUND: 404,
  DATABASE_UNAVAILABLE: 503,
  USAGE: 409,
};

/** Tells people what they can do about an error; what only developers understand goes to the log. */
function answerError(
  context: DashboardContext,
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { t, f } = chooseWording(request);
  if (error instanceof Failure) {
    const { code, message, action } = error;
    const status = STATUS_OF_FAILURES[code] ?? 503;
    return refuse(context, request, reply, { status, title: 'error-unavailable', why: message, action, code });
  }
  const status = error.statusCode ?? 500;
  if (error.code?.startsWith('FST_CSRF_')) {
    return refuse(context, request, reply, { status: 403, title: 'error-stale-form', why: t('error-stale-form-why') });
  }
  if (status === 429) {
    const waitMs = Number(reply.getHeader('retry-after') ?? 60) * 1_000;
    const why = t('error-too-many-why', f.duration(waitMs));
    return refuse(context, request, reply, { status, title: 'error-too-many', why });
  }
  if (status >= 400 && status < 500) {
    return refuse(context, request, reply, { status, title: 'error-bad-request', why: t('error-bad-request-why') });
  }
  context.options.logError(`request ${request.id} failed`, error);
  const why = t('error-unexpected-why', request.id);
  return refuse(context, request, reply, { status: 500, title: 'error-unexpected', why });
}
