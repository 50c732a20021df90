import type { FastifyInstance } from 'fastify';
import { Failure } from '../../../src/domain/failure.ts';
import { readSchemaState } from '../../../src/store/migrate-database.ts';
import { withinLimit } from '../../within-limit.ts';
import type { DashboardContext } from '../dashboard-options.ts';

const ANSWER_LIMIT_MS = 2_000;

/** What one part says of itself: `ok`, or what is wrong, without addresses or names. */
type Health = { readonly ok: boolean; readonly problem?: string };

/** `/healthz`: the process answers. `/readyz`: it can do its work; 503 with the reasons where it cannot. */
export function addHealthRoutes(app: FastifyInstance, context: DashboardContext): void {
  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async (_request, reply) => {
    const [database, redis] = await Promise.all([
      checkWithin(() => checkDatabase(context)),
      checkWithin(() => checkRedis(context)),
    ]);
    const ok = database.ok && redis.ok;
    return reply.code(ok ? 200 : 503).send({ ok, database, redis });
  });
}

async function checkDatabase({ database }: DashboardContext): Promise<Health> {
  const { pending, unknown } = await readSchemaState(database);
  if (unknown.length > 0) return { ok: false, problem: `a newer kyhan has changed the tables: ${unknown.join(', ')}` };
  if (pending.length > 0)
    return { ok: false, problem: `kyhan migrate is needed: ${pending.length} changes are pending` };
  return { ok: true };
}

async function checkRedis({ queues }: DashboardContext): Promise<Health> {
  const [queue] = queues;
  if (queue === undefined) return { ok: false, problem: 'there is no queue' };
  await queue.getJobCounts('waiting');
  return { ok: true };
}

async function checkWithin(check: () => Promise<Health>): Promise<Health> {
  const late = { ok: false, problem: `no answer within ${ANSWER_LIMIT_MS} ms` };
  try {
    return await withinLimit(check(), ANSWER_LIMIT_MS, late);
  } catch (error) {
    // Messages of drivers name hosts and users; codes do not.
    return { ok: false, problem: error instanceof Failure ? error.code : 'it cannot be reached' };
  }
}
