import type { Topic } from '../../../src/domain/ticket.ts';

type SimpleTopic = Extract<
  Topic,
  | 'feature-info'
  | 'charge-info'
  | 'policy-info'
  | 'usage-guide'
  | 'activation'
  | 'configuration'
  | 'usage-charge-lookup'
  | 'installation-guide'
  | 'advanced-guide'
  | 'technical-support'
>;

/** What customers write about topics of levels 1 and 2: "subject | description", with words in braces to fill in. */
export const SIMPLE_REQUEST_TEXTS: Readonly<Record<SimpleTopic, readonly string[]>> = {
  'feature-info': [
    'Hỏi về tính năng {feature} của {service} | Cho hỏi {service} có {feature} không, nếu có thì dùng cho bao nhiêu người?',
    '{service} có {feature} chưa? | Bên em đang dùng {service}, muốn biết {feature} đã có trong gói hiện tại hay phải mua thêm.',
    'Tư vấn tính năng {service} | Công ty có {count} nhân viên, muốn được tư vấn {service} có những tính năng gì, nhất là {feature}.',
    'So sánh các gói {service} | Nhờ cho biết gói cơ bản và gói nâng cao của {service} khác nhau thế nào, gói nào có {feature}.',
    'Giải đáp thắc mắc về {service} | Tôi đọc trên trang web thấy giới thiệu {feature} nhưng chưa hiểu dùng vào việc gì.',
    '{service} dùng được trên điện thoại không | Mình muốn hỏi {service} có chạy trên điện thoại iPhone không, {feature} có dùng được không.',
    'Thông tin về {feature} | Đề nghị cung cấp thông tin, tài liệu mô tả {feature} của {service} để trình lãnh đạo.',
    'Khả năng đáp ứng của {service} | {service} đáp ứng tối đa bao nhiêu người dùng cùng lúc? Bên tôi dự kiến {count} người.',
  ],
  'charge-info': [
    'Hỏi giá cước {service} | Cho mình xin bảng giá {service}, nếu ký 12 tháng thì giá bao nhiêu một tháng?',
    'Giá gói {service} là {amount} đúng không | Nhân viên báo gói {service} là {amount} một tháng, xin hỏi đã có VAT chưa?',
    'Cước phát sinh ngoài gói | {service} dùng vượt gói thì tính tiền thế nào? Bên em mỗi tháng dùng thêm khoảng {count}.',
    'Xin báo giá {service} cho {count} người dùng | Đề nghị gửi báo giá {service} cho {count} người dùng, thanh toán theo quý.',
    'Phí hòa mạng {service} | Cho hỏi phí hòa mạng và phí lắp đặt {service} tại {place} là bao nhiêu.',
    'Thắc mắc về cách tính cước | Tôi chưa hiểu cách tính cước {service}: tháng lẻ ngày thì tính trọn tháng hay theo ngày?',
    'Có giảm giá khi đóng trước 6 tháng không | Gia đình muốn đóng trước 6 tháng {service}, có được giảm bao nhiêu?',
    'Cước {service} có tăng không | Nghe nói sang năm cước {service} tăng lên {amount}, nhờ xác nhận giúp.',
  ],
  'policy-info': [
    'Chính sách khuyến mại {service} | Cho hỏi tháng này {service} có chương trình khuyến mại nào cho khách hàng cũ không?',
    'Chính sách hoàn tiền khi ngừng {service} | Nếu ngừng {service} trước hạn thì phần tiền đã đóng trước có được hoàn không?',
    'Hỏi thủ tục chuyển chủ hợp đồng | Công ty đổi tên, cần giấy tờ gì để sang tên hợp đồng {contract}?',
    'Điều kiện tạm ngưng {service} | Quán nghỉ Tết, muốn tạm ngưng {service} một tháng thì có mất phí không?',
    'Chế độ bảo hành thiết bị | Thiết bị của {service} được bảo hành mấy năm, hỏng thì đổi ở đâu tại {place}?',
    'Quy định về hợp đồng {service} | Xin hỏi {service} có bắt buộc ký tối thiểu 12 tháng không?',
    'Ưu đãi cho hộ kinh doanh | Hộ kinh doanh mới chuyển sang kê khai thuế thì có ưu đãi {service} không?',
    'Hỏi chính sách nâng cấp gói | Đang dùng {service} gói {amount}, nâng lên gói cao hơn có phải ký lại hợp đồng không?',
  ],
  'usage-guide': [
    'Hướng dẫn sử dụng {service} | Mình mới mua {service}, nhờ gửi tài liệu hướng dẫn sử dụng cơ bản.',
    'Cách đổi mật khẩu {service} | Quên mật khẩu {service}, chỉ mình cách lấy lại với.',
    'Hướng dẫn dùng {feature} | Chỉ giúp em cách dùng {feature} trên {service}, em tìm trong mục cài đặt mà không thấy.',
    'Không biết đăng nhập {service} ở đâu | Bác lớn tuổi, không biết vào {service} bằng đường nào, nhờ chỉ từng bước.',
    'Xin tài liệu {service} bản tiếng Việt | Tài liệu nhận được là tiếng Anh, nhờ gửi bản tiếng Việt cho nhân viên dễ đọc.',
    'Cách xuất báo cáo trên {service} | Nhờ chỉ cách xuất báo cáo {month} ra Excel trên {service}.',
    'Làm sao thêm người dùng mới | Công ty có thêm {count} nhân viên, tự thêm vào {service} ở mục nào?',
    'Cách tra lịch sử trên {service} | Muốn xem lại lịch sử sử dụng {month} thì bấm vào đâu?',
  ],
  activation: [
    'Đề nghị kích hoạt {service} | Hợp đồng {contract} đã ký và thanh toán, đề nghị khai báo, kích hoạt {service} trong ngày.',
    'Kích hoạt {service} cho chi nhánh mới | Nhờ kích hoạt {service} cho chi nhánh tại {place}, số lượng {count} tài khoản.',
    'Chưa thấy mở dịch vụ {service} | Đã đóng {amount} từ hôm trước mà chưa ai kích hoạt {service} cho mình.',
    'Khai báo dịch vụ {service} | Nhờ khai báo {service} theo phụ lục hợp đồng {contract}, đầu mối {person}.',
    'Mở lại {service} sau khi thanh toán | Khách hàng đã thanh toán đủ {amount}, đề nghị mở và kích hoạt lại {service}.',
    'Kích hoạt thêm tính năng {feature} | Đơn vị đã mua thêm {feature}, nhờ kích hoạt giúp trong tuần này.',
    'Xin kích hoạt dùng thử {service} | Công ty muốn dùng thử {service} 15 ngày cho {count} người, nhờ kích hoạt.',
    'Đăng ký mới {service} tại {place} | Khách hàng đồng ý gói {amount}, đề nghị khai báo và kích hoạt ngay sau khi lắp đặt.',
  ],
  configuration: [
    'Thay đổi cấu hình {service} | Đề nghị {setting} cho tài khoản của công ty, hợp đồng {contract}.',
    'Nhờ {setting} | Bên em cần {setting} trên {service}, làm ngoài giờ càng tốt.',
    'Yêu cầu {setting} | Kính đề nghị {setting} từ ngày mai, người phụ trách {person}.',
    'Điều chỉnh cấu hình theo phụ lục {contract} | Theo phụ lục mới ký, nhờ thay đổi cấu hình {service}: {setting}.',
    'Đổi cấu hình gấp | Cần {setting} ngay trong sáng nay, cửa hàng đang chờ.',
    'Cấu hình lại {service} | Sau khi chuyển văn phòng về {place}, nhờ cấu hình lại {service}, cụ thể {setting}.',
    'Xin {setting} | Nhân viên kỹ thuật bảo phải gửi yêu cầu lên đây để {setting}.',
    'Bổ sung cấu hình {service} cho {count} máy | Công ty mới thêm {count} máy, nhờ {setting}.',
  ],
  'usage-charge-lookup': [
    'Tra cứu cước {month} của {service} | Cước {service} {month} lên tới {amount}, nhờ tra cứu chi tiết từng ngày.',
    'Xin chi tiết sản lượng {month} | Kế toán cần bảng kê sản lượng {service} {month} để đối chiếu hóa đơn {amount}.',
    'Cước {month} cao bất thường | Bình thường chỉ khoảng một nửa, {month} lại là {amount}. Nhờ kiểm tra cước sử dụng.',
    'Đối soát cước {service} | Số liệu bên mình lệch {count} bản ghi so với hóa đơn, nhờ tra cứu thông tin cước.',
    'Vì sao trừ {amount} | Tự nhiên bị trừ {amount}, tôi không đăng ký gì thêm. Xem lại giúp.',
    'Tra cứu dung lượng đã dùng | Nhờ tra cứu dung lượng {service} đã dùng từ đầu tháng tới nay.',
    'Xin lại hóa đơn {month} | Thất lạc hóa đơn {service} {month}, nhờ tra cứu và gửi lại.',
    'Kiểm tra công nợ {month} | Đã chuyển khoản {amount} mà hệ thống vẫn báo nợ cước {month}.',
  ],
  'installation-guide': [
    'Hướng dẫn cài đặt {service} | Nhờ hướng dẫn cài đặt {service} trên {count} máy tính Windows 11.',
    'Cài đặt {service} bị dừng ở bước 3 | Em cài theo tài liệu tới bước 3 thì không bấm tiếp được, nhờ hướng dẫn.',
    'Cần người hướng dẫn cài {service} tại {place} | Công ty không có IT, nhờ hướng dẫn cài đặt từ xa qua Ultraviewer.',
    'Cài lại {service} sau khi đổi máy | Mới đổi máy tính kế toán, cần cài đặt lại {service} mà mất bộ cài.',
    'Lắp đặt thiết bị {service} | Thiết bị đã nhận tại {place}, nhờ hướng dẫn đấu nối và cài đặt.',
    'Xin bộ cài {service} | Đường dẫn tải bộ cài {service} không còn, nhờ gửi lại kèm hướng dẫn cài đặt.',
    'Hướng dẫn cài ứng dụng trên điện thoại | Nhân viên bán hàng dùng Android cũ, không cài được ứng dụng {service}.',
    'Không nhận thiết bị USB | Cắm USB ký số vào máy mới không nhận, nhờ hướng dẫn cài trình điều khiển.',
  ],
  'advanced-guide': [
    'Hướng dẫn chuyên sâu {feature} | Bộ phận IT cần hướng dẫn sử dụng chuyên sâu phần {feature} của {service}.',
    'Đào tạo quản trị {service} | Đề nghị một buổi đào tạo quản trị {service} cho {count} cán bộ tại {place}.',
    'Thiết lập quy trình duyệt nhiều cấp | Muốn thiết lập duyệt 3 cấp trên {service}, tài liệu chỉ có 2 cấp.',
    'Tối ưu {feature} | {feature} đang dùng chưa hiệu quả, nhờ chuyên viên tư vấn chuyên sâu cách dùng.',
    'Cách dùng nâng cao của {service} | Nhờ hướng dẫn cách lập mẫu riêng và lọc dữ liệu theo phòng ban trên {service}.',
    'Hỏi cách phân quyền chi tiết | Cần phân quyền để chi nhánh chỉ xem được số liệu của mình trên {service}.',
    'Hướng dẫn gộp dữ liệu hai tài khoản | Có hai tài khoản {service}, nhờ hướng dẫn gộp dữ liệu về một.',
    'Sao lưu và phục hồi dữ liệu | Nhờ hướng dẫn chuyên sâu cách sao lưu, phục hồi dữ liệu {service} theo ngày.',
  ],
  'technical-support': [
    'Hỗ trợ kỹ thuật {service} | Từ {since} {service} {fault}. Nhờ hỗ trợ kiểm tra giúp.',
    '{service}: {fault} | Đã thử khởi động lại nhưng vẫn vậy. Hiện {fault}, chỉ riêng máy ở {place}.',
    'Nhờ kỹ thuật xem giúp | Máy của phòng kế toán {fault}, các máy khác bình thường.',
    'Cần kỹ thuật viên đến {place} | {service} {fault}, đề nghị cử người đến kiểm tra.',
    'Xem lại {service} giúp em | Khoảng {since} bắt đầu {fault}, lúc được lúc không.',
    'Hỗ trợ khôi phục mật khẩu quản trị | Người quản trị cũ nghỉ việc, nhờ hỗ trợ cấp lại quyền quản trị {service}.',
    'Kiểm tra thiết bị {service} | Thiết bị nóng và hay treo, {fault}. Nhờ kiểm tra.',
    'Hỗ trợ từ xa | Nhờ hỗ trợ từ xa, {service} {fault} sau khi cập nhật Windows.',
  ],
};
