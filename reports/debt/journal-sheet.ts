import { HOME_CURRENCY } from '../../src/domain/money.ts';
import type { Column, PageLine, RowOf } from '../report-model.ts';
import type { PlannedSheet } from '../report-plan.ts';
import { money, text, wrapped } from '../shared/columns.ts';
import { NO_UNIT } from '../shared/labels.ts';
import { type ListSheet, planGroups } from '../shared/list-sheet.ts';
import { type Names, toName } from '../shared/names.ts';
import { buildSignedNotes } from '../shared/note-lines.ts';
import { getNet, type Journal, type JournalLine } from './journal.ts';

/** Accounts as the chart of Circular 200/2014/TT-BTC numbers and names them. */
const ADMINISTRATIVE_EXPENSES = { number: '642', name: 'Chi phí quản lý doanh nghiệp' } as const;
const DOUBTFUL_DEBT_PROVISION = { number: '2293', name: 'Dự phòng phải thu khó đòi' } as const;

const COLUMNS = [
  text('unit', { vi: 'Đơn vị', en: 'Unit' }, 16),
  wrapped('unitName', { vi: 'Tên đơn vị', en: 'Unit name' }, 38),
  money('increaseMinor', { vi: 'Trích lập thêm', en: 'Increase' }, 19),
  money('reversalMinor', { vi: 'Hoàn nhập', en: 'Reversal' }, 19),
  money('releasedMinor', { vi: 'Trong đó: nợ đã tất toán', en: 'Of it released' }, 19),
  text('debitAccount', { vi: 'TK Nợ', en: 'Debit' }, 10),
  text('creditAccount', { vi: 'TK Có', en: 'Credit' }, 10),
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
    releasedMinor: (line) => Number(line.releasedMinor),
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
    unit: line.unit ?? NO_UNIT,
    unitName: toName(line.unit, names),
    increaseMinor: Number(line.increaseMinor),
    reversalMinor: Number(line.reversalMinor),
    releasedMinor: Number(line.releasedMinor),
    ...chooseAccounts(net),
    amountMinor: Math.abs(Number(net)),
    explanation: explain(net),
  };
}

function chooseAccounts(net: bigint): Pick<RowOf<typeof COLUMNS>, 'debitAccount' | 'creditAccount'> {
  if (net === 0n) return { debitAccount: null, creditAccount: null };
  const [expense, provision] = [ADMINISTRATIVE_EXPENSES.number, DOUBTFUL_DEBT_PROVISION.number];
  return net > 0n
    ? { debitAccount: expense, creditAccount: provision }
    : { debitAccount: provision, creditAccount: expense };
}

function explain(net: bigint): string {
  if (net === 0n) return 'Trích lập thêm bằng hoàn nhập, không phát sinh bút toán';
  return net > 0n
    ? 'Trích lập bổ sung dự phòng nợ phải thu khó đòi (trích lập thêm trừ hoàn nhập)'
    : 'Hoàn nhập dự phòng nợ phải thu khó đòi (hoàn nhập trừ trích lập thêm)';
}

function buildClosing(journal: Journal): readonly PageLine[] {
  const { increaseMinor, reversalMinor, releasedMinor, unsupportedMinor, unsupportedCount, foreignCount } = journal;
  const [expense, provision] = [ADMINISTRATIVE_EXPENSES.number, DOUBTFUL_DEBT_PROVISION.number];
  const notes = [
    `Trích lập thêm: Nợ ${expense} / Có ${provision}. Hoàn nhập: Nợ ${provision} / Có ${expense}. Mỗi đơn vị một dòng theo số chênh lệch. / One net line for each unit.`,
    `Tài khoản ${describeAccount(ADMINISTRATIVE_EXPENSES)}; tài khoản ${describeAccount(DOUBTFUL_DEBT_PROVISION)} (Thông tư 200/2014/TT-BTC). / Administrative expenses; provision for doubtful debts.`,
    `Nợ đã tất toán: hoàn nhập toàn bộ dự phòng ${format(releasedMinor)} VND của các hoá đơn không còn dư nợ (trang Hoàn nhập). / Released: invoices that are not open any more.`,
    `Ảnh hưởng thuần đến chi phí: trích lập thêm ${format(increaseMinor)} − hoàn nhập ${format(reversalMinor)} = ${format(increaseMinor - reversalMinor)} VND. / Net effect on expenses.`,
    `Chưa hạch toán, chưa đủ hồ sơ: ${format(unsupportedMinor)} VND của ${format(BigInt(unsupportedCount))} hoá đơn (trang Thiếu hồ sơ). / Not booked: increases without their documents.`,
    ...(foreignCount === 0
      ? []
      : [
          `Chưa hạch toán, ngoại tệ: ${format(BigInt(foreignCount))} khoản, quy đổi theo tỷ giá do kế toán xác định. / Other currencies are not booked here: accounting sets the rate.`,
        ]),
    'Đây là đề nghị; kế toán kiểm tra và quyết định trước khi ghi sổ. / A proposal: accounting decides.',
  ];
  return buildSignedNotes(notes, [1, 4, 8]);
}

function describeAccount({ number, name }: { readonly number: string; readonly name: string }): string {
  return `${number} – ${name}`;
}

/** As the cells beside it show their numbers. */
function format(amount: bigint): string {
  return amount.toLocaleString('en-US');
}
