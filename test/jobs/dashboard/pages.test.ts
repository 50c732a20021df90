import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { readRunStatus } from '../../../jobs/run-status.ts';
import { readDatabaseClock } from '../../../src/store/database-clock.ts';
import { beginReporting, createRun, findRun } from '../../../src/store/runs.ts';
import { buildNewRun } from '../../support/store-samples.ts';
import { openTestDashboard, type TestBrowser, type TestDashboard } from './open-dashboard.ts';
import {
  SCRIPT,
  SCRIPT_ID,
  startClosedRun,
  startPartialRun,
  startSampleRun,
  WORKBOOK,
  WORKBOOK_NAME,
} from './sample-runs.ts';

const ESCAPED = SCRIPT.replaceAll('<', '&lt;')
  .replaceAll('>', '&gt;')
  .replaceAll('"', '&quot;')
  .replaceAll("'", '&#39;');

describe('the pages of the dashboard', () => {
  let dashboard: TestDashboard;
  let browser: TestBrowser;
  let closed: string;
  let partial: string;
  let deciding: string;
  const notices: string[] = [];
  before(async () => {
    dashboard = await openTestDashboard({ readNotices: async () => notices });
    const { database } = dashboard;
    closed = await startClosedRun(database, { createdAt: 1_795_000_000_000 });
    partial = await startPartialRun(database, { createdAt: 1_795_000_001_000, startedBy: SCRIPT });
    deciding = await startSampleRun(database, { createdAt: 1_795_000_002_000, kind: 'billing' });
    browser = await dashboard.signIn('operator');
  });
  after(() => dashboard.close());

  /** The text of a page as a reader sees it, with single blanks. */
  async function read(url: string): Promise<string> {
    const page = await browser.get(url);
    expect(page.statusCode, page.body).to.equal(200);
    return page.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  }

  it('list the runs, newest first, with progress, totals and what failed', async () => {
    const text = await read('/?lang=en');
    const places = [deciding, partial, closed].map((runId) => text.indexOf(runId));
    expect(places).to.deep.equal([...places].sort((a, b) => a - b));
    expect(Math.min(...places)).to.be.greaterThan(0);
    expect(text).to.contain('Fee collection As of 2026-11-23 09:00:00');
    expect(text).to.contain('Deciding 0 % 0 % · 0 / 3 subjects');
    expect(text).to.contain('66 % · 2 / 3 subjects');
    expect(text).to.contain('4 read = 3 accepted + 1 rejected ✓ agrees');
    expect(text).to.contain('Amounts in USD: read = stored ✓ agrees');
    expect(text).to.contain('Parts are missing Reason:');
    expect(text).to.contain('What to do: Look for an absurd amount');
  });

  it('link each run to its jobs, its rejected rows, and its reports: to the files where they can be had', async () => {
    const { body } = await browser.get('/');
    const list = (runId: string): readonly string[] =>
      [...body.matchAll(/href="([^"]+)"/g)]
        .map(([, href]) => href ?? '')
        .filter((href) => href.startsWith(`/runs/${runId}`))
        .map((href) => href.slice(`/runs/${runId}`.length));
    expect(list(closed)).to.have.members([
      '',
      '#jobs',
      `/reports/${encodeURIComponent(WORKBOOK_NAME)}`,
      '#totals',
      '/rejected',
    ]);
    expect(list(deciding)).to.have.members(['', '#jobs', '#reports', '#totals', '/rejected']);
    const page = (await browser.get(`/runs/${closed}`)).body;
    for (const place of ['jobs', 'reports', 'totals']) expect(page).to.contain(` id="${place}"`);
  });

  it('say in the list that totals do not agree', async () => {
    const { knex } = dashboard.database;
    await knex('run_amounts').where({ run_id: partial }).update({ stored_minor: '1' });
    await knex('runs').where({ run_id: partial }).update({ rows_accepted: 2 });
    const text = await read('/?status=partial&lang=en');
    await knex('run_amounts').where({ run_id: partial }).update({ stored_minor: '123456789' });
    await knex('runs').where({ run_id: partial }).update({ rows_accepted: 3 });
    expect(text)
      .to.contain('4 read = 2 accepted + 1 rejected ✕ DIFFERS')
      .and.contain('Amounts in USD: read = stored ✕ DIFFERS')
      .and.not.contain('agrees');
  });

  it('say the same rate as the command, from the moment at which deciding began', async () => {
    const { database } = dashboard;
    const runId = await startSampleRun(database, { createdAt: 1_794_000_000_000, kind: 'billing' });
    const now = await readDatabaseClock(database);
    const where = { run_id: runId };
    await database
      .knex('runs')
      .where(where)
      .update({ imported_at: now - 10_000 });
    await database.knex('chunks').where(where).update({ subject_count: 3_000_000 });
    const first = database.knex('chunks').where({ ...where, chunk_no: 1 });
    await first.update({ status: 'done', done_at: now - 5_000 });
    const run = await findRun(database, runId);
    const status = run && (await readRunStatus(database, run, null));
    const shown = /([\d,]+) subjects\/s, about (\d+) s left/.exec(await read(`/runs/${runId}?lang=en`)) ?? [];
    await database.knex('runs').where(where).update({ status: 'closed' }); // no other test is to find it at work
    // All of it within ten seconds, and not within the whole window; some time passes until somebody looks.
    expect(status?.subjectsPerSecond).to.be.within(3_000_000 / 30, 3_000_000 / 10);
    expect(Number(shown[1]?.replaceAll(',', ''))).to.be.within(3_000_000 / 30, 3_000_000 / 10);
    expect(status?.secondsLeft).to.be.within(10, 30);
    expect(Number(shown[2])).to.be.within(10, 30);
  });

  it('list the runs of a kind or status only, and say where there are none', async () => {
    expect(await read('/?kind=billing'))
      .to.contain(deciding)
      .and.not.contain(partial);
    expect(await read('/?status=closed'))
      .to.contain(closed)
      .and.not.contain(partial);
    expect(await read('/?kind=debt&lang=en')).to.contain('No run fits.');
    expect((await browser.get('/?kind=nonsense')).statusCode).to.equal(400);
  });

  it('list twenty runs at a time', async () => {
    const many = await openTestDashboard();
    try {
      const runIds: string[] = [];
      for (let i = 0; i < 23; i += 1) {
        const createdAt = 1_795_000_000_000 + Math.floor(i / 3) * 1_000; // some at the same moment
        runIds.push(await startSampleRun(many.database, { createdAt, runId: `ticket-${String(i).padStart(2, '0')}` }));
      }
      const reader = await many.signIn('viewer');
      const first = await reader.get('/');
      const older = /href="([^"]+)" rel="next"/.exec(first.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const second = await reader.get(older);
      const seen = [first, second].map((page) =>
        [...page.body.matchAll(/href="\/runs\/(ticket-\d\d)"/g)].map(([, id]) => id),
      );
      expect(seen.map(({ length }) => length)).to.deep.equal([20, 3]);
      expect(seen.flat()).to.deep.equal([...runIds].reverse());
      expect(second.body).not.to.contain('rel="next"');
    } finally {
      await many.close();
    }
  });

  it('show everything about one run', async () => {
    const text = await read(`/runs/${closed}?lang=en`);
    expect(text).to.contain(`tickets 4 3 1 ✓ agrees 1.2 MB ${'ab'.repeat(32)}`);
    expect(text).to.contain('invoices USD 1,234,567.89 1,234,567.89 ✓ agrees');
    expect(text).to.contain('Decisions by outcome: 3');
    expect(text).to.contain('met 2 breached 1');
    expect(text).to.contain('2 chunks: 2 done, 0 waiting or at work, 0 failed');
    expect(text).to.contain('UNKNOWN_PRODUCT 1');
    expect(text).to.contain('See 1 rejected rows');
    expect(text).to.contain('Took 1 min 15 s');
    expect(text).to.contain(createHash('sha256').update(WORKBOOK).digest('hex'));
  });

  it('show totals that do not agree as such', async () => {
    await dashboard.database.knex('run_inputs').where({ run_id: deciding }).update({ rows_accepted: 2 });
    expect(await read(`/runs/${deciding}?lang=en`)).to.contain('tickets 4 2 1 ✕ DIFFERS');
  });

  it('list failed chunks with the reason and their jobs, where the queue has them', async () => {
    const job = { runId: partial, chunkNo: 2 };
    await dashboard.queues.decide.add('decide', job, { jobId: `chunk.${partial}.2`, delay: 3_600_000 });
    const page = (await browser.get(`/runs/${partial}?lang=en`)).body;
    expect(page).to.contain(
      `<a href="/queues/queue/decide/chunk.${partial}.2">chunk.${partial}.2</a> <span class="muted">delayed`,
    );
    expect(page.replace(/\s+/g, ' ')).to.contain('<code>AMOUNT_TOO_LARGE</code></td><td class="number">1</td>');
  });

  it('link to jobs of reports that wait or failed, of which there is no workbook yet', async () => {
    const runId = await startSampleRun(dashboard.database, { createdAt: 1_794_000_001_000 });
    await beginReporting(dashboard.database, runId);
    const jobId = `report.${runId}.ticket-sla`;
    await dashboard.queues.report.add('report', { runId, report: 'ticket-sla' }, { jobId, delay: 3_600_000 });
    const page = (await browser.get(`/runs/${runId}?lang=en`)).body;
    expect(page).to.contain(`<a href="/queues/queue/report/${jobId}">${jobId}</a> <span class="muted">delayed`);
  });

  it('offer operators what the state of a run allows, and viewers nothing', async () => {
    const offers = async (reader: TestBrowser, runId: string): Promise<readonly string[]> =>
      [...(await reader.get(`/runs/${runId}`)).body.matchAll(/action="\/runs\/[^/]+\/(\w+)"/g)].map(
        ([, action]) => action ?? '',
      );
    expect(await offers(browser, partial)).to.deep.equal(['retry']);
    expect(await offers(browser, deciding)).to.deep.equal(['resume']);
    expect(await offers(browser, closed)).to.deep.equal([]);
    expect(await offers(await dashboard.signIn('viewer'), partial)).to.deep.equal([]);
  });

  it('show a stored script as text, wherever it stands', async () => {
    const pages = ['/', `/runs/${partial}`, `/runs/${partial}/rejected`, `/find?q=${encodeURIComponent(SCRIPT)}`];
    for (const url of pages) {
      const { body } = await browser.get(url);
      expect(body, url).to.contain(ESCAPED);
      expect(body, url).not.to.match(/<script|<img|onerror="/);
    }
    const found = (await browser.get(`/find?q=${encodeURIComponent(SCRIPT_ID)}`)).body;
    expect(found).to.contain('TK-&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;?');
    expect(found).not.to.contain('<script');
  });

  it('forbid scripts, frames and other hosts, whatever gets into them', async () => {
    for (const url of ['/', '/login', '/nothing', '/healthz', '/assets/dashboard.css']) {
      const { headers } = await browser.get(url);
      const policy = String(headers['content-security-policy']);
      expect(policy, url)
        .to.contain("default-src 'none'")
        .and.contain("frame-ancestors 'none'")
        .and.contain("form-action 'self'");
      expect(policy, url).not.to.match(/script-src|unsafe|https?:|\*/);
      expect(headers).to.include({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
    }
    const board = String((await browser.get('/queues')).headers['content-security-policy']);
    expect(board)
      .to.contain("script-src 'self'")
      .and.not.match(/https?:|\*|script-src[^;]*unsafe/);
  });

  it('are kept by no browser and no proxy', async () => {
    for (const url of [
      '/',
      `/runs/${closed}`,
      '/queues/api/queues',
      `/runs/${closed}/reports/${encodeURIComponent(WORKBOOK_NAME)}`,
    ]) {
      expect((await browser.get(url)).headers['cache-control'], url).to.equal('no-store');
    }
  });

  it('hand out a workbook of a closed run as it was stored', async () => {
    const page = (await browser.get(`/runs/${closed}`)).body;
    const href = /href="(\/runs\/[^"]+\/reports\/[^"]+)"/.exec(page)?.[1] ?? 'no link';
    const answer = await browser.get(href);
    expect(answer.statusCode).to.equal(200);
    expect(answer.rawPayload.equals(WORKBOOK)).to.equal(true);
    expect(answer.headers).to.include({
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-length': String(WORKBOOK.length),
      'repr-digest': `sha-256=:${createHash('sha256').update(WORKBOOK).digest('base64')}:`,
    });
    const disposition = String(answer.headers['content-disposition']);
    expect(disposition).to.match(/^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w.%-]+$/);
    expect(decodeURIComponent(disposition.split("''")[1] ?? '')).to.equal(WORKBOOK_NAME);
  });

  it('hand out no file of another run, and no other file', async () => {
    const name = encodeURIComponent(WORKBOOK_NAME);
    const urls = [
      `/runs/${partial}/reports/${name}`,
      `/runs/${closed}/reports/other.xlsx`,
      `/runs/${closed}/reports/..%2f..%2fpackage.json`,
      `/runs/${closed}/reports/%2fetc%2fpasswd`,
      `/runs/nothing/reports/${name}`,
      '/runs/nothing',
      '/runs/nothing/rejected',
    ];
    for (const url of urls) expect((await browser.get(url)).statusCode, url).to.equal(404);
  });

  it('list rejected rows a hundred at a time, each problem with its place', async () => {
    const rows = Array.from({ length: 250 }, (_, index) => {
      const input = index < 120 ? 'events' : 'tickets';
      const problem = { column: 'at', code: 'BAD_INSTANT', value: `value ${index}`, allowed: 'an instant' };
      const problems = index === 0 ? [problem, { ...problem, column: 'type' }] : [problem];
      const body = JSON.stringify({ input, file: `${input}.csv`, line: index + 10, id: null, problems });
      return { run_id: deciding, input, line: index + 10, body };
    });
    for (let start = 0; start < rows.length; start += 50) {
      await dashboard.database.knex('rejected_rows').insert(rows.slice(start, start + 50));
    }
    const seen: string[] = [];
    let url: string | undefined = `/runs/${deciding}/rejected`;
    let pages = 0;
    while (url !== undefined) {
      const { body } = await browser.get(url);
      seen.push(...[...body.matchAll(/>(value \d+)</g)].map(([, value]) => value ?? ''));
      url = /href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&');
      pages += 1;
    }
    expect(pages).to.equal(3);
    expect(seen).to.deep.equal(['value 0', ...rows.map((_, index) => `value ${index}`)]);
  });

  it('find a run by its id, and a ticket in all runs, decided or not, with its jobs', async () => {
    expect(await read(`/find?q=${closed}&lang=en`))
      .to.contain('The run of this id')
      .and.contain('Customer requests, As of');
    const text = await read('/find?q=TK-2&lang=en');
    expect(text).to.contain(closed).and.contain(partial);
    expect(text).to.contain('ticket TK-2 – met');
    expect(text).to.contain(`chunk.${deciding}.1`); // not decided yet
    expect(text).to.contain('waiting or at work');
    expect(await read('/find?q=TK-404&lang=en')).to.contain(
      'Nothing found about “TK-404” in the latest 50 runs of each kind.',
    );
    expect(await read('/find?lang=en')).not.to.contain('Nothing found');
  });

  it('find what is in a run of another kind, however many tickets were swept since', async () => {
    const many = await openTestDashboard();
    try {
      const billing = await startSampleRun(many.database, { createdAt: 1_795_000_000_000, kind: 'billing' });
      for (let i = 1; i <= 60; i += 1) {
        await createRun(many.database, buildNewRun({ createdAt: 1_795_000_000_000 + i }));
      }
      const reader = await many.signIn('viewer');
      expect((await reader.get('/find?q=TK-2')).body).to.contain(`chunk.${billing}.1`);
    } finally {
      await many.close();
    }
  });

  it('say at their top what needs attention', async () => {
    notices.push('Lịch “billing-daily” đã không chạy lúc 06:00', SCRIPT);
    const page = (await browser.get('/')).body;
    expect(page).to.contain('Lịch “billing-daily” đã không chạy lúc 06:00').and.contain(ESCAPED);
    expect((await dashboard.openBrowser().get('/login')).body).not.to.contain('billing-daily');
    notices.length = 0;
    expect((await browser.get('/')).body).not.to.contain('class="notices"');
  });

  it('are Vietnamese until somebody chooses English, and remember it', async () => {
    const reader = await dashboard.signIn('viewer');
    expect((await reader.get('/')).body)
      .to.contain('<html lang="vi">')
      .and.contain('Lượt chạy');
    expect((await reader.get('/?lang=en')).body).to.contain('<html lang="en">');
    expect((await reader.get('/find')).body).to.contain('<html lang="en">');
    expect((await reader.get('/find?lang=xx')).body).to.contain('<html lang="en">');
    expect((await reader.get('/find?lang=vi')).body).to.contain('<html lang="vi">');
  });

  it('tell of an unexpected error without its text, which is in the log', async () => {
    await dashboard.database.knex.schema.renameTable('run_amounts', 'run_amounts_away');
    const page = await browser.get(`/runs/${closed}?lang=en`);
    await dashboard.database.knex.schema.renameTable('run_amounts_away', 'run_amounts');
    expect(page.statusCode).to.equal(503);
    expect(page.body).to.contain('its tables are not those of this program').and.contain('kyhan migrate');
    expect(page.body).not.to.match(/select|run_amounts/);
  });
});
