import {
  AGEING_BUCKETS,
  CASE_DOCUMENTS,
  COLLECTION_ACTIONS,
  COLLECTION_REASONS,
  MISSING_GROUPS,
  PROVISION_SCHEDULES,
  WRITE_OFF_ACTIONS,
  WRITE_OFF_CASES,
} from '../domain/debt-decision.ts';
import type { ParameterContract, RuleSetContract } from '../domain/fact.ts';
import {
  COLLECTION_FACTS,
  COLLECTION_STEP_FACTS,
  DEBT_INVOICE_FACTS,
  RATE_FACTS,
  SCHEDULE_FACTS,
  WRITE_OFF_CASE_FACTS,
  WRITE_OFF_MISSING_FACTS,
} from './debt-catalogue.ts';
import { nullable, output } from './define-output.ts';

const DAYS = { min: 0, max: 3_650 } as const;
const MONTHS = { min: 1, max: 600 } as const;

/** What each debt rule set may read and must put out: those about contracts, then those about invoices. */
export const DEBT_RULE_SETS: readonly RuleSetContract[] = [
  {
    id: 'debt-collection',
    hitPolicy: 'first',
    facts: COLLECTION_FACTS,
    event: {
      type: 'take-step',
      outputs: [
        output(
          'action',
          'code',
          'việc phải làm',
          'the step',
          COLLECTION_ACTIONS.filter((action) => action !== 'hold'),
        ),
        nullable(output('reason', 'code', 'lý do không làm gì', 'why nothing is done', COLLECTION_REASONS)),
      ],
    },
    needsDefault: true,
  },
  {
    id: 'debt-hold',
    hitPolicy: 'first',
    facts: [...COLLECTION_FACTS, ...COLLECTION_STEP_FACTS],
    event: {
      type: 'hold',
      outputs: [output('reason', 'code', 'lý do tạm dừng', 'why it is held', COLLECTION_REASONS)],
    },
    needsDefault: false,
  },
  {
    id: 'debt-limitation',
    hitPolicy: 'collect',
    facts: COLLECTION_FACTS,
    event: {
      type: 'warn-of-limitation',
      outputs: [output('limitationWarning', 'boolean', 'sắp hết thời hiệu khởi kiện', 'the time to sue runs out')],
    },
    needsDefault: false,
  },
  {
    id: 'debt-ageing',
    hitPolicy: 'first',
    facts: DEBT_INVOICE_FACTS,
    event: {
      type: 'set-bucket',
      outputs: [output('bucket', 'code', 'nhóm tuổi nợ', 'the ageing bucket', AGEING_BUCKETS)],
    },
    needsDefault: true,
  },
  {
    id: 'debt-provision-schedule',
    hitPolicy: 'first',
    facts: DEBT_INVOICE_FACTS,
    event: {
      type: 'set-schedule',
      outputs: [output('schedule', 'code', 'bảng trích lập', 'the provision table', PROVISION_SCHEDULES)],
    },
    needsDefault: true,
  },
  {
    id: 'debt-provision-rates',
    hitPolicy: 'first',
    facts: [...DEBT_INVOICE_FACTS, ...SCHEDULE_FACTS],
    event: {
      type: 'set-rate',
      outputs: [
        { ...output('ratePercent', 'number', 'tỷ lệ trích lập', 'the rate of provision'), range: { min: 0, max: 100 } },
      ],
    },
    needsDefault: true,
  },
  {
    id: 'debt-provision-evidence',
    hitPolicy: 'collect',
    facts: [...DEBT_INVOICE_FACTS, ...SCHEDULE_FACTS, ...RATE_FACTS],
    event: {
      type: 'miss-document',
      outputs: [output('document', 'code', 'nhóm tài liệu còn thiếu', 'the group that is missing', MISSING_GROUPS)],
    },
    needsDefault: false,
  },
  {
    id: 'debt-write-off-cases',
    hitPolicy: 'collect',
    facts: [...DEBT_INVOICE_FACTS, ...SCHEDULE_FACTS],
    event: {
      type: 'fall-into-case',
      outputs: [
        output('case', 'integer', 'trường hợp xử lý nợ', 'the case of write-off', WRITE_OFF_CASES),
        output('document', 'code', 'tài liệu riêng của trường hợp', 'the own document of the case', CASE_DOCUMENTS),
      ],
    },
    needsDefault: false,
  },
  {
    id: 'debt-write-off-evidence',
    hitPolicy: 'collect',
    facts: [...DEBT_INVOICE_FACTS, ...SCHEDULE_FACTS, ...WRITE_OFF_CASE_FACTS],
    event: {
      type: 'miss-document',
      outputs: [output('document', 'code', 'nhóm tài liệu còn thiếu', 'the group that is missing', MISSING_GROUPS)],
    },
    needsDefault: false,
  },
  {
    id: 'debt-write-off',
    hitPolicy: 'first',
    facts: [...DEBT_INVOICE_FACTS, ...SCHEDULE_FACTS, ...WRITE_OFF_CASE_FACTS, ...WRITE_OFF_MISSING_FACTS],
    event: {
      type: 'decide-write-off',
      outputs: [output('action', 'code', 'đề nghị xử lý', 'what is proposed', WRITE_OFF_ACTIONS)],
    },
    needsDefault: true,
  },
];

/** Parameters of debts whose values the program checks. */
export const DEBT_PARAMETERS: readonly ParameterContract[] = [
  ...[
    'call-days',
    'demand-letter-days',
    'visit-days',
    'final-demand-days',
    'termination-days',
    'legal-referral-days',
  ].map((name) => ({ name: `debt.${name}`, type: 'integer', range: DAYS }) as const),
  { name: 'debt.limitation-months', type: 'integer', range: MONTHS },
  { name: 'debt.limitation-warning-from-months', type: 'integer', range: MONTHS },
  { name: 'debt.household-business-schedule', type: 'text', values: PROVISION_SCHEDULES },
  { name: 'debt.tracking-after-write-off-months', type: 'integer', range: MONTHS },
];
