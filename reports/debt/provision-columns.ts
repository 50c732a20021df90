import type { DecidedInvoice } from '../../src/domain/debt-report.ts';
import type { Column, RowOf } from '../report-model.ts';
import { money } from '../shared/columns.ts';
import { readBase, readBooked, readChange, readRequired } from './invoice-columns.ts';

/** Columns that lead from the base of a provision to what changes in the books. */
export const PROVISION_COLUMNS = [
  money('baseMinor', { vi: 'Giá trị trích lập', en: 'Base' }),
  money('requiredMinor', { vi: 'Dự phòng phải trích', en: 'Required' }),
  money('bookedMinor', { vi: 'Dự phòng đã ghi sổ', en: 'Booked' }),
  money('changeMinor', { vi: 'Chênh lệch', en: 'Change' }),
] as const satisfies readonly Column[];

/** What the sums of lists of provisions are made of. */
export const PROVISION_AMOUNTS = {
  baseMinor: readBase,
  requiredMinor: readRequired,
  bookedMinor: readBooked,
  changeMinor: readChange,
} as const;

/** Cells of the columns that lead from the base to the change. */
export function buildProvisionCells({ decision }: DecidedInvoice): RowOf<typeof PROVISION_COLUMNS> {
  return {
    baseMinor: decision.provisionBase,
    requiredMinor: decision.provisionAmount,
    bookedMinor: decision.provisionBooked,
    changeMinor: decision.provisionChange,
  };
}
