import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addAuditEntry } from '../../src/store/audit.ts';
import { type AccessRule, findAccessRule, isBoardRoute, isChange, mayAct } from './access-rules.ts';
import { describeChange } from './audit-changes.ts';
import type { DashboardContext } from './dashboard-options.ts';
import { refuse, wantsPage } from './refuse.ts';
import { chooseWording } from './send-page.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before anything else happens to the request. */
    accessRule: AccessRule | null;
  }
}

/** A path that leads nowhere: people who are signed in are told so; a change is for nobody to try but admins. */
const NOWHERE = (method: string): AccessRule => ({ role: isChange(method) ? 'admin' : 'viewer', action: null });

/** Lets a request through only to those who may make it; everything that comes after may rely on it. */
export function guardRequests(app: FastifyInstance, context: DashboardContext): void {
  const { options } = context;
  app.decorateRequest('accessRule', null);
  app.addHook('onRequest', async (request, reply) => {
    const rule = chooseRule(request, options.isMetricsOpen === true);
    request.accessRule = rule;
    if (rule.role === null) return;
    const { user } = request.session;
    if (user === undefined) return refuseStranger(context, request, reply);
    if (!mayAct(user.role, rule.role)) {
      await auditRefusal(context, request);
      const { t, tv } = chooseWording(request);
      const why = t('error-forbidden-why', tv('role', user.role), tv('role', rule.role));
      return refuse(context, request, reply, { status: 403, title: 'error-forbidden', why });
    }
    if (isBoardChange(request) && !isFromOwnPage(request)) {
      await auditRefusal(context, request);
      const why = chooseWording(request).t('error-foreign-page-why');
      return refuse(context, request, reply, { status: 403, title: 'error-foreign-page', why });
    }
  });
  // Our own forms carry a token. It is in the body, so it can be looked at only after that was read.
  app.addHook('preHandler', (request, reply, done) => {
    if (!isChange(request.method) || request.is404 || isBoardChange(request)) return done();
    return app.csrfProtection(request, reply, done);
  });
}

function chooseRule(request: FastifyRequest, isMetricsOpen: boolean): AccessRule {
  const pattern = request.routeOptions.url;
  if (request.is404 || pattern === undefined) return NOWHERE(request.method);
  if (pattern === '/metrics' && isMetricsOpen) return { role: null, action: null };
  return findAccessRule(request.method, pattern) ?? { role: 'admin', action: null };
}

function refuseStranger(
  context: DashboardContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> | FastifyReply {
  if (!isChange(request.method) && wantsPage(request)) {
    return reply.redirect(`/login?next=${encodeURIComponent(request.url)}`, 302);
  }
  const why = chooseWording(request).t('sign-in-intro');
  return refuse(context, request, reply, { status: 401, title: 'sign-in', why });
}

/** A change that was asked for by somebody who may not make it is worth knowing of. */
async function auditRefusal(context: DashboardContext, request: FastifyRequest): Promise<void> {
  if (!isChange(request.method)) return;
  await addAuditEntry(context.database, { ...describeChange(context, request), phase: 'refused', status: 403 });
}

function isBoardChange(request: FastifyRequest): boolean {
  return isChange(request.method) && isBoardRoute(request.routeOptions.url ?? '');
}

/**
 * bull-board's pages know nothing of our tokens, so their changes are told from forged ones by other means. The session
 * cookie is `SameSite=Strict`, so another site's page sends none; and this looks at where the browser says that the
 * request comes from, which scripts cannot set: `Sec-Fetch-Site`, or `Origin` where the browser sends no such header
 * (it does so by https and to localhost only). A request with neither is no browser's, and refused.
 */
function isFromOwnPage(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return request.headers.origin === `${request.protocol}://${request.host}`;
}
