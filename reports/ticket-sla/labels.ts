import type { Bilingual } from '../../src/domain/fact.ts';
import type { Channel, RequestType, Topic } from '../../src/domain/ticket.ts';
import type { SlaStatus, TicketAction, TicketStep } from '../../src/domain/ticket-decision.ts';

/** What readers see where a ticket has no such value. */
export const NOT_CLASSIFIED = 'Chưa phân loại';

/** Request types as process VII calls them. */
export const REQUEST_TYPE_LABELS: Readonly<Record<RequestType, string>> = {
  inquiry: 'Giải đáp thắc mắc',
  activation: 'Khai báo, kích hoạt',
  'configuration-change': 'Thay đổi cấu hình',
  support: 'Tra cứu, hướng dẫn, hỗ trợ',
  incident: 'Khắc phục sự cố',
  integration: 'Tích hợp dịch vụ',
  other: 'Nghiệp vụ khác',
};

/** Status of the time limit, with English for headings and the cover. */
export const SLA_STATUS_LABELS: Readonly<Record<SlaStatus, Bilingual>> = {
  met: { vi: 'Đúng hạn', en: 'Met' },
  missed: { vi: 'Trễ hạn', en: 'Missed' },
  'on-time': { vi: 'Trong hạn', en: 'On time' },
  'at-risk': { vi: 'Sắp quá hạn', en: 'At risk' },
  breached: { vi: 'Quá hạn', en: 'Breached' },
  'no-target': { vi: 'Không có hạn', en: 'No target' },
};

/** What has to be done about a ticket. */
export const ACTION_LABELS: Readonly<Record<TicketAction, string>> = {
  escalate: 'Báo cáo lãnh đạo đơn vị',
  'inform-customer': 'Thông báo tiến độ cho khách hàng',
  'reply-customer': 'Trả lời khách hàng',
  review: 'Xem xét lại',
  'update-progress': 'Cập nhật tiến độ xử lý',
  warn: 'Cảnh báo sắp quá hạn',
};

/** Steps of process VII. */
export const STEP_LABELS: Readonly<Record<TicketStep, string>> = {
  '1.2': '1.2 Phân loại yêu cầu',
  '1.3': '1.3 Trả lời trực tiếp',
  '1.5': '1.5 Chuyển TT CNTT',
  '2.1': '2.1 Xử lý yêu cầu',
  '3.1': '3.1 Trả lời khách hàng',
  done: 'Hoàn thành',
};

/** Ways in which a request came in. */
export const CHANNEL_LABELS: Readonly<Record<Channel, string>> = {
  document: 'Công văn',
  fax: 'Fax',
  'web-portal': 'Cổng thông tin',
  'my-mobifone': 'My MobiFone',
  email: 'Email',
  'hotline-9090': 'Tổng đài 9090',
  'hotline-18001090': 'Tổng đài 18001090',
  'am-kam': 'AM/KAM',
  khdn: 'KHDN',
};

/** Topics as the tables of process VII name them. */
export const TOPIC_LABELS: Readonly<Record<Topic, string>> = {
  'feature-info': 'Thông tin tính năng',
  'charge-info': 'Thông tin cước phí',
  'policy-info': 'Chế độ, chính sách',
  'usage-guide': 'Hướng dẫn sử dụng',
  activation: 'Khai báo, kích hoạt',
  configuration: 'Thay đổi cấu hình',
  'usage-charge-lookup': 'Tra cứu cước sử dụng',
  'installation-guide': 'Hướng dẫn cài đặt',
  'advanced-guide': 'Hướng dẫn sử dụng chuyên sâu',
  'technical-support': 'Hỗ trợ kỹ thuật tại CTKV',
  'system-fault': 'Gián đoạn do lỗi hệ thống',
  integration: 'Tích hợp hệ thống',
  'policy-mechanism': 'Cơ chế, chính sách',
  commission: 'Hoa hồng',
  'revenue-confirmation': 'Biên bản xác nhận doanh thu, thực thu',
  'technical-support-cntt': 'Hỗ trợ kỹ thuật tại TT CNTT',
};

/** Why a person has to look at a ticket. */
export const REVIEW_REASON_LABELS = {
  'not-classified': 'Chưa xác định được loại hoặc cấp độ',
  'unsure-classification': 'Phân loại chưa chắc chắn',
  'no-target': 'Không có thời hạn áp dụng',
} as const;
