import type { FastifyInstance } from 'fastify';
import { BATCHES } from '../../../src/batches/batches.ts';
import { type FoundChunk, findChunksIn, findDecisionsIn } from '../../../src/store/find-by-id.ts';
import type { Run } from '../../../src/store/run.ts';
import { listRuns } from '../../../src/store/run-overview.ts';
import { findRun } from '../../../src/store/runs.ts';
import { JOB_IDS } from '../../payloads.ts';
import type { DashboardContext } from '../dashboard-options.ts';
import { describeRun } from '../describe-run.ts';
import { findJobs } from '../find-jobs.ts';
import { chooseWording, sendPage, type Wording } from '../send-page.ts';

/**
 * Runs of each kind that are looked through; each is a search in two indexes. Tickets are swept every few minutes: among
 * the latest runs of all kinds, no other would be left.
 */
const LATEST_RUNS = 50;
const MAX_ID_CHARACTERS = 100;

type Query = { readonly q: string };
const QUERY_SCHEMA = { type: 'object', properties: { q: { type: 'string', maxLength: 200, default: '' } } } as const;

/** `/find?q=`: what there is about a run, contract, ticket or invoice. */
export function addFindRoute(app: FastifyInstance, context: DashboardContext): void {
  app.get<{ Querystring: Query }>('/find', { schema: { querystring: QUERY_SCHEMA } }, async (request, reply) => {
    const id = request.query.q.trim();
    const wording = chooseWording(request);
    const found = id === '' ? null : await find(context, id, wording);
    const data = { id, found, latestRuns: LATEST_RUNS };
    return sendPage(context, request, reply, { template: 'find', title: wording.t('find'), data });
  });
}

async function find(
  context: DashboardContext,
  id: string,
  wording: Wording,
): Promise<Readonly<Record<string, unknown>>> {
  const { database } = context;
  const run = id.length <= MAX_ID_CHARACTERS ? await findRun(database, id) : undefined;
  const latest = await listLatestRuns(context);
  const runIds = id.length <= MAX_ID_CHARACTERS ? latest.map(({ runId }) => runId) : [];
  const decisions = await findDecisionsIn(database, runIds, id);
  const chunks = await findChunksIn(database, runIds, id);
  const jobs = await findJobs(context, [...listRunJobs(run), ...chunks.map(toJob)]);
  const describe = (runId: string) => ({ runId, runHref: `/runs/${encodeURIComponent(runId)}`, run: nameRun(runId) });
  const nameRun = (runId: string): string => {
    const known = latest.find((each) => each.runId === runId);
    return known === undefined ? runId : `${wording.tv('kind', known.kind)}, ${known.asOf.slice(0, 10)}`;
  };
  const byAge = (a: { readonly runId: string }, b: { readonly runId: string }): number =>
    runIds.indexOf(a.runId) - runIds.indexOf(b.runId);
  return {
    run: run === undefined ? null : await describeRun(context, run, wording),
    decisions: [...decisions].sort(byAge).map((decision) => ({ ...decision, ...describe(decision.runId) })),
    chunks: [...chunks].sort(byAge).map((chunk) => ({ ...chunk, ...describe(chunk.runId), job: toJob(chunk).jobId })),
    jobs,
    isEmpty: run === undefined && decisions.length === 0 && chunks.length === 0,
  };
}

/** The latest runs of each kind, newest first. */
async function listLatestRuns({ database }: DashboardContext): Promise<readonly Run[]> {
  const runs = await Promise.all(BATCHES.map(({ kind }) => listRuns(database, { kind, limit: LATEST_RUNS })));
  return runs.flat().sort((a, b) => b.createdAt - a.createdAt);
}

function toJob({ runId, chunkNo }: FoundChunk): { readonly queue: string; readonly jobId: string } {
  return { queue: 'decide', jobId: JOB_IDS.chunk(runId, chunkNo) };
}

function listRunJobs(run: Run | undefined): readonly { readonly queue: string; readonly jobId: string }[] {
  if (run === undefined) return [];
  return (['import', 'close'] as const).map((queue) => ({ queue, jobId: JOB_IDS[queue](run.runId) }));
}
