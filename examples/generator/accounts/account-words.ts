/** What products cost a month in VND, who manages them, and how often organisations and consumers have them. */
export const PRICED_PRODUCTS = [
  { product: 'it-service', unit: 'TT-CNTT', from: 800_000, to: 15_000_000, business: 18, consumer: 3 },
  { product: 'sms-brandname', unit: 'TT-DVS', from: 500_000, to: 20_000_000, business: 17, consumer: 0 },
  { product: 'mobile-pbx', unit: 'TT-CNTT', from: 250_000, to: 3_000_000, business: 14, consumer: 0 },
  { product: 'mbiz360', unit: 'TT-DVS', from: 150_000, to: 1_200_000, business: 10, consumer: 12 },
  { product: 'mobifiber', unit: 'TT-DVS', from: 165_000, to: 450_000, business: 10, consumer: 60 },
  { product: 'eonesms', unit: 'TT-DVS', from: 200_000, to: 4_000_000, business: 9, consumer: 3 },
  { product: 'proconnect', unit: 'TT-CNTT', from: 300_000, to: 6_000_000, business: 9, consumer: 2 },
  { product: 'transmission', unit: 'TT-TCTK', from: 5_000_000, to: 60_000_000, business: 6, consumer: 0 },
  { product: 'prepaid', unit: 'TT-TCTK', from: 100_000, to: 900_000, business: 4, consumer: 20 },
] as const;

/** Terms of payment in days after the issue. */
export const TERMS = [
  { days: 20, weight: 72 },
  { days: 15, weight: 12 },
  { days: 25, weight: 8 },
  { days: 30, weight: 8 },
] as const;

/** Days of the month on which invoices are issued. */
export const ISSUE_DAYS = [
  { day: 1, weight: 18 },
  { day: 2, weight: 22 },
  { day: 3, weight: 26 },
  { day: 4, weight: 18 },
  { day: 5, weight: 12 },
  { day: 10, weight: 4 },
] as const;

/** Ways of paying, by how often they come up. */
export const PAYERS = [
  { payer: 'prompt', weight: 46 },
  { payer: 'late', weight: 20 },
  { payer: 'slow', weight: 5 },
  { payer: 'short', weight: 2 },
  { payer: 'partial', weight: 3 },
  { payer: 'rounding', weight: 2 },
  { payer: 'unnamed', weight: 4 },
  { payer: 'stopper', weight: 18 },
] as const;

/** Why and by whom steps are held, by kind. */
export const HOLD_WORDS = {
  exemption: [
    ['Đơn vị phục vụ công tác phòng chống thiên tai', 'Giám đốc CTKV'],
    ['Khách hàng trọng yếu, không khoá dịch vụ', 'Tổng Giám đốc'],
    ['Bệnh viện tuyến tỉnh, bảo đảm liên lạc', 'Ban KHDN'],
  ],
  promise: [
    ['Khách hàng cam kết thanh toán bằng văn bản', 'Trưởng phòng KHDN'],
    ['Hẹn thanh toán khi có quyết toán', 'AM phụ trách'],
  ],
  moratorium: [
    ['Tạm hoãn thu nợ vùng bị bão lũ', 'Tổng Giám đốc'],
    ['Tạm ngừng khoá dịch vụ theo chỉ đạo của tỉnh', 'Ban KHDN'],
  ],
  dispute: [
    ['Khách hàng không đồng ý sản lượng tính cước', 'Phòng CSKH'],
    ['Đang đối soát lại hóa đơn', 'TT TC&TK'],
  ],
} as const;

/** Channels of payment notices and of what follows them. */
export const NOTICE_CHANNELS = [
  { channel: 'email', weight: 60 },
  { channel: 'sms', weight: 40 },
] as const;
