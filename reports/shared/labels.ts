import type { HoldKind, ServiceStatus } from '../../src/domain/invoice.ts';

/** What readers see where an invoice or a contract names no unit. */
export const NO_UNIT = 'Chưa rõ đơn vị';

/** A document is there; a flag is set. */
export const YES = 'Có';

/** What the customer can still use. */
export const SERVICE_STATUS_LABELS: Readonly<Record<ServiceStatus, string>> = {
  active: 'Đang hoạt động',
  restricted: 'Khoá 1 chiều',
  locked: 'Khoá 2 chiều',
  terminated: 'Đã chấm dứt',
};

/** Why a step waits: the holds that can stop one. */
export const HOLD_REASON_LABELS: Readonly<Record<Exclude<HoldKind, 'dispute'>, string>> = {
  moratorium: 'Đang được hoãn trả nợ',
  exemption: 'Đang được miễn trừ',
  promise: 'Khách hàng đã hẹn trả',
};
