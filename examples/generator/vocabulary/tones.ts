import type { Channel } from '../../../src/domain/ticket.ts';

/** How requests that come through some channels sound, and how carelessly they are typed (probabilities, 0 to 1). */
export type Tone = {
  readonly openers: readonly string[];
  readonly closers: readonly string[];
  readonly unaccentedShare: number;
  readonly sloppyShare: number;
};

const LETTER: Tone = {
  openers: [
    'Kính gửi Quý công ty.',
    'Căn cứ hợp đồng {contract} đã ký giữa hai bên.',
    'Đơn vị chúng tôi xin trình bày như sau.',
  ],
  closers: [
    'Rất mong nhận được phúc đáp bằng văn bản.',
    'Trân trọng cảm ơn.',
    'Đề nghị Quý công ty xem xét, giải quyết sớm.',
  ],
  unaccentedShare: 0,
  sloppyShare: 0,
};

const MAIL: Tone = {
  openers: ['Dear anh/chị.', 'Kính gửi bộ phận hỗ trợ.', 'Chào anh chị, em là {person} bên {place}.', ''],
  closers: [
    'Nhờ anh chị phản hồi sớm giúp em.',
    'Cảm ơn anh chị.',
    'Vui lòng xác nhận lại qua email này.',
    'Liên hệ: {person}, {phone}.',
    '',
  ],
  unaccentedShare: 0.1,
  sloppyShare: 0.08,
};

const SELF_SERVICE: Tone = {
  openers: ['Chào shop.', 'Ad ơi cho mình hỏi.', 'Alo tổng đài.', 'Mình ở {place}.', '', ''],
  closers: [
    'Mong sớm được trả lời.',
    'Gấp lắm ạ!!!',
    'Gọi lại cho mình số {phone} nhé.',
    'Đợi mãi không thấy ai gọi.',
    'Cảm ơn nhiều.',
    '',
  ],
  unaccentedShare: 0.4,
  sloppyShare: 0.25,
};

const CALL: Tone = {
  openers: [
    'KH gọi lên tổng đài.',
    'KH {person} phản ánh.',
    'KH gọi lần 2, đang bức xúc.',
    'KH tại {place} liên hệ.',
    '',
  ],
  closers: [
    'Gọi lại KH số {phone}.',
    'KH yêu cầu có kết quả trong ngày.',
    'ĐTV đã ghi nhận và hẹn KH.',
    'KH vui vẻ chờ phản hồi.',
    '',
  ],
  unaccentedShare: 0.1,
  sloppyShare: 0.15,
};

const ACCOUNT_MANAGER: Tone = {
  openers: [
    'AM chuyển yêu cầu của khách hàng.',
    'Khách hàng doanh nghiệp tại {place} đề nghị.',
    'KH ưu tiên, HĐ {contract}.',
    '',
  ],
  closers: ['Nhờ các bộ phận hỗ trợ sớm.', 'Đầu mối KH: {person}, {phone}.', 'AM sẽ báo lại KH khi có kết quả.', ''],
  unaccentedShare: 0.04,
  sloppyShare: 0.08,
};

/** Channels with their share of all requests, how they sound, and whether companies and consumers use them. */
export const CHANNEL_TONES: readonly {
  readonly channel: Channel;
  readonly weight: number;
  readonly isForBusiness: boolean;
  readonly isForConsumers: boolean;
  readonly tone: Tone;
}[] = [
  { channel: 'document', weight: 3, isForBusiness: true, isForConsumers: false, tone: LETTER },
  { channel: 'fax', weight: 1, isForBusiness: true, isForConsumers: false, tone: LETTER },
  { channel: 'web-portal', weight: 12, isForBusiness: true, isForConsumers: true, tone: SELF_SERVICE },
  { channel: 'my-mobifone', weight: 14, isForBusiness: false, isForConsumers: true, tone: SELF_SERVICE },
  { channel: 'email', weight: 18, isForBusiness: true, isForConsumers: true, tone: MAIL },
  { channel: 'hotline-9090', weight: 20, isForBusiness: false, isForConsumers: true, tone: CALL },
  { channel: 'hotline-18001090', weight: 15, isForBusiness: false, isForConsumers: true, tone: CALL },
  { channel: 'am-kam', weight: 11, isForBusiness: true, isForConsumers: false, tone: ACCOUNT_MANAGER },
  { channel: 'khdn', weight: 8, isForBusiness: true, isForConsumers: false, tone: ACCOUNT_MANAGER },
];

/** What people write who type in a hurry; whole words, in this order. */
export const ABBREVIATIONS: readonly (readonly [string, string])[] = [
  ['không', 'ko'],
  ['được', 'dc'],
  ['khách hàng', 'kh'],
  ['dịch vụ', 'dv'],
  ['anh chị', 'a/c'],
  ['với', 'vs'],
  ['rồi', 'r'],
  ['bây giờ', 'bh'],
  ['hợp đồng', 'hđ'],
];
