import {
  CHANNELS,
  LEVELS,
  REQUEST_TYPES,
  SATISFACTION,
  SEGMENTS,
  TICKET_EVENT_TYPES,
  TOPICS,
} from '../domain/ticket.ts';
import { choice, type Layout, optional, required } from './column.ts';

/** The canonical ticket file. */
export const TICKET_LAYOUT = {
  input: 'tickets',
  idColumn: 'ticketId',
  columns: [
    required('ticketId', 'id', 'Mã phiếu', 'Ticket ID', [
      'Mã yêu cầu',
      'Số phiếu',
      'Mã ticket',
      'Mã phiếu ghi',
      'Ticket',
    ]),
    required('receivedAt', 'instant', 'Thời điểm tiếp nhận', 'Received at', [
      'Ngày tiếp nhận',
      'Thời gian tiếp nhận',
      'Ngày giờ tiếp nhận',
      'Tiếp nhận lúc',
    ]),
    choice('channel', CHANNELS, 'Kênh tiếp nhận', 'Channel', ['Kênh', 'Hình thức tiếp nhận']),
    optional('customerId', 'code', 'Mã khách hàng', 'Customer ID', ['Mã KH']),
    optional('customerName', 'text', 'Tên khách hàng', 'Customer name', ['Khách hàng', 'Họ tên khách hàng', 'Tên KH']),
    choice('segment', SEGMENTS, 'Nhóm khách hàng', 'Segment', ['Phân khúc', 'Đối tượng khách hàng', 'Loại khách hàng']),
    optional('product', 'code', 'Sản phẩm', 'Product', ['Dịch vụ', 'Sản phẩm dịch vụ', 'Mã sản phẩm', 'Mã dịch vụ']),
    optional('regionUnit', 'code', 'Đơn vị khu vực', 'Region unit', ['CTKV', 'Công ty khu vực', 'Đơn vị']),
    choice('topic', TOPICS, 'Chủ đề', 'Topic', ['Chủ đề yêu cầu']),
    choice('requestType', REQUEST_TYPES, 'Loại yêu cầu', 'Request type', ['Loại phiếu']),
    {
      ...optional('level', 'integer', 'Cấp độ', 'Level', ['Cấp', 'Mức yêu cầu', 'Mức độ']),
      values: LEVELS.map(String),
    },
    optional('subject', 'text', 'Tiêu đề', 'Subject', ['Tóm tắt']),
    optional('description', 'text', 'Nội dung', 'Description', ['Mô tả', 'Nội dung yêu cầu', 'Diễn giải']),
    optional('forwardedToCnttAt', 'instant', 'Thời điểm chuyển TT CNTT', 'Forwarded to CNTT at', [
      'Chuyển TT CNTT lúc',
      'Ngày chuyển TT CNTT',
      'Thời gian chuyển TT CNTT',
    ]),
    optional('coordinatingUnit', 'code', 'Đơn vị phối hợp', 'Coordinating unit', []),
    optional('resolvedAt', 'instant', 'Thời điểm xử lý xong', 'Resolved at', [
      'Ngày xử lý xong',
      'Thời gian xử lý xong',
      'Xử lý xong lúc',
      'Thời điểm hoàn thành',
    ]),
    optional('repliedAt', 'instant', 'Thời điểm trả lời', 'Replied at', [
      'Thời điểm trả lời khách hàng',
      'Ngày trả lời',
      'Trả lời lúc',
    ]),
    optional('closedAt', 'instant', 'Thời điểm đóng', 'Closed at', [
      'Thời điểm đóng phiếu',
      'Ngày đóng',
      'Ngày đóng phiếu',
      'Đóng lúc',
    ]),
    optional('lastProgressAt', 'instant', 'Cập nhật tiến độ gần nhất', 'Last progress at', [
      'Thời điểm cập nhật tiến độ',
      'Lần cập nhật gần nhất',
      'Cập nhật tiến độ lúc',
    ]),
    choice('customerSatisfied', SATISFACTION, 'Khách hàng hài lòng', 'Customer satisfied', ['Hài lòng', 'KH hài lòng']),
  ],
} satisfies Layout;

/** The canonical file of ticket events. */
export const TICKET_EVENT_LAYOUT = {
  input: 'events',
  idColumn: 'ticketId',
  columns: [
    required('ticketId', 'id', 'Mã phiếu', 'Ticket ID', [
      'Mã yêu cầu',
      'Số phiếu',
      'Mã ticket',
      'Mã phiếu ghi',
      'Ticket',
    ]),
    required('at', 'instant', 'Thời điểm', 'At', ['Thời gian', 'Ngày giờ', 'Lúc']),
    {
      ...choice('type', TICKET_EVENT_TYPES, 'Sự kiện', 'Type', ['Loại sự kiện', 'Event', 'Event type']),
      isRequired: true,
    },
    optional('unit', 'code', 'Đơn vị', 'Unit', ['Mã đơn vị']),
    optional('note', 'text', 'Ghi chú', 'Note', ['Nội dung']),
  ],
} satisfies Layout;
