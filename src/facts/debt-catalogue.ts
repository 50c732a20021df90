import { CASE_DOCUMENTS, COLLECTION_ACTIONS, PROVISION_SCHEDULES } from '../domain/debt-decision.ts';
import type { FactDefinition } from '../domain/fact.ts';
import { CHARGE_KINDS, EVIDENCE_CODES, HOLD_KINDS, LEGAL_STATUSES } from '../domain/invoice.ts';
import { CONTRACT_FACTS, DEBTOR_FACTS, TOLERANCE_FACTS } from './account-catalogue.ts';
import { code, fact } from './define-fact.ts';

/** Facts about a locked contract, or a terminated one that owes. */
export const COLLECTION_FACTS: readonly FactDefinition[] = [
  ...CONTRACT_FACTS,
  ...TOLERANCE_FACTS,
  fact('isCallDone', 'boolean', 'đã gọi điện từ khi khóa', 'a call was made since the status began'),
  fact('isDemandLetterDone', 'boolean', 'đã gửi thư đòi nợ', 'a demand letter was sent'),
  fact('isVisitDone', 'boolean', 'đã đến gặp', 'a visit was made'),
  fact('isFinalDemandDone', 'boolean', 'đã gửi yêu cầu lần cuối', 'a final demand was sent'),
  fact('isTerminationDone', 'boolean', 'đã chấm dứt hợp đồng', 'the contract was terminated'),
  fact('isLegalReferralDone', 'boolean', 'đã chuyển pháp lý', 'it was referred to legal'),
  fact(
    'oldestMonthsPastDue',
    'integer',
    'số tháng quá hạn của hóa đơn chưa trả cũ nhất, theo hạn gốc',
    'months past the original due date of the oldest open invoice',
    'months',
  ),
  code('holdKinds', 'các loại tạm dừng đang có hiệu lực', 'kinds of the active holds', HOLD_KINDS, 'list'),
];

/** The step of collection, before holds are looked at. */
export const COLLECTION_STEP_FACTS: readonly FactDefinition[] = [
  code('step', 'bước thu nợ', 'the step of collection', COLLECTION_ACTIONS),
];

/** Facts about an open invoice and its debtor. */
export const DEBT_INVOICE_FACTS: readonly FactDefinition[] = [
  ...DEBTOR_FACTS,
  code('chargeKind', 'loại khoản thu', 'the kind of charge', CHARGE_KINDS),
  fact('openAmount', 'integer', 'số tiền còn phải thu', 'the open amount', 'minor units'),
  fact('daysPastDue', 'integer', 'số ngày quá hạn', 'days past due', 'days'),
  fact(
    'monthsPastDue',
    'integer',
    'số tháng quá hạn, theo hạn gốc',
    'whole months past the original due date',
    'months',
  ),
  fact('isDisputed', 'boolean', 'đang tranh chấp', 'it is disputed'),
  code('evidence', 'tài liệu có trong hồ sơ', 'documents in the file of the debtor', EVIDENCE_CODES, 'list'),
  code('legalStatus', 'tình trạng pháp lý của khách nợ', 'legal status of the debtor', LEGAL_STATUSES),
  fact(
    'monthsFullyProvisioned',
    'integer',
    'số tháng từ khi trích lập 100 %',
    'whole months since 100 % was booked',
    'months',
  ),
];

/** The provision table that holds for the invoice. */
export const SCHEDULE_FACTS: readonly FactDefinition[] = [
  code('schedule', 'bảng trích lập', 'the provision table', PROVISION_SCHEDULES),
];

/** The rate that the table gives. */
export const RATE_FACTS: readonly FactDefinition[] = [
  fact('ratePercent', 'number', 'tỷ lệ trích lập', 'the rate of provision', 'percent'),
];

/** What the cases of write-off came to. */
export const WRITE_OFF_CASE_FACTS: readonly FactDefinition[] = [
  fact('writeOffCaseCount', 'integer', 'số trường hợp xử lý nợ thỏa mãn', 'cases of write-off that hold', 'cases'),
  code(
    'caseDocument',
    'tài liệu riêng của trường hợp thấp nhất',
    'the own document of the lowest case',
    CASE_DOCUMENTS,
  ),
];

/** What the check of documents for write-off came to. */
export const WRITE_OFF_MISSING_FACTS: readonly FactDefinition[] = [
  fact('missingDocumentCount', 'integer', 'số nhóm tài liệu còn thiếu', 'groups of documents missing', 'groups'),
];

/** All facts of debts, in the order in which they come to be known; those of contracts first. */
export const DEBT_FACTS: readonly FactDefinition[] = [
  ...new Map(
    [
      ...COLLECTION_FACTS,
      ...COLLECTION_STEP_FACTS,
      ...DEBT_INVOICE_FACTS,
      ...SCHEDULE_FACTS,
      ...RATE_FACTS,
      ...WRITE_OFF_CASE_FACTS,
      ...WRITE_OFF_MISSING_FACTS,
    ].map((definition) => [definition.name, definition]),
  ).values(),
];

/** The facts of debts by name. */
export const DEBT_CATALOGUE: ReadonlyMap<string, FactDefinition> = new Map(
  DEBT_FACTS.map((definition) => [definition.name, definition]),
);
