import { expect } from 'chai';
import { describe, it } from 'mocha';
import { buildControlTotals, proveControlTotals } from '../../../reports/ticket-sla/control-totals.ts';
import { Failure } from '../../../src/domain/failure.ts';
import type { RunSummary } from '../../../src/domain/run-summary.ts';
import { buildRun } from '../decided-tickets.ts';

const TALLY = { decisions: 4, groups: [], byStatus: new Map(), rowsBySheet: new Map() };
const GROUP = { unit: 'CTKV1', requestType: null, level: null, medianSeconds: null, p90Seconds: null };
const BY_STATUS = { met: 4, missed: 0, 'on-time': 0, 'at-risk': 0, breached: 0, 'no-target': 0 };
const FULL_TALLY = {
  ...TALLY,
  groups: [{ ...GROUP, total: 4, byStatus: BY_STATUS }],
  byStatus: new Map([['met', 4] as const]),
};

describe('control totals of the ticket-sla report', () => {
  it('pass where everything agrees', () => {
    expect(() => proveControlTotals(list(buildRun(4, 2), 2))).not.to.throw();
  });

  it('compare each input file, the run, the store and the summary', () => {
    const run = buildRun(4, 2);
    const [input] = run.inputs;
    const cases: readonly (readonly [string, RunSummary])[] = [
      ['tickets.csv: read', { ...run, inputs: input === undefined ? [] : [{ ...input, rowsAccepted: 3 }] }],
      ['Run: read', { ...run, rows: { read: 6, accepted: 5, rejected: 2 } }],
      ['Rows read', { ...run, inputs: [] }],
      ['Decisions: store', { ...run, decisionCount: 3 }],
    ];
    for (const [where, broken] of cases) expectDisagreement(where, () => proveControlTotals(list(broken, 2)));
    expectDisagreement('Rejected rows', () => proveControlTotals(list(run, 1)));
    const emptyTally = buildControlTotals(run, TALLY, { rows: 2, problems: 2 });
    expectDisagreement('sum of the summary (4 and 0)', () => proveControlTotals(emptyTally));
    expectDisagreement('sum by status (4 and 0)', () => proveControlTotals(emptyTally));
  });
});

function list(run: RunSummary, rejectedRows: number) {
  return buildControlTotals(run, FULL_TALLY, { rows: rejectedRows, problems: rejectedRows });
}

function expectDisagreement(where: string, prove: () => void): void {
  expect(prove, where).to.throw(Failure, where).with.property('code', 'CONTROL_TOTALS');
}
