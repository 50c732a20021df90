import { Redis } from 'ioredis';
import type { Fault } from './fault-plan.ts';
import type { Place, Stage } from './stage.ts';

/** Where an import or a report is worked on; chunks are worked on everywhere. */
const JOBS = { importing: 'kyhan:import:import.*', reporting: 'kyhan:report:report.*', deciding: null } as const;

/** The place of a fault about one worker: where the work is that the fault should meet, else the planned one. */
export async function choosePlace(stage: Stage, fault: Fault): Promise<{ readonly no: number; readonly place: Place }> {
  const pattern = JOBS[fault.phase];
  const isAboutWorker = fault.kind === 'worker-kill' || fault.kind === 'worker-pause';
  const pids = pattern === null || !isAboutWorker ? [] : await findPids(stage.redis.url, pattern);
  const busy = stage.places.findIndex(({ slot }) => pids.includes(String(slot.pid())));
  const no = busy === -1 ? fault.worker : busy;
  const place = stage.places[no];
  if (place === undefined) throw new Error(`there is no worker ${no}`);
  return { no, place };
}

/** Processes that have begun such jobs and not finished them; a job keeps the name `host:pid` of its worker. */
async function findPids(redisUrl: string, pattern: string): Promise<readonly string[]> {
  const redis = new Redis(redisUrl);
  try {
    const keys = (await redis.keys(pattern)).filter((key) => key.split(':').length === 3);
    const jobs = await Promise.all(keys.map((key) => redis.hmget(key, 'pb', 'finishedOn')));
    return jobs.flatMap(([worker, finishedOn]) => (worker && !finishedOn ? [worker.split(':').at(-1) ?? ''] : []));
  } finally {
    redis.disconnect();
  }
}
