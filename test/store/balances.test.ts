import { expect } from 'chai';
import { before, it } from 'mocha';
import type { CustomerBalance } from '../../src/domain/debt-decision.ts';
import { readBalances, sumBalances } from '../../src/store/balances.ts';
import { findPendingChunks } from '../../src/store/chunks.ts';
import type { Database } from '../../src/store/database.ts';
import {
  countDecidedSubjects,
  readReportedDecisions,
  type StoredDecision,
  sumDecisionAmounts,
} from '../../src/store/decisions.ts';
import { planChunks } from '../../src/store/plan-chunks.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { readAll } from '../support/read-all.ts';
import { buildDecision, buildRecord, completeSample, planOf, startDeciding } from '../support/store-samples.ts';

function buildBalance(customerId: string, changes: Partial<CustomerBalance> = {}): CustomerBalance {
  return {
    customerId,
    customerName: null,
    currency: 'VND',
    invoicedMinor: 100,
    settledMinor: 60,
    openMinor: 50,
    creditMinor: 10,
    releasedProvisions: [],
    writeOffs: [],
    ...changes,
  };
}

describeEachDatabase('balances', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });
  async function store(balances: readonly CustomerBalance[], decisions: readonly StoredDecision[] = []) {
    const runId = await startDeciding(database, [buildRecord('A')]);
    await planChunks(database, runId, planOf(10));
    const [chunk] = await findPendingChunks(database, runId);
    if (chunk === undefined) throw new Error('no chunk');
    expect(await completeSample(database, runId, chunk, { decisions, balances })).to.equal(true);
    expect(await completeSample(database, runId, chunk, { decisions, balances })).to.equal(false);
    return runId;
  }

  it('come back as they were stored, by customer in the order of bytes, then currency, each once', async () => {
    const writeOff = {
      ...{ invoiceId: 'I1', contractId: 'K1', currency: 'VND' as const, writtenOffOn: '2026-01-31' },
      ...{ writtenOffMinor: 30, recoveredMinor: -5, usedProvisionMinor: 20, trackedUntil: '2036-01-31' },
    };
    const balances = [
      buildBalance('A', { currency: 'USD', customerName: 'Công ty Ấ' }),
      buildBalance('A', { writeOffs: [writeOff, { ...writeOff, invoiceId: 'I2' }] }),
      buildBalance('a'),
      buildBalance('ấ', { creditMinor: -7 }),
    ];
    const runId = await store(balances.toReversed());
    expect(await readAll(readBalances(database, runId))).to.deep.equal(balances);
    const sums = await sumBalances(database, runId);
    expect([...sums.keys()]).to.deep.equal(['USD', 'VND']);
    expect(sums.get('VND')).to.deep.equal({
      ...{ invoiced: 300n, settled: 180n, open: 150n, credit: 13n, written_off: 60n, recovered: -10n },
    });
  });

  it('come page after page', async () => {
    const ids = Array.from({ length: 1_203 }, (_, index) => `C-${String(index).padStart(4, '0')}`);
    const runId = await store(ids.flatMap((id) => [buildBalance(id, { currency: 'USD' }), buildBalance(id)]));
    const seen = await readAll(readBalances(database, runId));
    expect(seen.map((each) => `${each.customerId} ${each.currency}`)).to.deep.equal(
      ids.flatMap((id) => [`${id} USD`, `${id} VND`]),
    );
  });

  it('have no sums where a run has none', async () => {
    expect(await sumBalances(database, await store([]))).to.deep.equal(new Map());
  });

  it('are held against decisions, which are added up by part and counted by subject', async () => {
    const about = (id: string, part: string, amountMinor: number | null) =>
      buildDecision(id, { subject: 'contract', part, amountMinor, row: `{"id":"${id}"}` });
    const runId = await store(
      [],
      [
        about('K1', 'USD', 5),
        about('K1', 'VND', Number.MAX_SAFE_INTEGER),
        about('K2', 'VND', Number.MAX_SAFE_INTEGER),
        about('K3', '', null),
        buildDecision('K1', { subject: 'invoice', part: 'VND', amountMinor: 9 }),
      ],
    );
    expect(await sumDecisionAmounts(database, runId, 'contract')).to.deep.equal(
      new Map([
        ['USD', 5n],
        ['VND', 2n * BigInt(Number.MAX_SAFE_INTEGER)],
      ]),
    );
    expect(await countDecidedSubjects(database, runId, 'contract')).to.equal(3);
    expect(await countDecidedSubjects(database, runId, 'contract', 'VND')).to.equal(2);
    expect(await countDecidedSubjects(database, runId, 'ticket')).to.equal(0);
    const reported = await readAll(readReportedDecisions(database, runId, 'contract'));
    expect(reported.map(({ id, part, row, details }) => [id, part, row, details])).to.deep.equal([
      ['K1', 'USD', '{"id":"K1"}', '{}'],
      ['K1', 'VND', '{"id":"K1"}', '{}'],
      ['K2', 'VND', '{"id":"K2"}', '{}'],
      ['K3', '', '{"id":"K3"}', '{}'],
    ]);
  });
});
