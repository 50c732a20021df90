import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';

/** How far the run is, as the database says. */
export type RunState = {
  readonly status: 'importing' | 'deciding' | 'reporting' | 'partial' | 'closed';
  readonly failure: string | null;
  readonly records: number;
  readonly chunksTotal: number;
  readonly chunksDone: number;
  readonly reports: number;
  /** Chunks that are worked on: their numbers and how often they were begun, as `17:1,18:2`; null where none is. */
  readonly leased: string | null;
};

/** Looks at the run all the time, past everything that is done to the workers. */
export type RunWatch = {
  /** What was seen last. */
  readonly state: () => RunState;
  /** What is seen by a look that begins now; waits for the database where it is away. */
  readonly lookAgain: () => Promise<RunState>;
  /** When the run last came on, in milliseconds of `performance.now()`. */
  readonly advancedAt: () => number;
  readonly stop: () => Promise<void>;
};

const LOOK_EVERY_MS = 100;

const QUERY = `select r.status, r.failure_code as failure,
  if(r.status = 'importing', (select count(*) from records where run_id = r.run_id), 0) as records,
  (select count(*) from chunks where run_id = r.run_id) as chunksTotal,
  (select count(*) from chunks where run_id = r.run_id and status = 'done') as chunksDone,
  (select count(*) from run_reports where run_id = r.run_id) as reports,
  (select group_concat(concat(chunk_no, ':', attempts)) from chunks
    where run_id = r.run_id and status = 'pending' and lease_token is not null) as leased
  from runs r where r.run_id = ?`;

/** Watches a run, and waits for the database where it is away. */
export async function watchRun(databaseUrl: string, runId: string): Promise<RunWatch> {
  let connection: Connection | undefined;
  let isStopped = false;
  let advancedAt = performance.now();
  const look = async (): Promise<RunState> => {
    if (connection === undefined) {
      connection = await createConnection(databaseUrl);
      connection.on('error', () => undefined); // the next query fails with it
    }
    const [rows] = await connection.query<(RowDataPacket & RunState)[]>(QUERY, [runId]);
    const [row] = rows;
    if (row === undefined) throw new Error(`there is no run ${runId}`);
    return row;
  };
  let state = await look();
  let beganAt = 0;
  let seenAt = 0;
  const watching = (async () => {
    while (!isStopped) {
      await sleep(LOOK_EVERY_MS);
      beganAt = performance.now();
      const now = await look().catch(() => undefined);
      if (now === undefined) {
        connection?.destroy();
        connection = undefined;
        continue;
      }
      if (hasAdvanced(state, now)) advancedAt = performance.now();
      state = now;
      seenAt = beganAt;
    }
    connection?.destroy();
  })();
  const stop = async (): Promise<void> => {
    isStopped = true;
    await watching;
  };
  const lookAgain = async (): Promise<RunState> => {
    const asked = performance.now();
    while (seenAt < asked && !isStopped) await sleep(LOOK_EVERY_MS);
    return state;
  };
  return { state: () => state, lookAgain, advancedAt: () => advancedAt, stop };
}

/** How often each chunk of a run was begun, by its number. */
export async function readAttempts(databaseUrl: string, runId: string): Promise<ReadonlyMap<number, number>> {
  const connection = await createConnection(databaseUrl);
  try {
    const [rows] = await connection.query<(RowDataPacket & { readonly no: number; readonly attempts: number })[]>(
      'select chunk_no as no, attempts from chunks where run_id = ?',
      [runId],
    );
    return new Map(rows.map(({ no, attempts }) => [no, attempts]));
  } finally {
    await connection.end();
  }
}

/** An import that begins anew has fewer records than before, and is work all the same. */
function hasAdvanced(before: RunState, now: RunState): boolean {
  const keys = ['status', 'records', 'chunksTotal', 'chunksDone', 'reports'] as const;
  return keys.some((key) => before[key] !== now[key]);
}
