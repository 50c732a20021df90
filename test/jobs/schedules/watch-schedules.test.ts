import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { planSchedules } from '../../../jobs/schedules/plan-schedules.ts';
import { watchSchedules } from '../../../jobs/schedules/watch-schedules.ts';
import { listDueTimes, SCHEDULE_ZONE } from '../../../src/batches/schedules/cron-pattern.ts';
import { describeMissedSchedule, readMissedSchedules } from '../../../src/batches/schedules/read-missed-schedules.ts';
import { formatInstant, toCalendarDate } from '../../../src/domain/instant.ts';
import type { Logger } from '../../../src/logger.ts';
import { readDatabaseClock } from '../../../src/store/database-clock.ts';
import { createRun } from '../../../src/store/runs.ts';
import { claimFiring, failFiring } from '../../../src/store/schedule-runs.ts';
import { readSchedules } from '../../../src/store/schedules.ts';
import { catchFailure } from '../../support/catch-failure.ts';
import { runCli } from '../../support/run-cli.ts';
import { RULES_FOLDER } from '../../support/shipped-release.ts';
import { buildNewRun } from '../../support/store-samples.ts';
import { openWorkQueue, type WorkQueue } from '../../support/work-queue.ts';

const DAY_MS = 86_400_000;

describe('the watchdog', () => {
  let work: WorkQueue | undefined;
  let now: number;
  const lines: string[] = [];
  const logger: Logger = {
    info: (message, detail = {}) => void lines.push(`${message} ${Object.values(detail).join(' ')}`),
    error: () => {},
    close: async () => {},
  };
  const get = (): WorkQueue => {
    if (work === undefined) throw new Error('no queue');
    return work;
  };
  const watch = async (rulesFolder = RULES_FOLDER): Promise<readonly string[]> => {
    const { database, queues } = get();
    lines.splice(0);
    await watchSchedules({ database, queues, logger }, rulesFolder);
    return [...lines];
  };
  const readMissed = async () => (await readMissedSchedules(get().database)).missed;
  const isOf = (schedule: string) => (each: { readonly schedule: string }) => each.schedule === schedule;

  before(async () => {
    work = await openWorkQueue();
    now = await readDatabaseClock(work.database);
    await planSchedules(work.database, RULES_FOLDER, now);
  });
  after(() => work?.close());

  it('misses nothing in a new installation', async () => {
    expect(await readMissed()).to.deep.equal([]);
    expect(await watch()).to.deep.equal([]);
  });

  it('writes each firing that nobody took into the log once, whichever worker looks', async () => {
    const { database } = get();
    await database.knex('schedules').update({ since_at: now - 3 * DAY_MS });
    const graceMs = 120 * 60_000;
    const due = listDueTimes('0 6 * * *', SCHEDULE_ZONE, { after: now - 3 * DAY_MS, until: now - graceMs, limit: 3 });
    const told = (await watch()).filter((line) => line.includes('billing-daily'));
    expect(told).to.deep.equal(due.map((each) => `schedule missed billing-daily ${formatInstant(each)} NOT_STARTED`));
    expect(told).to.have.length.within(2, 3);
    expect((await watch()).filter((line) => line.includes('billing-daily'))).to.deep.equal([]);
    expect((await readMissed()).filter(isOf('billing-daily'))).to.have.length(told.length);
  });

  it('tells why one failed, and what makes up for it', async () => {
    const { database } = get();
    const [missed] = (await readMissed()).filter(isOf('billing-daily'));
    if (missed === undefined) throw new Error('nothing missed');
    await claimFiring(database, missed, { token: 'a', leaseMs: 1_000 });
    await failFiring(database, missed, 'a', { code: 'INPUT_NOT_FOUND', message: 'no file of invoices' });
    const [failed] = (await readMissed()).filter(isOf('billing-daily'));
    if (failed === undefined) throw new Error('nothing missed');
    expect(describeMissedSchedule(failed)).to.equal(
      `schedule billing-daily of ${formatInstant(missed.dueAt)} did not run: no file of invoices [INPUT_NOT_FOUND]; to make up for it: kyhan submit billing --as-of ${toCalendarDate(missed.dueAt)} …`,
    );
  });

  it('is content when somebody has made the run by hand', async () => {
    const { database } = get();
    const [missed, ...others] = (await readMissed()).filter(isOf('billing-daily'));
    if (missed === undefined) throw new Error('nothing missed');
    const asOf = toCalendarDate(missed.dueAt);
    const { runId } = await createRun(database, buildNewRun({ kind: 'billing', asOf, createdAt: now }));
    expect((await readMissed()).filter(isOf('billing-daily'))).to.have.length(others.length + 1);
    await database.knex('runs').where({ run_id: runId }).update({ status: 'closed' });
    expect((await readMissed()).filter(isOf('billing-daily'))).to.deep.equal(others);
  });

  it('is in "kyhan status" too, which asks the database', async () => {
    const missed = (await readMissed()).filter(isOf('billing-daily'));
    const { databaseTarget, folder } = get();
    const text = await runCli(folder, ['status', '--db', databaseTarget]);
    expect(text.exitCode, text.stderr).to.equal(0);
    expect(text.stderr).to.contain(
      `kyhan: schedule billing-daily of ${formatInstant(missed[0]?.dueAt ?? 0)} did not run`,
    );
    const json = await runCli(folder, ['status', '--json', '--db', databaseTarget]);
    expect(JSON.parse(json.stdout).missedSchedules.filter(isOf('billing-daily'))).to.deep.equal(
      missed.map((each) => ({ ...each, dueAt: formatInstant(each.dueAt) })),
    );
  });

  it('takes changed patterns out of the rules, and keeps the old ones while the rules have mistakes', async () => {
    const rules = join(get().folder, 'rules');
    const file = join(rules, 'parameters/schedules.json');
    await cp(RULES_FOLDER, rules, { recursive: true });
    const shipped = await readFile(file, 'utf8');
    const readPattern = async () =>
      (await readSchedules(get().database)).find(({ name }) => name === 'billing-daily')?.pattern;
    const readQueued = async () => (await get().queues.schedule.getJobScheduler('billing-daily'))?.pattern;

    await writeFile(file, shipped.replace('"0 6 * * *"', '"30 7 * * *"'));
    await watch(rules);
    expect([await readPattern(), await readQueued()]).to.deep.equal(['30 7 * * *', '30 7 * * *']);

    await writeFile(file, shipped.replace('"0 6 * * *"', '"0 6 * *"'));
    expect(await watch(rules)).to.include('schedules not taken from the rules RULES_INVALID');
    expect([await readPattern(), await readQueued()]).to.deep.equal(['30 7 * * *', '30 7 * * *']);

    const failure = await catchFailure(() => planSchedules(get().database, rules, now));
    expect(failure.message).to.match(/have a problem: parameters\/schedules\.json \/parameters\/1\/values\/0\/value/);
  });
});
