import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { countDays } from '../../src/domain/calendar-date.ts';
import { MONTH_ENDS, type ReplayedMonth, replayMonths } from '../support/replay-months.ts';
import { loadShippedRelease } from '../support/shipped-release.ts';

describe('twelve month-ends of the sample year, each seeing what the one before led to', function () {
  this.timeout(180_000);
  let months: readonly ReplayedMonth[] = [];
  before(async () => {
    months = await replayMonths(await loadShippedRelease());
  });

  const listStep = (step: string) =>
    months.flatMap(({ asOf, outcomes }) =>
      outcomes.filter(({ outcome }) => outcome.decision.action === step).map((each) => ({ asOf, ...each })),
    );

  it('decide every contract once in each currency', () => {
    expect(months.map((month) => month.asOf)).to.deep.equal(MONTH_ENDS);
    for (const { outcomes } of months) {
      const keys = outcomes.map(({ outcome: { decision } }) => `${decision.id}/${decision.currency}`);
      expect(new Set(keys).size).to.equal(keys.length);
      expect(keys.length).to.be.greaterThan(1_800);
    }
  });

  it('restrict nobody without a warning that was delivered five days before, after the oldest invoice fell due', () => {
    const restricted = listStep('restrict-service');
    expect(restricted.length).to.be.greaterThan(20);
    for (const { asOf, outcome, file } of restricted) {
      const since = outcome.decision.oldestUnpaidDueOn ?? '9999-12-31';
      const isWarned = file.notices.some(
        ({ kind, contractId, sentOn, deliveredOn }) =>
          kind === 'suspension-warning' &&
          contractId === outcome.decision.id &&
          sentOn > since &&
          deliveredOn !== null &&
          countDays(deliveredOn, asOf) >= 5,
      );
      expect(isWarned, `${outcome.decision.id} on ${asOf}`).to.equal(true);
    }
  });

  it('lock nobody who was not restricted for 15 days by an earlier one, with its delivered warning', () => {
    const restricted = listStep('restrict-service');
    const locked = listStep('lock-service');
    expect(locked.length).to.be.greaterThan(10);
    for (const { asOf, outcome } of locked) {
      const earlier = restricted.filter((each) => each.outcome.decision.id === outcome.decision.id);
      expect(earlier.some((each) => countDays(each.asOf, asOf) >= 15)).to.equal(true);
    }
  });

  it('hand over only what was locked for 30 days, and restore only what owes nothing overdue', () => {
    for (const { asOf, outcome } of listStep('hand-over-to-collection')) {
      expect(countDays(outcome.details.statusSince ?? asOf, asOf)).to.be.at.least(30);
    }
    const restored = listStep('restore-service');
    expect(restored.length).to.be.greaterThan(0);
    for (const { outcome } of restored) expect(outcome.decision.overdueAmount).to.equal(0);
  });
});
