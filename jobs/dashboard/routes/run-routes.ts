import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findBatch } from '../../../src/batches/batches.ts';
import { type FailedChunk, findFailedChunks, readProgress } from '../../../src/store/chunks.ts';
import type { Run } from '../../../src/store/run.ts';
import { type RunReport, readRunReports } from '../../../src/store/run-reports.ts';
import { findRun, readRunAmounts, readRunInputs } from '../../../src/store/runs.ts';
import { countWarnings } from '../../../src/store/warnings.ts';
import { JOB_IDS } from '../../payloads.ts';
import type { DashboardContext } from '../dashboard-options.ts';
import { describeRun, toProgressView, toReportHref } from '../describe-run.ts';
import { describeAmounts, describeCounts, describeInputs } from '../describe-totals.ts';
import { findJobs, type JobView } from '../find-jobs.ts';
import { refuse } from '../refuse.ts';
import { chooseWording, sendPage, type Wording } from '../send-page.ts';

const MAX_FAILED_CHUNKS = 50;

type Params = { readonly runId: string };
type Query = { readonly asked?: string };

/** `/runs/:runId`: everything about one run, and what operators may do with it. */
export function addRunRoutes(app: FastifyInstance, context: DashboardContext): void {
  app.get<{ Params: Params; Querystring: Query }>('/runs/:runId', async (request, reply) => {
    const run = await findRun(context.database, request.params.runId);
    if (run === undefined) return refuseUnknown(context, request, reply);
    const wording = chooseWording(request);
    const { t } = wording;
    const view = await describeRun(context, run, wording);
    const data = { ...(await readRunData(context, run, wording)), run: view, isAsked: request.query.asked === 'yes' };
    return sendPage(context, request, reply, { template: 'run', title: t('run-title', view.kind, view.asOf), data });
  });
  for (const action of ['retry', 'resume'] as const) {
    app.post<{ Params: Params }>(`/runs/:runId/${action}`, async (request, reply) => {
      const run = await findRun(context.database, request.params.runId);
      if (run === undefined) return refuseUnknown(context, request, reply);
      await context.options.actions[action](run.runId);
      return reply.redirect(`/runs/${encodeURIComponent(run.runId)}?asked=yes`, 303);
    });
  }
}

/** Tells that there is no such run, page or file. */
export function refuseUnknown(
  context: DashboardContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const why = chooseWording(request).t('error-not-found-why');
  return refuse(context, request, reply, { status: 404, title: 'error-not-found', why });
}

async function readRunData(
  context: DashboardContext,
  run: Run,
  wording: Wording,
): Promise<Readonly<Record<string, unknown>>> {
  const { database } = context;
  const { f } = wording;
  const { runId } = run;
  const counts = await readProgress(database, runId);
  const failed = counts.chunksFailed === 0 ? [] : await findFailedChunks(database, runId, MAX_FAILED_CHUNKS);
  const reports = await readRunReports(database, runId);
  const jobs = await findJobs(context, listJobIds(run, failed));
  const isOpen = run.status !== 'closed';
  return {
    inputs: describeInputs(await readRunInputs(database, runId), wording),
    amounts: describeAmounts(await readRunAmounts(database, runId), wording),
    outcomes: describeCounts(run.outcomes, wording),
    decisionCount: f.count(run.decisionCount),
    warnings: describeCounts(await countWarnings(database, runId), wording),
    rejectedCount: run.rows.rejected,
    rejectedText: f.count(run.rows.rejected),
    chunks: counts.chunksTotal === 0 ? null : describeChunks(counts, wording),
    failedChunks: failed.map((chunk) => describeFailedChunk(run, chunk, jobs, wording)),
    maxFailedChunks: counts.chunksFailed > failed.length ? MAX_FAILED_CHUNKS : null,
    jobs,
    reports: reports.map((report) => describeReport(run, report, wording)),
    release: run.release,
    mapping: run.mapping,
    closedAt: run.closedAt === null ? null : f.moment(run.closedAt),
    took: run.seconds === null ? null : f.duration(run.seconds * 1_000),
    canRetry: isOpen && (run.failure !== null || counts.chunksFailed > 0),
    canResume: isOpen && run.status !== 'partial' && run.failure === null,
  };
}

function describeChunks(
  counts: Awaited<ReturnType<typeof readProgress>>,
  wording: Wording,
): Readonly<Record<string, unknown>> {
  const { chunksTotal, chunksDone, chunksFailed } = counts;
  const { t, f } = wording;
  const waiting = chunksTotal - chunksDone - chunksFailed;
  return {
    line: t('chunks-line', f.count(chunksTotal), f.count(chunksDone), f.count(waiting), f.count(chunksFailed)),
    progress: toProgressView(counts, null, wording),
  };
}

function describeFailedChunk(
  run: Run,
  chunk: FailedChunk,
  jobs: readonly JobView[] | null,
  { f }: Wording,
): Readonly<Record<string, unknown>> {
  const jobId = JOB_IDS.chunk(run.runId, chunk.no);
  return {
    no: f.count(chunk.no),
    range: chunk.fromId === chunk.toId ? chunk.fromId : `${chunk.fromId} … ${chunk.toId}`,
    subjects: f.count(chunk.subjectCount),
    code: chunk.code,
    message: chunk.message,
    attempts: f.count(chunk.attempts),
    jobId,
    jobHref: jobs?.find((job) => job.jobId === jobId)?.href ?? null,
  };
}

function describeReport(run: Run, report: RunReport, { f }: Wording): Readonly<Record<string, unknown>> {
  const { fileName, sha256, bytes } = report;
  const isHandedOut = run.status === 'closed' && sha256 !== null;
  const href = isHandedOut ? toReportHref(run.runId, fileName) : null;
  return { fileName, sha256, bytes: bytes === null ? null : f.bytes(bytes), href };
}

/** Jobs of reports have their place before there is a report: those that wait or failed are the ones to look at. */
function listJobIds(
  { runId, kind }: Run,
  failed: readonly FailedChunk[],
): readonly { readonly queue: string; readonly jobId: string }[] {
  return [
    { queue: 'import', jobId: JOB_IDS.import(runId) },
    { queue: 'close', jobId: JOB_IDS.close(runId) },
    ...(findBatch(kind)?.reports ?? []).map((report) => ({ queue: 'report', jobId: JOB_IDS.report(runId, report) })),
    ...failed.map(({ no }) => ({ queue: 'decide', jobId: JOB_IDS.chunk(runId, no) })),
  ];
}
