import type {
  AgeingBucket,
  CollectionAction,
  CollectionReason,
  MissingGroup,
  ProvisionSchedule,
  WriteOffCase,
} from '../../src/domain/debt-decision.ts';
import type { Bilingual } from '../../src/domain/fact.ts';
import type { ChargeKind, DebtorType, LegalStatus } from '../../src/domain/invoice.ts';
import { HOLD_REASON_LABELS } from '../shared/labels.ts';

/** A document is not there. */
export const MISSING = 'Thiếu';

/** Age of what is owed, in days past due. */
export const BUCKET_LABELS: Readonly<Record<AgeingBucket, Bilingual>> = {
  'not-due': { vi: 'Chưa đến hạn', en: 'Not due' },
  'dpd-1-30': { vi: '1–30 ngày', en: '1–30 days' },
  'dpd-31-60': { vi: '31–60 ngày', en: '31–60 days' },
  'dpd-61-90': { vi: '61–90 ngày', en: '61–90 days' },
  'dpd-91-180': { vi: '91–180 ngày', en: '91–180 days' },
  'dpd-181-365': { vi: '181–365 ngày', en: '181–365 days' },
  'dpd-over-365': { vi: 'Trên 365 ngày', en: 'Over 365 days' },
};

/** Steps of debt collection. */
export const COLLECTION_ACTION_LABELS: Readonly<Record<CollectionAction, Bilingual>> = {
  none: { vi: 'Không có việc', en: 'Nothing' },
  call: { vi: 'Gọi điện nhắc nợ', en: 'Call' },
  'send-demand-letter': { vi: 'Gửi thư đòi nợ (bảo đảm)', en: 'Send demand letter (registered)' },
  visit: { vi: 'Đến gặp trực tiếp', en: 'Visit' },
  'send-final-demand': { vi: 'Gửi thông báo đòi nợ lần cuối', en: 'Send final demand' },
  'terminate-contract': { vi: 'Chấm dứt hợp đồng', en: 'Terminate contract' },
  'refer-to-legal': { vi: 'Chuyển xử lý pháp lý', en: 'Refer to legal' },
  hold: { vi: 'Tạm dừng', en: 'On hold' },
};

/** Why nothing is done now, or why a step waits. */
export const COLLECTION_REASON_LABELS: Readonly<Record<CollectionReason, string>> = {
  paid: 'Đã trả hết nợ quá hạn',
  waiting: 'Chưa đến bước tiếp theo',
  ...HOLD_REASON_LABELS,
};

/** Who owes. */
export const DEBTOR_TYPE_LABELS: Readonly<Record<DebtorType, string>> = {
  organisation: 'Tổ chức',
  individual: 'Cá nhân',
  household: 'Hộ gia đình',
  'household-business': 'Hộ kinh doanh',
};

/** What an invoice charges for. */
export const CHARGE_KIND_LABELS: Readonly<Record<ChargeKind, string>> = {
  service: 'Cước dịch vụ',
  penalty: 'Tiền phạt',
  hardware: 'Thiết bị',
  other: 'Khác',
};

/** The two rate tables of Circular 48/2019/TT-BTC art. 6. */
export const SCHEDULE_LABELS: Readonly<Record<ProvisionSchedule, Bilingual>> = {
  ordinary: { vi: 'Thông thường', en: 'Ordinary' },
  special: { vi: 'Cá nhân – cước trả sau', en: 'Special' },
};

/** Documents of a debt file, as lists of missing ones name them. */
export const DOCUMENT_LABELS: Readonly<Record<MissingGroup, string>> = {
  'authority-confirmation': 'Xác nhận của cơ quan có thẩm quyền',
  books: 'Sổ kế toán, chứng từ còn theo dõi nợ',
  'cancellation-decision': 'Quyết định xoá nợ của cơ quan có thẩm quyền',
  'contract-or-commitment': 'Hợp đồng hoặc cam kết nợ',
  'court-decision': 'Quyết định của Toà án về phá sản',
  'custody-confirmation': 'Xác nhận truy tố, giam giữ, xét xử, thi hành án',
  'death-certificate': 'Giấy chứng tử',
  'debt-list': 'Bảng kê công nợ',
  'liability-decision': 'Quyết định xử lý trách nhiệm, bồi thường',
  'provision-records': 'Hồ sơ trích lập dự phòng',
  'reconciliation-or-registered-demand': 'Đối chiếu công nợ hoặc thư đòi nợ bảo đảm',
};

/** What is known of the debtor in law. */
export const LEGAL_STATUS_LABELS: Readonly<Record<LegalStatus, string>> = {
  active: 'Đang hoạt động',
  ceased: 'Ngừng hoạt động',
  dissolved: 'Đã giải thể',
  'bankruptcy-opened': 'Mở thủ tục phá sản',
  bankrupt: 'Đã phá sản',
  'debt-cancelled': 'Được xoá nợ theo quyết định',
  dead: 'Đã chết',
  prosecuted: 'Đang bị truy tố',
  detained: 'Đang bị tạm giam',
  'on-trial': 'Đang bị xét xử',
  'serving-sentence': 'Đang thi hành án',
  'liability-settled': 'Đã xử lý bồi thường',
};

/** The seven cases in which a debt may be proposed for write-off (Circular 48/2019/TT-BTC art. 6.4). */
export const WRITE_OFF_CASE_LABELS: Readonly<Record<WriteOffCase, string>> = {
  1: 'Tổ chức, hộ kinh doanh đã hoàn tất thủ tục phá sản',
  2: 'Tổ chức, hộ kinh doanh đã ngừng hoạt động, giải thể',
  3: 'Nợ được xoá theo quyết định của cơ quan có thẩm quyền',
  4: 'Cá nhân, hộ gia đình: đã chết, bị truy tố, giam giữ, xét xử hoặc thi hành án',
  5: 'Phần còn lại sau khi người có trách nhiệm đã bồi thường',
  6: 'Đã dự phòng 100% theo mức thông thường, từ đó đủ 3 năm',
  7: 'Đã dự phòng 100% theo mức cước trả sau của cá nhân, từ đó đủ 1 năm',
};
