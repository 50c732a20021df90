import { withinLimit } from '../within-limit.ts';
import { BOARD_PREFIX, type DashboardContext } from './dashboard-options.ts';

/** A page does not wait longer for Redis than this. */
const ANSWER_LIMIT_MS = 2_000;

/** A job that the queue has: where it can be looked at, and its state. */
export type JobView = { readonly jobId: string; readonly href: string; readonly state: string };

/** The jobs of these ids that the queues have, with their queue and id; null when Redis does not answer. */
export async function findJobs(
  { queues, options }: DashboardContext,
  wanted: readonly { readonly queue: string; readonly jobId: string }[],
): Promise<readonly JobView[] | null> {
  const look = async (): Promise<readonly JobView[]> => {
    const found = await Promise.all(
      wanted.map(async ({ queue: name, jobId }): Promise<readonly JobView[]> => {
        const queue = queues.find((each) => each.name === name);
        const state = (await queue?.getJobState(jobId)) ?? 'unknown';
        return state === 'unknown' ? [] : [{ jobId, href: toBoardHref(name, jobId), state }];
      }),
    );
    return found.flat();
  };
  try {
    return await withinLimit(look(), ANSWER_LIMIT_MS, null);
  } catch (error) {
    options.logError('the queues cannot be asked for jobs', error);
    return null;
  }
}

/** Where bull-board shows a job. */
function toBoardHref(queue: string, jobId: string): string {
  return `${BOARD_PREFIX}/queue/${encodeURIComponent(queue)}/${encodeURIComponent(jobId)}`;
}
