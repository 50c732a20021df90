import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'bullmq';
import { expect } from 'chai';
import fastify from 'fastify';
import { after, before, describe, it } from 'mocha';
import { addMetricsRoute } from '../../../jobs/dashboard/routes/metrics-route.ts';
import { buildMetrics, type Metrics } from '../../../jobs/metrics/build-metrics.ts';
import { planSchedules } from '../../../jobs/schedules/plan-schedules.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { readDatabaseClock } from '../../../src/store/database-clock.ts';
import { countDecisions } from '../../../src/store/decisions.ts';
import type { Run } from '../../../src/store/run.ts';
import { createRun, failRun } from '../../../src/store/runs.ts';
import { startTestRedis } from '../../support/redis.ts';
import { PROJECT_FOLDER } from '../../support/run-cli.ts';
import { buildRequest } from '../../support/sample-run.ts';
import { RULES_FOLDER } from '../../support/shipped-release.ts';
import { buildNewRun } from '../../support/store-samples.ts';
import { openWorkQueue, type WorkQueue, waitFor } from '../../support/work-queue.ts';

const SUBJECTS_PER_CHUNK = 10;
const ROWS = 45;

/** The values of the time series of a metrics page, by name and labels as they stand there. */
const read = async (metrics: Metrics): Promise<ReadonlyMap<string, number>> => {
  const lines = (await metrics.collect()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
};

describe('the metrics', () => {
  let work: WorkQueue | undefined;
  let metrics: Metrics;
  let run: Run;
  const get = (): WorkQueue => {
    if (work === undefined) throw new Error('no queue');
    return work;
  };
  const open = (): Metrics => {
    const { database, queues, redisUrl } = get();
    return buildMetrics({ database, queues: Object.values(queues), redisUrl });
  };
  const submit = async (rows: number): Promise<Run> => {
    const lines = (await readFile(join(PROJECT_FOLDER, 'examples/tickets.csv'), 'utf8')).trimEnd().split('\n');
    const path = join(get().folder, `tickets-${rows}.csv`);
    // One row that is no ticket, so that something is rejected.
    const text = [...lines.slice(0, rows), lines[1]?.replace(/^[^,]*,[^,]*/, 'TK-BAD,yesterday')].join('\n');
    await writeFile(path, `${text}\n`);
    const inputs = [{ input: 'tickets', path }];
    return get().submit(await buildRequest(get().folder, { inputs, subjectsPerChunk: SUBJECTS_PER_CHUNK }));
  };

  before(async () => {
    work = await openWorkQueue();
    metrics = open();
    await read(metrics); // counting begins
    const submitted = await submit(ROWS);
    const waiting = await read(metrics);
    expect(waiting.get('kyhan_runs{kind="ticket",status="importing"}')).to.equal(1);
    expect(waiting.get('kyhan_jobs{queue="import",state="waiting"}')).to.equal(1);
    expect(waiting.get('kyhan_oldest_waiting_seconds{queue="import"}')).to.be.within(0, 60);
    expect(waiting.get('kyhan_run_age_seconds{kind="ticket",status="importing"}')).to.be.within(0, 60);
    const worker = work.startWorker();
    run = await work.waitForRun(submitted.runId, 'closed');
    await worker.stop();
  });
  after(async () => {
    await metrics?.close();
    await work?.close();
  });

  it('count rows, decisions by action, subjects and chunks as the database has them, and each once', async () => {
    const { byOutcome, total } = await countDecisions(get().database, run.runId);
    expect(run.rows.rejected).to.equal(1);
    expect(total).to.be.greaterThan(30);
    for (const _ of ['first', 'second', 'third']) {
      const values = await read(metrics);
      expect(values.get('kyhan_rows_read_total{kind="ticket"}')).to.equal(run.rows.read);
      expect(values.get('kyhan_rows_accepted_total{kind="ticket"}')).to.equal(run.rows.accepted);
      expect(values.get('kyhan_rows_rejected_total{kind="ticket"}')).to.equal(1);
      expect(values.get('kyhan_subjects_decided_total{kind="ticket"}')).to.equal(total);
      const decisions = [...values].filter(([name]) => name.startsWith('kyhan_decisions_total'));
      expect(Object.fromEntries(decisions)).to.deep.equal(
        Object.fromEntries(
          Object.entries(byOutcome).map(([action, count]) => [
            `kyhan_decisions_total{kind="ticket",action="${action}"}`,
            count,
          ]),
        ),
      );
      const chunks = Math.ceil(total / SUBJECTS_PER_CHUNK);
      expect(values.get('kyhan_chunk_decide_seconds_count{kind="ticket"}')).to.equal(chunks);
      expect(values.get('kyhan_chunk_decide_seconds_bucket{le="+Inf",kind="ticket"}')).to.equal(chunks);
    }
  });

  it('begin at 0 in a process that starts later, with the actions of recent runs', async () => {
    const later = open();
    try {
      const values = await read(later);
      expect(values.get('kyhan_rows_read_total{kind="ticket"}')).to.equal(0);
      expect(values.get('kyhan_rows_read_total{kind="debt"}')).to.equal(0);
      const decisions = [...values].filter(([name]) => name.startsWith('kyhan_decisions_total'));
      expect(decisions).to.have.length(Object.keys(run.outcomes).length);
      expect(new Set(decisions.map(([, value]) => value))).to.deep.equal(new Set([0]));
    } finally {
      await later.close();
    }
  });

  it('show the jobs of every queue by state, the version, and that all is up', async () => {
    const values = await read(metrics);
    const { version } = JSON.parse(await readFile(join(PROJECT_FOLDER, 'package.json'), 'utf8'));
    expect(values.get(`kyhan_build_info{version="${version}",node="${process.version}"}`)).to.equal(1);
    expect(values.get('kyhan_up{part="database"}')).to.equal(1);
    expect(values.get('kyhan_up{part="redis"}')).to.equal(1);
    expect(values.get('kyhan_jobs{queue="decide",state="completed"}')).to.be.greaterThan(2);
    expect(values.get('kyhan_jobs{queue="decide",state="failed"}')).to.equal(0);
    expect(values.get('kyhan_oldest_waiting_seconds{queue="import"}')).to.equal(0);
    const states = [...values.keys()].filter((name) => name.startsWith('kyhan_jobs{queue="decide"'));
    expect(states).to.have.length(7);
  });

  it('show open runs and what of them is failed, and forget them when they are closed', async () => {
    const { database } = get();
    const now = await readDatabaseClock(database);
    const { runId } = await createRun(database, buildNewRun({ kind: 'billing', createdAt: now - 120_000 }));
    await createRun(database, buildNewRun({ kind: 'billing', createdAt: now - 60_000 }));
    await failRun(database, runId, { code: 'INPUT_EMPTY', message: 'empty' });
    const values = await read(metrics);
    expect(values.get('kyhan_runs{kind="billing",status="importing"}')).to.equal(2);
    expect(values.get('kyhan_runs_failed{kind="billing",status="importing"}')).to.equal(1);
    expect(values.get('kyhan_run_age_seconds{kind="billing",status="importing"}')).to.be.within(120, 240);
    await database.knex('runs').where({ kind: 'billing' }).update({ status: 'closed' });
    const closed = [...(await read(metrics)).keys()].filter((name) => name.includes('"billing",status'));
    expect(closed).to.deep.equal([]);
  });

  it('show which schedules are missed, from the database alone', async () => {
    const { database } = get();
    await planSchedules(database, RULES_FOLDER, Date.now());
    expect((await read(metrics)).get('kyhan_schedule_missed{schedule="ticket-sweep"}')).to.equal(0);
    await database.knex('schedules').update({ since_at: Date.now() - 86_400_000 });
    const values = await read(metrics);
    expect(values.get('kyhan_schedule_missed{schedule="ticket-sweep"}')).to.equal(3);
    expect([...values.keys()].filter((name) => name.startsWith('kyhan_schedule_missed'))).to.have.length(4);
  });

  it('have few time series, whatever kinds and actions the database holds', async () => {
    const { database } = get();
    const outcomes = JSON.stringify(Object.fromEntries(Array.from({ length: 200 }, (_, no) => [`action-${no}`, 1])));
    const now = await readDatabaseClock(database);
    for (let no = 0; no < 30; no += 1) {
      const { runId } = await createRun(database, buildNewRun({ kind: no === 0 ? 'ticket' : `kind-${no}` }));
      const key = { run_id: runId, chunk_no: 1, from_id: 'a', to_id: 'b' };
      const done = { subject_count: 200, status: 'done', done_at: now, decide_ms: 70_000, outcomes };
      await database.knex('chunks').insert({ ...key, ...done });
    }
    const values = await read(metrics);
    const decisions = [...values].filter(([name]) => name.startsWith('kyhan_decisions_total'));
    expect(decisions.length).to.be.at.most(2 * 51);
    expect(decisions.reduce((sum, [, count]) => sum + count, 0)).to.equal(run.decisionCount + 30 * 200);
    expect(values.get('kyhan_runs{kind="other",status="importing"}')).to.equal(29);
    expect(values.get('kyhan_subjects_decided_total{kind="other"}')).to.equal(29 * 200);
    expect(values.get('kyhan_chunk_decide_seconds_bucket{le="60",kind="other"}')).to.equal(0);
    expect(values.size).to.be.lessThan(250);
  });

  it('hold nothing about a customer: labels are kinds, states and names of our own', async () => {
    const text = await metrics.collect();
    const labels = new Set([...text.matchAll(/[{,]([a-zA-Z_]+)="/g)].map((match) => match[1]));
    expect([...labels].sort()).to.deep.equal([
      'action',
      'kind',
      'le',
      'node',
      'part',
      'queue',
      'schedule',
      'state',
      'status',
      'version',
    ]);
    expect(text).not.to.contain(run.runId);
  });

  it('count jobs that are taken from a silent worker', async () => {
    const { redis, queues, startWorker } = get();
    expect((await read(metrics)).get('kyhan_stalled_total{queue="close"}')).to.equal(0);
    const connection = redis.duplicate();
    const silent = new Worker('close', null, { connection, prefix: 'kyhan', lockDuration: 300 });
    await queues.close.add('close', { runId: 'none' }, { jobId: 'close.none' });
    await silent.getNextJob('silent'); // it holds the job now, and never gives a sign of life
    startWorker({ queues: ['close'], lockMs: 500 });
    let stalled: number | undefined;
    await waitFor(
      async () => {
        stalled = (await read(metrics)).get('kyhan_stalled_total{queue="close"}');
        return stalled === 1;
      },
      () => `stalled is ${stalled}`,
    );
    await silent.close();
    connection.disconnect();
  });

  it('are served for Prometheus', async () => {
    const app = fastify();
    addMetricsRoute(app, metrics);
    const answer = await app.inject({ url: '/metrics' });
    await app.close();
    expect(answer.statusCode).to.equal(200);
    expect(answer.headers['content-type']).to.equal('text/plain; version=0.0.4; charset=utf-8');
    expect(answer.body).to.contain('# TYPE kyhan_decisions_total counter');
  });
});

describe('the metrics of an installation that is ill', () => {
  it('answer while Redis is away, and count on when it is back', async () => {
    const server = await startTestRedis();
    const work = await openWorkQueue({ redisUrl: server.url });
    const { database } = work;
    const metrics = buildMetrics({
      database,
      queues: Object.values(work.queues),
      redisUrl: server.url,
      answerLimitMs: 500,
    });
    try {
      expect((await read(metrics)).get('kyhan_up{part="redis"}')).to.equal(1);
      await server.kill();
      const values = await read(metrics);
      expect(values.get('kyhan_up{part="redis"}')).to.equal(0);
      expect(values.get('kyhan_up{part="database"}')).to.equal(1);
      expect([...values.keys()].filter((name) => name.startsWith('kyhan_jobs'))).to.deep.equal([]);
      expect(values.has('kyhan_rows_read_total{kind="ticket"}')).to.equal(true);
      await server.start();
      let up: number | undefined;
      await waitFor(
        async () => {
          up = (await read(metrics)).get('kyhan_up{part="redis"}');
          return up === 1;
        },
        () => `up is ${up}`,
      );
    } finally {
      await metrics.close();
      await work.close();
      await server.stop();
    }
  });

  it('answer while the database is away, and show no numbers that were true before', async () => {
    const work = await openWorkQueue();
    const database = await openDatabase(work.databaseTarget);
    await createRun(database, buildNewRun());
    const metrics = buildMetrics({ database, queues: Object.values(work.queues), redisUrl: work.redisUrl });
    try {
      expect((await read(metrics)).get('kyhan_runs{kind="ticket",status="importing"}')).to.equal(1);
      await database.close();
      const values = await read(metrics);
      expect(values.get('kyhan_up{part="database"}')).to.equal(0);
      expect(values.get('kyhan_up{part="redis"}')).to.equal(1);
      expect([...values.keys()].filter((name) => name.startsWith('kyhan_runs'))).to.deep.equal([]);
      expect(values.get('kyhan_jobs{queue="decide",state="failed"}')).to.equal(0);
    } finally {
      await metrics.close();
      await work.close();
    }
  });
});
