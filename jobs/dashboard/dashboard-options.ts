import type { Queue } from 'bullmq';
import type { FastifyInstance } from 'fastify';
import type { Instant } from '../../src/domain/instant.ts';
import type { Database } from '../../src/store/database.ts';
import type { SessionLimits } from '../../src/store/sessions.ts';
import type { PasswordCost } from './password-hash.ts';

/** What operators may have done with a run; both put work on the queue and return. */
type RunActions = {
  /** Tries the failed chunks of a run again. */
  readonly retry: (runId: string) => Promise<void>;
  /** Puts the jobs of an open run on the queue again, from what the database knows. */
  readonly resume: (runId: string) => Promise<void>;
};

/** How the dashboard is set up. What has a default may be left out. */
export type DashboardOptions = {
  /** Browsers reach it by https: cookies are sent by nothing else, and browsers are told to stay with it. */
  readonly isHttps: boolean;
  /** Addresses or networks of proxies whose word about the address of a browser is taken; none where there is none. */
  readonly trustedProxies: readonly string[];
  readonly actions: RunActions;
  /** Told of errors that nobody expected; the browser sees only that there was one. */
  readonly logError: (message: string, error: unknown) => void;
  /** Signs cookies; of at least 32 characters. Left out or null, all processes on one database share one that it keeps. */
  readonly sessionSecret?: string | null;
  readonly now?: () => Instant;
  readonly passwordCost?: PasswordCost;
  readonly sessionLimits?: SessionLimits;
  /** Sign-ins that one address may try within a minute. */
  readonly signInsPerMinute?: number;
  /** What every page says at its top, such as a schedule that did not run. */
  readonly readNotices?: () => Promise<readonly string[]>;
  /** Adds `GET /metrics`. */
  readonly registerMetrics?: (app: FastifyInstance) => void | Promise<void>;
  /** Whether `/metrics` is shown without sign-in; the network must then keep strangers away. */
  readonly isMetricsOpen?: boolean;
};

/** What the routes work with. */
export type DashboardContext = {
  readonly database: Database;
  readonly queues: readonly Queue[];
  readonly options: DashboardOptions;
  readonly now: () => Instant;
  readonly sessionLimits: SessionLimits;
};

/** Half an hour without a click, and a shift with its handover. */
export const SESSION_LIMITS: SessionLimits = { idleMs: 30 * 60_000, absoluteMs: 12 * 3_600_000 };

export const SIGN_INS_PER_MINUTE = 10;

/** Where bull-board is mounted. */
export const BOARD_PREFIX = '/queues';
