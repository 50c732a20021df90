import { compareText } from '../../src/domain/compare-text.ts';
import { joinObjects } from '../../src/domain/join-objects.ts';
import type { Column, RowOf } from '../report-model.ts';
import { date, money } from '../shared/columns.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import { ACTION_COLUMNS, buildActionCells, buildContractCells, CONTRACT_COLUMNS } from './collection-columns.ts';
import type { ContractDebt } from './contract-debts.ts';

const COLUMNS = [
  ...CONTRACT_COLUMNS,
  date('oldestDueOn', { vi: 'Hạn của khoản nợ cũ nhất', en: 'Oldest due' }, 14),
  date('limitationOn', { vi: 'Ngày cuối khởi kiện', en: 'Last day to sue' }, 14),
  ...ACTION_COLUMNS,
  money('overdueMinor', { vi: 'Nợ quá hạn', en: 'Overdue' }),
] as const satisfies readonly Column[];

/** Debts that will soon be too old to sue for, the most urgent first. */
export const LIMITATION_SHEET: ListSheet<ContractDebt> = {
  name: 'Thời hiệu - Limitation',
  title: { vi: 'Cảnh báo sắp hết thời hiệu khởi kiện', en: 'Limitation period warnings' },
  columns: COLUMNS,
  accepts: ({ decided }) => decided.decision.limitationWarning,
  toCurrency: ({ currency }) => currency,
  amounts: { overdueMinor: ({ overdueMinor }) => overdueMinor },
  buildRow: ({ decided, overdueMinor }, names): RowOf<typeof COLUMNS> =>
    joinObjects(
      buildContractCells(decided, names),
      {
        oldestDueOn: decided.details.oldestDueOn,
        limitationOn: decided.details.limitationOn,
      },
      buildActionCells(decided),
      {
        overdueMinor,
      },
    ),
  compareItems: ({ decided: a }, { decided: b }) =>
    compareText(a.details.limitationOn ?? '', b.details.limitationOn ?? '') ||
    compareText(a.decision.id, b.decision.id),
};
