/** Texts that do not say what is asked for: "subject | description". A person has to look at them. */
export const VAGUE_TEXTS: readonly string[] = [
  'Nhờ gọi lại | Nhờ bên mình gọi lại cho tôi số {phone}, tôi đang bận không nói lâu được.',
  'Liên hệ gấp | Có việc cần trao đổi, nhờ anh {person} liên hệ lại.',
  'Về hợp đồng {contract} | Nhờ xem giúp trường hợp này.',
  'Góp ý | Nhân viên ở {place} nhiệt tình, nhưng chờ lâu quá.',
  'Alo | Sao không ai trả lời vậy?',
  '{service} | Như đã trao đổi qua điện thoại.',
  'Chuyển tiếp thư của khách hàng | Xem thư bên dưới.',
  'Chưa hài lòng | Tôi rất thất vọng, đề nghị lãnh đạo liên hệ.',
];

/** Texts that ask for several things at once: "subject | description". */
export const MIXED_TEXTS: readonly string[] = [
  'Kích hoạt {service} và khắc phục sự cố | Chi nhánh mới chưa được kích hoạt, còn chi nhánh cũ thì {fault}. Nhờ khắc phục sự cố trước.',
  'Thay đổi cấu hình và tích hợp {service} | Nhờ thay đổi cấu hình ({setting}) rồi hỗ trợ tích hợp dịch vụ với phần mềm bán hàng.',
  'Hướng dẫn cài đặt, kích hoạt {service} | Nhờ hướng dẫn cài đặt cho {count} máy và kích hoạt luôn tài khoản.',
  'Hỏi hoa hồng và lỗi hệ thống | Vừa hỏi hoa hồng {month}, vừa báo lỗi hệ thống: {fault}.',
  'Tra cứu cước, thay đổi cấu hình | Tra cứu cước {month} giúp em, đồng thời thay đổi cấu hình: {setting}.',
  'Giải đáp thắc mắc và khắc phục sự cố {service} | Nhờ giải đáp thắc mắc về gói {amount}, và khắc phục sự cố {fault}.',
];
