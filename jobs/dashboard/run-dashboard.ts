import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Failure } from '../../src/domain/failure.ts';
import type { Logger } from '../../src/logger.ts';
import type { Database } from '../../src/store/database.ts';
import { openQueues } from '../queues.ts';
import { resumeRuns } from '../resume-runs.ts';
import { retryRun } from '../retry-run.ts';
import { buildDashboard } from './build-dashboard.ts';
import type { DashboardOptions } from './dashboard-options.ts';

/** What a serving process is started with. */
export type DashboardRequest = Omit<DashboardOptions, 'actions' | 'logError'> & {
  readonly database: Database;
  /** A URL that has been used before: see withQueues. */
  readonly redisUrl: string;
  readonly logger: Logger;
  readonly host: string;
  readonly port: number;
  /** Raised to stop serving. */
  readonly signal: AbortSignal;
  /** Called with the address when requests are taken. */
  readonly onReady: (address: string) => void;
};

/** Downloads that are under way when the process is asked to stop have this long. */
const STOP_LIMIT_MS = 10_000;

/** A page would rather say that the queue does not answer than wait for it. */
const COMMAND_LIMIT_MS = 5_000;
const MAX_PAUSE_MS = 5_000;

/** Serves the dashboard until the signal is raised. Redis may be away at any time: pages then do without it. */
export async function runDashboard(request: DashboardRequest): Promise<void> {
  const { database, redisUrl, logger, host, port, signal, onReady, ...options } = request;
  const connection = openReconnectingRedis(redisUrl);
  const { queues, close } = openQueues(connection);
  try {
    const app = await buildDashboard({
      database,
      queues: Object.values(queues),
      options: {
        ...options,
        logError: logger.error,
        actions: {
          retry: async (runId) => void (await retryRun(database, queues, runId)),
          resume: async () => void (await resumeRuns(database, queues)),
        },
      },
    });
    onReady(await listen(() => app.listen({ host, port }), `${host}:${port}`));
    await whenRaised(signal);
    // Idle connections are closed at once, others when their answer is sent, or after the limit.
    const closing = app.close().then(() => true);
    if (!(await Promise.race([closing, sleep(STOP_LIMIT_MS, false, { ref: false })]))) app.server.closeAllConnections();
    await closing;
  } finally {
    await Promise.race([close().catch(() => undefined), sleep(COMMAND_LIMIT_MS, undefined, { ref: false })]);
    connection.disconnect();
  }
}

/** A lost connection is made again and again, but no command waits for it. */
function openReconnectingRedis(url: string): Redis {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: COMMAND_LIMIT_MS,
    maxRetriesPerRequest: 1,
    commandTimeout: COMMAND_LIMIT_MS,
    retryStrategy: (attempt) => Math.min(attempt * 200, MAX_PAUSE_MS),
  });
  redis.on('error', () => undefined); // each command tells of it
  return redis;
}

async function listen(start: () => Promise<string>, place: string): Promise<string> {
  try {
    return await start();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new Failure('CONFIGURATION', {
      message: `${place} cannot be listened on (${code})`,
      action: 'choose another --port or --host, or stop what uses it',
      cause,
    });
  }
}

function whenRaised(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
