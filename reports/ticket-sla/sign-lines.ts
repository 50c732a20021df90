import type { PageLine } from '../report-model.ts';

const ROLES = ['Người lập biểu', 'Trưởng đơn vị', 'Giám đốc'] as const;
const HINT = '(ký, họ tên)';
const DATE_LINE = 'Ngày ...... tháng ...... năm ..........';
/** Room for a signature by hand. */
const BLANK_LINES = 4;

/** The place to sign: who drew it up, the head of the unit, the director, in the three columns given (0 is the first). */
export function buildSignLines(columns: readonly [number, number, number]): readonly PageLine[] {
  const place = (look: 'sign-role' | 'sign-hint', texts: readonly string[]): PageLine =>
    Array.from({ length: columns[2] + 1 }, (_, index) => {
      const value = texts[columns.indexOf(index)];
      return value === undefined || value === '' ? null : { look, value };
    });
  return [
    [],
    place('sign-hint', ['', '', DATE_LINE]),
    place('sign-role', ROLES),
    place('sign-hint', [HINT, HINT, HINT]),
    ...Array.from({ length: BLANK_LINES }, () => []),
  ];
}
