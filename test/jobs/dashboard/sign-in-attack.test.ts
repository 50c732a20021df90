import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { readAuditEntries } from '../../../src/store/audit.ts';
import { openTestDashboard, PASSWORD, readToken, type TestBrowser, type TestDashboard } from './open-dashboard.ts';

const GUESSES = 50;
const HOUR_MS = 3_600_000;

describe('guessing passwords', () => {
  let dashboard: TestDashboard;
  beforeEach(async () => {
    dashboard = await openTestDashboard();
  });
  afterEach(() => dashboard.close());

  /** Guesses with one form, as a script would; returns status and the seconds to wait. */
  async function guess(browser: TestBrowser, token: string, name: string, password: string) {
    const answer = await browser.post('/login', { name, password, _csrf: token });
    return { status: answer.statusCode, waitSeconds: Number(answer.headers['retry-after'] ?? 0) };
  }

  async function openForm(address: string): Promise<{ readonly browser: TestBrowser; readonly token: string }> {
    const browser = dashboard.openBrowser(address);
    return { browser, token: readToken((await browser.get('/login')).body) };
  }

  const countChecked = async (): Promise<number> =>
    (await readAuditEntries(dashboard.database, { limit: 500 })).filter(({ status }) => status === 401).length;

  it('from one address stops after ten guesses a minute', async () => {
    const { browser, token } = await openForm('203.0.113.1');
    const statuses: number[] = [];
    for (let i = 0; i < GUESSES; i += 1) statuses.push((await guess(browser, token, `user${i}`, `guess ${i}`)).status);
    expect(statuses.slice(0, 10)).to.deep.equal(Array.from({ length: 10 }, () => 401));
    expect(statuses.slice(10)).to.deep.equal(Array.from({ length: GUESSES - 10 }, () => 429));
    const page = await browser.post('/login', { name: 'admin', password: PASSWORD, _csrf: token });
    expect(page.statusCode).to.equal(429); // the right password is not looked at either
    expect(Number(page.headers['retry-after'])).to.be.within(1, 60);
  });

  it('at one name from one address waits twice as long each time, up to a quarter of an hour', async () => {
    await dashboard.close();
    dashboard = await openTestDashboard({ signInsPerMinute: 100_000 });
    const { browser, token } = await openForm('203.0.113.1');
    const waits: number[] = [];
    let checked = 0;
    for (let i = 0; i < GUESSES; i += 1) {
      const { status, waitSeconds } = await guess(browser, token, 'admin', `guess ${i}`);
      if (status === 401) checked += 1;
      else waits.push(waitSeconds);
      dashboard.wait(waitSeconds * 1_000); // a patient script waits as long as it is told to
    }
    expect(waits.slice(0, 12)).to.deep.equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
    expect(waits.every((seconds, index) => index < 10 || seconds === 900)).to.equal(true);
    expect(await countChecked()).to.equal(checked);
    expect(waits.reduce((sum, seconds) => sum + seconds, 0)).to.be.greaterThan(3 * 3_600); // for not even 30 guesses
  });

  it('all at one moment does not get more guesses in', async () => {
    await dashboard.close();
    dashboard = await openTestDashboard({ signInsPerMinute: 100_000 });
    const { browser, token } = await openForm('203.0.113.1');
    const answers = await Promise.all(
      Array.from({ length: GUESSES }, (_, i) => guess(browser, token, 'admin', `guess ${i}`)),
    );
    expect(answers.filter(({ status }) => status === 401)).to.have.length(4);
    expect(answers.filter(({ status }) => status === 429)).to.have.length(GUESSES - 4);
    expect(await countChecked()).to.equal(4);
  });

  it('at one name from everywhere is slowed down, and does not lock its owner out', async () => {
    const owner = await dashboard.signIn('operator'); // so this browser is known
    await owner.submit('/logout', {}, '/');
    for (let i = 0; i < GUESSES; i += 1) {
      const { browser, token } = await openForm(`203.0.113.${i}`);
      await guess(browser, token, 'operator', `guess ${i}`);
    }
    expect(await countChecked()).to.equal(21); // twenty are free, then all wait together
    const { browser, token } = await openForm('198.51.100.1');
    const stranger = await guess(browser, token, 'operator', PASSWORD);
    expect(stranger.status).to.equal(429);
    expect(stranger.waitSeconds).to.be.within(1, 30);
    expect((await owner.signIn('operator', PASSWORD)).statusCode).to.equal(303); // the owner does not wait
  });

  it('keeps somebody on a new machine waiting for half a minute at most, however long it goes on', async () => {
    for (let i = 0; i < 200; i += 1) {
      const { browser, token } = await openForm(`2001:db8:0:${i.toString(16)}::1`);
      const { waitSeconds } = await guess(browser, token, 'operator', `guess ${i}`);
      dashboard.wait(waitSeconds * 1_000);
    }
    const last = await openForm('2001:db8:0:ffff::1');
    await guess(last.browser, last.token, 'operator', 'one more');
    const { browser, token } = await openForm('198.51.100.1');
    const { status, waitSeconds } = await guess(browser, token, 'operator', PASSWORD);
    expect(status).to.equal(429);
    expect(waitSeconds).to.be.within(1, 30);
    dashboard.wait(waitSeconds * 1_000);
    expect((await guess(browser, token, 'operator', PASSWORD)).status).to.equal(303);
  });

  it('with the browser of another user, or a made-up one, has no advantage', async () => {
    await dashboard.close();
    dashboard = await openTestDashboard({ signInsPerMinute: 100_000 });
    const insider = await dashboard.signIn('viewer');
    await insider.submit('/logout', {}, '/');
    const forged = dashboard.openBrowser('203.0.113.9');
    forged.cookies.set('kyhan_device', encodeURIComponent(`admin ${'0'.repeat(36)}.${'a'.repeat(43)}`));
    for (const browser of [insider, forged]) {
      const statuses: number[] = [];
      for (let i = 0; i < 10; i += 1) statuses.push((await browser.signIn('admin', `guess ${i}`)).statusCode);
      expect(statuses.filter((status) => status === 401)).to.have.length(4);
    }
  });

  it('at a name that nobody has is slowed down in the same way', async () => {
    await dashboard.close();
    dashboard = await openTestDashboard({ signInsPerMinute: 100_000 });
    const results: Record<string, readonly unknown[]> = {};
    for (const [name, address] of [
      ['admin', '203.0.113.1'],
      ['nobody', '203.0.113.2'],
    ] as const) {
      const { browser, token } = await openForm(address);
      const answers: unknown[] = [];
      for (let i = 0; i < 8; i += 1) answers.push(await guess(browser, token, name, `guess ${i}`));
      results[name] = answers;
    }
    expect(results.nobody).to.deep.equal(results.admin);
  });

  it('is in the audit: who was guessed at and from where, never what was typed', async () => {
    const { browser, token } = await openForm('203.0.113.1');
    await guess(browser, token, 'admin', 'Tr0ub4dor&3');
    await guess(browser, token, 'MyPassword-typed-as-name', 'x');
    const entries = await readAuditEntries(dashboard.database, { limit: 10 });
    expect(
      entries.map(({ userName, action, phase, status, detail }) => [userName, action, phase, status, detail]),
    ).to.deep.equal([
      [null, 'sign-in', 'refused', 401, 'from 203.0.113.1'],
      ['admin', 'sign-in', 'refused', 401, 'from 203.0.113.1'],
    ]);
    expect(JSON.stringify(await dashboard.database.knex('audit_entries'))).not.to.match(/Tr0ub4dor|MyPassword/i);
  });

  it('is forgiven after a day', async () => {
    const { browser, token } = await openForm('203.0.113.1');
    for (let i = 0; i < 6; i += 1) await guess(browser, token, 'admin', `guess ${i}`);
    dashboard.wait(24 * HOUR_MS);
    for (let i = 0; i < 4; i += 1) expect((await guess(browser, token, 'admin', `guess ${i}`)).status).to.equal(401);
  });
});
