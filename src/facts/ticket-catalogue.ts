import type { FactDefinition } from '../domain/fact.ts';
import { CHANNELS, LEVELS, REQUEST_TYPES, SEGMENTS, TOPICS } from '../domain/ticket.ts';
import { SLA_STATUSES } from '../domain/ticket-decision.ts';
import { code, coded, fact, numbered } from './define-fact.ts';

/** Facts that a ticket, its events and asOf give by themselves. */
export const TICKET_RECORD_FACTS: readonly FactDefinition[] = [
  fact('asOf', 'instant', 'thời điểm đánh giá', 'the moment of the evaluation'),
  fact('receivedAt', 'instant', 'thời điểm tiếp nhận', 'the receipt'),
  code('channel', 'kênh tiếp nhận', 'the channel', CHANNELS),
  code('segment', 'nhóm khách hàng', 'the customer segment', SEGMENTS),
  coded('product', 'product', 'sản phẩm, dịch vụ', 'the product'),
  coded(
    'regionUnit',
    'unit',
    'CTKV phụ trách khách hàng; trống nếu phiếu không ghi',
    "the customer's CTKV; missing if not given",
  ),
  code('topic', 'chủ đề yêu cầu', 'the topic', TOPICS),
  code('givenType', 'loại yêu cầu do nhân viên ghi', 'the request type given by staff', REQUEST_TYPES),
  numbered('givenLevel', 'cấp độ do nhân viên ghi', 'the level given by staff', LEVELS),
  fact('text', 'text', 'tiêu đề và nội dung yêu cầu', 'subject and description'),
  fact('handedOverAt', 'instant', 'thời điểm chuyển TT CNTT', 'the hand-over to TT CNTT'),
  coded('coordinatingUnit', 'unit', 'đơn vị phối hợp', 'the coordinating unit'),
  fact(
    'isCoordinatedOutside',
    'boolean',
    'có phối hợp với đơn vị ngoài CTKV và TT CNTT',
    'a unit that is neither a CTKV nor TT CNTT coordinates',
  ),
  fact('isUnsatisfied', 'boolean', 'khách hàng chưa hài lòng', 'the customer was not satisfied'),
  fact('solvedAt', 'instant', 'thời điểm xử lý xong', 'the solution'),
  fact('repliedAt', 'instant', 'lần trả lời khách hàng gần nhất', 'the last reply to the customer'),
  fact('closedAt', 'instant', 'thời điểm đóng phiếu', 'the closing'),
  fact('lastProgressAt', 'instant', 'lần cập nhật tiến độ gần nhất', 'the last progress update'),
  fact(
    'progressAgeHours',
    'number',
    'số giờ từ lần cập nhật tiến độ gần nhất',
    'hours since the last progress update',
    'hours',
  ),
  coded('ctkvUnit', 'unit', 'CTKV chịu trách nhiệm', 'the CTKV in charge'),
];

/** Who received the ticket, by its own rule set. */
export const TICKET_RECEIVER_FACTS: readonly FactDefinition[] = [
  coded('receivingDepartment', 'unit', 'bộ phận tiếp nhận', 'the receiving department'),
];

/** What the phrases in the text say, all of them together. */
export const TICKET_PHRASE_FACTS: readonly FactDefinition[] = [
  fact(
    'phraseTypeCount',
    'integer',
    'số loại yêu cầu tìm thấy trong nội dung',
    'number of request types found in the text',
    'types',
  ),
  code(
    'phraseType',
    'loại yêu cầu có cấp độ cao nhất trong nội dung',
    'the request type of the highest level in the text',
    REQUEST_TYPES,
  ),
  numbered('phraseLevel', 'cấp độ cao nhất trong nội dung', 'the highest level in the text', LEVELS),
];

/** The classification, after events have overruled it. */
export const TICKET_CLASS_FACTS: readonly FactDefinition[] = [
  code('requestType', 'loại yêu cầu', 'the request type', REQUEST_TYPES),
  numbered('level', 'cấp độ', 'the level', LEVELS),
];

/** What the clock makes of the time limits; missing where there is no target. */
export const TICKET_CLOCK_FACTS: readonly FactDefinition[] = [
  fact('totalDueAt', 'instant', 'hạn tổng', 'the total due time'),
  fact('ctkvDueAt', 'instant', 'hạn của CTKV', 'the due time of the CTKV'),
  fact('ttCnttDueAt', 'instant', 'hạn của TT CNTT', 'the due time of TT CNTT'),
  fact('usedPercent', 'number', 'tỷ lệ thời gian đã dùng', 'share of the time limit that is used', 'percent'),
  fact(
    'ctkvEndAt',
    'instant',
    'thời điểm CTKV chuyển đi hoặc xử lý xong, nếu chưa thì thời điểm đánh giá',
    'hand-over or solution by the CTKV, else the moment of the evaluation',
  ),
  fact(
    'ttCnttEndAt',
    'instant',
    'thời điểm xử lý xong, nếu chưa thì thời điểm đánh giá; trống nếu chưa chuyển TT CNTT',
    'the solution, else the moment of the evaluation; missing before the hand-over',
  ),
];

/** The verdict on the time limits. */
export const TICKET_STATUS_FACTS: readonly FactDefinition[] = [
  code('slaStatus', 'trạng thái thời hạn', 'the SLA status', SLA_STATUSES),
  fact('needsReview', 'boolean', 'cần xem xét lại', 'a person has to look at it'),
];

/** All facts of tickets, in the order in which they come to be known. */
export const TICKET_FACTS: readonly FactDefinition[] = [
  ...TICKET_RECORD_FACTS,
  ...TICKET_RECEIVER_FACTS,
  ...TICKET_PHRASE_FACTS,
  ...TICKET_CLASS_FACTS,
  ...TICKET_CLOCK_FACTS,
  ...TICKET_STATUS_FACTS,
];

/** The facts of tickets by name. */
export const TICKET_CATALOGUE: ReadonlyMap<string, FactDefinition> = new Map(
  TICKET_FACTS.map((definition) => [definition.name, definition]),
);
