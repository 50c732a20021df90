import { expect } from 'chai';
import type { LightMyRequestResponse } from 'fastify';
import { after, before, describe, it } from 'mocha';
import { changeUser, ROLES, type Role } from '../../../src/store/users.ts';
import { openTestDashboard, PASSWORD, readToken, type TestBrowser, type TestDashboard } from './open-dashboard.ts';
import { startClosedRun, WORKBOOK_NAME } from './sample-runs.ts';

/** Who a route is for; everybody above may use it too. */
type Audience = 'everybody' | Role;

/** Every route of the dashboard, as it must be: a new one that is not here fails the first test. */
const ROUTES: Readonly<Record<string, Audience>> = {
  'GET /healthz': 'everybody',
  'GET /readyz': 'everybody',
  'GET /assets/dashboard.css': 'everybody',
  'GET /assets/kyhan.svg': 'everybody',
  'GET /login': 'everybody',
  'POST /login': 'everybody',
  'POST /logout': 'viewer',
  'GET /metrics': 'viewer',
  'GET /': 'viewer',
  'GET /runs/:runId': 'viewer',
  'GET /runs/:runId/rejected': 'viewer',
  'GET /runs/:runId/reports/:fileName': 'viewer',
  'POST /runs/:runId/retry': 'operator',
  'POST /runs/:runId/resume': 'operator',
  'GET /find': 'viewer',
  'GET /users': 'admin',
  'GET /audit': 'admin',
  'GET /queues': 'viewer',
  'GET /queues/': 'viewer',
  'GET /queues/static/*': 'viewer',
  'GET /queues/metrics-history': 'viewer',
  'GET /queues/job-schedulers': 'viewer',
  'GET /queues/queue/:queueName': 'viewer',
  'GET /queues/queue/:queueName/:jobId': 'viewer',
  'GET /queues/api/redis/stats': 'viewer',
  'GET /queues/api/queues': 'viewer',
  'GET /queues/api/job-schedulers': 'viewer',
  'GET /queues/api/queues/:queueName/metrics': 'viewer',
  'GET /queues/api/queues/:queueName/default-job-options': 'viewer',
  'GET /queues/api/queues/:queueName/workers': 'viewer',
  'GET /queues/api/queues/:queueName/rate-limit': 'viewer',
  'GET /queues/api/queues/:queueName/job-data-schema': 'viewer',
  'GET /queues/api/queues/:queueName/:jobId/logs': 'viewer',
  'GET /queues/api/queues/:queueName/:jobId/flow': 'viewer',
  'GET /queues/api/queues/:queueName/:jobId': 'viewer',
  'PUT /queues/api/queues/:queueName/:jobId/retry': 'operator',
  'PUT /queues/api/queues/:queueName/:jobId/promote': 'operator',
  'PUT /queues/api/queues/:queueName/:jobId/clean': 'operator',
  'PUT /queues/api/queues/pause': 'admin',
  'PUT /queues/api/queues/resume': 'admin',
  'POST /queues/api/queues/:queueName/add': 'admin',
  'PUT /queues/api/queues/:queueName/retry/:queueStatus': 'admin',
  'PUT /queues/api/queues/:queueName/promote': 'admin',
  'PUT /queues/api/queues/:queueName/clean/:queueStatus': 'admin',
  'PUT /queues/api/queues/:queueName/pause': 'admin',
  'PUT /queues/api/queues/:queueName/resume': 'admin',
  'PUT /queues/api/queues/:queueName/concurrency': 'admin',
  'PUT /queues/api/queues/:queueName/rate-limit': 'admin',
  'PUT /queues/api/queues/:queueName/rate-limit/release': 'admin',
  'PUT /queues/api/queues/:queueName/empty': 'admin',
  'PUT /queues/api/queues/:queueName/obliterate': 'admin',
  'PUT /queues/api/queues/:queueName/job-schedulers/:schedulerId/remove': 'admin',
  'PATCH /queues/api/queues/:queueName/job-schedulers/:schedulerId': 'admin',
  'PUT /queues/api/queues/:queueName/job-schedulers/:schedulerId/run': 'admin',
  'PATCH /queues/api/queues/:queueName/:jobId/update-data': 'admin',
  'PATCH /queues/api/queues/:queueName/:jobId/delay': 'admin',
  'PATCH /queues/api/queues/:queueName/:jobId/priority': 'admin',
  'PUT /queues/api/queues/:queueName/:jobId/remove-unprocessed-children': 'admin',
};

const USERS = ['stranger', ...ROLES] as const;

describe('who may do what', () => {
  let dashboard: TestDashboard;
  let runId: string;
  before(async () => {
    dashboard = await openTestDashboard({
      signInsPerMinute: 1_000,
      registerMetrics: (app) => void app.get('/metrics', async () => '# none\n'),
    });
    runId = await startClosedRun(dashboard.database);
    for (const user of USERS) browsers.set(user, await openAs(user));
  });
  after(() => dashboard.close());

  const browsers = new Map<string, TestBrowser>();
  const openAs = async (user: (typeof USERS)[number]): Promise<TestBrowser> =>
    user === 'stranger' ? dashboard.openBrowser() : dashboard.signIn(user);

  const toUrl = (pattern: string): string =>
    pattern
      .replace(':runId', runId)
      .replace(':fileName', encodeURIComponent(WORKBOOK_NAME))
      .replace(':queueName', 'decide')
      .replace(':jobId', 'chunk.none.1')
      .replace(':queueStatus', 'completed')
      .replace(':schedulerId', 'none')
      .replace('static/*', 'static/favicon.ico');

  it('is said for every route', () => {
    const known = dashboard.app.routeList.map(({ method, url }) => `${method === 'HEAD' ? 'GET' : method} ${url}`);
    expect([...new Set(known)].sort()).to.deep.equal(Object.keys(ROUTES).sort());
  });

  for (const [route, audience] of Object.entries(ROUTES)) {
    for (const user of USERS) {
      const isAllowed =
        audience === 'everybody' || (user !== 'stranger' && ROLES.indexOf(user) >= ROLES.indexOf(audience));
      it(`${route} is ${isAllowed ? 'open to' : 'closed to'} ${user}`, async () => {
        const [method = '', pattern = ''] = route.split(' ');
        const changesSession = pattern === '/login' || pattern === '/logout';
        const browser = changesSession ? await openAs(user) : browsers.get(user);
        if (browser === undefined) throw new Error(`there is no browser of ${user}`);
        const answer = await ask(browser, method, toUrl(pattern));
        if (!isAllowed) expect(answer.statusCode).to.equal(toRefusal(user, method, pattern));
        else if (changesSession) expect(answer.statusCode).to.be.oneOf([200, 302, 303]);
        else if (method !== 'GET') expect([401, 403]).not.to.include(answer.statusCode);
        else if (pattern.includes(':jobId')) expect(answer.statusCode).to.be.oneOf([200, 404]);
        else expect(answer.statusCode).to.equal(200);
      });
    }
  }

  it('is asked of the router, not of the spelling of a path', async () => {
    const viewer = await dashboard.signIn('viewer');
    for (const url of ['/%75sers', '/users?x=/', '/./users', '/users/']) {
      expect((await viewer.get(url)).statusCode, url).to.be.oneOf([403, 404]);
    }
    const stranger = dashboard.openBrowser();
    for (const url of [
      '/queues/static/..%2f..%2findex.ejs',
      '/queues//api/queues',
      '/%71ueues/api/queues',
      '//queues',
    ]) {
      expect((await stranger.get(url)).statusCode, url).to.be.oneOf([302, 401, 400]);
    }
  });

  it('does not depend on whether a path leads anywhere', async () => {
    const stranger = dashboard.openBrowser();
    expect((await stranger.get('/nothing')).headers.location).to.equal('/login?next=%2Fnothing');
    expect((await ask(stranger, 'DELETE', '/nothing')).statusCode).to.equal(401);
    expect((await ask(await dashboard.signIn('operator'), 'DELETE', '/nothing')).statusCode).to.equal(403);
    expect((await (await dashboard.signIn('viewer')).get('/nothing')).statusCode).to.equal(404);
    expect((await ask(await dashboard.signIn('admin'), 'DELETE', '/nothing')).statusCode).to.equal(404);
  });

  it('is decided anew when the role of a user changes', async () => {
    const browser = await dashboard.signIn('operator');
    await changeUser(dashboard.database, 'operator', { role: 'viewer' }, 1_795_000_000_000);
    expect((await browser.get('/')).statusCode).to.equal(302);
    const again = await dashboard.signIn('operator');
    expect((await ask(again, 'POST', `/runs/${runId}/retry`)).statusCode).to.equal(403);
    await changeUser(dashboard.database, 'operator', { role: 'operator' }, 1_795_000_000_000);
  });

  it('shows metrics to strangers where that was asked for, and nothing else', async () => {
    const open = await openTestDashboard({
      isMetricsOpen: true,
      registerMetrics: (app) => void app.get('/metrics', async () => '# none\n'),
    });
    try {
      expect((await open.openBrowser().get('/metrics')).body).to.equal('# none\n');
      expect((await open.openBrowser().get('/')).statusCode).to.equal(302);
    } finally {
      await open.close();
    }
  });

  it('is needed before a route is added: the dashboard does not start with one that nobody thought about', async () => {
    const started = openTestDashboard({ registerMetrics: (app) => void app.get('/new', async () => 'new') });
    const message = await started.then(
      () => 'it started',
      (error: unknown) => String(error),
    );
    expect(message).to.contain('no rule for GET /new');
  });
});

/** Asks as a page would: forms with their token, bull-board's calls with the header of browsers. */
async function ask(browser: TestBrowser, method: string, url: string): Promise<LightMyRequestResponse> {
  if (method === 'GET') return browser.get(url);
  if (url.startsWith('/queues/'))
    return browser.board(method === 'PATCH' ? 'PATCH' : method === 'POST' ? 'POST' : 'PUT', url);
  if (method === 'DELETE') return browser.send({ method: 'DELETE', url });
  const page = await browser.get('/find');
  const token = readToken(page.body) || readToken((await browser.get('/login')).body);
  return browser.post(url, { _csrf: token, name: 'viewer', password: PASSWORD });
}

function toRefusal(user: (typeof USERS)[number], method: string, pattern: string): number {
  if (user !== 'stranger') return 403;
  return method === 'GET' && !/^\/queues\/(api|static)\//.test(pattern) ? 302 : 401;
}
