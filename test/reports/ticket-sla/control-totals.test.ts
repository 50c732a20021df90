import { expect } from 'chai';
import { describe, it } from 'mocha';
import { proveControlTotals } from '../../../reports/shared/control-totals.ts';
import { buildControlTotals } from '../../../reports/ticket-sla/control-totals.ts';
import { Failure } from '../../../src/domain/failure.ts';
import { buildRun } from '../decided-tickets.ts';

const TALLY = { decisions: 4, groups: [], byStatus: new Map(), lists: [] };
const GROUP = { unit: 'CTKV1', requestType: null, level: null, medianSeconds: null, p90Seconds: null };
const BY_STATUS = { met: 4, missed: 0, 'on-time': 0, 'at-risk': 0, breached: 0, 'no-target': 0 };
const FULL_TALLY = {
  ...TALLY,
  groups: [{ ...GROUP, total: 4, byStatus: BY_STATUS }],
  byStatus: new Map([['met', 4] as const]),
};

describe('control totals of the ticket-sla report', () => {
  it('pass where everything agrees', () => {
    expect(() => proveControlTotals('ticket-sla', buildControlTotals(buildRun(4, 2), FULL_TALLY))).not.to.throw();
  });

  it('compare the run, the store and the summary', () => {
    expectDisagreement('Decisions: store', () =>
      proveControlTotals('ticket-sla', buildControlTotals({ ...buildRun(4, 2), decisionCount: 3 }, FULL_TALLY)),
    );
    const emptyTally = buildControlTotals(buildRun(4, 2), TALLY);
    expectDisagreement('sum of the summary (4 and 0)', () => proveControlTotals('ticket-sla', emptyTally));
    expectDisagreement('sum by status (4 and 0)', () => proveControlTotals('ticket-sla', emptyTally));
  });
});

function expectDisagreement(where: string, prove: () => void): void {
  expect(prove, where).to.throw(Failure, where).with.property('code', 'CONTROL_TOTALS');
}
