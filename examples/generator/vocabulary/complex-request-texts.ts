import type { Topic } from '../../../src/domain/ticket.ts';

type ComplexTopic = Extract<
  Topic,
  'system-fault' | 'integration' | 'policy-mechanism' | 'commission' | 'revenue-confirmation' | 'technical-support-cntt'
>;

/** What customers write about topics of level 3: "subject | description", with words in braces to fill in. */
export const COMPLEX_REQUEST_TEXTS: Readonly<Record<ComplexTopic, readonly string[]>> = {
  'system-fault': [
    'Khẩn: {service} {fault} | Từ {since} toàn bộ {count} người dùng {fault}. Đề nghị khắc phục sự cố ngay.',
    'Gián đoạn dịch vụ {service} tại {place} | {service} gián đoạn từ {since}, {fault}. Ảnh hưởng cả chi nhánh.',
    'Mất dịch vụ {service} | Sáng nay {service} {fault}, cửa hàng không bán được hàng. Yêu cầu khắc phục sự cố.',
    'Lỗi hệ thống {service} | Hệ thống báo lỗi liên tục từ {since}, cụ thể {fault}.',
    'Sự cố {service} lần thứ 2 trong tuần | Tuần trước đã báo một lần, hôm nay lại {fault}. Đề nghị tìm nguyên nhân gốc.',
    '{service} ngừng hoạt động | {fault} từ {since}. Thiệt hại ước tính {amount}, đề nghị xử lý khẩn cấp.',
    'Báo sự cố diện rộng | Nhiều khách hàng ở {place} cùng phản ánh {service} {fault}.',
    'Không dùng được {service} từ {since} | Đã gọi 2 lần, vẫn {fault}. Nếu không khắc phục sự cố trong hôm nay sẽ cắt hợp đồng {contract}.',
  ],
  integration: [
    'Tích hợp {service} với phần mềm kế toán | Đề nghị hỗ trợ tích hợp dịch vụ {service} với phần mềm kế toán công ty đang dùng.',
    'Lỗi khi gọi API {service} | Gọi API trả về mã 401 dù đã đổi khóa. Nhờ hỗ trợ tích hợp.',
    'Xin tài liệu API {service} | Đội phát triển cần tài liệu API và môi trường thử để tích hợp {service} với CRM.',
    'Kết nối {service} với hệ thống nội bộ | Công ty có {count} chi nhánh, cần kết nối {service} về một hệ thống chung.',
    'Webhook không nhận được dữ liệu | Từ {since} webhook của {service} không đẩy dữ liệu sang máy chủ bên em.',
    'Tích hợp đăng nhập một lần | Đề nghị tích hợp đăng nhập một lần giữa {service} và hệ thống nhân sự.',
    'Đồng bộ dữ liệu sang {service} | Cần chuyển {count} nghìn bản ghi từ phần mềm cũ sang {service}, nhờ phối hợp tích hợp.',
    'Vướng khi tích hợp {service} | Bên lập trình báo tích hợp dịch vụ bị lệch múi giờ và sai chữ ký số liệu.',
  ],
  'policy-mechanism': [
    'Xin cơ chế giá đặc thù | Khách hàng dự kiến ký {count} tài khoản {service}, xin cơ chế giá thấp hơn bảng giá {amount}.',
    'Vướng cơ chế chính sách {service} | Cơ chế chính sách áp dụng cho hợp đồng {contract} chưa rõ, đề nghị hướng dẫn bằng văn bản.',
    'Đề nghị miễn phí 1 tháng bù sự gián đoạn | Dịch vụ {service} gián đoạn nhiều lần, khách hàng đề nghị cơ chế bù một tháng.',
    'Cơ chế thanh toán trả chậm | Doanh nghiệp xin thanh toán {amount} làm 3 đợt, cần phê duyệt cơ chế.',
    'Xin ý kiến về hợp đồng khung {service} | Đơn vị có {count} điểm, xin cơ chế ký hợp đồng khung thay vì từng điểm.',
    'Cơ chế cho dự án đấu thầu tại {place} | Gói thầu yêu cầu bảo lãnh và phạt chậm, đề nghị cho ý kiến về cơ chế.',
    'Áp dụng chính sách cho khách hàng lớn | Xin áp chính sách khách hàng lớn cho hợp đồng {contract}.',
    'Hỏi cơ chế gia hạn {service} | Hợp đồng hết hạn cuối tháng, xin cơ chế giữ giá {amount} khi gia hạn.',
  ],
  commission: [
    'Chưa nhận hoa hồng {month} | Đại lý chưa nhận hoa hồng {month} của {service}, số tiền khoảng {amount}.',
    'Đối soát hoa hồng {month} | Bảng hoa hồng {month} thiếu {count} thuê bao, nhờ kiểm tra lại.',
    'Sai tỷ lệ hoa hồng {service} | Tỷ lệ hoa hồng {service} trên bảng kê thấp hơn hợp đồng {contract}.',
    'Hỏi lịch chi hoa hồng | Hoa hồng {month} bao giờ chi? Đại lý đã xuất hóa đơn {amount}.',
    'Khiếu nại hoa hồng đại lý | Khách hàng do đại lý giới thiệu đã thanh toán nhưng không được tính hoa hồng {month}.',
    'Bổ sung hoa hồng cho hợp đồng {contract} | Hợp đồng ký từ đầu quý, đến nay chưa có hoa hồng duy trì.',
    'Biên bản hoa hồng {month} | Nhờ gửi biên bản hoa hồng {month} bản ký số để đại lý quyết toán.',
    'Hoa hồng bị truy thu | Hoa hồng {month} bị trừ {amount} không rõ lý do, đề nghị giải trình.',
  ],
  'revenue-confirmation': [
    'Xác nhận doanh thu {month} | Đề nghị gửi biên bản xác nhận doanh thu {service} {month}, số liệu bên em là {amount}.',
    'Biên bản xác nhận thực thu {month} | Cần biên bản xác nhận doanh thu thực thu {month} để nộp kiểm toán.',
    'Lệch doanh thu {month} | Doanh thu {service} hai bên lệch {amount}, đề nghị đối soát và ký lại biên bản.',
    'Chưa có biên bản đối soát {month} | Đã quá hạn mà chưa nhận biên bản xác nhận doanh thu, ảnh hưởng hồ sơ thanh toán.',
    'Ký biên bản doanh thu quý | Nhờ xác nhận doanh thu quý theo hợp đồng {contract}, gồm {count} hóa đơn.',
    'Điều chỉnh doanh thu thực thu | Khách hàng thanh toán trễ, đề nghị chuyển {amount} sang doanh thu thực thu tháng sau.',
    'Hỏi số liệu doanh thu {service} | Đối tác cần số liệu doanh thu {month} tách theo vùng, nhờ xác nhận.',
    'Xác nhận công nợ và doanh thu | Kiểm toán yêu cầu thư xác nhận công nợ và doanh thu {month} của hợp đồng {contract}.',
  ],
  'technical-support-cntt': [
    'Hỗ trợ kỹ thuật mức hệ thống {service} | CTKV đã kiểm tra chưa tìm ra nguyên nhân, {fault}. Nhờ TT CNTT hỗ trợ.',
    'Cần log hệ thống {service} | Để tìm nguyên nhân {fault}, đề nghị TT CNTT cung cấp log từ {since}.',
    'Phục hồi dữ liệu {service} đã xóa | Nhân viên xóa nhầm {count} bản ghi trên {service}, nhờ phục hồi từ bản sao lưu.',
    'Kiểm tra cơ sở dữ liệu {service} | Số liệu hiển thị hai nơi khác nhau, cần kiểm tra phía máy chủ.',
    'Nâng cấp phiên bản {service} | Đề nghị lên lịch nâng cấp phiên bản {service} cho hợp đồng {contract} ngoài giờ.',
    'Chứng thư số hết hạn trên máy chủ | Trình duyệt báo chứng thư hết hạn khi vào {service}, nhờ TT CNTT gia hạn.',
    'Kiểm thử tải {service} | Khách hàng sắp mở bán, đề nghị TT CNTT phối hợp kiểm thử tải {count} người cùng lúc.',
    'Rà soát bảo mật {service} | Bên em bị dò mật khẩu, nhờ rà soát và chặn các địa chỉ lạ trên {service}.',
  ],
};
