import { BILLING_ACTIONS, BILLING_REASONS } from '../domain/billing-decision.ts';
import type { ParameterContract, RuleSetContract } from '../domain/fact.ts';
import {
  BILLING_ACTION_FACTS,
  BILLING_AMOUNT_FACTS,
  BILLING_RECORD_FACTS,
  BILLING_STEP_FACTS,
} from './billing-catalogue.ts';
import { nullable, output } from './define-output.ts';

const AMOUNT = { min: 0, max: 1_000_000_000_000 } as const;
/** Ten years: a longer wait is a slip. */
const DAYS = { min: 0, max: 3_650 } as const;

/** Systems that carry orders out (HT QLDV, HT TC&QLKH), and ways in which notices go out. */
const SYSTEMS = ['ht-qldv', 'ht-tcqlkh'] as const;
const CHANNELS = ['sms', 'email', 'letter', 'registered-post', 'call', 'in-person'] as const;

/** What each billing rule set may read and must put out, in the order in which they are asked. */
export const BILLING_RULE_SETS: readonly RuleSetContract[] = [
  {
    id: 'billing-amounts',
    hitPolicy: 'first',
    facts: BILLING_RECORD_FACTS.filter((fact) => ['currency', 'debtorType', 'segment', 'product'].includes(fact.name)),
    event: {
      type: 'set-amounts',
      outputs: BILLING_AMOUNT_FACTS.map(({ name, meaning }) => ({
        ...output(name, 'integer', meaning.vi, meaning.en),
        range: AMOUNT,
      })),
    },
    needsDefault: true,
  },
  {
    id: 'billing-ladder',
    hitPolicy: 'first',
    facts: [...BILLING_RECORD_FACTS, ...BILLING_AMOUNT_FACTS],
    event: {
      type: 'take-step',
      outputs: [
        output(
          'action',
          'code',
          'việc phải làm',
          'the step',
          BILLING_ACTIONS.filter((action) => action !== 'hold'),
        ),
        nullable(output('reason', 'code', 'lý do không làm gì', 'why nothing is done', BILLING_REASONS)),
      ],
    },
    needsDefault: true,
  },
  {
    id: 'billing-hold',
    hitPolicy: 'first',
    facts: [...BILLING_RECORD_FACTS, ...BILLING_STEP_FACTS],
    event: { type: 'hold', outputs: [output('reason', 'code', 'lý do tạm dừng', 'why it is held', BILLING_REASONS)] },
    needsDefault: false,
  },
  {
    id: 'billing-approval',
    hitPolicy: 'collect',
    facts: [...BILLING_RECORD_FACTS, ...BILLING_ACTION_FACTS],
    event: {
      type: 'require-approval',
      outputs: [output('needsApproval', 'boolean', 'phải được phê duyệt', 'somebody has to approve it')],
    },
    needsDefault: false,
  },
  {
    id: 'billing-delivery',
    hitPolicy: 'first',
    facts: [...BILLING_RECORD_FACTS, ...BILLING_ACTION_FACTS],
    event: {
      type: 'deliver',
      outputs: [
        nullable(output('channel', 'code', 'kênh gửi', 'how a notice goes out', CHANNELS)),
        nullable(output('system', 'code', 'hệ thống thực hiện', 'the system that carries it out', SYSTEMS)),
      ],
    },
    needsDefault: true,
  },
];

/** Parameters of billing whose values the program checks; the ladder reads them by name. */
export const BILLING_PARAMETERS: readonly ParameterContract[] = [
  { name: 'billing.working-day-calendar', type: 'text', codesOf: 'calendar' },
  ...[
    'reminder-days',
    'overdue-notice-days',
    'suspension-warning-days',
    'restriction-days',
    'restriction-after-warning-days',
    'lock-days',
    'lock-after-restriction-days',
    'hand-over-after-lock-days',
    'delivery-wait-days',
  ].map((name) => ({ name: `billing.${name}`, type: 'integer', range: DAYS }) as const),
  { name: 'billing.most-sendings', type: 'integer', range: { min: 1, max: 100 } },
];
