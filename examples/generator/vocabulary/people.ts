/** Parts of invented names. Any likeness to a real person or company is chance. */
export const FAMILY_NAMES = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Huỳnh',
  'Vũ',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
] as const;

export const WOMENS_NAMES = [
  'Thị Hương',
  'Thị Mai',
  'Thu Hà',
  'Ngọc Lan',
  'Thị Thanh Tâm',
  'Bích Ngọc',
  'Kim Oanh',
  'Thùy Linh',
  'Mỹ Duyên',
  'Thị Kim Chi',
  'Hồng Nhung',
  'Phương Thảo',
] as const;

export const MENS_NAMES = [
  'Văn Hùng',
  'Minh Tuấn',
  'Quốc Bảo',
  'Đức Thắng',
  'Hữu Phước',
  'Thanh Sơn',
  'Anh Dũng',
  'Công Danh',
  'Văn Lâm',
  'Trọng Nghĩa',
  'Xuân Trường',
  'Gia Huy',
] as const;

export const COMPANY_FORMS = [
  'Công ty TNHH',
  'Công ty Cổ phần',
  'Công ty TNHH MTV',
  'Doanh nghiệp tư nhân',
  'Hợp tác xã',
] as const;

export const COMPANY_FIELDS = [
  'Thương mại Dịch vụ',
  'Xây dựng',
  'Vận tải',
  'Du lịch',
  'Nội thất',
  'Thực phẩm sạch',
  'May mặc',
  'Giáo dục',
  'Cơ khí',
  'Thiết bị y tế',
  'Nông sản',
  'In ấn Bao bì',
  'Bất động sản',
  'Dược phẩm',
] as const;

export const COMPANY_NAMES = [
  'An Phát Khang',
  'Minh Khôi Nguyên',
  'Thiên Ân Phú',
  'Bảo Tín Thành',
  'Hoàng Gia Lộc',
  'Sao Mai Xanh',
  'Tân Thuận Đạt',
  'Đông Hải Phong',
  'Việt Tâm An',
  'Phương Bắc Hưng',
  'Nam Cường Thịnh',
  'Lộc Xuân Phát',
  'Hưng Thái Bình',
  'Trường An Khánh',
  'Kim Long Phúc',
  'Nhật Quang Minh',
  'Thảo Nguyên Vàng',
  'Mỹ Hòa Lợi',
] as const;

export const SHOP_KINDS = [
  'Hộ kinh doanh',
  'Cửa hàng tạp hóa',
  'Quán cà phê',
  'Nhà thuốc',
  'Tiệm vàng',
  'Quán ăn',
  'Shop thời trang',
] as const;

/** Regional companies with places of their area, and how many customers they have. Streets and wards are common names. */
export const REGIONS = [
  { unit: 'CTKV1', weight: 20, places: ['Cầu Giấy, Hà Nội', 'Long Biên, Hà Nội', 'Hà Đông, Hà Nội'] },
  {
    unit: 'CTKV2',
    weight: 22,
    places: ['Tân Bình, TP. Hồ Chí Minh', 'Gò Vấp, TP. Hồ Chí Minh', 'Thủ Đức, TP. Hồ Chí Minh'],
  },
  { unit: 'CTKV3', weight: 10, places: ['Hải Châu, Đà Nẵng', 'Hội An, Đà Nẵng', 'Huế'] },
  { unit: 'CTKV4', weight: 9, places: ['Việt Trì, Phú Thọ', 'Vĩnh Yên, Phú Thọ', 'Lào Cai'] },
  { unit: 'CTKV5', weight: 9, places: ['Lê Chân, Hải Phòng', 'Hạ Long, Quảng Ninh', 'Thái Bình, Hưng Yên'] },
  { unit: 'CTKV6', weight: 8, places: ['Vinh, Nghệ An', 'Thanh Hóa', 'Hà Tĩnh'] },
  { unit: 'CTKV7', weight: 7, places: ['Nha Trang, Khánh Hòa', 'Quy Nhơn, Gia Lai', 'Buôn Ma Thuột, Đắk Lắk'] },
  { unit: 'CTKV8', weight: 8, places: ['Biên Hòa, Đồng Nai', 'Đà Lạt, Lâm Đồng', 'Tây Ninh'] },
  { unit: 'CTKV9', weight: 7, places: ['Ninh Kiều, Cần Thơ', 'Long Xuyên, An Giang', 'Cà Mau'] },
] as const;

/** A regional company that the reference data does not know: such a ticket is kept, with a warning. */
export const UNKNOWN_REGION = 'CTKV10';

export const STREETS = [
  'số 15 đường Nguyễn Trãi',
  '27 Lê Lợi',
  'ngõ 82 Trần Phú',
  'hẻm 14 đường Hùng Vương',
  '105 Quang Trung',
  'lô B7 khu công nghiệp',
  'tầng 3, 48 Hai Bà Trưng',
  'tổ 6 khu phố 2',
] as const;
