import type { FastifyInstance } from 'fastify';
import { type AuditEntry, readAuditEntries } from '../../../src/store/audit.ts';
import { listUsers } from '../../../src/store/users.ts';
import type { DashboardContext } from '../dashboard-options.ts';
import { chooseWording, sendPage, type Wording } from '../send-page.ts';

const ENTRIES_PER_PAGE = 100;
const FIRST_BAD_STATUS = 400;

type Query = { readonly before?: number };
const QUERY_SCHEMA = { type: 'object', properties: { before: { type: 'integer', minimum: 1 } } } as const;

/** `/users` and `/audit`: who may sign in, and who changed what. Users are changed on the command line only. */
export function addAdminRoutes(app: FastifyInstance, context: DashboardContext): void {
  app.get('/users', async (request, reply) => {
    const { t, tv, f } = chooseWording(request);
    const users = (await listUsers(context.database)).map((user) => ({
      name: user.name,
      role: tv('role', user.role),
      isDisabled: user.isDisabled,
      createdAt: f.moment(user.createdAt),
      changedAt: f.moment(user.changedAt),
    }));
    return sendPage(context, request, reply, { template: 'users', title: t('users'), data: { users } });
  });
  app.get<{ Querystring: Query }>('/audit', { schema: { querystring: QUERY_SCHEMA } }, async (request, reply) => {
    const { before } = request.query;
    const wording = chooseWording(request);
    const page = { limit: ENTRIES_PER_PAGE + 1, ...(before === undefined ? {} : { beforeId: before }) };
    const found = await readAuditEntries(context.database, page);
    const entries = found.slice(0, ENTRIES_PER_PAGE);
    const last = found.length > ENTRIES_PER_PAGE ? entries.at(-1) : undefined;
    const data = {
      entries: entries.map((entry) => describeEntry(entry, wording)),
      isFirst: before === undefined,
      olderHref: last === undefined ? null : `/audit?before=${last.id}`,
    };
    return sendPage(context, request, reply, { template: 'audit', title: wording.t('audit'), data });
  });
}

function describeEntry(entry: AuditEntry, { tv, f }: Wording): Readonly<Record<string, unknown>> {
  const { at, phase, userName, role, action, runId, queue, jobId, status, detail } = entry;
  const isBad = status !== null && status >= FIRST_BAD_STATUS;
  return {
    at: f.moment(at),
    userName,
    role: role === null ? null : tv('role', role),
    action,
    phase: tv('phase', phase === 'answered' && isBad ? 'failed' : phase),
    isBad: phase === 'refused' || isBad,
    runHref: runId === null ? null : `/runs/${encodeURIComponent(runId)}`,
    runId,
    job: [queue, jobId].filter((part) => part !== null).join(' · '),
    status,
    detail,
  };
}
