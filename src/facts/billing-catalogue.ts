import { BILLING_ACTIONS } from '../domain/billing-decision.ts';
import type { FactDefinition } from '../domain/fact.ts';
import { HOLD_KINDS } from '../domain/invoice.ts';
import { CONTRACT_FACTS, TOLERANCE_FACTS } from './account-catalogue.ts';
import { code, fact } from './define-fact.ts';

/** Facts that a contract, its invoices, notices and holds give by themselves. */
export const BILLING_RECORD_FACTS: readonly FactDefinition[] = [
  ...CONTRACT_FACTS,
  fact(
    'isMainCurrency',
    'boolean',
    'là loại tiền chính của hợp đồng (của hóa đơn mới nhất)',
    'it is the main currency of the contract',
  ),
  fact('isHandedOver', 'boolean', 'đã bàn giao thu nợ', 'it is handed over to debt collection'),
  fact('openInvoiceCount', 'integer', 'số hóa đơn chưa trả hết', 'open invoices', 'invoices'),
  fact(
    'undisputedOpenCount',
    'integer',
    'số hóa đơn chưa trả hết và không tranh chấp',
    'open invoices that are not disputed',
    'invoices',
  ),
  fact(
    'daysPastDue',
    'integer',
    'số ngày quá hạn của hóa đơn chưa trả cũ nhất',
    'days past due of the oldest unpaid invoice',
    'days',
  ),
  fact(
    'isOverdueNoticeDone',
    'boolean',
    'thông báo quá hạn đã đến khách hàng',
    'an overdue notice, or a warning, has been delivered',
  ),
  fact(
    'overdueNoticeSendings',
    'integer',
    'số lần gửi thông báo quá hạn chưa đến',
    'overdue notices sent and not delivered',
    'notices',
  ),
  fact(
    'overdueNoticeSentDaysAgo',
    'integer',
    'số ngày từ lần gửi thông báo quá hạn gần nhất chưa đến',
    'days since the last of them was sent',
    'days',
  ),
  fact('isWarningDone', 'boolean', 'cảnh báo tạm ngưng đã đến khách hàng', 'a suspension warning has been delivered'),
  fact(
    'warningSendings',
    'integer',
    'số lần gửi cảnh báo chưa đến',
    'suspension warnings sent and not delivered',
    'notices',
  ),
  fact(
    'warningSentDaysAgo',
    'integer',
    'số ngày từ lần gửi cảnh báo gần nhất chưa đến',
    'days since the last of them was sent',
    'days',
  ),
  fact(
    'warningDeliveredDaysAgo',
    'integer',
    'số ngày từ khi cảnh báo đầu tiên đến khách hàng',
    'days since the first suspension warning was delivered',
    'days',
  ),
  fact(
    'nextReminderInDays',
    'integer',
    'số ngày còn lại đến hạn của hóa đơn chưa được nhắc',
    'days to the due date of the next invoice without a reminder',
    'days',
  ),
  fact(
    'unnoticedInvoiceCount',
    'integer',
    'số hóa đơn chưa có thông báo cước',
    'open invoices without a payment notice',
    'invoices',
  ),
  code('holdKinds', 'các loại tạm dừng đang có hiệu lực', 'kinds of the active holds', HOLD_KINDS, 'list'),
];

/** Smallest overdue amounts for which a step is taken. */
export const BILLING_AMOUNT_FACTS: readonly FactDefinition[] = [
  ...TOLERANCE_FACTS,
  fact('minimumForOverdueNotice', 'integer', 'mức tối thiểu để thông báo quá hạn', 'minimum of an overdue notice'),
  fact('minimumForWarning', 'integer', 'mức tối thiểu để cảnh báo tạm ngưng', 'minimum of a suspension warning'),
  fact('minimumForRestriction', 'integer', 'mức tối thiểu để khóa 1 chiều', 'minimum of a restriction'),
  fact('minimumForLock', 'integer', 'mức tối thiểu để khóa 2 chiều', 'minimum of a lock'),
  fact('minimumForHandOver', 'integer', 'mức tối thiểu để bàn giao thu nợ', 'minimum of a hand-over'),
];

/** The step of the ladder, before holds are looked at. */
export const BILLING_STEP_FACTS: readonly FactDefinition[] = [
  code('step', 'bước của thang nhắc nợ', 'the step of the ladder', BILLING_ACTIONS),
];

/** The action, after holds. */
export const BILLING_ACTION_FACTS: readonly FactDefinition[] = [
  code('action', 'việc phải làm', 'the action', BILLING_ACTIONS),
];

/** All facts of billing, in the order in which they come to be known. */
export const BILLING_FACTS: readonly FactDefinition[] = [
  ...BILLING_RECORD_FACTS,
  ...BILLING_AMOUNT_FACTS,
  ...BILLING_STEP_FACTS,
  ...BILLING_ACTION_FACTS,
];

/** The facts of billing by name. */
export const BILLING_CATALOGUE: ReadonlyMap<string, FactDefinition> = new Map(
  BILLING_FACTS.map((definition) => [definition.name, definition]),
);
