import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addAuditEntry, type NewAuditEntry } from '../../src/store/audit.ts';
import { isChange } from './access-rules.ts';
import type { DashboardContext } from './dashboard-options.ts';

/** Names in addresses that say more about a change than job, queue and run. */
const DETAIL_NAMES = ['queueStatus', 'schedulerId'] as const;

/**
 * Writes down every change before it is made, and its outcome after. A change whose first line cannot be written is not
 * made; where only the second is missing, it is not known how it ended.
 */
export function auditChanges(app: FastifyInstance, context: DashboardContext): void {
  const asked = new WeakMap<FastifyRequest, Omit<NewAuditEntry, 'phase'>>();
  app.addHook('preHandler', async (request) => {
    if (!isChange(request.method) || typeof request.accessRule?.action !== 'string') return;
    const change = describeChange(context, request);
    await addAuditEntry(context.database, { ...change, phase: 'asked' });
    asked.set(request, change);
  });
  app.addHook('onSend', async (request, reply) => {
    const change = asked.get(request); // who was signed in may be gone by now: by signing out
    if (change === undefined || !asked.delete(request)) return;
    const entry = { ...change, at: context.now(), phase: 'answered', status: reply.statusCode } as const;
    await addAuditEntry(context.database, entry).catch((error: unknown) =>
      context.options.logError('the outcome of a change could not be written to the audit', error),
    );
  });
}

/** Who asks for which change of what. */
export function describeChange(
  { now }: Pick<DashboardContext, 'now'>,
  request: FastifyRequest,
): Omit<NewAuditEntry, 'phase'> {
  const { user } = request.session;
  const params: Readonly<Record<string, unknown>> = isRecord(request.params) ? request.params : {};
  const jobId = readText(params.jobId);
  const detail = DETAIL_NAMES.flatMap((name) => (name in params ? [`${name} ${readText(params[name])}`] : []));
  return {
    at: now(),
    requestId: request.id,
    userName: user?.name ?? null,
    role: user?.role ?? null,
    action: request.accessRule?.action ?? `${request.method} ${request.routeOptions.url ?? 'nowhere'}`.slice(0, 60),
    runId: readText(params.runId) ?? toRunId(jobId),
    queue: readText(params.queueName),
    jobId,
    detail: detail.length === 0 ? null : detail.join(', '),
  };
}

/** Jobs are called `chunk.<runId>.<no>`, `import.<runId>` and so on. */
function toRunId(jobId: string | null): string | null {
  return jobId?.split('.')[1] ?? null;
}

function readText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
