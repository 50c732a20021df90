import { HOME_CURRENCY } from '../../src/domain/money.ts';
import type { Column, PageLine, RowOf } from '../report-model.ts';
import type { PlannedSheet } from '../report-plan.ts';
import { money, text, wrapped } from '../shared/columns.ts';
import { NO_UNIT } from '../shared/labels.ts';
import { type ListSheet, planGroups } from '../shared/list-sheet.ts';
import { type Names, toName } from '../shared/names.ts';
import { buildSignedNotes } from '../shared/note-lines.ts';
import { getNet, type Journal, type JournalLine } from './journal.ts';

/** Accounts of Circular 200/2014/TT-BTC: administrative expenses, and provision for doubtful receivables. */
const EXPENSE_ACCOUNT = '642';
const PROVISION_ACCOUNT = '2293';

const COLUMNS = [
  text('unit', { vi: 'Đơn vị', en: 'Unit' }, 16),
  wrapped('unitName', { vi: 'Tên đơn vị', en: 'Unit name' }, 38),
  money('increaseMinor', { vi: 'Trích lập thêm', en: 'Increase' }, 19),
  money('reversalMinor', { vi: 'Hoàn nhập', en: 'Reversal' }, 19),
  text('debitAccount', { vi: 'TK Nợ', en: 'Debit' }, 9),
  text('creditAccount', { vi: 'TK Có', en: 'Credit' }, 9),
  money('amountMinor', { vi: 'Số tiền ghi sổ', en: 'Amount to book' }, 19),
  wrapped('explanation', { vi: 'Diễn giải', en: 'Explanation' }, 52),
] as const satisfies readonly Column[];

const SHEET: ListSheet<JournalLine> = {
  name: 'Bút toán - Journal',
  title: { vi: 'Đề nghị bút toán dự phòng nợ phải thu khó đòi (VND)', en: 'Journal proposal (VND)' },
  columns: COLUMNS,
  accepts: () => true,
  toCurrency: () => HOME_CURRENCY,
  amounts: {
    increaseMinor: (line) => Number(line.increaseMinor),
    reversalMinor: (line) => Number(line.reversalMinor),
    amountMinor: (line) => Math.abs(Number(getNet(line))),
  },
  buildRow,
  compareItems: null,
};

/** The entries that would bring the provision of each unit to what is required, one net line for each. */
export function planJournal(journal: Journal, names: Names): readonly PlannedSheet[] {
  return planGroups(SHEET, journal.lines, names, () => buildClosing(journal));
}

function buildRow(line: JournalLine, names: Names): RowOf<typeof COLUMNS> {
  const net = getNet(line);
  return {
    unit: line.kind === 'released' ? 'Nợ đã tất toán' : (line.unit ?? NO_UNIT),
    unitName: toName(line.unit, names),
    increaseMinor: Number(line.increaseMinor),
    reversalMinor: Number(line.reversalMinor),
    ...chooseAccounts(net),
    amountMinor: Math.abs(Number(net)),
    explanation: explain(line),
  };
}

function chooseAccounts(net: bigint): Pick<RowOf<typeof COLUMNS>, 'debitAccount' | 'creditAccount'> {
  if (net === 0n) return { debitAccount: null, creditAccount: null };
  return net > 0n
    ? { debitAccount: EXPENSE_ACCOUNT, creditAccount: PROVISION_ACCOUNT }
    : { debitAccount: PROVISION_ACCOUNT, creditAccount: EXPENSE_ACCOUNT };
}

function explain(line: JournalLine): string {
  if (line.kind === 'released') return 'Hoàn nhập toàn bộ dự phòng của các hoá đơn không còn dư nợ';
  const net = getNet(line);
  if (net === 0n) return 'Trích lập thêm bằng hoàn nhập, không phát sinh bút toán';
  return net > 0n
    ? 'Trích lập bổ sung dự phòng nợ phải thu khó đòi (trích lập thêm trừ hoàn nhập)'
    : 'Hoàn nhập dự phòng nợ phải thu khó đòi (hoàn nhập trừ trích lập thêm)';
}

function buildClosing(journal: Journal): readonly PageLine[] {
  const { increaseMinor, reversalMinor, unsupportedMinor, unsupportedCount, foreignCount } = journal;
  const notes = [
    `Trích lập thêm: Nợ ${EXPENSE_ACCOUNT} / Có ${PROVISION_ACCOUNT}. Hoàn nhập: Nợ ${PROVISION_ACCOUNT} / Có ${EXPENSE_ACCOUNT}. Mỗi đơn vị một dòng theo số chênh lệch. / One net line for each unit.`,
    `Ảnh hưởng thuần đến chi phí: trích lập thêm ${format(increaseMinor)} − hoàn nhập ${format(reversalMinor)} = ${format(increaseMinor - reversalMinor)} VND. / Net effect on expenses.`,
    `Chưa hạch toán, chưa đủ hồ sơ: ${format(unsupportedMinor)} VND của ${format(BigInt(unsupportedCount))} hoá đơn (trang Thiếu hồ sơ). / Not booked: increases without their documents.`,
    ...(foreignCount === 0
      ? []
      : [
          `Chưa hạch toán, ngoại tệ: ${format(BigInt(foreignCount))} khoản, quy đổi theo tỷ giá do kế toán xác định. / Other currencies are not booked here: accounting sets the rate.`,
        ]),
    'Đây là đề nghị; kế toán kiểm tra và quyết định trước khi ghi sổ. / A proposal: accounting decides.',
  ];
  return buildSignedNotes(notes, [1, 3, 7]);
}

/** As the cells beside it show their numbers. */
function format(amount: bigint): string {
  return amount.toLocaleString('en-US');
}
