import type { RunSummary } from '../../src/domain/run-summary.ts';
import type { ControlTotal } from '../report-plan.ts';
import { buildDecisionTotal } from '../shared/control-totals.ts';
import type { TicketTally } from './tally-tickets.ts';

/** The control totals of store and summary, in the order in which the cover shows them. */
export function buildControlTotals(run: RunSummary, tally: TicketTally): readonly ControlTotal[] {
  const sumOf = (counts: Iterable<number>): number => [...counts].reduce((sum, count) => sum + count, 0);
  return [
    buildDecisionTotal(run, tally.decisions),
    {
      name: { vi: 'Quyết định = tổng của trang Tổng hợp', en: 'Decisions = sum of the summary' },
      left: tally.decisions,
      right: sumOf(tally.groups.map((group) => group.total)),
    },
    {
      name: { vi: 'Quyết định = tổng theo tình trạng', en: 'Decisions = sum by status' },
      left: tally.decisions,
      right: sumOf(tally.byStatus.values()),
    },
  ];
}
