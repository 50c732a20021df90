/** What customers say about one product: what they call it, what breaks, what they want set, what they ask about. */
export type ProductWords = {
  readonly code: string;
  readonly weight: number;
  readonly services: readonly string[];
  readonly faults: readonly string[];
  readonly settings: readonly string[];
  readonly features: readonly string[];
};

/** All products of the process, by how often they come up. IT services are several services under one code. */
export const PRODUCTS: readonly ProductWords[] = [
  {
    code: 'it-service',
    weight: 9,
    services: ['hóa đơn điện tử', 'phần mềm hóa đơn'],
    faults: [
      'không phát hành được hóa đơn, trạng thái treo ở bước ký',
      'báo lỗi 500 khi lưu hóa đơn',
      'không tra cứu được hóa đơn đã gửi',
    ],
    settings: [
      'đổi mẫu hóa đơn sang mẫu nhiều thuế suất',
      'thêm 5 người dùng vào nhóm kế toán',
      'đổi thông tin người bán',
    ],
    features: ['xuất báo cáo theo tháng', 'ký hóa đơn hàng loạt', 'phân quyền người dùng'],
  },
  {
    code: 'it-service',
    weight: 5,
    services: ['chữ ký số', 'dịch vụ ký số từ xa'],
    faults: ['báo không tìm thấy chứng thư số', 'ký xong tệp bị hỏng không mở được', 'mã xác thực ký không gửi về máy'],
    settings: ['đổi số điện thoại nhận mã xác thực', 'thêm người được ủy quyền ký', 'gia hạn chứng thư số'],
    features: ['ký số từ xa', 'ký trên điện thoại', 'đóng dấu thời gian'],
  },
  {
    code: 'it-service',
    weight: 6,
    services: ['máy chủ ảo', 'hạ tầng đám mây'],
    faults: [
      'máy chủ mất kết nối, không ping được',
      'ổ đĩa báo đầy dù đã xóa dữ liệu',
      'trang web tải rất chậm rồi hết thời gian chờ',
    ],
    settings: ['nâng RAM máy chủ từ 8 GB lên 16 GB', 'mở thêm cổng 8443 trên tường lửa', 'thêm ổ đĩa 200 GB'],
    features: ['sao lưu tự động', 'tường lửa ứng dụng', 'cân bằng tải'],
  },
  {
    code: 'it-service',
    weight: 4,
    services: ['hội nghị truyền hình', 'phòng họp trực tuyến'],
    faults: ['họp được vài phút thì bị văng ra ngoài', 'có hình mà không có tiếng', 'không tạo được phòng họp mới'],
    settings: ['tăng số điểm cầu lên 50', 'đổi người quản trị phòng họp', 'bật phòng chờ cho các cuộc họp'],
    features: ['ghi hình cuộc họp', 'chia phòng thảo luận', 'phụ đề trực tiếp'],
  },
  {
    code: 'sms-brandname',
    weight: 16,
    services: ['SMS Brandname', 'tin nhắn thương hiệu'],
    faults: [
      'tin gửi đi báo thành công nhưng khách không nhận được',
      'tin OTP đến trễ 10–15 phút',
      'tin bị trả lỗi 21 hàng loạt',
      'trang quản trị không hiện báo cáo gửi tin',
    ],
    settings: [
      'đổi nội dung mẫu tin chăm sóc khách hàng',
      'thêm địa chỉ IP được phép gửi tin',
      'tăng tốc độ gửi lên 50 tin/giây',
    ],
    features: ['gửi tin hẹn giờ', 'tin có dấu tiếng Việt', 'chặn trùng số nhận', 'báo cáo sản lượng theo nhà mạng'],
  },
  {
    code: 'mobile-pbx',
    weight: 13,
    services: ['tổng đài di động', 'tổng đài ảo'],
    faults: [
      'gọi vào số tổng đài chỉ nghe tút dài',
      'nhánh 101 và 102 không đổ chuông',
      'cuộc gọi bị một chiều, bên kia không nghe thấy',
      'lời chào bị lặp lại nhiều lần rồi ngắt máy',
    ],
    settings: [
      'đổi lời chào ngoài giờ',
      'thêm 3 máy nhánh cho phòng kinh doanh',
      'chuyển hướng cuộc gọi nhỡ về số di động',
    ],
    features: ['ghi âm cuộc gọi', 'lời chào nhiều cấp', 'xếp hàng chờ cuộc gọi', 'báo cáo cuộc gọi nhỡ'],
  },
  {
    code: 'mbiz360',
    weight: 10,
    services: ['mBiz360', 'phần mềm mBiz360'],
    faults: ['không đồng bộ được đơn hàng', 'báo cáo tồn kho sai số liệu', 'ứng dụng tự thoát khi mở mục bán hàng'],
    settings: ['thêm chi nhánh thứ hai', 'đổi tài khoản quản trị', 'bật tính năng bán theo lô'],
    features: ['quản lý tồn kho', 'tích điểm khách hàng', 'in mã vạch', 'xem báo cáo trên điện thoại'],
  },
  {
    code: 'mobifiber',
    weight: 11,
    services: ['MobiFiber', 'Internet cáp quang'],
    faults: [
      'đèn LOS đỏ, không vào được mạng',
      'mạng chập chờn, cứ 5 phút lại rớt',
      'tốc độ chỉ còn 2–3 Mbps',
      'wifi có sóng nhưng không có Internet',
    ],
    settings: ['đổi tên và mật khẩu wifi', 'nâng gói cước lên 300 Mbps', 'mở cổng camera cho xem từ xa', 'cấp IP tĩnh'],
    features: ['wifi mesh', 'IP tĩnh', 'gói cước kèm truyền hình', 'bảo hành modem'],
  },
  {
    code: 'eonesms',
    weight: 8,
    services: ['eOneSMS', 'cổng nhắn tin eOneSMS'],
    faults: [
      'không nhập được danh bạ từ tệp Excel',
      'chiến dịch treo ở trạng thái đang gửi',
      'không đăng nhập được trang quản lý',
    ],
    settings: ['đổi số dư cảnh báo', 'thêm người duyệt nội dung tin', 'đổi tên đơn vị gửi tin'],
    features: ['nhập danh bạ theo nhóm', 'tin nhắn hai chiều', 'nhắc lịch hẹn tự động'],
  },
  {
    code: 'proconnect',
    weight: 7,
    services: ['ProConnect', 'giải pháp ProConnect'],
    faults: ['thiết bị đầu cuối không lên mạng', 'mất kết nối về trung tâm dữ liệu', 'độ trễ tăng cao trên 300 ms'],
    settings: ['đổi APN riêng', 'thêm 20 SIM vào nhóm', 'đổi chính sách giới hạn dung lượng'],
    features: ['quản lý SIM tập trung', 'APN riêng', 'cảnh báo vượt dung lượng'],
  },
  {
    code: 'transmission',
    weight: 5,
    services: ['kênh truyền dẫn', 'kênh thuê riêng'],
    faults: ['kênh truyền bị đứt từ trạm gần nhất', 'suy hao quang lớn, rớt gói liên tục', 'mất đồng bộ hai đầu kênh'],
    settings: ['nâng băng thông kênh lên 100 Mbps', 'đổi điểm cuối kênh sang văn phòng mới', 'đổi dải IP đấu nối'],
    features: ['cam kết chất lượng kênh', 'đường truyền dự phòng', 'giám sát băng thông'],
  },
  {
    code: 'prepaid',
    weight: 4,
    services: ['thuê bao trả trước', 'gói trả trước'],
    faults: [
      'nạp tiền rồi mà tài khoản không cộng',
      'đăng ký gói báo lỗi hệ thống',
      'không truy cập được dữ liệu dù còn dung lượng',
    ],
    settings: ['chuyển sang gói dung lượng lớn hơn', 'hủy gia hạn tự động', 'đổi chủ thuê bao'],
    features: ['cộng dồn dung lượng', 'chia sẻ data', 'gia hạn tự động'],
  },
];

/** A product that the reference data does not know: such a ticket is kept, with a warning. */
export const UNKNOWN_PRODUCT = 'cloud-camera';
