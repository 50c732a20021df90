import type { PageLine } from '../report-model.ts';

/** Who signs: three people, from left to right. */
export type Signers = readonly [string, string, string];

/** Signers of what a unit answers for. */
export const UNIT_SIGNERS: Signers = ['Người lập biểu', 'Trưởng đơn vị', 'Giám đốc'];
/** Signers of what goes into the books. */
export const FINANCE_SIGNERS: Signers = ['Người lập biểu', 'Kế toán trưởng', 'Giám đốc'];

const HINT = '(ký, họ tên)';
const DATE_LINE = 'Ngày ...... tháng ...... năm ..........';
/** Room for a signature by hand. */
const BLANK_LINES = 4;

/** The place to sign for three people, in the three columns given (0 is the first). */
export function buildSignLines(signers: Signers, columns: readonly [number, number, number]): readonly PageLine[] {
  const place = (look: 'sign-role' | 'sign-hint', texts: readonly string[]): PageLine =>
    Array.from({ length: columns[2] + 1 }, (_, index) => {
      const value = texts[columns.indexOf(index)];
      return value === undefined || value === '' ? null : { look, value };
    });
  return [
    [],
    place('sign-hint', ['', '', DATE_LINE]),
    place('sign-role', signers),
    place('sign-hint', [HINT, HINT, HINT]),
    ...Array.from({ length: BLANK_LINES }, () => []),
  ];
}
