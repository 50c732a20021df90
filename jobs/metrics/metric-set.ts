import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Most chunks take well under a second; one that takes longer than its lease (a minute) is in trouble. */
const DECIDE_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Everything that is measured, in a registry of its own. Counters begin at 0 with the process that serves them. */
export type MetricSet = ReturnType<typeof buildMetricSet>;

/** Builds the metrics; `docs/monitoring.md` says what each means. */
export function buildMetricSet() {
  const registry = new Registry();
  const registers = [registry];
  const counter = <T extends string>(name: string, help: string, labelNames: readonly T[]) =>
    new Counter({ name: `kyhan_${name}`, help, labelNames, registers });
  const gauge = <T extends string>(name: string, help: string, labelNames: readonly T[]) =>
    new Gauge({ name: `kyhan_${name}`, help, labelNames, registers });
  return {
    registry,
    buildInfo: gauge('build_info', 'Version of the program that serves the metrics; always 1', ['version', 'node']),
    up: gauge('up', 'Whether the database, and Redis, answered when the metrics were read: 1 or 0', ['part']),
    rowsRead: counter('rows_read_total', 'Rows of input files whose import is over', ['kind']),
    rowsAccepted: counter('rows_accepted_total', 'Rows that were stored', ['kind']),
    rowsRejected: counter('rows_rejected_total', 'Rows that were rejected', ['kind']),
    subjectsDecided: counter('subjects_decided_total', 'Tickets or customers that were decided', ['kind']),
    decisions: counter('decisions_total', 'Decisions by action; those of tickets by status', ['kind', 'action']),
    decideSeconds: new Histogram({
      name: 'kyhan_chunk_decide_seconds',
      help: 'Time that a chunk took from its lease to its decisions, without storing them',
      labelNames: ['kind'],
      buckets: DECIDE_BUCKETS,
      registers,
    }),
    chunks: gauge('chunks', 'Chunks of runs that are not closed', ['kind', 'status']),
    runs: gauge('runs', 'Runs that are not closed', ['kind', 'status']),
    runsFailed: gauge('runs_failed', 'Runs that stopped, and wait for "kyhan retry"', ['kind', 'status']),
    runAge: gauge('run_age_seconds', 'Time since the oldest run that is not closed was submitted', ['kind', 'status']),
    scheduleMissed: gauge('schedule_missed', 'Newest firings of a schedule that did not end in a closed run in time', [
      'schedule',
    ]),
    jobs: gauge('jobs', 'Jobs on the queues', ['queue', 'state']),
    oldestWaiting: gauge('oldest_waiting_seconds', 'Time that the next job has been waiting for a worker', ['queue']),
    stalled: counter('stalled_total', 'Jobs that were taken from a silent worker', ['queue']),
  } as const;
}
