import type { FastifyInstance } from 'fastify';
import { RUN_STATUSES, type RunStatus } from '../../../src/store/run.ts';
import { listRuns, type RunListing, readRunTotals } from '../../../src/store/run-overview.ts';
import { findRun } from '../../../src/store/runs.ts';
import type { DashboardContext } from '../dashboard-options.ts';
import { describeListedRun } from '../describe-listed-run.ts';
import { chooseWording, sendPage } from '../send-page.ts';

const RUNS_PER_PAGE = 20;
const KINDS = ['ticket', 'billing', 'debt'] as const;

type Query = { readonly kind: string; readonly status: string; readonly after?: string };

const QUERY_SCHEMA = {
  type: 'object',
  properties: {
    kind: { type: 'string', enum: ['', ...KINDS], default: '' },
    status: { type: 'string', enum: ['', ...RUN_STATUSES], default: '' },
    after: { type: 'string', maxLength: 64 },
  },
} as const;

/** `/`: the runs, newest first. */
export function addRunListRoute(app: FastifyInstance, context: DashboardContext): void {
  app.get<{ Querystring: Query }>('/', { schema: { querystring: QUERY_SCHEMA } }, async (request, reply) => {
    const { kind, status, after } = request.query;
    const wording = chooseWording(request);
    const found = await listRuns(context.database, {
      limit: RUNS_PER_PAGE + 1, // one more tells whether there is another page
      ...(kind === '' ? {} : { kind }),
      ...(isStatus(status) ? { statuses: [status] } : {}),
      ...(await toPosition(context, after)),
    });
    const shown = found.slice(0, RUNS_PER_PAGE);
    const totals = await readRunTotals(
      context.database,
      shown.map(({ runId }) => runId),
    );
    const runs = await Promise.all(shown.map((run) => describeListedRun(context, run, totals.get(run.runId), wording)));
    const last = found[RUNS_PER_PAGE - 1];
    const data = {
      runs,
      kinds: KINDS,
      statuses: RUN_STATUSES,
      chosen: { kind, status },
      isFiltered: kind !== '' || status !== '' || after !== undefined,
      isFirst: after === undefined,
      firstHref: toHref({ kind, status }),
      olderHref: found.length > RUNS_PER_PAGE && last ? toHref({ kind, status, after: last.runId }) : null,
    };
    return sendPage(context, request, reply, { template: 'runs', title: wording.t('runs'), data });
  });
}

/** A page begins after a run, whatever was started since; after one that is gone, at the beginning. */
async function toPosition(
  { database }: DashboardContext,
  after: string | undefined,
): Promise<Pick<RunListing, 'olderThan'>> {
  const run = after === undefined ? undefined : await findRun(database, after);
  return run === undefined ? {} : { olderThan: { createdAt: run.createdAt, runId: run.runId } };
}

function isStatus(text: string): text is RunStatus {
  return RUN_STATUSES.some((status) => status === text);
}

function toHref(query: Readonly<Record<string, string>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== '');
  return given.length === 0 ? '/' : `/?${new URLSearchParams(given).toString()}`;
}
