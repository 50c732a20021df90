import type { Column, PageLine, RowOf } from '../report-model.ts';
import { count, money, share, text, wrapped } from '../shared/columns.ts';
import { NO_UNIT } from '../shared/labels.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import { type Names, toName } from '../shared/names.ts';
import { buildSignedNotes } from '../shared/note-lines.ts';
import type { CollectionGroup } from './collection-groups.ts';
import { describeMonth } from './months.ts';

const AMOUNT_WIDTH = 21;

const COLUMNS = [
  text('month', { vi: 'Kỳ cước', en: 'Month' }, 26),
  text('unit', { vi: 'Đơn vị quản lý', en: 'Managing unit' }, 12),
  wrapped('unitName', { vi: 'Tên đơn vị', en: 'Unit name' }, 40),
  wrapped('product', { vi: 'Sản phẩm', en: 'Product' }, 33),
  count('invoiceCount', { vi: 'Số hoá đơn', en: 'Invoices' }),
  money('invoiced', { vi: 'Phải thu', en: 'Invoiced' }, AMOUNT_WIDTH),
  money('collected', { vi: 'Đã thu', en: 'Collected' }, AMOUNT_WIDTH),
  money('open', { vi: 'Còn nợ', en: 'Open' }, AMOUNT_WIDTH),
  money('overdue', { vi: 'Trong đó quá hạn', en: 'Of which overdue' }, AMOUNT_WIDTH),
  share('rate', { vi: 'Tỷ lệ thu', en: 'Collection rate' }, 'collected', ['invoiced']),
] as const satisfies readonly Column[];

const NOTE =
  'Tỷ lệ thu = Đã thu / Phải thu; Đã thu = Phải thu − Còn nợ (gồm cả giảm trừ). / Rate = collected / invoiced; collected = invoiced − open, credit notes included.';

/** How the rate is made, and the place to sign. */
export const COLLECTION_CLOSING: readonly PageLine[] = buildSignedNotes([NOTE], [1, 4, 8]);

/** What was invoiced and collected for month N, by unit and product: the figures that are signed. */
export const COLLECTION_SHEET: ListSheet<CollectionGroup> = {
  name: 'Tỷ lệ thu - Collection',
  title: { vi: 'Tỷ lệ thu theo kỳ cước, đơn vị quản lý, sản phẩm', en: 'Collection rate by month, unit and product' },
  columns: COLUMNS,
  accepts: () => true,
  toCurrency: ({ currency }) => currency,
  amounts: {
    invoiceCount: ({ invoiceCount }) => invoiceCount,
    invoiced: ({ invoicedMinor }) => invoicedMinor,
    collected: ({ collectedMinor }) => collectedMinor,
    open: ({ openMinor }) => openMinor,
    overdue: ({ overdueMinor }) => overdueMinor,
  },
  buildRow,
  compareItems: null,
};

function buildRow(group: CollectionGroup, names: Names): RowOf<typeof COLUMNS> {
  return {
    month: describeMonth(group.month),
    unit: group.managingUnit,
    unitName: toName(group.managingUnit, names) ?? NO_UNIT,
    product: toName(group.product, names),
    invoiceCount: group.invoiceCount,
    invoiced: group.invoicedMinor,
    collected: group.collectedMinor,
    open: group.openMinor,
    overdue: group.overdueMinor,
  };
}
