import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Queue } from 'bullmq';
import { BATCHES } from '../../src/batches/batches.ts';
import { PROJECT_FOLDER } from '../../src/config.ts';
import type { Database } from '../../src/store/database.ts';
import { readDatabaseClock } from '../../src/store/database-clock.ts';
import { buildRefresh } from './build-refresh.ts';
import { countStalled } from './count-stalled.ts';
import { buildWorkCounter } from './count-work.ts';
import { buildLabelLimit } from './limit-labels.ts';
import { buildMetricSet, type MetricSet } from './metric-set.ts';
import { hideOpenWork, readOpenWork } from './show-open-work.ts';
import { hideQueues, readQueues } from './show-queues.ts';

/** Metrics for Prometheus, which come from the database and from Redis: workers need no open ports. */
export type Metrics = {
  /** Reads all of it and returns it as text. Always answers: what does not is told of as `kyhan_up 0`. */
  readonly collect: () => Promise<string>;
  readonly contentType: string;
  readonly close: () => Promise<void>;
};

/** Database and Redis have so long; Prometheus waits for 10 seconds by default. */
const ANSWER_LIMIT_MS = 5_000;

type Parts = {
  readonly database: Database;
  readonly queues: readonly Queue[];
  readonly redisUrl: string;
  readonly answerLimitMs?: number;
};

/** Builds the metrics of an installation; they are closed before the queues and the database. */
export function buildMetrics({ database, queues, redisUrl, answerLimitMs = ANSWER_LIMIT_MS }: Parts): Metrics {
  const metrics = buildMetricSet();
  const kinds = BATCHES.map(({ kind }) => kind);
  showBeginning(metrics, kinds);
  const readDatabase = buildDatabaseReader(database, metrics, buildLabelLimit(kinds.length, kinds));
  const refreshDatabase = buildRefresh(readDatabase, answerLimitMs, (isUp) => {
    metrics.up.set({ part: 'database' }, Number(isUp));
    if (!isUp) hideOpenWork(metrics);
  });
  const refreshQueues = buildRefresh(
    () => readQueues(queues, metrics, Date.now),
    answerLimitMs,
    (isUp) => {
      metrics.up.set({ part: 'redis' }, Number(isUp));
      if (!isUp) hideQueues(metrics);
    },
  );
  const { close } = countStalled(
    queues.map(({ name }) => name),
    redisUrl,
    metrics,
  );
  const { registry } = metrics;
  const collect = async (): Promise<string> => {
    await Promise.all([refreshDatabase(), refreshQueues()]);
    return registry.metrics();
  };
  return { collect, contentType: registry.contentType, close };
}

function buildDatabaseReader(
  database: Database,
  metrics: MetricSet,
  toKind: (kind: string) => string,
): () => Promise<() => void> {
  const counter = buildWorkCounter(database, metrics, toKind);
  return async () => {
    const now = await readDatabaseClock(database);
    const count = await counter.read(now);
    const show = await readOpenWork(database, metrics, toKind, now);
    return () => {
      count();
      show();
    };
  };
}

/** Counters of known kinds begin at 0, so that their first increment is seen. */
function showBeginning(metrics: MetricSet, kinds: readonly string[]): void {
  metrics.buildInfo.set({ version: readVersion(), node: process.version }, 1);
  for (const kind of kinds) {
    for (const each of [metrics.rowsRead, metrics.rowsAccepted, metrics.rowsRejected]) each.inc({ kind }, 0);
    metrics.subjectsDecided.inc({ kind }, 0);
  }
}

function readVersion(): string {
  const json: unknown = JSON.parse(readFileSync(join(PROJECT_FOLDER, 'package.json'), 'utf8'));
  return typeof json === 'object' && json !== null && 'version' in json ? String(json.version) : 'unknown';
}
