import { type Currency, HOME_CURRENCY } from '../../src/domain/money.ts';
import type { PageCellLook, PageLine, PageSheet } from '../report-model.ts';
import { ORGANISATION } from '../shared/cover-sheet.ts';
import { wide } from '../shared/page-cells.ts';
import { buildCaseTable, CASE_TABLE_WIDTHS } from './case-table.ts';
import type { CaseTotal } from './case-totals.ts';
import { PROPOSAL_SHEET } from './proposal-sheet.ts';

/** Columns of the page that each of three people who sign beside each other takes. */
const SIGN_SPANS = [2, 2, 3] as const;
/** Columns of the letterhead: who writes on the left, the state on the right. */
const LETTERHEAD_SPANS = [3, 4] as const;
/** Room for a signature by hand. */
const BLANK_LINES = 3;

const DATE = 'ngày ...... tháng ...... năm ..........';
const DOTS = '.'.repeat(300);
const ATTENDEES = [
  'Chủ tịch Hội đồng (chủ toạ)',
  'Kế toán trưởng',
  'Trưởng đơn vị quản lý nợ',
  'Thành viên',
  'Thành viên',
  'Thư ký (người ghi biên bản)',
];
/** From left to right and top to bottom; who presides signs last. */
const SIGNERS = [
  ['Kế toán trưởng', 'Trưởng đơn vị', 'Thành viên'],
  ['Thư ký', 'Thành viên', 'Chủ tịch hội đồng'],
] as const;

/**
 * The minutes with which the debt council decides on what is proposed in one currency, as Decree 30/2020/ND-CP sets out
 * minutes; what only the meeting knows is left to be written by hand.
 */
export function buildCouncilMinutes(totals: readonly CaseTotal[], currency: Currency, asOfOnCover: string): PageSheet {
  const suffix = currency === HOME_CURRENCY ? '' : ` ${currency}`;
  return {
    kind: 'page',
    name: `Biên bản - Minutes${suffix}`,
    title: { vi: `Biên bản họp Hội đồng xử lý nợ${suffix}`, en: `Minutes of the debt council${suffix}` },
    widths: CASE_TABLE_WIDTHS,
    printedPages: [
      [...buildHead(asOfOnCover), ...buildBasis(asOfOnCover, `${PROPOSAL_SHEET.name}${suffix}`), ...buildMeeting()],
      [...buildProposal(totals, currency), ...buildConclusion(currency), ...SIGNERS.flatMap(buildSignatures)],
    ],
  };
}

function buildHead(asOfOnCover: string): readonly PageLine[] {
  const [left, right] = LETTERHEAD_SPANS;
  return [
    [wide('centred', ORGANISATION, left), wide('centred-bold', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', right)],
    [
      wide('centred-underlined', 'HỘI ĐỒNG XỬ LÝ NỢ', left),
      wide('centred-underlined', 'Độc lập - Tự do - Hạnh phúc', right),
    ],
    [
      wide('centred', 'Số: ............ /BB-HĐXLN', left),
      wide('centred-italic', `...................., ${DATE}`, right),
    ],
    [],
    across('document-title', 'BIÊN BẢN HỌP HỘI ĐỒNG XỬ LÝ NỢ'),
    across(
      'centred-bold',
      `Về việc xử lý tài chính các khoản nợ không có khả năng thu hồi, số liệu đến ${asOfOnCover}`,
    ),
    [],
  ];
}

function buildBasis(asOfOnCover: string, proposals: string): readonly PageLine[] {
  return paragraphs(
    'body-italic',
    'Căn cứ khoản 4 Điều 6 Thông tư số 48/2019/TT-BTC ngày 08/8/2019 của Bộ Tài chính hướng dẫn việc trích lập và xử lý các khoản dự phòng giảm giá hàng tồn kho, tổn thất các khoản đầu tư, nợ phải thu khó đòi và bảo hành sản phẩm, hàng hoá, dịch vụ, công trình xây dựng tại doanh nghiệp;',
    `Căn cứ Quyết định số .............................. ${DATE} về việc thành lập Hội đồng xử lý nợ;`,
    `Căn cứ danh sách khoản nợ đề nghị xử lý theo số liệu đến ${asOfOnCover} (trang "${proposals}" kèm theo biên bản này), hồ sơ trích lập dự phòng và hồ sơ của từng khoản nợ.`,
  );
}

function buildMeeting(): readonly PageLine[] {
  const person = '.'.repeat(66);
  return [
    [],
    across('body-bold', 'I. Thời gian, địa điểm'),
    across('body', `Cuộc họp bắt đầu lúc ...... giờ ......, ${DATE}, tại ${person}${person}`),
    [],
    [],
    across('body-bold', 'II. Thành phần'),
    ...ATTENDEES.flatMap((role, index) => [
      [], // room to write by hand
      [
        wide('body', `${index + 1}. ${role}:`, 2),
        wide('body', `Ông/Bà ${person}`, 2),
        wide('body', `Chức vụ: ${'.'.repeat(72)}`, 3),
      ],
    ]),
    [],
    across('body', `Vắng mặt, lý do: ${person}${person}${person}`),
  ];
}

function buildProposal(totals: readonly CaseTotal[], currency: Currency): readonly PageLine[] {
  return [
    across('body-bold', 'III. Nội dung'),
    across(
      'body',
      `1. Thư ký trình bày các khoản nợ được đề nghị xử lý, tổng hợp theo trường hợp quy định tại khoản 4 Điều 6 Thông tư số 48/2019/TT-BTC (đơn vị tính: ${nameUnit(currency)}):`,
    ),
    ...buildCaseTable(totals, currency),
    ...paragraphs(
      'body',
      '2. Danh sách do hệ thống lập theo bộ quy tắc, chỉ là đề xuất. Hội đồng xem xét hồ sơ và quyết định đối với từng khoản nợ; không khoản nợ nào được xoá nếu chưa có quyết định của cấp có thẩm quyền.',
      '3. Ý kiến của Hội đồng về nguyên nhân, hồ sơ và các biện pháp thu hồi đã thực hiện:',
    ),
    ...[DOTS, DOTS].flatMap((dots) => [[], across('body', dots)]),
  ];
}

function buildConclusion(currency: Currency): readonly PageLine[] {
  return [
    [],
    across('body-bold', 'IV. Kết luận'),
    ...paragraphs(
      'body',
      '1. Hội đồng:   ☐ đồng ý xử lý toàn bộ   ☐ đồng ý một phần, trừ các khoản: ....................................................   ☐ không đồng ý',
      `2. Được thống nhất xử lý: ............ khoản nợ; giá trị: .................................... ${nameUnit(currency)}; đã thu hồi: ............................ ${nameUnit(currency)}; thiệt hại thực tế: .................................... ${nameUnit(currency)}.`,
      '3. Biểu quyết: ........ thành viên đồng ý, ........ thành viên không đồng ý, trên tổng số ........ thành viên dự họp.',
      '4. Khoản nợ đã xử lý vẫn được theo dõi riêng trên sổ kế toán và tiếp tục đôn đốc thu hồi; số thu được sau khi xử lý ghi vào thu nhập khác.',
      `Cuộc họp kết thúc lúc ...... giờ ......, ${DATE}. Biên bản được lập thành ...... bản có giá trị như nhau, đã đọc lại cho các thành viên dự họp cùng nghe, nhất trí và ký tên./.`,
    ),
  ];
}

function buildSignatures(roles: readonly [string, string, string]): readonly PageLine[] {
  const place = (look: PageCellLook, texts: readonly string[]): PageLine =>
    SIGN_SPANS.map((span, index) => wide(look, texts[index] ?? null, span));
  const hint = '(ký, ghi rõ họ tên)';
  return [
    [],
    place('centred-bold', roles),
    place('centred-italic', [hint, hint, hint]),
    ...Array.from({ length: BLANK_LINES }, () => []),
  ];
}

/** A line over the whole width of the page. */
function across(look: PageCellLook, text: string): PageLine {
  return [wide(look, text, CASE_TABLE_WIDTHS.length)];
}

function paragraphs(look: PageCellLook, ...texts: readonly string[]): readonly PageLine[] {
  return texts.map((text) => across(look, text));
}

function nameUnit(currency: Currency): string {
  return currency === HOME_CURRENCY ? 'đồng' : currency;
}
