import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startChromium } from '../../support/chromium.ts';
import { openTestDashboard, PASSWORD, type TestDashboard } from './open-dashboard.ts';
import { SCRIPT_ID, startClosedRun, startPartialRun, startSampleRun } from './sample-runs.ts';

describe('the dashboard in a browser', () => {
  let dashboard: TestDashboard;
  let browser: Browser;
  let address: string;
  let folder: string;
  let closed: string;
  let partial: string;
  let admin: BrowserContext;
  before(async function () {
    this.timeout(120_000); // a cold Chromium on a busy machine
    dashboard = await openTestDashboard({
      signInsPerMinute: 1_000,
      readNotices: async () => ['Lịch “billing-daily” đã không chạy lúc 2026-11-18 06:00'],
    });
    const { database, queues } = dashboard;
    closed = await startClosedRun(database, { createdAt: 1_794_990_000_000, startedBy: 'lan.nguyen@vh-01' });
    partial = await startPartialRun(database, { createdAt: 1_794_999_000_000, startedBy: 'lan.nguyen@vh-01' });
    await startSampleRun(database, { createdAt: 1_794_999_940_000, startedBy: 'lịch@vh-02' });
    await queues.decide.add(
      'decide',
      { runId: partial, chunkNo: 2 },
      { jobId: `chunk.${partial}.2`, delay: 3_600_000 },
    );
    address = await dashboard.app.listen({ host: '127.0.0.1', port: 0 });
    folder = await mkdtemp(join(tmpdir(), 'kyhan-screens-'));
    browser = await startChromium();
    admin = await openSignedIn('admin');
  });
  after(async () => {
    await browser?.close();
    await dashboard?.close();
    if (process.env.KYHAN_KEEP_SCREENS === undefined) await rm(folder, { recursive: true, force: true });
    else process.stderr.write(`screens are in ${folder}\n`);
  });

  async function openSignedIn(name: string): Promise<BrowserContext> {
    const context = await browser.newContext({ baseURL: address, locale: 'vi-VN' });
    const page = await context.newPage();
    await page.goto('/login');
    await page.fill('#name', name);
    await page.fill('#password', PASSWORD);
    await page.click('main button');
    await page.waitForURL(`${address}/`);
    await page.close();
    return context;
  }

  /** A picture for people to look at; a page that shows nothing is a small file. */
  async function takePicture(page: Page, name: string): Promise<void> {
    const path = join(folder, `${name}.png`);
    await page.screenshot({ path, fullPage: true });
    expect((await stat(path)).size).to.be.greaterThan(8_000);
  }

  /** What axe finds that keeps people from using a page. The policy of the page lets no script in but by this way. */
  async function findBarriers(page: Page, rules: object = {}): Promise<readonly string[]> {
    if (await page.evaluate('typeof axe === "undefined"')) await page.evaluate(axe.source);
    const found: readonly string[] = await page.evaluate(`
      axe.run(document, ${JSON.stringify(rules)}).then(({ violations }) => violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html + ' ' + failureSummary).join(' | ')))
    `);
    return found;
  }

  it('is signed in to, looked through and left by keyboard alone', async () => {
    const context = await browser.newContext({ baseURL: address });
    const page = await context.newPage();
    await page.goto(`/runs/${partial}`);
    expect(new URL(page.url()).pathname).to.equal('/login');
    const tabTo = async (selector: string): Promise<void> => {
      for (let presses = 0; presses < 40; presses += 1) {
        if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)})`)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`the keyboard does not lead to ${selector}`);
    };
    await tabTo('#name');
    await page.keyboard.type('operator');
    await tabTo('#password');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${address}/runs/${partial}`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).to.equal('skip');
    await page.keyboard.press('Enter'); // past the menu, to the content
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.closest("main") !== null')).to.equal(true);
    await tabTo('form[action$="/retry"] button');
    const outline: string = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    expect(outline).to.equal('solid'); // where the keyboard is can be seen
    await page.keyboard.press('Enter');
    await page.waitForURL(/asked=yes/);
    expect(dashboard.asked).to.deep.equal([`retry ${partial}`]);
    await page.goto('/');
    await tabTo('form[action="/logout"] button');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/login$/);
    await context.close();
  });

  it('has no barrier that axe knows of, light and dark, on a desk and on a phone', async () => {
    const page = await admin.newPage();
    const stranger = await (await browser.newContext({ baseURL: address })).newPage();
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    const pages: readonly (readonly [string, string])[] = [
      ['runs', '/'],
      ['run-closed', `/runs/${closed}`],
      ['run-partial', `/runs/${partial}`],
      ['rejected', `/runs/${closed}/rejected`],
      ['find', `/find?q=${encodeURIComponent(SCRIPT_ID)}`],
      ['users', '/users'],
      ['audit', '/audit'],
      ['nothing', '/nothing'],
    ];
    for (const [name, url] of pages) {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 1_280, height: 800 });
      await page.goto(url);
      expect(await findBarriers(page), name).to.deep.equal([]);
      await takePicture(page, name);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await findBarriers(page, { runOnly: ['color-contrast'] }), `${name}, dark`).to.deep.equal([]);
      await page.setViewportSize({ width: 390, height: 800 });
      const isTooWide = await page.evaluate(
        'document.documentElement.scrollWidth > document.documentElement.clientWidth',
      );
      expect(isTooWide, `${name} on a phone`).to.equal(false);
      if (name.startsWith('run')) await takePicture(page, `${name}-phone-dark`);
    }
    expect(problems.filter((problem) => !problem.includes('404'))).to.deep.equal([]); // one page is not there
    expect(await page.title()).not.to.equal('taken over');
    // What axe would say of a page with barriers, so that its silence means something.
    await page.evaluate(
      `document.querySelector('main').innerHTML = '<input><img src="x"><p style="color: #777">faint</p>'`,
    );
    const seeded = await findBarriers(page);
    expect(seeded.map((line) => line.split(':')[0])).to.include.members(['label', 'image-alt']);
    await stranger.goto('/login');
    expect(await findBarriers(stranger), 'login').to.deep.equal([]);
    await takePicture(stranger, 'login');
    await page.close();
  });

  it('shows the queues in bull-board, and asks no other host for anything', async () => {
    const page = await admin.newPage();
    const hosts = new Set<string>();
    page.on('requestfinished', (request) => hosts.add(new URL(request.url()).host));
    await page.goto('/queues');
    await page.getByText('decide', { exact: true }).first().waitFor();
    for (const name of ['import', 'close', 'report', 'schedule']) {
      expect(await page.getByText(name, { exact: true }).count(), name).to.be.greaterThan(0);
    }
    await takePicture(page, 'queues');
    await page.goto(`/queues/queue/decide/chunk.${partial}.2`);
    await page.getByText(`chunk.${partial}.2`).first().waitFor();
    await takePicture(page, 'queues-job');
    expect([...hosts]).to.deep.equal([new URL(address).host]);
    await page.close();
  });

  it('lets admins change jobs in bull-board: its pages carry what proves where they come from', async () => {
    const page = await admin.newPage();
    await page.goto('/queues');
    const status: number = await page.evaluate(
      `fetch('/queues/api/queues/decide/chunk.${partial}.2/promote', { method: 'PUT' }).then((answer) => answer.status)`,
    );
    expect(status).to.equal(204);
    expect(await dashboard.queues.decide.getJobState(`chunk.${partial}.2`)).to.equal('waiting');
    await page.close();
  });

  it('shows viewers no button that changes anything, and refuses what they send all the same', async () => {
    const viewer = await openSignedIn('viewer');
    const page = await viewer.newPage();
    await page.goto(`/runs/${partial}`);
    expect(await page.locator('main button').count()).to.equal(0);
    expect(await page.locator('a[href^="/users"], a[href^="/audit"]').count()).to.equal(0);
    expect((await page.goto('/users'))?.status()).to.equal(403);
    await page.goto('/queues');
    await page.getByText('decide', { exact: true }).first().waitFor();
    const statuses: readonly number[] = await page.evaluate(
      `Promise.all(['chunk.${partial}.2/promote', 'chunk.${partial}.2/clean', 'pause', 'obliterate'].map((action) =>
        fetch('/queues/api/queues/decide/' + action, { method: 'PUT' }).then((answer) => answer.status)))`,
    );
    expect(statuses).to.deep.equal([403, 403, 403, 403]);
    await viewer.close();
  });

  it('hands a workbook out as a file with its name', async () => {
    const page = await admin.newPage();
    await page.goto(`/runs/${closed}`);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('a[href*="/reports/"]')]);
    expect(download.suggestedFilename()).to.equal('báo cáo (SLA) tháng 11.xlsx');
    expect((await stat(await download.path())).size).to.be.greaterThan(1_000);
    await page.close();
  });

  it('can be read at four times the size', async () => {
    const page = await admin.newPage();
    await page.setViewportSize({ width: 320, height: 256 }); // what 1280 × 1024 is at 400 %
    for (const url of ['/', `/runs/${partial}`, '/find', '/audit', '/login']) {
      await page.goto(url);
      const isTooWide = await page.evaluate(
        'document.documentElement.scrollWidth > document.documentElement.clientWidth',
      );
      expect(isTooWide, url).to.equal(false);
    }
    await page.close();
  });
});
