import type { EventRow, TicketRow } from './sample-rows.ts';
import { SHOWCASE_CLASS_TICKETS } from './showcase-class-tickets.ts';

/** Tickets whose times stand at a bound of some rule. What must be decided about each stands in examples/README.md. */
const SHOWCASE_TIME_TICKETS: readonly TicketRow[] = [
  {
    ...about('000001', '2026-11-16T08:00:00', 'hotline-9090', 'CTKV1', 'sms-brandname', 'charge-info'),
    subject: 'Hỏi giá cước SMS Brandname',
    description: 'KH hỏi giá một tin nhắn thương hiệu mạng ngoài, đã gồm VAT chưa.',
    ...solved('2026-11-16T12:00:00', '2026-11-16T12:00:00', '2026-11-16T17:00:00'),
  },
  {
    ...about('000002', '2026-11-16T08:00:00', 'hotline-18001090', 'CTKV1', 'mobifiber', 'charge-info'),
    subject: 'Hỏi giá gói 300 Mbps',
    description: 'KH muốn biết giá gói 300 Mbps khi đóng trước 6 tháng.',
    ...solved('2026-11-16T12:00:01', '2026-11-16T12:05:00', '2026-11-16T17:00:00'),
  },
  {
    ...about('000003', '2026-11-17T08:00:00', 'email', 'CTKV2', 'it-service', 'system-fault'),
    subject: 'Hóa đơn điện tử báo lỗi 500',
    description: 'Từ 7h sáng cả phòng kế toán không lưu được hóa đơn.',
    forwardedToCnttAt: vn('2026-11-17T13:30:00'),
    ...solved('2026-11-19T07:00:00', '2026-11-19T07:20:00', '2026-11-19T16:00:00'),
  },
  {
    ...about('000004', '2026-11-17T08:00:00', 'am-kam', 'CTKV2', 'mobile-pbx', 'integration'),
    subject: 'Kết nối tổng đài với CRM',
    description: 'AM chuyển yêu cầu: cuộc gọi đến cần hiện tên khách trên CRM.',
    forwardedToCnttAt: vn('2026-11-17T08:30:00'),
    ...solved('2026-11-19T06:00:00', '2026-11-19T07:00:00', '2026-11-19T17:00:00'),
  },
  {
    ...about('000005', '2026-11-16T10:00:00', 'document', 'CTKV3', 'it-service', 'revenue-confirmation'),
    subject: 'Đề nghị gửi biên bản đối soát tháng 10/2026',
    description: 'Kính gửi Quý công ty. Chúng tôi chưa nhận được biên bản tháng 10/2026.',
    forwardedToCnttAt: vn('2026-11-16T16:00:00'),
    ...solved('2026-11-18T15:00:00', '2026-11-18T15:30:00', '2026-11-19T09:00:00'),
  },
  {
    ...about('000006', '2026-11-17T09:00:00', 'web-portal', 'CTKV3', 'mbiz360', 'system-fault'),
    subject: 'mBiz360 không đồng bộ được đơn hàng',
    description: 'Đơn bán trên app không lên máy tính, đã thử đăng xuất.',
    forwardedToCnttAt: vn('2026-11-17T13:00:00'),
    ...solved('2026-11-19T09:00:00', '2026-11-19T09:10:00', '2026-11-19T15:00:00'),
  },
  {
    ...about('000007', '2026-11-23T05:48:00', 'my-mobifone', 'CTKV4', 'eonesms', 'activation'),
    subject: 'Mở tài khoản eOneSMS',
    description: 'Đã đóng tiền hôm qua, nhờ mở tài khoản giúp.',
  },
  {
    ...about('000008', '2026-11-23T05:48:01', 'my-mobifone', 'CTKV4', 'eonesms', 'activation'),
    subject: 'Mở tài khoản eOneSMS cho cửa hàng thứ 2',
    description: 'Giống yêu cầu trước, cho cửa hàng thứ 2.',
  },
  {
    ...about('000009', '2026-11-23T05:00:00', 'web-portal', 'CTKV5', 'prepaid', 'policy-info'),
    subject: 'Khuyến mại tháng 11',
    description: 'Khách cũ có được cộng thêm dung lượng không?',
  },
  {
    ...about('000010', '2026-11-23T04:59:59', 'my-mobifone', 'CTKV5', 'prepaid', 'policy-info'),
    subject: 'Khuyến mại cho thuê bao lâu năm',
    description: 'Thuê bao dùng 5 năm thì được ưu đãi gì?',
  },
  {
    ...about('000011', '2026-11-20T14:00:00', 'hotline-18001090', 'CTKV6', 'transmission', 'system-fault'),
    subject: 'Kênh truyền rớt gói liên tục',
    description: 'KH báo kênh thuê riêng rớt gói trên 20 %.',
    forwardedToCnttAt: vn('2026-11-20T15:00:00'),
  },
  {
    ...about('000012', '2026-11-20T14:00:00', 'email', 'CTKV6', 'transmission', 'system-fault'),
    subject: 'Kênh truyền chi nhánh mất đồng bộ',
    description: 'Hai đầu kênh mất đồng bộ, chi nhánh không vào được hệ thống.',
    forwardedToCnttAt: vn('2026-11-20T15:00:00'),
    lastProgressAt: vn('2026-11-22T16:00:00'),
  },
  {
    ...about('000013', '2026-11-20T08:00:00', 'khdn', 'CTKV7', 'proconnect', 'technical-support-cntt'),
    subject: 'Thiết bị ProConnect không lên mạng',
    description: 'CTKV đã kiểm tra SIM, nhờ TT CNTT xem cấu hình APN.',
    forwardedToCnttAt: vn('2026-11-20T09:00:00'),
    lastProgressAt: vn('2026-11-22T09:00:00'),
    repliedAt: vn('2026-11-22T10:00:00'),
  },
  {
    ...about('000014', '2026-11-19T08:00:00', 'am-kam', 'CTKV7', 'sms-brandname', 'system-fault'),
    subject: 'Tin OTP đến trễ 10–15 phút',
    description: 'Tin sang một nhà mạng khác đến trễ, cần phối hợp đối tác.',
    forwardedToCnttAt: vn('2026-11-19T09:00:00'),
    coordinatingUnit: 'PARTNER',
    lastProgressAt: vn('2026-11-21T10:00:00'),
  },
  {
    ...about('000015', '2026-11-20T10:00:00', 'fax', 'CTKV8', 'it-service', 'system-fault'),
    subject: 'Máy chủ ảo không truy cập được',
    description: 'Máy chủ ảo không truy cập được từ bên ngoài.',
    forwardedToCnttAt: vn('2026-11-20T11:00:00'),
    lastProgressAt: vn('2026-11-22T09:59:59'),
  },
  {
    ...about('000016', '2026-11-20T10:00:00', 'email', 'CTKV8', 'it-service', 'system-fault'),
    subject: 'Máy chủ ảo báo đầy ổ đĩa',
    description: 'Đã xóa dữ liệu nhưng ổ đĩa vẫn báo đầy.',
    forwardedToCnttAt: vn('2026-11-20T11:00:00'),
    lastProgressAt: vn('2026-11-22T10:00:00'),
    repliedAt: vn('2026-11-22T10:00:00'),
  },
  {
    ...about('000017', '2026-11-23T07:00:00', 'khdn', 'CTKV6', 'mobile-pbx', 'configuration'),
    subject: 'Đổi lời chào ngoài giờ',
    description: 'Nhờ đổi lời chào ngoài giờ của tổng đài theo tệp đính kèm.',
    repliedAt: vn('2026-11-23T07:30:00'),
    resolvedAt: vn('2026-11-23T08:30:00'),
  },
  {
    ...about('000018', '2026-11-22T14:00:00', 'hotline-9090', 'CTKV7', 'mobifiber', 'usage-guide'),
    subject: 'Cách đổi mật khẩu wifi',
    description: 'KH làm theo chỉ dẫn vẫn không vào được.',
    resolvedAt: vn('2026-11-22T16:00:00'),
    repliedAt: vn('2026-11-22T16:05:00'),
    customerSatisfied: 'no',
  },
  {
    ...about('000019', '2026-11-10T08:00:00', 'hotline-9090', 'CTKV7', 'mobifiber', 'usage-guide'),
    subject: 'Cách kết nối camera',
    description: 'KH chưa hài lòng nhưng đồng ý kết thúc.',
    ...solved('2026-11-10T10:00:00', '2026-11-10T10:10:00', '2026-11-12T15:00:00'),
    customerSatisfied: 'no',
  },
  {
    ...about('000020', '2026-11-20T16:30:00', 'web-portal', 'CTKV9', 'it-service', 'system-fault'),
    subject: 'Hội nghị truyền hình không có tiếng',
    description: 'Chiều thứ sáu bắt đầu có hình mà không có tiếng.',
    forwardedToCnttAt: vn('2026-11-20T17:00:00'),
    resolvedAt: vn('2026-11-22T12:00:00'),
    repliedAt: vn('2026-11-22T12:30:00'),
  },
  {
    ...about('000021', '2026-02-16T22:00:00', 'hotline-9090', 'CTKV2', 'mobile-pbx', 'configuration'),
    subject: 'Đổi lời chào Tết',
    description: 'KH cần đổi lời chào chúc mừng năm mới trước giao thừa.',
    ...solved('2026-02-17T08:00:00', '2026-02-17T08:05:00', '2026-02-23T09:00:00'),
  },
  {
    ...about('000022', '2020-08-31T23:59:59', 'email', 'CTKV1', 'it-service', 'activation'),
    subject: 'Mở tài khoản lưu trữ',
    description: 'Nhờ mở tài khoản theo hợp đồng đã ký.',
    ...solved('2020-09-01T09:00:00', '2020-09-01T09:05:00', '2020-09-01T10:00:00'),
  },
  {
    ...about('000023', '2020-09-01T00:00:00', 'email', 'CTKV1', 'it-service', 'activation'),
    subject: 'Mở tài khoản lưu trữ cho chi nhánh',
    description: 'Nhờ mở thêm tài khoản cho chi nhánh.',
    ...solved('2020-09-01T03:00:00', '2020-09-01T03:05:00', '2020-09-01T10:00:00'),
  },
  {
    ...about('000024', '2026-11-23T06:30:00', 'email', 'CTKV4', 'mbiz360', 'policy-info'),
    subject: 'Điều kiện tạm ngưng mBiz360',
    description: 'Quán nghỉ một tháng thì có mất phí không?',
    resolvedAt: vn('2026-11-23T09:00:01'),
  },
];

/** All tickets that are written by hand, by id. */
export const SHOWCASE_TICKETS: readonly TicketRow[] = [...SHOWCASE_TIME_TICKETS, ...SHOWCASE_CLASS_TICKETS];

/** The events of those of them that have any. */
export const SHOWCASE_EVENTS: readonly EventRow[] = [
  // The clock of 000036 runs on while the customer is waited for.
  happened('000036', '2026-11-18T08:00:00', 'received', 'CTKV3'),
  happened('000036', '2026-11-18T08:30:00', 'waiting-customer', '', 'Chờ KH gửi giấy ủy quyền'),
  happened('000036', '2026-11-18T11:30:00', 'resumed'),
  happened('000036', '2026-11-18T12:30:00', 'resolved'),
  happened('000036', '2026-11-18T12:35:00', 'replied'),
  happened('000036', '2026-11-18T17:00:00', 'closed'),
  // TT CNTT returns 000037; the second hand-over is the one in force.
  happened('000037', '2026-11-19T08:00:00', 'received', 'CTKV4'),
  happened('000037', '2026-11-19T09:00:00', 'forwarded', 'TT-CNTT'),
  happened('000037', '2026-11-19T10:00:00', 'returned', '', 'Thiếu địa chỉ IP, trả lại CTKV bổ sung'),
  happened('000037', '2026-11-19T13:00:00', 'forwarded', 'TT-CNTT'),
  happened('000037', '2026-11-20T18:00:00', 'resolved'),
  happened('000037', '2026-11-20T18:10:00', 'replied'),
  happened('000037', '2026-11-21T08:00:00', 'closed'),
  // The customer of 000038 was not satisfied with the first answer, and got a better one.
  happened('000038', '2026-11-18T09:00:00', 'received', 'CTKV5'),
  happened('000038', '2026-11-18T10:00:00', 'resolved', '', 'Đã gửi tài liệu'),
  happened('000038', '2026-11-18T10:05:00', 'replied'),
  happened('000038', '2026-11-18T11:00:00', 'customer-unsatisfied', '', 'KH làm theo tài liệu không được'),
  happened('000038', '2026-11-18T11:30:00', 'forwarded', 'TT-CNTT'),
  happened('000038', '2026-11-19T15:00:00', 'resolved'),
  happened('000038', '2026-11-19T15:10:00', 'replied'),
  happened('000038', '2026-11-20T09:00:00', 'closed'),
  // The columns of 000039 say that it is open; its events know better.
  happened('000039', '2026-11-19T13:00:00', 'received', 'CTKV6'),
  happened('000039', '2026-11-19T13:40:00', 'cancelled', '', 'KH rút yêu cầu'),
  // What is dated after the demo's asOf has not happened yet.
  happened('000040', '2026-11-23T07:30:00', 'received', 'CTKV8'),
  happened('000040', '2026-11-23T08:00:00', 'forwarded', 'TT-KDCNS', 'Chuyển trong CTKV'),
  happened('000040', '2026-11-23T09:00:01', 'forwarded', 'TT-CNTT'),
];

function about(
  number: string,
  receivedAt: string,
  channel: string,
  regionUnit: string,
  product: string,
  topic: string,
): TicketRow {
  const customer: TicketRow = { customerId: `KH9${number.slice(1)}`, segment: 'business' };
  return { ticketId: `YC-${number}`, receivedAt: vn(receivedAt), channel, ...customer, product, regionUnit, topic };
}

function solved(resolvedAt: string, repliedAt: string, closedAt: string): TicketRow {
  return { resolvedAt: vn(resolvedAt), repliedAt: vn(repliedAt), closedAt: vn(closedAt) };
}

function happened(number: string, at: string, type: string, unit = '', note = ''): EventRow {
  return { ticketId: `YC-${number}`, at: vn(at), type, unit, note };
}

function vn(time: string): string {
  return `${time}+07:00`;
}
