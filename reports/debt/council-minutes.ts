import { type Currency, HOME_CURRENCY } from '../../src/domain/money.ts';
import type { CellValue, PageCell, PageCellLook, PageLine, PageSheet } from '../report-model.ts';
import { ORGANISATION } from '../shared/cover-sheet.ts';
import { toMoneyType } from '../shared/money-columns.ts';
import { type CaseTotal, sumCases } from './case-totals.ts';
import { WRITE_OFF_CASE_LABELS } from './labels.ts';
import { PROPOSAL_SHEET } from './write-off-sheets.ts';

const WIDTHS = [26, 100, 13, 21, 21, 21] as const;
/** Room in a cell for a signature or for words by hand. */
const HAND_LINES = '\n\n';

const LEGAL_BASIS = [
  'Thông tư 48/2019/TT-BTC ngày 08/8/2019 của Bộ Tài chính, điều 6: dự phòng nợ phải thu khó đòi; khoản 4: xử lý tài chính các khoản nợ không có khả năng thu hồi.',
  'Quyết định thành lập Hội đồng xử lý nợ số: .................... ngày ...... / ...... / ..........',
].join('\n');
const STATEMENT =
  'Danh sách do hệ thống lập theo bộ quy tắc, chỉ là đề xuất. Hội đồng xem xét hồ sơ và quyết định đối với từng khoản nợ; không khoản nợ nào được xoá nếu chưa có quyết định của cấp có thẩm quyền. / The rules only propose; people decide.';
const AFTERWARDS =
  'Khoản nợ đã xử lý vẫn được theo dõi riêng trên sổ kế toán và tiếp tục đôn đốc thu hồi; số thu được sau khi xử lý ghi vào thu nhập khác.';
const VALUE_NOTE =
  'Giá trị = số còn nợ theo sổ kế toán (đã trừ các khoản đã thanh toán). Đã thu hồi = phần bù trừ với số phải trả cùng khách nợ. Thiệt hại thực tế = giá trị − đã thu hồi.';
const VOTES =
  '☐ Đồng ý toàn bộ     ☐ Đồng ý một phần, trừ các khoản: ..............................     ☐ Không đồng ý';
const MEMBERS = ['Chủ tịch hội đồng', 'Kế toán trưởng', 'Trưởng đơn vị', 'Thành viên', 'Thành viên'];

/** The minutes with which the debt council decides on what is proposed in one currency; to be completed by hand. */
export function buildCouncilMinutes(totals: readonly CaseTotal[], currency: Currency, asOfOnCover: string): PageSheet {
  const suffix = currency === HOME_CURRENCY ? '' : ` ${currency}`;
  return {
    kind: 'page',
    name: `Biên bản - Minutes${suffix}`,
    title: { vi: `Biên bản họp Hội đồng xử lý nợ${suffix}`, en: `Minutes of the debt council${suffix}` },
    widths: WIDTHS,
    lines: [
      ...buildHead(asOfOnCover),
      section('I. Căn cứ và thành phần / Basis'),
      row('Căn cứ pháp lý', LEGAL_BASIS),
      row(
        'Thời gian, địa điểm họp',
        '...... giờ ...... ngày ...... tháng ...... năm .........., tại ..............................',
      ),
      row(
        'Hồ sơ kèm theo',
        `Danh sách từng khoản nợ (trang ${PROPOSAL_SHEET.name}${suffix}), hồ sơ của từng khoản nợ, hồ sơ trích lập dự phòng.`,
      ),
      [],
      section(`II. Giá trị đề nghị xử lý (${currency}) / Value proposed`),
      ...buildTotals(totals, currency),
      [],
      section('III. Kết luận của Hội đồng / Conclusion'),
      row('Nguyên tắc', STATEMENT),
      row('Sau khi xử lý', AFTERWARDS),
      row('Kết luận', VOTES),
      [],
      section('IV. Thành viên ký tên / Signatures'),
      headings('Chức danh', 'Họ và tên', 'Đồng ý', 'Không đồng ý', 'Ngày ký', 'Chữ ký'),
      ...MEMBERS.map((member) => [cell('label', member), ...Array.from({ length: 5 }, () => cell('text', HAND_LINES))]),
    ],
  };
}

function buildHead(asOfOnCover: string): readonly PageLine[] {
  return [
    [cell('organisation', ORGANISATION), null, null, null, cell('sign-role', 'CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM')],
    [cell('organisation', 'HỘI ĐỒNG XỬ LÝ NỢ'), null, null, null, cell('sign-role', 'Độc lập – Tự do – Hạnh phúc')],
    [
      cell('subtitle', 'Số: ............ /BB-HĐXLN'),
      null,
      null,
      null,
      cell('sign-hint', '..............., ngày ...... tháng ...... năm ..........'),
    ],
    [],
    [null, cell('title', 'BIÊN BẢN HỌP HỘI ĐỒNG XỬ LÝ NỢ')],
    [null, cell('subtitle', `Xử lý tài chính các khoản nợ không có khả năng thu hồi – số liệu đến ${asOfOnCover}`)],
    [],
  ];
}

function buildTotals(totals: readonly CaseTotal[], currency: Currency): readonly PageLine[] {
  const look = toMoneyType(currency);
  const total = (key: 'openMinor' | 'recoveredMinor' | 'lossMinor') => cell(look, sumCases(totals, key));
  return [
    headings(
      'Trường hợp\nCase',
      'Nội dung\nCondition',
      'Số khoản nợ\nDebts',
      'Giá trị\nValue',
      'Đã thu hồi\nRecovered',
      'Thiệt hại thực tế\nActual loss',
    ),
    ...totals.map((line) => [
      cell('label', `Trường hợp ${line.case}`),
      cell('text', WRITE_OFF_CASE_LABELS[line.case]),
      cell('integer', line.debts),
      cell(look, line.openMinor),
      cell(look, line.recoveredMinor),
      cell(look, line.lossMinor),
    ]),
    [
      cell('label', 'Tổng cộng'),
      cell('label', 'Total'),
      cell('integer', sumCases(totals, 'debts')),
      total('openMinor'),
      total('recoveredMinor'),
      total('lossMinor'),
    ],
    [cell('note', VALUE_NOTE)],
  ];
}

/** A heading, underlined to the right edge. */
function section(text: string): PageLine {
  return [cell('section', text), ...WIDTHS.slice(1).map(() => cell('section', null))];
}

function headings(...texts: readonly string[]): PageLine {
  return texts.map((text) => cell('heading', text));
}

function row(label: string, text: string): PageLine {
  return [cell('label', label), cell('text', text)];
}

function cell(look: PageCellLook, value: CellValue): PageCell {
  return { look, value };
}
