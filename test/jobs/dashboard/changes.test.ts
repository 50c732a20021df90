import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type AuditEntry, readAuditEntries } from '../../../src/store/audit.ts';
import { openTestDashboard, type TestBrowser, type TestDashboard } from './open-dashboard.ts';
import { startPartialRun } from './sample-runs.ts';

describe('changes', () => {
  let dashboard: TestDashboard;
  beforeEach(async () => {
    dashboard = await openTestDashboard({ signInsPerMinute: 1_000 });
  });
  afterEach(() => dashboard.close());

  /** What the audit has since somebody signed in, oldest first. */
  async function readChanges(): Promise<readonly AuditEntry[]> {
    const entries = await readAuditEntries(dashboard.database, { limit: 100 });
    return entries.filter(({ action }) => action !== 'sign-in').reverse();
  }

  async function addDelayedJob(jobId: string): Promise<void> {
    await dashboard.queues.decide.add('decide', { runId: 'ticket-1', chunkNo: 1 }, { jobId, delay: 3_600_000 });
  }

  const jobUrl = (action: string): string => `/queues/api/queues/decide/chunk.ticket-1.1/${action}`;

  it('of a run are written down before and after, and made', async () => {
    const runId = await startPartialRun(dashboard.database);
    const browser = await dashboard.signIn('operator');
    const answer = await browser.submit(`/runs/${runId}/retry`, {}, `/runs/${runId}`);
    expect(answer.headers.location).to.equal(`/runs/${runId}?asked=yes`);
    expect(dashboard.asked).to.deep.equal([`retry ${runId}`]);
    const [asked, answered] = await readChanges();
    const who = { userName: 'operator', role: 'operator', action: 'run-retry', runId };
    expect(asked).to.include({ ...who, phase: 'asked', status: null });
    expect(answered).to.include({ ...who, phase: 'answered', status: 303, requestId: asked?.requestId });
    expect((await browser.get(`/runs/${runId}?asked=yes`)).body).to.contain('Đã đưa vào hàng đợi');
  });

  it('of a job are written down with queue, job and run', async () => {
    await addDelayedJob('chunk.ticket-1.1');
    const browser = await dashboard.signIn('operator');
    expect((await browser.board('PUT', jobUrl('promote'))).statusCode).to.equal(204);
    expect(await dashboard.queues.decide.getJobState('chunk.ticket-1.1')).to.equal('waiting');
    expect((await browser.board('PUT', jobUrl('retry'))).statusCode).to.equal(400); // it has not failed
    expect((await browser.board('PUT', jobUrl('clean'))).statusCode).to.equal(204);
    expect(await dashboard.queues.decide.getJobState('chunk.ticket-1.1')).to.equal('unknown');
    const changes = await readChanges();
    expect(changes.map(({ action, phase, status }) => `${action} ${phase} ${status}`)).to.deep.equal([
      'job-promote asked null',
      'job-promote answered 204',
      'job-retry asked null',
      'job-retry answered 400',
      'job-remove asked null',
      'job-remove answered 204',
    ]);
    const about = { queue: 'decide', jobId: 'chunk.ticket-1.1', runId: 'ticket-1', userName: 'operator' };
    for (const change of changes) expect(change).to.include(about);
  });

  it('of a queue say what they are about, signing out too', async () => {
    const browser = await dashboard.signIn('admin');
    await browser.board('PUT', '/queues/api/queues/decide/clean/completed');
    await browser.board('PUT', '/queues/api/queues/decide/pause');
    expect(await dashboard.queues.decide.isPaused()).to.equal(true);
    await browser.submit('/logout', {}, '/');
    const asked = (await readChanges()).filter(({ phase }) => phase === 'asked');
    expect(asked.map(({ action, queue, detail }) => [action, queue, detail])).to.deep.equal([
      ['queue-clean', 'decide', 'queueStatus completed'],
      ['queue-pause', 'decide', null],
      ['sign-out', null, null],
    ]);
    const answered = (await readChanges()).filter(({ phase }) => phase === 'answered');
    expect(answered.map(({ userName, status }) => [userName, status])).to.deep.equal([
      ['admin', 200],
      ['admin', 200],
      ['admin', 303],
    ]);
  });

  it('that are refused change nothing and are written down', async () => {
    await addDelayedJob('chunk.ticket-1.1');
    const viewer = await dashboard.signIn('viewer');
    expect((await viewer.board('PUT', jobUrl('clean'))).statusCode).to.equal(403);
    const operator = await dashboard.signIn('operator');
    expect((await operator.board('PUT', '/queues/api/queues/decide/obliterate')).statusCode).to.equal(403);
    expect(await dashboard.queues.decide.getJobState('chunk.ticket-1.1')).to.equal('delayed');
    expect(
      (await readChanges()).map(({ userName, action, phase, status }) => [userName, action, phase, status]),
    ).to.deep.equal([
      ['viewer', 'job-remove', 'refused', 403],
      ['operator', 'queue-obliterate', 'refused', 403],
    ]);
  });

  it('are not made when they cannot be written down', async () => {
    const runId = await startPartialRun(dashboard.database);
    await addDelayedJob('chunk.ticket-1.1');
    const browser = await dashboard.signIn('admin');
    const page = await browser.get(`/runs/${runId}`);
    await dashboard.database.knex.schema.renameTable('audit_entries', 'audit_entries_away');
    const token = /name="_csrf" value="([^"]*)"/.exec(page.body)?.[1] ?? '';
    expect((await browser.post(`/runs/${runId}/retry`, { _csrf: token })).statusCode).to.equal(503);
    expect((await browser.board('PUT', jobUrl('clean'))).statusCode).to.equal(500);
    expect(dashboard.asked).to.deep.equal([]);
    expect(await dashboard.queues.decide.getJobState('chunk.ticket-1.1')).to.equal('delayed');
    const other = dashboard.openBrowser();
    expect((await other.signIn('viewer', 'chín con sông, một mặt trời')).statusCode).to.equal(503);
    expect((await other.get('/')).statusCode).to.equal(302); // nobody gets in without a line about it
  });

  it('that end in an unexpected error are told of without its text, which is in the log', async () => {
    await dashboard.close();
    const fault = new Error('select secret from somewhere');
    dashboard = await openTestDashboard({
      actions: { retry: () => Promise.reject(fault), resume: () => Promise.reject(fault) },
    });
    const runId = await startPartialRun(dashboard.database);
    const browser = await dashboard.signIn('operator');
    const answer = await browser.submit(`/runs/${runId}/retry`, {}, `/runs/${runId}`);
    expect(answer.statusCode).to.equal(500);
    expect(answer.body).not.to.contain('secret');
    expect(dashboard.errors).to.deep.equal([fault]);
    const [asked, answered] = await readChanges();
    expect([asked?.status, answered?.status]).to.deep.equal([null, 500]);
    expect(answer.body).to.contain(asked?.requestId); // by which the log can be searched
  });

  it('need the token of the form of this session', async () => {
    const runId = await startPartialRun(dashboard.database);
    const browser = await dashboard.signIn('operator');
    const other = await dashboard.signIn('admin');
    const foreign = /name="_csrf" value="([^"]*)"/.exec((await other.get('/')).body)?.[1] ?? '';
    for (const route of [`/runs/${runId}/retry`, `/runs/${runId}/resume`, '/logout']) {
      for (const fields of [{}, { _csrf: '' }, { _csrf: 'x' }, { _csrf: foreign }]) {
        const answer = await browser.post(route, fields);
        expect(answer.statusCode, `${route} ${JSON.stringify(fields)}`).to.equal(403);
        expect(answer.body).to.contain('Biểu mẫu đã cũ');
      }
    }
    expect(dashboard.asked).to.deep.equal([]);
    expect((await browser.get('/')).statusCode).to.equal(200);
  });

  it('of bull-board are taken from its own pages only', async () => {
    await addDelayedJob('chunk.ticket-1.1');
    const browser = await dashboard.signIn('admin');
    const put = (headers: Readonly<Record<string, string>>): ReturnType<TestBrowser['send']> =>
      browser.send({ method: 'PUT', url: jobUrl('promote'), headers: { accept: 'application/json', ...headers } });
    const foreign: readonly Readonly<Record<string, string>>[] = [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:80' },
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { origin: 'https://localhost:80' },
      { origin: 'http://localhost:8080' },
    ];
    for (const headers of foreign) expect((await put(headers)).statusCode, JSON.stringify(headers)).to.equal(403);
    expect(await dashboard.queues.decide.getJobState('chunk.ticket-1.1')).to.equal('delayed');
    expect((await put({ origin: 'http://localhost:80' })).statusCode).to.equal(204);
    expect(await dashboard.queues.decide.getJobState('chunk.ticket-1.1')).to.equal('waiting');
  });

  it('can be read by admins, newest first, on the page of the audit', async () => {
    const runId = await startPartialRun(dashboard.database);
    await (await dashboard.signIn('operator')).submit(`/runs/${runId}/retry`, {}, `/runs/${runId}`);
    const page = await (await dashboard.signIn('admin')).get('/audit?lang=en');
    const actions = [...page.body.matchAll(/<td><code>([a-z-]+)<\/code><\/td>/g)].map(([, action]) => action);
    expect(actions).to.deep.equal(['sign-in', 'run-retry', 'run-retry', 'sign-in']);
    expect(page.body).to.contain(`href="/runs/${runId}"`);
  });

  it('are read-only to viewers in bull-board too: it shows them no buttons', async () => {
    const read = async (name: string): Promise<readonly { readonly readOnlyMode: boolean }[]> => {
      const answer = await (await dashboard.signIn(name)).get('/queues/api/queues');
      const { queues }: { queues: readonly { readonly readOnlyMode: boolean }[] } = answer.json();
      return queues;
    };
    expect((await read('viewer')).map(({ readOnlyMode }) => readOnlyMode)).to.deep.equal([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect((await read('operator')).map(({ readOnlyMode }) => readOnlyMode)).to.deep.equal([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
