import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { ControlTotal } from '../../../reports/report-plan.ts';
import {
  buildAmountTotals,
  buildRunTotals,
  buildSheetTotals,
  proveControlTotals,
} from '../../../reports/shared/control-totals.ts';
import { Failure } from '../../../src/domain/failure.ts';
import type { RunSummary } from '../../../src/domain/run-summary.ts';
import { buildRun } from '../decided-tickets.ts';

const TITLE = { vi: 'Bảng', en: 'Table' } as const;

describe('control totals of every report', () => {
  it('pass where everything agrees', () => {
    expect(() => prove(buildRunTotals(buildRun(4, 2), 2))).not.to.throw();
  });

  it('compare each input file, the run and the rejected rows of the store', () => {
    const run = buildRun(4, 2);
    const [input] = run.inputs;
    const cases: readonly (readonly [string, RunSummary])[] = [
      ['tickets.csv: read', { ...run, inputs: input === undefined ? [] : [{ ...input, rowsAccepted: 3 }] }],
      ['Run: read', { ...run, rows: { read: 6, accepted: 5, rejected: 2 } }],
      ['Rows read', { ...run, inputs: [] }],
    ];
    for (const [where, broken] of cases) expectDisagreement(where, buildRunTotals(broken, 2));
    expectDisagreement('Rejected rows', buildRunTotals(run, 1));
  });

  it('compare amounts to the last unit, also beyond what a number keeps', () => {
    const amount = { input: 'invoices', currency: 'VND', readMinor: 2n ** 60n, storedMinor: 2n ** 60n } as const;
    expect(() => prove(buildAmountTotals([amount]))).not.to.throw();
    expectDisagreement('invoices VND', buildAmountTotals([{ ...amount, storedMinor: 2n ** 60n + 1n }]));
  });

  it('compare rows and sums of a sheet with all of its parts', () => {
    const sheet = {
      kind: 'table',
      name: 'A',
      title: TITLE,
      columns: [],
      readRows: async function* () {},
      closing: [],
    } as const;
    const planned = { sheet, rows: 3, sums: { open: 30n } };
    const part = (name: string, rows: number, open: bigint) => ({
      name,
      table: 'A',
      rows,
      sums: new Map([['open', open]]),
    });
    const other = { name: 'A USD', table: 'A USD', rows: 9, sums: new Map([['open', 9n]]) };
    expect(() => prove(buildSheetTotals([planned], [part('A', 2, 10n), part('A (2)', 1, 20n), other]))).not.to.throw();
    expectDisagreement(
      'rows of the sheet A: counted = written (3 and 2)',
      buildSheetTotals([planned], [part('A', 2, 30n)]),
    );
    expectDisagreement(
      'sum of open of the sheet A: counted = written (30 and 29)',
      buildSheetTotals([planned], [part('A', 3, 29n)]),
    );
  });
});

function prove(totals: readonly ControlTotal[]): void {
  proveControlTotals('debt-ageing', totals);
}

function expectDisagreement(where: string, totals: readonly ControlTotal[]): void {
  expect(() => prove(totals), where)
    .to.throw(Failure, where)
    .with.property('code', 'CONTROL_TOTALS');
  expect(() => prove(totals), where).to.throw('report debt-ageing');
}
