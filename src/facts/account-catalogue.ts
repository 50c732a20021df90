import type { FactDefinition } from '../domain/fact.ts';
import { AGENT_MODELS, DEBTOR_TYPES, SERVICE_STATUSES } from '../domain/invoice.ts';
import { CURRENCIES } from '../domain/money.ts';
import { SEGMENTS } from '../domain/ticket.ts';
import { code, coded, fact } from './define-fact.ts';

/** Facts about whose debt it is; contracts and invoices both have them. */
export const DEBTOR_FACTS: readonly FactDefinition[] = [
  fact('asOf', 'date', 'ngày đánh giá', 'the day of the evaluation'),
  code('debtorType', 'loại khách nợ', 'the type of debtor', DEBTOR_TYPES),
  code('segment', 'nhóm khách hàng', 'the customer segment', SEGMENTS),
  coded('product', 'product', 'sản phẩm, dịch vụ', 'the product'),
  coded('managingUnit', 'unit', 'đơn vị quản lý dịch vụ', 'the managing unit of the service'),
  coded('regionUnit', 'unit', 'CTKV phụ trách khách hàng', "the customer's regional company"),
  code('currency', 'loại tiền', 'the currency', CURRENCIES),
];

/** Facts about a contract in one currency that billing and collection both look at. */
export const CONTRACT_FACTS: readonly FactDefinition[] = [
  ...DEBTOR_FACTS,
  code('agentModel', 'hình thức đại lý', 'the agent model', AGENT_MODELS),
  code('serviceStatus', 'trạng thái dịch vụ', 'the service status', SERVICE_STATUSES),
  fact('daysSinceStatus', 'integer', 'số ngày ở trạng thái này', 'days in this status', 'days'),
  fact('overdueAmount', 'integer', 'số tiền quá hạn', 'the overdue open amount', 'minor units'),
];

/** Bounds of amounts in the currency of the contract; they come from the rule set billing-amounts. */
export const TOLERANCE_FACTS: readonly FactDefinition[] = [
  fact(
    'tolerance',
    'integer',
    'dung sai coi như đã trả đủ',
    'the tolerance up to which it counts as paid',
    'minor units',
  ),
];
