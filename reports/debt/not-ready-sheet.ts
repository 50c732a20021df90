import type { DecidedInvoice } from '../../src/domain/debt-report.ts';
import { joinObjects } from '../../src/domain/join-objects.ts';
import type { Column, RowOf } from '../report-model.ts';
import { wrapped } from '../shared/columns.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import { buildCaseCells, CASE_AMOUNTS, CASE_COLUMNS, compareCases } from './case-columns.ts';
import { DOCUMENT_LABELS } from './labels.ts';

const COLUMNS = [
  ...CASE_COLUMNS,
  wrapped('missing', { vi: 'Hồ sơ còn thiếu', en: 'Missing documents' }, 44),
] as const satisfies readonly Column[];

/** Debts that a case applies to, whose documents are not complete. */
export const NOT_READY_SHEET: ListSheet<DecidedInvoice> = {
  name: 'Chưa đủ - Not ready',
  title: { vi: 'Khoản nợ chưa đủ hồ sơ để đề nghị xử lý', en: 'Debts not ready for write-off' },
  columns: COLUMNS,
  accepts: ({ decision }) => decision.writeOffAction === 'not-ready',
  toCurrency: ({ decision }) => decision.currency,
  amounts: CASE_AMOUNTS,
  buildRow: (decided): RowOf<typeof COLUMNS> =>
    joinObjects(buildCaseCells(decided), {
      missing: decided.decision.writeOffMissing.map((group) => DOCUMENT_LABELS[group]).join('; '),
    }),
  compareItems: compareCases,
};
