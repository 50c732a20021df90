import type { Currency } from '../../src/domain/money.ts';
import type { PageLine } from '../report-model.ts';
import { toMoneyType } from '../shared/money-columns.ts';
import { cell, wide } from '../shared/page-cells.ts';
import { type CaseTotal, sumCases } from './case-totals.ts';
import { WRITE_OFF_CASE_LABELS } from './labels.ts';

/** Column widths of a page with the table, in characters; what a case is takes two of them. */
export const CASE_TABLE_WIDTHS = [15, 36, 36, 12, 19, 19, 19] as const;
const CONDITION_SPAN = 2;

const NOTE =
  'Giá trị = số còn nợ theo sổ kế toán (đã trừ các khoản đã thanh toán). Đã thu hồi = phần bù trừ với số phải trả cùng khách nợ. Thiệt hại thực tế = giá trị − đã thu hồi.';

/** The table of what is proposed for write-off by case, all seven of them, with its sums. */
export function buildCaseTable(totals: readonly CaseTotal[], currency: Currency): readonly PageLine[] {
  const look = toMoneyType(currency);
  const total = (key: 'openMinor' | 'recoveredMinor' | 'lossMinor') => cell(look, sumCases(totals, key));
  return [
    [
      cell('heading', 'Trường hợp\nCase'),
      wide('heading', 'Nội dung\nCondition', CONDITION_SPAN),
      cell('heading', 'Số khoản nợ\nDebts'),
      cell('heading', 'Giá trị\nValue'),
      cell('heading', 'Đã thu hồi\nRecovered'),
      cell('heading', 'Thiệt hại thực tế\nActual loss'),
    ],
    ...totals.map((line) => [
      cell('label', `Trường hợp ${line.case}`),
      wide('text', WRITE_OFF_CASE_LABELS[line.case], CONDITION_SPAN),
      cell('integer', line.debts),
      cell(look, line.openMinor),
      cell(look, line.recoveredMinor),
      cell(look, line.lossMinor),
    ]),
    [
      wide('label', 'Tổng cộng', 1 + CONDITION_SPAN),
      cell('integer', sumCases(totals, 'debts')),
      total('openMinor'),
      total('recoveredMinor'),
      total('lossMinor'),
    ],
    [],
    [wide('body-italic', NOTE, CASE_TABLE_WIDTHS.length)],
  ];
}
