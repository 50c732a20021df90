import { type RunProgressCounts, readProgress } from '../../src/store/chunks.ts';
import type { Run } from '../../src/store/run.ts';
import { RATE_WINDOW_MS, readDecidingRate } from '../deciding-rate.ts';
import type { DashboardContext } from './dashboard-options.ts';
import { adviseOn } from './failure-advice.ts';
import type { Wording } from './send-page.ts';

/** How a status looks: each tone has a sign of its own besides its colour. */
type StatusView = {
  readonly label: string;
  readonly tone: 'done' | 'busy' | 'warn' | 'fail';
  readonly sign: string;
};

const SIGNS: Readonly<Record<StatusView['tone'], string>> = { done: '✓', busy: '…', warn: '!', fail: '✕' };

/** How far a run is, for the eye (a bar of 0 to 100) and in words. */
export type ProgressView = { readonly percent: number; readonly done: string; readonly rate: string | null };

/** A run as pages show it. */
export type RunView = {
  readonly runId: string;
  readonly href: string;
  readonly kind: string;
  readonly asOf: string;
  readonly status: StatusView;
  readonly progress: ProgressView | null;
  readonly rows: string;
  /** How many decisions a closed run has, in words. */
  readonly decisions: string | null;
  readonly failure: { readonly code: string; readonly message: string; readonly advice: string } | null;
  readonly startedBy: string;
  readonly createdAt: string;
};

/** Where a workbook of a run is handed out. */
export function toReportHref(runId: string, fileName: string): string {
  return `/runs/${encodeURIComponent(runId)}/reports/${encodeURIComponent(fileName)}`;
}

/** Describes a run; asks the database how far it is while it is deciding. */
export async function describeRun(context: DashboardContext, run: Run, wording: Wording): Promise<RunView> {
  const { t, tv, f, language } = wording;
  const { read, accepted, rejected } = run.rows;
  const isCounted = run.status !== 'importing';
  return {
    runId: run.runId,
    href: `/runs/${encodeURIComponent(run.runId)}`,
    kind: tv('kind', run.kind),
    asOf: run.asOf.replace('T', ' ').replace('+07:00', ''),
    status: describeStatus(run, wording),
    progress: await describeProgress(context, run, wording),
    rows: isCounted ? t('rows-equation', f.count(read), f.count(accepted), f.count(rejected)) : t('rows-pending'),
    decisions: run.status === 'closed' ? t('decisions-made', f.count(run.decisionCount)) : null,
    failure: run.failure === null ? null : { ...run.failure, advice: adviseOn(run.failure.code, language) },
    startedBy: run.startedBy,
    createdAt: f.moment(run.createdAt),
  };
}

/** A run that stopped keeps its phase; what people must see is that it stopped. */
function describeStatus(run: Run, { t, tv }: Wording): StatusView {
  if (run.status === 'closed') return { label: tv('status', run.status), tone: 'done', sign: SIGNS.done };
  if (run.status === 'partial') return { label: tv('status', run.status), tone: 'warn', sign: SIGNS.warn };
  if (run.failure !== null) {
    return { label: `${t('status-failed')} (${tv('status', run.status)})`, tone: 'fail', sign: SIGNS.fail };
  }
  return { label: tv('status', run.status), tone: 'busy', sign: SIGNS.busy };
}

async function describeProgress(context: DashboardContext, run: Run, wording: Wording): Promise<ProgressView | null> {
  if (run.status !== 'deciding' && run.status !== 'partial') return null;
  const counts = await readProgress(context.database, run.runId);
  if (counts.subjectsTotal === 0) return null;
  const rate = run.status === 'deciding' ? await describeRate(context, run, counts, wording) : null;
  return toProgressView(counts, rate, wording);
}

/** The bar and its words. */
export function toProgressView(counts: RunProgressCounts, rate: string | null, { t, f }: Wording): ProgressView {
  const { subjectsDone, subjectsTotal } = counts;
  return {
    percent: subjectsTotal === 0 ? 0 : Math.floor((100 * subjectsDone) / subjectsTotal),
    done: t('progress-of', f.count(subjectsDone), f.count(subjectsTotal)),
    rate,
  };
}

async function describeRate(
  { database }: DashboardContext,
  run: Run,
  counts: RunProgressCounts,
  { t, f }: Wording,
): Promise<string> {
  const rate = await readDecidingRate(database, run, counts);
  if (rate === null) return t('progress-stalled', f.duration(RATE_WINDOW_MS));
  const left = t('progress-left', f.duration(rate.secondsLeft * 1_000));
  return `${t('progress-rate', f.count(Math.round(rate.subjectsPerSecond)))}, ${left}`;
}
