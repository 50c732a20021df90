import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { hashPassword } from '../../../jobs/dashboard/password-hash.ts';
import { readAuditEntries } from '../../../src/store/audit.ts';
import { changeUser, createUser, findUser } from '../../../src/store/users.ts';
import { CHEAP, openTestDashboard, PASSWORD, readToken, type TestDashboard } from './open-dashboard.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('signing in', () => {
  let dashboard: TestDashboard;
  beforeEach(async () => {
    dashboard = await openTestDashboard();
  });
  afterEach(() => dashboard.close());

  it('leads back to the page that was asked for, and never to another host', async () => {
    const browser = dashboard.openBrowser();
    const asked = await browser.get('/runs/ticket-1?lang=en');
    expect(asked.headers.location).to.equal('/login?next=%2Fruns%2Fticket-1%3Flang%3Den');
    const page = await browser.get(asked.headers.location ?? '');
    const fields = { name: 'viewer', password: PASSWORD, next: '/runs/ticket-1', _csrf: readToken(page.body) };
    expect((await browser.post('/login', fields)).headers.location).to.equal('/runs/ticket-1');
    for (const next of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      '/a b',
      '/\t/x',
    ]) {
      const other = dashboard.openBrowser();
      const answer = await other.submit('/login', { name: 'viewer', password: PASSWORD, next }, '/login');
      expect(answer.headers.location, next).to.equal('/');
      const form = (await dashboard.openBrowser().get(`/login?next=${encodeURIComponent(next)}`)).body;
      expect(form).to.contain('name="next" value="/"');
      expect(form).not.to.match(/(href|action)="(?!\/(?![/\\])|#)/);
    }
  });

  it('gives a cookie that scripts cannot read and other sites cannot send', async () => {
    const answer = await dashboard.openBrowser().signIn('viewer', PASSWORD);
    const session = answer.cookies.find(({ name }) => name === 'kyhan_session');
    expect(session).to.include({ httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(session).not.to.have.any.keys('maxAge', 'expires', 'secure');
  });

  it('gives cookies for https only where browsers come by https', async () => {
    const secure = await openTestDashboard({ isHttps: true, trustedProxies: ['10.0.0.9'] });
    try {
      const browser = secure.openBrowser('10.0.0.9');
      const headers = {
        'x-forwarded-proto': 'https',
        'x-forwarded-for': '192.0.2.7',
        'x-forwarded-host': 'kyhan.example',
      };
      const page = await browser.send({ method: 'GET', url: '/login', headers });
      const form = new URLSearchParams({ name: 'viewer', password: PASSWORD, _csrf: readToken(page.body) });
      const answer = await browser.send({
        method: 'POST',
        url: '/login',
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        payload: form.toString(),
      });
      expect(answer.statusCode).to.equal(303);
      const set = [...page.cookies, ...answer.cookies];
      expect(set.map(({ name }) => name)).to.include.members(['__Host-kyhan_session', '__Host-kyhan_csrf']);
      for (const cookie of set) expect(cookie, cookie.name).to.include({ secure: true, httpOnly: true });
      expect(answer.headers['strict-transport-security']).to.match(/^max-age=\d{8}$/);
      // The address is that of the browser, not of the proxy.
      const [entry] = await readAuditEntries(secure.database, { limit: 1 });
      expect(entry?.detail).to.equal('from 192.0.2.7');
    } finally {
      await secure.close();
    }
  });

  it('believes nobody about the address of a browser who is not a known proxy', async () => {
    const browser = dashboard.openBrowser('203.0.113.5');
    const page = await browser.get('/login');
    await browser.send({
      method: 'POST',
      url: '/login',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': '1.2.3.4' },
      payload: new URLSearchParams({ name: 'viewer', password: 'wrong', _csrf: readToken(page.body) }).toString(),
    });
    const [entry] = await readAuditEntries(dashboard.database, { limit: 1 });
    expect(entry?.detail).to.equal('from 203.0.113.5');
  });

  it('makes a new session, so that one planted by somebody else is worth nothing', async () => {
    const attacker = await dashboard.signIn('viewer');
    const planted = attacker.cookies.get('kyhan_session') ?? '';
    const victim = dashboard.openBrowser();
    victim.cookies.set('kyhan_session', planted);
    const page = await victim.get('/find');
    expect(page.statusCode).to.equal(200); // it is the session of the attacker until here
    const form = { name: 'admin', password: PASSWORD, _csrf: readToken(page.body) };
    expect((await victim.post('/login', form)).statusCode).to.equal(303);
    expect(victim.cookies.get('kyhan_session')).not.to.equal(planted);
    expect((await victim.get('/users')).statusCode).to.equal(200);
    expect((await attacker.get('/users')).statusCode).to.equal(302); // and the planted one is over
  });

  it('takes no session id that it did not give', async () => {
    const browser = dashboard.openBrowser();
    for (const id of ['x', 'a'.repeat(43), `${'a'.repeat(32)}.${'b'.repeat(43)}`]) {
      browser.cookies.set('kyhan_session', encodeURIComponent(id));
      expect((await browser.get('/')).statusCode).to.equal(302);
    }
  });

  it('ends by signing out, also for whoever has a copy of the cookie', async () => {
    const browser = await dashboard.signIn('viewer');
    const copy = dashboard.openBrowser();
    copy.cookies.set('kyhan_session', browser.cookies.get('kyhan_session') ?? '');
    expect((await copy.get('/')).statusCode).to.equal(200);
    expect((await browser.submit('/logout', {}, '/')).headers.location).to.equal('/login');
    expect(browser.cookies.has('kyhan_session')).to.equal(false);
    expect((await copy.get('/')).statusCode).to.equal(302);
  });

  it('lasts for half an hour without a click', async () => {
    const browser = await dashboard.signIn('viewer');
    dashboard.wait(30 * MINUTE_MS - 1);
    expect((await browser.get('/')).statusCode).to.equal(200);
    dashboard.wait(30 * MINUTE_MS - 1);
    expect((await browser.get('/')).statusCode).to.equal(200);
    dashboard.wait(30 * MINUTE_MS);
    expect((await browser.get('/')).statusCode).to.equal(302);
  });

  it('lasts for twelve hours at most', async () => {
    const browser = await dashboard.signIn('viewer');
    for (let hours = 0; hours < 11.5; hours += 0.25) {
      dashboard.wait(HOUR_MS / 4);
      expect((await browser.get('/')).statusCode).to.equal(200);
    }
    dashboard.wait(HOUR_MS / 2);
    expect((await browser.get('/')).statusCode).to.equal(302);
  });

  it('is over at once when the user is disabled, and possible again when enabled', async () => {
    const browser = await dashboard.signIn('operator');
    await changeUser(dashboard.database, 'operator', { isDisabled: true }, 0);
    expect((await browser.get('/')).statusCode).to.equal(302);
    expect((await dashboard.openBrowser().signIn('operator', PASSWORD)).statusCode).to.equal(401);
    await changeUser(dashboard.database, 'operator', { isDisabled: false }, 0);
    expect((await dashboard.openBrowser().signIn('operator', PASSWORD)).statusCode).to.equal(303);
  });

  it('tells in the same words that a name is unknown, a password wrong, and a user disabled', async () => {
    await changeUser(dashboard.database, 'operator', { isDisabled: true }, 0);
    const tries = [
      ['nobody', PASSWORD],
      ['viewer', 'wrong password'],
      ['operator', PASSWORD],
      ['<b>', 'x'],
    ] as const;
    const pages = new Set<string>();
    for (const [name, password] of tries) {
      const answer = await dashboard.openBrowser().signIn(name, password);
      expect(answer.statusCode).to.equal(401);
      pages.add(/role="alert">.*?<\/p>/s.exec(answer.body)?.[0] ?? `no message for ${name}`);
      expect(answer.body).not.to.contain(password === 'x' ? '<b>' : password);
    }
    expect(pages.size).to.equal(1);
  });

  it('is not possible without the token of the form', async () => {
    const browser = dashboard.openBrowser();
    const form = { name: 'viewer', password: PASSWORD };
    expect((await browser.post('/login', form)).statusCode).to.equal(403);
    const token = readToken((await browser.get('/login')).body);
    expect((await browser.post('/login', { ...form, _csrf: `${token}x` })).statusCode).to.equal(403);
    const other = dashboard.openBrowser(); // a token is worth something only with the cookie beside which it was made
    await other.get('/login');
    expect((await other.post('/login', { ...form, _csrf: token })).statusCode).to.equal(403);
    expect((await browser.post('/login', { ...form, _csrf: token })).statusCode).to.equal(303);
  });

  it('stores a password anew when it was hashed at a lower cost', async () => {
    const weak = await hashPassword(PASSWORD, { ...CHEAP, cost: 512 });
    await createUser(dashboard.database, { name: 'old', role: 'viewer', passwordHash: weak }, 0);
    await dashboard.signIn('old');
    const stored = (await findUser(dashboard.database, 'old'))?.passwordHash ?? '';
    expect(stored).to.match(/^scrypt\$1024\$8\$1\$/);
    await dashboard.signIn('old');
    expect((await findUser(dashboard.database, 'old'))?.passwordHash).to.equal(stored);
  });

  it('stores nothing for those who only look at the page', async () => {
    await dashboard.openBrowser().get('/login');
    await dashboard.openBrowser().get('/');
    expect(await dashboard.database.knex('sessions')).to.have.length(0);
  });
});
