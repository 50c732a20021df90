import type { Telemetry } from 'bullmq';
import { Redis } from 'ioredis';
import { describeMissedSchedule, readMissedSchedules } from '../../src/batches/schedules/read-missed-schedules.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { Logger } from '../../src/logger.ts';
import type { Database } from '../../src/store/database.ts';
import { findRun } from '../../src/store/runs.ts';
import { describeRedis } from '../connection.ts';
import { buildMetrics } from '../metrics/build-metrics.ts';
import { openQueues } from '../queues.ts';
import { toRedisFailure } from '../redis-failure.ts';
import { resumeRun } from '../resume-runs.ts';
import { retryRun } from '../retry-run.ts';
import { isOver } from '../within-limit.ts';
import { buildDashboard } from './build-dashboard.ts';
import type { DashboardOptions } from './dashboard-options.ts';
import { addMetricsRoute } from './routes/metrics-route.ts';

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
  /** Traces what operators put on the queue. */
  readonly telemetry?: Telemetry;
};

/** Downloads that are under way when the process is asked to stop have this long. */
const STOP_LIMIT_MS = 10_000;

/** A page would rather say that the queue does not answer than wait for it. */
const COMMAND_LIMIT_MS = 5_000;
const MAX_PAUSE_MS = 5_000;

/** Serves the dashboard until the signal is raised. Redis may be away at any time: pages then do without it. */
export async function runDashboard(request: DashboardRequest): Promise<void> {
  const { database, redisUrl, logger, host, port, signal, onReady, telemetry, ...options } = request;
  const connection = openReconnectingRedis(redisUrl);
  const { queues, close } = openQueues(connection, telemetry);
  const metrics = buildMetrics({ database, queues: Object.values(queues), redisUrl });
  try {
    const app = await buildDashboard({
      database,
      queues: Object.values(queues),
      options: {
        registerMetrics: (app) => addMetricsRoute(app, metrics),
        readNotices: () => readNotices(database),
        ...options,
        logError: logger.error,
        actions: {
          retry: (runId) => tellOfRedis(redisUrl, () => retryRun(database, queues, runId)),
          resume: (runId) =>
            tellOfRedis(redisUrl, async () => {
              const run = await findRun(database, runId);
              return run !== undefined && resumeRun(database, queues, run);
            }),
        },
      },
    });
    onReady(await listen(() => app.listen({ host, port }), `${host}:${port}`));
    await whenRaised(signal);
    // Idle connections are closed at once, others when their answer is sent, or after the limit.
    const closing = app.close();
    if (!(await isOver(closing, STOP_LIMIT_MS))) app.server.closeAllConnections();
    await closing;
  } finally {
    await metrics.close();
    await isOver(close(), COMMAND_LIMIT_MS);
    connection.disconnect();
  }
}

/** What operators should know whichever page they look at. */
async function readNotices(database: Database): Promise<readonly string[]> {
  const { missed } = await readMissedSchedules(database);
  return missed.map(describeMissedSchedule);
}

/** A lost connection is made again and again, but no command waits for it. */
function openReconnectingRedis(url: string): Redis {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: COMMAND_LIMIT_MS,
    maxRetriesPerRequest: 1,
    commandTimeout: COMMAND_LIMIT_MS,
    socketTimeout: 2 * COMMAND_LIMIT_MS, // a cut network says nothing: what answers no command is connected anew
    retryStrategy: (attempt) => Math.min(attempt * 200, MAX_PAUSE_MS),
  });
  redis.on('error', () => undefined); // each command tells of it
  return redis;
}

/** Names of errors that ioredis makes when it gives a command up; its time limit has a plain error instead. */
const REDIS_ERRORS = ['MaxRetriesPerRequestError', 'ReplyError', 'AbortError'];
const REDIS_MESSAGES = ['Command timed out', 'Connection is closed.'];

/** A Redis that is away is no fault of the program: people are told what it is and what to do. */
async function tellOfRedis(redisUrl: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isOfRedis =
      error instanceof Error && (REDIS_ERRORS.includes(error.name) || REDIS_MESSAGES.includes(error.message));
    throw isOfRedis ? toRedisFailure(error, describeRedis(redisUrl)) : error;
  }
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
