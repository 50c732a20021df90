import type { BillingAction, BillingReason } from '../../src/domain/billing-decision.ts';
import type { Bilingual } from '../../src/domain/fact.ts';
import type { AgentModel, HoldKind, NoticeKind } from '../../src/domain/invoice.ts';
import { HOLD_REASON_LABELS } from '../shared/labels.ts';

/** What readers see where an invoice names neither a period nor a cycle. */
export const NO_MONTH = 'Không ghi kỳ';

/** What is done about a contract. */
export const ACTION_LABELS: Readonly<Record<BillingAction, Bilingual>> = {
  none: { vi: 'Không có việc', en: 'Nothing' },
  'send-payment-notice': { vi: 'Thông báo cước', en: 'Payment notice' },
  'send-reminder': { vi: 'Nhắc trước hạn', en: 'Reminder' },
  'send-overdue-notice': { vi: 'Thông báo quá hạn', en: 'Overdue notice' },
  'send-suspension-warning': { vi: 'Cảnh báo tạm ngừng', en: 'Suspension warning' },
  'deliver-manually': { vi: 'Giao tận tay', en: 'Deliver by hand' },
  'restrict-service': { vi: 'Khoá 1 chiều', en: 'Restrict' },
  'lock-service': { vi: 'Khoá 2 chiều', en: 'Lock' },
  'hand-over-to-collection': { vi: 'Chuyển thu hồi nợ', en: 'Hand over to collection' },
  'restore-service': { vi: 'Khôi phục dịch vụ', en: 'Restore' },
  hold: { vi: 'Tạm dừng', en: 'On hold' },
};

/** Why nothing is done. */
const REASON_LABELS: Readonly<Record<BillingReason, string>> = {
  terminated: 'Đã chấm dứt hợp đồng',
  'awaiting-delivery': 'Chờ kết quả giao thông báo',
  'below-minimum': 'Dưới ngưỡng tối thiểu',
  'nothing-open': 'Không còn nợ',
  disputed: 'Chỉ còn nợ đang khiếu nại',
  'not-due': 'Chưa đến hạn',
  waiting: 'Chờ đến bước tiếp theo',
  ...HOLD_REASON_LABELS,
};

export const HOLD_KIND_LABELS: Readonly<Record<HoldKind, string>> = {
  exemption: 'Miễn trừ',
  dispute: 'Khiếu nại',
  promise: 'Hẹn trả',
  moratorium: 'Hoãn trả nợ',
};

export const NOTICE_KIND_LABELS: Readonly<Record<NoticeKind, string>> = {
  'payment-notice': 'Thông báo cước',
  reminder: 'Nhắc trước hạn',
  'overdue-notice': 'Thông báo quá hạn',
  'suspension-warning': 'Cảnh báo tạm ngừng',
  call: 'Gọi điện nhắc nợ',
  'demand-letter': 'Thư đòi nợ',
  visit: 'Đến gặp trực tiếp',
  'final-demand': 'Thông báo đòi nợ lần cuối',
  termination: 'Chấm dứt hợp đồng',
  'legal-referral': 'Chuyển xử lý pháp lý',
};

export const AGENT_MODEL_LABELS: Readonly<Record<AgentModel, string>> = {
  direct: 'Trực tiếp',
  wholesale: 'Đại lý mua lại',
  commission: 'Đại lý hoa hồng',
};

/** What is done about a contract, or why nothing is. */
export function describeOutcome(action: BillingAction, reason: BillingReason | null): string {
  return action === 'none' && reason !== null ? REASON_LABELS[reason] : ACTION_LABELS[action].vi;
}
