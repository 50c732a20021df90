import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import type { AccountRow } from '../../examples/generator/accounts/account-rows.ts';
import { loadKyhanRelease } from '../../src/batches/kyhan-release.ts';
import type { BillingAction } from '../../src/domain/billing-decision.ts';
import type { DecidedContract } from '../../src/domain/billing-report.ts';
import { addDays, countDays } from '../../src/domain/calendar-date.ts';
import { MONTH_ENDS, type ReplayedMonth, replayMonths, tabulateMonths } from '../support/replay-months.ts';
import { type LeftInvoice, listCounting, listLeft } from '../support/replay-months-open.ts';
import { withFolder } from '../support/run-cli.ts';
import { RULES_FOLDER } from '../support/shipped-release.ts';

/** Twenty-four runs with all their workbooks over everybody take two minutes; a third of the customers is enough. */
const EVERY_NTH = 3;

/** A month-end with what is open by a plain sum over its files. */
type CheckedMonth = ReplayedMonth & { readonly left: readonly LeftInvoice[] };
type Step = DecidedContract & { readonly month: CheckedMonth };

describe('twelve month-ends of the sample year, each run seeing what the one before led to', function () {
  this.timeout(300_000);
  let months: readonly CheckedMonth[] = [];
  before(async () => {
    const loaded = await loadKyhanRelease(RULES_FOLDER);
    if (!('release' in loaded)) throw new Error(JSON.stringify(loaded.problems));
    const { release } = loaded;
    const replayed = await withFolder((folder) => replayMonths(release, folder, EVERY_NTH));
    months = replayed.map((month) => ({ ...month, left: listLeft(month.rows, month.asOf) }));
  });

  const listSteps = (action: BillingAction): readonly Step[] =>
    months.flatMap((month) =>
      month.contracts.flatMap((each) => (each.decision.action === action ? [{ ...each, month }] : [])),
    );

  it('close with all their reports, no row refused and every control total agreed', () => {
    expect(months.map((month) => month.asOf)).to.deep.equal(MONTH_ENDS);
    for (const { rows, billing, debt } of months) {
      const { invoices, payments, contracts, holds, notices, debtors, provisions } = rows;
      const shared = [invoices, payments, contracts, holds, notices, provisions].flat().length;
      const all = shared + debtors.length;
      expect(billing.result).to.deep.include({
        status: 'closed',
        rows: { read: shared, accepted: shared, rejected: 0 },
      });
      expect(debt.result).to.deep.include({ status: 'closed', rows: { read: all, accepted: all, rejected: 0 } });
      expect([billing.result.reports.length, debt.result.reports.length]).to.deep.equal([3, 4]);
      for (const { totals } of [billing, debt]) {
        // One of subjects, and four of amounts in each currency that there is by then.
        expect(totals.length).to.be.at.least(5);
        for (const { what, left, right } of totals) expect(BigInt(left), what).to.equal(BigInt(right));
      }
    }
  });

  it('decide every contract once in each of its currencies', () => {
    for (const { rows, asOf, contracts } of months) {
      const expected = new Set(listCounting(rows, asOf).map((row) => `${row.contractId} ${row.currency}`));
      const decided = contracts.map(({ decision }) => `${decision.id} ${decision.currency}`);
      expect(new Set(decided).size).to.equal(decided.length);
      expect(decided).to.include.members([...expected]);
      const idle = contracts.filter(({ decision }) => !expected.has(`${decision.id} ${decision.currency}`));
      for (const { decision } of idle) expect(decision.openAmount, decision.id).to.equal(0);
      const known = new Set([...rows.invoices, ...rows.contracts].map((row) => row.contractId));
      expect(new Set(contracts.map(({ decision }) => decision.id))).to.deep.equal(known);
      expect(known.size).to.be.greaterThan(600);
    }
  });

  it('decide every locked contract once in collection, and besides only terminated ones', () => {
    for (const { rows, collections } of months) {
      const statuses = new Map(rows.contracts.map((row) => [row.contractId, row.serviceStatus]));
      const locked = rows.contracts.filter((row) => row.serviceStatus === 'locked').map((row) => row.contractId);
      const ids = collections.map(({ decision }) => decision.id);
      expect(ids.filter((id) => statuses.get(id) === 'locked').sort()).to.deep.equal(locked.sort());
      for (const id of ids) expect(statuses.get(id)).to.be.oneOf(['locked', 'terminated']);
      expect(new Set(ids).size).to.equal(ids.length);
    }
  });

  it('find open, invoice by invoice, what a plain sum over invoices and payments finds', () => {
    for (const { left, invoices } of months) {
      const expected = left.map((each) => [each.invoiceId, each.openMinor]);
      const found = invoices.map(({ decision }) => [decision.id, decision.openAmount]);
      expect(found.sort()).to.deep.equal(expected.sort());
    }
  });

  it('find open and overdue, contract by contract, what that sum finds', () => {
    for (const { asOf, left, contracts } of months) {
      let decided = 0;
      for (const { decision } of contracts) {
        const own = left.filter((each) => each.contractId === decision.id && each.currency === decision.currency);
        expect(decision.openAmount, `${decision.id} on ${asOf}`).to.equal(sumOpen(own));
        expect(decision.overdueAmount, `${decision.id} on ${asOf}`).to.equal(sumOpen(listOverdue(own, asOf)));
        decided += decision.openAmount;
      }
      expect(decided).to.equal(sumOpen(left));
    }
  });

  it('restrict only active services that were warned five days before, after the oldest invoice fell due', () => {
    const steps = listSteps('restrict-service');
    expect(steps.length).to.be.greaterThan(100);
    for (const { month, decision } of steps) {
      const { asOf, rows } = month;
      expect(findContract(month, decision.id)?.serviceStatus ?? 'active').to.equal('active');
      const [oldest = '9999-12-31'] = listUndisputed(month, decision)
        .map((each) => each.effectiveDueOn)
        .sort();
      const warnings = listWarnings(rows.notices, decision.id, addDays(asOf, -5));
      expect(
        warnings.some((notice) => notice.sentOn > oldest),
        `${decision.id} on ${asOf}`,
      ).to.equal(true);
    }
  });

  it('lock only what an earlier run restricted at least 15 days before, with its delivered warning', () => {
    const restricted = listSteps('restrict-service');
    const steps = listSteps('lock-service');
    expect(steps.length).to.be.greaterThan(80);
    for (const { month, decision } of steps) {
      const row = findContract(month, decision.id);
      expect(row?.serviceStatus).to.equal('restricted');
      const since = row?.statusSince ?? '';
      expect(countDays(since, month.asOf)).to.be.at.least(15);
      const earlier = restricted.filter((each) => each.decision.id === decision.id && each.month.asOf === since);
      expect(earlier.length, `${decision.id} on ${month.asOf}`).to.equal(1);
      expect(listWarnings(month.rows.notices, decision.id, addDays(since, -5))).not.to.deep.equal([]);
    }
  });

  it('hand over only what was locked at least 30 days before, and once for each lock', () => {
    const locked = listSteps('lock-service');
    const steps = listSteps('hand-over-to-collection');
    expect(steps.length).to.be.greaterThan(70);
    for (const { month, decision } of steps) {
      const row = findContract(month, decision.id);
      expect(row).to.include({ serviceStatus: 'locked', handedOverOn: '' });
      const since = row?.statusSince ?? '';
      expect(countDays(since, month.asOf)).to.be.at.least(30);
      expect(locked.some((each) => each.decision.id === decision.id && each.month.asOf === since)).to.equal(true);
    }
  });

  it('restore what owes nothing overdue any more, all of it and nothing else', () => {
    let restored = 0;
    for (const month of months) {
      for (const { decision, details } of month.contracts.filter((each) => each.details.isMainCurrency)) {
        const status = findContract(month, decision.id)?.serviceStatus ?? 'active';
        const isOff = status === 'restricted' || status === 'locked';
        const overdue = listOverdue(listUndisputed(month, decision), month.asOf);
        const isRestored = decision.action === 'restore-service';
        expect(isRestored, `${decision.id} on ${month.asOf}`).to.equal(isOff && overdue.length === 0);
        // The run saw the state that the earlier ones led to.
        expect(details.statusSince ?? '').to.equal(findContract(month, decision.id)?.statusSince ?? '');
        restored += Number(isRestored);
      }
    }
    expect(restored).to.equal(listSteps('restore-service').length);
    expect(restored).to.be.greaterThan(15);
  });

  it('terminate only what was locked at least 60 days before, called, written to, visited and told for the last time', () => {
    let terminated = 0;
    for (const month of months) {
      for (const { decision } of month.collections.filter((each) => each.decision.action === 'terminate-contract')) {
        const since = findContract(month, decision.id)?.statusSince ?? '';
        expect(countDays(since, month.asOf)).to.be.at.least(60);
        const sent = month.rows.notices.filter((row) => row.contractId === decision.id && row.sentOn >= since);
        const kinds = sent.map((row) => row.kind);
        expect(kinds).to.include.members(['call', 'demand-letter', 'visit', 'final-demand']);
        terminated += 1;
      }
    }
    expect(terminated).to.be.greaterThan(50);
  });

  it('compare provisions with what the month-end before required', () => {
    for (const [index, { invoices }] of months.entries()) {
      const before = new Map(months[index - 1]?.invoices.map(({ decision }) => [decision.id, decision]));
      for (const { decision } of invoices.filter((each) => each.decision.currency === 'VND')) {
        expect(decision.provisionBooked, decision.id).to.equal(before.get(decision.id)?.provisionAmount ?? 0);
      }
    }
  });

  it('come to a table in which every step has its time, as the runs themselves counted them', () => {
    const lines = tabulateMonths(months);
    for (const [index, { actions, collections }] of lines.entries()) {
      const counted = listCounts(months[index]?.billing.result.decisions ?? {});
      expect(listCounts(actions)).to.deep.equal(counted);
      const debts = listCounts(months[index]?.debt.result.decisions ?? {}).filter(
        ([key]) => !key.startsWith('write-off'),
      );
      expect(listCounts(collections)).to.deep.equal(debts);
    }
    // The first run warns, and each further step can come a month later at the earliest.
    for (const [action, first] of [
      ['send-suspension-warning', '2025-11-30'],
      ['restrict-service', '2025-12-31'],
      ['lock-service', '2026-01-31'],
      ['hand-over-to-collection', '2026-03-31'],
    ] as const) {
      expect(lines.find((line) => (line.actions[action] ?? 0) > 0)?.asOf, action).to.equal(first);
      const later = lines.filter((line) => line.asOf >= first && line.actions[action] === 0);
      expect(later.length, action).to.be.at.most(1);
    }
    for (const line of lines) {
      expect(line.overdueMinor).to.be.greaterThan(0).and.at.most(line.openMinor);
      expect(line.provisionMinor).to.be.greaterThan(0).and.at.most(line.openMinor);
    }
    const steps = lines.flatMap((line) => [...listCounts(line.actions), ...listCounts(line.collections)]);
    expect(new Set(steps.map(([action]) => action))).to.deep.equal(
      new Set(lines.flatMap((line) => [...Object.keys(line.actions), ...Object.keys(line.collections)])),
    );
  });
});

function sumOpen(invoices: readonly LeftInvoice[]): number {
  return invoices.reduce((sum, each) => sum + each.openMinor, 0);
}

function listUndisputed(month: CheckedMonth, { id, currency }: DecidedContract['decision']): readonly LeftInvoice[] {
  return month.left.filter((each) => each.contractId === id && each.currency === currency && !each.isDisputed);
}

function listOverdue(invoices: readonly LeftInvoice[], asOf: string): readonly LeftInvoice[] {
  return invoices.filter((each) => each.effectiveDueOn < asOf && !each.isDisputed);
}

/** The row that the runs of the month-end read. */
function findContract(month: CheckedMonth, contractId: string): AccountRow<'contracts'> | undefined {
  return month.rows.contracts.find((row) => row.contractId === contractId);
}

function listWarnings(
  notices: readonly AccountRow<'notices'>[],
  contractId: string,
  deliveredBy: string,
): readonly AccountRow<'notices'>[] {
  return notices.filter(
    (row) =>
      row.kind === 'suspension-warning' &&
      row.contractId === contractId &&
      row.deliveredOn !== '' &&
      row.deliveredOn <= deliveredBy,
  );
}

/** Counts above 0, sorted. */
function listCounts(counts: Readonly<Record<string, number>>): readonly (readonly [string, number])[] {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort();
}
