import type { DecidedInvoice } from '../../src/domain/debt-report.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import { buildCaseCells, CASE_AMOUNTS, CASE_COLUMNS, compareCases } from './case-columns.ts';

/** Debts that may be proposed for write-off, by case; few enough to be held and sorted. */
export const PROPOSAL_SHEET: ListSheet<DecidedInvoice> = {
  name: 'Đề nghị - Proposals',
  title: { vi: 'Danh sách khoản nợ đề nghị xử lý tài chính', en: 'Debts proposed for write-off' },
  columns: CASE_COLUMNS,
  accepts: ({ decision }) => decision.writeOffAction === 'propose-write-off',
  toCurrency: ({ decision }) => decision.currency,
  amounts: CASE_AMOUNTS,
  buildRow: buildCaseCells,
  compareItems: compareCases,
};
