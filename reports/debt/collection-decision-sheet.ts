import type { DecidedCollection } from '../../src/domain/debt-report.ts';
import { joinObjects } from '../../src/domain/join-objects.ts';
import { HOME_CURRENCY } from '../../src/domain/money.ts';
import type { Column, RowOf } from '../report-model.ts';
import { money, text } from '../shared/columns.ts';
import { YES } from '../shared/labels.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import {
  ACTION_COLUMNS,
  buildActionCells,
  buildContractCells,
  buildLockCells,
  CONTRACT_COLUMNS,
  LOCK_COLUMNS,
} from './collection-columns.ts';

const COLUMNS = [
  ...CONTRACT_COLUMNS,
  ...LOCK_COLUMNS,
  ...ACTION_COLUMNS,
  text('limitation', { vi: 'Sắp hết thời hiệu', en: 'Limitation' }, 11),
  text('otherCurrencies', { vi: 'Nợ ngoại tệ', en: 'Other currencies' }, 11),
  money('overdueMinor', { vi: 'Nợ quá hạn VND', en: 'Overdue VND' }),
] as const satisfies readonly Column[];

/** One row for every decision, also where nothing is to do; other currencies have their own worklists. */
export const COLLECTION_DECISION_SHEET: ListSheet<DecidedCollection> = {
  name: 'Quyết định - Decisions',
  title: { vi: 'Tất cả quyết định thu hồi nợ', en: 'All collection decisions' },
  columns: COLUMNS,
  accepts: () => true,
  toCurrency: () => HOME_CURRENCY,
  amounts: { overdueMinor: readHomeOverdue },
  buildRow: (decided, names): RowOf<typeof COLUMNS> =>
    joinObjects(buildContractCells(decided, names), buildLockCells(decided), buildActionCells(decided), {
      limitation: decided.decision.limitationWarning ? YES : null,
      otherCurrencies: decided.details.overdue
        .filter(({ currency, overdueMinor }) => currency !== HOME_CURRENCY && overdueMinor !== 0)
        .map(({ currency }) => currency)
        .join(', '),
      overdueMinor: readHomeOverdue(decided),
    }),
  compareItems: null,
};

function readHomeOverdue({ details }: DecidedCollection): number {
  return details.overdue.reduce(
    (sum, { currency, overdueMinor }) => sum + (currency === HOME_CURRENCY ? overdueMinor : 0),
    0,
  );
}
