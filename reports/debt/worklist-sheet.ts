import { compareText } from '../../src/domain/compare-text.ts';
import type { DecidedCollection } from '../../src/domain/debt-report.ts';
import { joinObjects } from '../../src/domain/join-objects.ts';
import type { Column, RowOf } from '../report-model.ts';
import { money } from '../shared/columns.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import {
  ACTION_COLUMNS,
  buildActionCells,
  buildContractCells,
  buildLockCells,
  CONTRACT_COLUMNS,
  LOCK_COLUMNS,
} from './collection-columns.ts';
import { compareSteps } from './collection-groups.ts';
import type { ContractDebt } from './contract-debts.ts';

const COLUMNS = [
  ...CONTRACT_COLUMNS,
  ...LOCK_COLUMNS,
  ...ACTION_COLUMNS,
  money('overdueMinor', { vi: 'Nợ quá hạn', en: 'Overdue' }),
] as const satisfies readonly Column[];

/** What somebody has to do about a contract, or would have to but for a hold. Few enough to be held and sorted. */
export const WORKLIST_SHEET: ListSheet<ContractDebt> = {
  name: 'Việc cần làm - Work',
  title: { vi: 'Việc thu hồi nợ cần làm', en: 'Collection worklist' },
  columns: COLUMNS,
  accepts: ({ decided }) => decided.decision.action !== 'none',
  toCurrency: ({ currency }) => currency,
  amounts: { overdueMinor: ({ overdueMinor }) => overdueMinor },
  buildRow: ({ decided, overdueMinor }, names): RowOf<typeof COLUMNS> =>
    joinObjects(buildContractCells(decided, names), buildLockCells(decided), buildActionCells(decided), {
      overdueMinor,
    }),
  compareItems: (a, b) => compareWork(a.decided, b.decided),
};

function compareWork(a: DecidedCollection, b: DecidedCollection): number {
  const toStep = ({ decision, details }: DecidedCollection) => ({
    unit: details.managingUnit,
    action: decision.action,
  });
  return compareSteps(toStep(a), toStep(b)) || compareText(a.decision.id, b.decision.id);
}
