import type { DecidedInvoice } from '../../src/domain/debt-report.ts';
import { joinObjects } from '../../src/domain/join-objects.ts';
import type { Column, RowOf } from '../report-model.ts';
import { date, percent, wrapped } from '../shared/columns.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import { buildInvoiceCells, INVOICE_COLUMNS } from './invoice-columns.ts';
import { DOCUMENT_LABELS } from './labels.ts';
import { buildProvisionCells, PROVISION_AMOUNTS, PROVISION_COLUMNS } from './provision-columns.ts';

const COLUMNS = [
  ...INVOICE_COLUMNS,
  date('dueOn', { vi: 'Hạn hợp đồng', en: 'Due' }),
  percent('rate', { vi: 'Mức trích', en: 'Rate' }),
  ...PROVISION_COLUMNS,
  wrapped('missing', { vi: 'Hồ sơ còn thiếu', en: 'Missing documents' }, 48),
] as const satisfies readonly Column[];

/** Provisions that the law asks documents for, with those that are missing. */
export const UNSUPPORTED_SHEET: ListSheet<DecidedInvoice> = {
  name: 'Thiếu hồ sơ - Missing',
  title: { vi: 'Khoản trích lập chưa đủ hồ sơ', en: 'Provisions not supported by documents' },
  columns: COLUMNS,
  accepts: ({ decision }) => decision.provisionSupported === false,
  toCurrency: ({ decision }) => decision.currency,
  amounts: PROVISION_AMOUNTS,
  buildRow: (decided, names): RowOf<typeof COLUMNS> => {
    const { decision, details } = decided;
    return joinObjects(
      buildInvoiceCells(decided, names),
      {
        dueOn: details.dueOn,
        rate: decision.provisionRatePercent / 100,
      },
      buildProvisionCells(decided),
      {
        missing: decision.missingEvidence.map((group) => DOCUMENT_LABELS[group]).join('; '),
      },
    );
  },
  compareItems: null,
};
