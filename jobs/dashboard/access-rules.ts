import { ROLES, type Role } from '../../src/store/users.ts';
import { BOARD_PREFIX } from './dashboard-options.ts';

/** Who may use a route, and what a change by it is called in the audit. */
export type AccessRule = {
  /** The least role; null is open to everybody. */
  readonly role: Role | null;
  /** Name of the change; null for what only reads, or writes its audit itself. */
  readonly action: string | null;
};

const OPEN: AccessRule = { role: null, action: null };
const READ: AccessRule = { role: 'viewer', action: null };

/** Routes of our own: method and pattern → rule. The dashboard does not start with a route that is missing here. */
const OWN_RULES: Readonly<Record<string, AccessRule>> = {
  'GET /healthz': OPEN,
  'GET /readyz': OPEN,
  'GET /assets/dashboard.css': OPEN,
  'GET /assets/kyhan.svg': OPEN,
  'GET /login': OPEN,
  'POST /login': OPEN,
  'POST /logout': { role: 'viewer', action: 'sign-out' },
  'GET /metrics': READ,
  'GET /': READ,
  'GET /runs/:runId': READ,
  'GET /runs/:runId/rejected': READ,
  'GET /runs/:runId/reports/:fileName': READ,
  'POST /runs/:runId/retry': { role: 'operator', action: 'run-retry' },
  'POST /runs/:runId/resume': { role: 'operator', action: 'run-resume' },
  'GET /find': READ,
  'GET /users': { role: 'admin', action: null },
  'GET /audit': { role: 'admin', action: null },
};

const admin = (action: string): AccessRule => ({ role: 'admin', action });
const operator = (action: string): AccessRule => ({ role: 'operator', action });

/**
 * Routes of bull-board, without its prefix. It is an allow-list: a route that a later version brings is for admins until
 * somebody has looked at it and put it here.
 */
const BOARD_RULES: Readonly<Record<string, AccessRule>> = {
  'GET ': READ,
  'GET /': READ,
  'GET /static/*': READ,
  'GET /metrics-history': READ,
  'GET /job-schedulers': READ,
  'GET /queue/:queueName': READ,
  'GET /queue/:queueName/:jobId': READ,
  'GET /api/redis/stats': READ,
  'GET /api/queues': READ,
  'GET /api/job-schedulers': READ,
  'GET /api/queues/:queueName/metrics': READ,
  'GET /api/queues/:queueName/default-job-options': READ,
  'GET /api/queues/:queueName/workers': READ,
  'GET /api/queues/:queueName/rate-limit': READ,
  'GET /api/queues/:queueName/job-data-schema': READ,
  'GET /api/queues/:queueName/:jobId/logs': READ,
  'GET /api/queues/:queueName/:jobId/flow': READ,
  'GET /api/queues/:queueName/:jobId': READ,
  'PUT /api/queues/:queueName/:jobId/retry': operator('job-retry'),
  'PUT /api/queues/:queueName/:jobId/promote': operator('job-promote'),
  'PUT /api/queues/:queueName/:jobId/clean': operator('job-remove'),
  'PUT /api/queues/pause': admin('all-queues-pause'),
  'PUT /api/queues/resume': admin('all-queues-resume'),
  'POST /api/queues/:queueName/add': admin('job-add'),
  'PUT /api/queues/:queueName/retry/:queueStatus': admin('queue-retry-all'),
  'PUT /api/queues/:queueName/promote': admin('queue-promote-all'),
  'PUT /api/queues/:queueName/clean/:queueStatus': admin('queue-clean'),
  'PUT /api/queues/:queueName/pause': admin('queue-pause'),
  'PUT /api/queues/:queueName/resume': admin('queue-resume'),
  'PUT /api/queues/:queueName/concurrency': admin('queue-concurrency'),
  'PUT /api/queues/:queueName/rate-limit': admin('queue-rate-limit'),
  'PUT /api/queues/:queueName/rate-limit/release': admin('queue-rate-limit-release'),
  'PUT /api/queues/:queueName/empty': admin('queue-empty'),
  'PUT /api/queues/:queueName/obliterate': admin('queue-obliterate'),
  'PUT /api/queues/:queueName/job-schedulers/:schedulerId/remove': admin('schedule-remove'),
  'PATCH /api/queues/:queueName/job-schedulers/:schedulerId': admin('schedule-change'),
  'PUT /api/queues/:queueName/job-schedulers/:schedulerId/run': admin('schedule-run'),
  'PATCH /api/queues/:queueName/:jobId/update-data': admin('job-change-data'),
  'PATCH /api/queues/:queueName/:jobId/delay': admin('job-change-delay'),
  'PATCH /api/queues/:queueName/:jobId/priority': admin('job-change-priority'),
  'PUT /api/queues/:queueName/:jobId/remove-unprocessed-children': admin('job-remove-children'),
};

/**
 * The rule of a route, given the pattern that the router found (never the path that was asked for: several spellings of
 * a path lead to one route). Undefined for a route of ours that has none.
 */
export function findAccessRule(method: string, pattern: string): AccessRule | undefined {
  const readingMethod = method === 'HEAD' ? 'GET' : method;
  if (!isBoardRoute(pattern)) return OWN_RULES[`${readingMethod} ${pattern}`];
  const known = BOARD_RULES[`${readingMethod} ${pattern.slice(BOARD_PREFIX.length)}`];
  return known ?? { role: 'admin', action: isChange(method) ? 'queue-unknown-change' : null };
}

/** Whether a route belongs to bull-board. */
export function isBoardRoute(pattern: string): boolean {
  return pattern === BOARD_PREFIX || pattern.startsWith(`${BOARD_PREFIX}/`);
}

/** Whether a request may change something. */
export function isChange(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

/** Whether a role may do what another one is needed for. */
export function mayAct(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
