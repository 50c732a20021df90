import { join } from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type KyhanRelease, readStoredRelease } from '../../src/batches/kyhan-release.ts';
import { getOwnRelease, readRedecided, redecideRun } from '../../src/batches/redecide/redecide-run.ts';
import type { RunRequest } from '../../src/batches/run-context.ts';
import { TICKET_BATCH } from '../../src/batches/ticket/ticket-batch.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import type { Run } from '../../src/store/run.ts';
import { findRun } from '../../src/store/runs.ts';
import { USUAL_AS_OF } from '../support/account-arbitraries.ts';
import { generateAccounts, writeAccounts } from '../support/account-files.ts';
import { type AccountKind, buildAccountRequest } from '../support/account-runs.ts';
import { getChangedRelease, type RulesChange } from '../support/changed-rules.ts';
import { makeFolder, PROJECT_FOLDER } from '../support/run-cli.ts';
import { buildRequest, readRows, run, withoutReports } from '../support/sample-run.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const BILLING_INPUTS = ['invoices', 'payments', 'contracts', 'holds', 'notices'] as const;
const INPUTS = {
  billing: BILLING_INPUTS,
  debt: [...BILLING_INPUTS, 'debtors', 'provisions'],
} as const;
const SAMPLE_DAYS = { billing: '2026-11-23', debt: '2026-11-30' } as const;

/** Drafts, each with changes that a chain meets early and ones that it meets late. */
const DRAFTS: Readonly<Record<string, readonly RulesChange[]>> = {
  'a rate': [{ file: 'debt/provision-rates.rules.json', path: ['table', 'rows', 8, 'out'], value: [35] }],
  'the bound of a rate': [
    { file: 'debt/provision-rates.rules.json', path: ['table', 'rows', 7, 'in'], value: ['ordinary', 11] },
  ],
  'days of the ladders': [
    { file: 'parameters/billing.json', path: ['parameters', 3, 'values', 0, 'value'], value: 8 },
    { file: 'parameters/billing.json', path: ['parameters', 8, 'values', 0, 'value'], value: 29 },
    { file: 'parameters/debt.json', path: ['parameters', 1, 'values', 0, 'value'], value: 14 },
    { file: 'parameters/debt.json', path: ['parameters', 8, 'values', 0, 'value'], value: 'special' },
  ],
  'amounts up to which a debt is none': [
    {
      file: 'billing/amounts.rules.json',
      path: ['table', 'rows', 0, 'out'],
      value: [60_000, 60_000, 90_000, 150_000, 150_000, 60_000],
    },
  ],
  'hours of tickets': [
    { file: 'ticket/time-limits.rules.json', path: ['table', 'rows', 0, 'out', 0], value: 5 },
    { file: 'ticket/time-limits.rules.json', path: ['table', 'rows', 2, 'out', 1], value: 1 },
  ],
  'another calendar': [
    { file: 'reference/calendars.json', path: ['calendars', 1, 'daysOff', '+'], value: '2026-11-24' },
  ],
};

function buildDraft(name: keyof typeof DRAFTS): KyhanRelease {
  return readStoredRelease(getChangedRelease(...(DRAFTS[name] ?? [])).content);
}

/** Whatever is to be decided: the sample of the repository, and generated records. */
type Source = { readonly name: string; readonly build: (set: Partial<RunRequest>) => Promise<RunRequest> };

describe('deciding the stored facts of a run again', () => {
  let folder = '';
  let database: Database;
  let file: TestDatabase;

  before(async () => {
    folder = await makeFolder();
    file = await createTestDatabase('sqlite');
    database = await openDatabase(file.target);
    await migrateDatabase(database);
  });
  after(async () => {
    await database.close();
    await file.remove();
  });

  async function decide(request: RunRequest): Promise<Run> {
    const { runId } = await run(request, database);
    const found = await findRun(database, runId);
    if (found === undefined) throw new Error('a finished run is in the store');
    return found;
  }

  const buildSample = (kind: AccountKind) => (set: Partial<RunRequest>) => {
    const inputs = INPUTS[kind].map((input) => ({ input, path: join(PROJECT_FOLDER, `examples/${input}.csv`) }));
    return buildAccountRequest(folder, kind, SAMPLE_DAYS[kind], { inputs, ...set });
  };
  const buildGenerated = (kind: AccountKind) => async (set: Partial<RunRequest>) => {
    const inputs = await writeAccounts(folder, generateAccounts(200, 20_240_331), 1, INPUTS[kind]);
    return buildAccountRequest(folder, kind, USUAL_AS_OF, { inputs, ...set });
  };
  const buildTickets = (set: Partial<RunRequest>) =>
    buildRequest(folder, { batch: withoutReports(TICKET_BATCH), ...set });

  const sources: readonly Source[] = [
    { name: 'billing of the sample', build: buildSample('billing') },
    { name: 'billing of generated customers', build: buildGenerated('billing') },
    { name: 'debts of the sample', build: buildSample('debt') },
    { name: 'debts of generated customers', build: buildGenerated('debt') },
    { name: 'tickets of the sample', build: buildTickets },
  ];

  for (const { name, build } of sources) {
    it(`${name}: changes nothing by the same rules`, async () => {
      const request = await build({});
      const decided = await decide(request);
      const again: string[] = [];
      for await (const page of readRedecided(database, decided, request.release, request.release)) {
        again.push(...page.map((each) => JSON.stringify(each.after)));
      }
      expect(again).to.deep.equal(await readRows(database, decided.runId));
      const result = await redecideRun(database, decided, request.release);
      expect(result).to.deep.include({ decided: again.length, changed: 0, changes: [], unseen: [] });
      expect(again.length).to.be.greaterThan(200);
    });
  }

  const pairs: readonly { readonly draft: keyof typeof DRAFTS; readonly source: Source | undefined }[] = [
    { draft: 'a rate', source: sources[2] },
    { draft: 'the bound of a rate', source: sources[3] },
    { draft: 'days of the ladders', source: sources[0] },
    { draft: 'days of the ladders', source: sources[1] },
    { draft: 'days of the ladders', source: sources[3] },
    { draft: 'amounts up to which a debt is none', source: sources[1] },
    { draft: 'amounts up to which a debt is none', source: sources[3] },
    { draft: 'hours of tickets', source: sources[4] },
  ];
  for (const { draft: name, source } of pairs) {
    if (source === undefined) throw new Error('each draft is tried on a source');
    it(`${source.name}: ${name} by a draft gives every decision of a second run from the files`, async () => {
      const draft = buildDraft(name);
      const decided = await decide(await source.build({}));
      const second = await decide(await source.build({ release: draft }));
      const own = await getOwnRelease(database, decided, draft);
      const again: string[] = [];
      for await (const page of readRedecided(database, decided, draft, own)) {
        for (const { after: made } of page) if (made !== null) again.push(JSON.stringify(made));
      }
      expect(again).to.deep.equal(await readRows(database, second.runId));
      const { changed } = await redecideRun(database, decided, draft);
      expect(changed).to.be.greaterThan(0);
    });
  }

  it('tells from what to what, with examples, and what it comes to in money', async () => {
    const decided = await decide(await buildSample('debt')({}));
    const result = await redecideRun(database, decided, buildDraft('a rate'), { maxExamples: 2 });
    const rate = result.changes.filter((each) => each.field === 'provisionRatePercent');
    expect(rate).to.have.length(1);
    expect(rate[0]).to.deep.include({ subject: 'invoice', from: '30', to: '35', count: result.changed });
    expect(rate[0]?.examples).to.have.length(2);
    let [before30, after35] = [0n, 0n];
    for (const row of await readRows(database, decided.runId)) {
      const { provisionRatePercent, provisionBase, provisionAmount, currency, rules } = JSON.parse(row);
      if (currency !== 'VND' || rules.provision !== 'ordinary-from-6-months') continue;
      expect(provisionRatePercent).to.equal(30);
      before30 += BigInt(provisionAmount);
      after35 += BigInt(Math.round((provisionBase * 35) / 100));
    }
    const vnd = result.provisions.find((each) => each.currency === 'VND');
    expect(before30 > 0n).to.equal(true);
    expect((vnd?.afterMinor ?? 0n) - (vnd?.beforeMinor ?? 0n)).to.equal(after35 - before30);
  });

  it('says what a draft changes that stored facts cannot show', async () => {
    const decided = await decide(await buildSample('debt')({}));
    expect((await redecideRun(database, decided, buildDraft('a rate'))).unseen).to.deep.equal([]);
    const amounts = await redecideRun(database, decided, buildDraft('amounts up to which a debt is none'));
    expect(amounts.unseen).to.deep.equal(['contracts-within-tolerance']);
    const calendar = await redecideRun(database, decided, buildDraft('another calendar'));
    expect(calendar.unseen).to.deep.equal(['calendars']);
    expect(calendar.changed).to.equal(0);
  });
});
