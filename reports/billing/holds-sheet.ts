import type { ActiveHold } from '../../src/domain/billing-decision.ts';
import type { DecidedContract } from '../../src/domain/billing-report.ts';
import { compareText } from '../../src/domain/compare-text.ts';
import { joinObjects } from '../../src/domain/join-objects.ts';
import type { Column, PageLine, RowOf } from '../report-model.ts';
import { date, money, text, wrapped } from '../shared/columns.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import type { Names } from '../shared/names.ts';
import { buildNoteLines } from '../shared/note-lines.ts';
import { buildContractCells, CONTRACT_COLUMNS } from './contract-columns.ts';
import { toCurrency } from './contract-list.ts';
import { ACTION_LABELS, HOLD_KIND_LABELS } from './labels.ts';

/** An active hold of a contract. */
export type ContractHold = { readonly contract: DecidedContract; readonly hold: ActiveHold };

const COLUMNS = [
  ...CONTRACT_COLUMNS,
  wrapped('holdId', { vi: 'Mã tạm dừng', en: 'Hold' }, 15),
  text('kind', { vi: 'Loại', en: 'Kind' }, 14),
  wrapped('reason', { vi: 'Lý do', en: 'Reason' }, 32),
  wrapped('authority', { vi: 'Căn cứ, người quyết định', en: 'Authority' }, 26),
  date('from', { vi: 'Từ ngày', en: 'From' }),
  date('until', { vi: 'Đến ngày', en: 'Until' }),
  wrapped('invoiceId', { vi: 'Hoá đơn', en: 'Invoice' }, 17),
  wrapped('heldAction', { vi: 'Việc bị tạm dừng', en: 'Held step' }, 21),
  // A contract with two holds stands twice, so that a total would count its debt twice.
  { ...money('overdue', { vi: 'Nợ quá hạn', en: 'Overdue' }), total: 'none' },
] as const satisfies readonly Column[];

const NOTES = [
  'Để trống "Đến ngày": tạm dừng cho đến khi có thông báo mới. / "Until" left empty: until further notice.',
  'Hợp đồng có nhiều lý do tạm dừng đứng ở nhiều dòng. / A contract with several holds has several rows.',
] as const;

/** How to read the list. */
export const HOLDS_CLOSING: readonly PageLine[] = buildNoteLines(NOTES);

/** Everything that keeps us from acting now, and the step that it stops. */
export const HOLDS_SHEET: ListSheet<ContractHold> = {
  name: 'Tạm dừng - Holds',
  title: { vi: 'Các trường hợp tạm dừng, khiếu nại', en: 'Holds and disputes' },
  columns: COLUMNS,
  accepts: () => true,
  toCurrency: ({ contract }) => toCurrency(contract),
  amounts: { overdue: ({ contract }) => contract.decision.overdueAmount },
  buildRow,
  compareItems: null,
};

/** The active holds of a contract, by id. */
export function toContractHolds(contract: DecidedContract): readonly ContractHold[] {
  return [...contract.details.holds]
    .sort((a, b) => compareText(a.holdId, b.holdId))
    .map((hold) => ({ contract, hold }));
}

function buildRow({ contract, hold }: ContractHold, names: Names): RowOf<typeof COLUMNS> {
  const { heldAction, overdueAmount, reason } = contract.decision;
  return joinObjects(buildContractCells(contract, names), {
    holdId: hold.holdId,
    kind: HOLD_KIND_LABELS[hold.kind],
    reason: hold.reason,
    authority: hold.authority,
    from: hold.from,
    until: hold.until,
    invoiceId: hold.invoiceId,
    heldAction: heldAction !== null && reason === hold.kind ? ACTION_LABELS[heldAction].vi : null,
    overdue: overdueAmount,
  });
}
