import type { OutputDefinition, ParameterContract, RuleSetContract } from '../domain/fact.ts';
import { LEVELS, REQUEST_TYPES } from '../domain/ticket.ts';
import { SLA_STATUSES, TICKET_ACTIONS, TICKET_STEPS } from '../domain/ticket-decision.ts';
import { PAUSE_REASONS } from '../domain/ticket-moments.ts';
import { codedOutput, nullable, output } from './define-output.ts';
import {
  TICKET_CLASS_FACTS,
  TICKET_CLOCK_FACTS,
  TICKET_PHRASE_FACTS,
  TICKET_RECEIVER_FACTS,
  TICKET_RECORD_FACTS,
  TICKET_STATUS_FACTS,
} from './ticket-catalogue.ts';

/** A time limit is some time, and less than a year. */
const HOURS = { min: 0.01, max: 8_760 } as const;

/** What each ticket rule set may read and must put out, in the order in which they are asked. */
export const TICKET_RULE_SETS: readonly RuleSetContract[] = [
  {
    id: 'ticket-receiving-department',
    hitPolicy: 'first',
    facts: TICKET_RECORD_FACTS,
    event: {
      type: 'receive',
      outputs: [codedOutput(output('department', 'code', 'bộ phận tiếp nhận', 'the receiving department'), 'unit')],
    },
    needsDefault: true,
  },
  {
    id: 'ticket-phrases',
    hitPolicy: 'collect',
    facts: TICKET_RECORD_FACTS,
    event: {
      type: 'find-phrase',
      outputs: [
        output('requestType', 'code', 'loại yêu cầu', 'the request type', REQUEST_TYPES),
        output('level', 'integer', 'cấp độ', 'the level', LEVELS),
      ],
    },
    needsDefault: false,
  },
  {
    id: 'ticket-classification',
    hitPolicy: 'first',
    facts: [...TICKET_RECORD_FACTS, ...TICKET_PHRASE_FACTS],
    event: {
      type: 'classify',
      outputs: [
        nullable(output('requestType', 'code', 'loại yêu cầu', 'the request type', REQUEST_TYPES)),
        nullable(output('level', 'integer', 'cấp độ', 'the level', LEVELS)),
        output('needsReview', 'boolean', 'cần xem xét lại', 'a person has to look at it'),
      ],
    },
    needsDefault: true,
  },
  {
    id: 'ticket-minimum-level',
    hitPolicy: 'collect',
    facts: TICKET_RECORD_FACTS,
    event: {
      type: 'raise-level',
      outputs: [output('minimumLevel', 'integer', 'cấp độ tối thiểu', 'the lowest level that it can have', LEVELS)],
    },
    needsDefault: false,
  },
  {
    id: 'ticket-time-limits',
    hitPolicy: 'unique',
    facts: [...TICKET_RECORD_FACTS, ...TICKET_CLASS_FACTS],
    event: {
      type: 'set-time-limits',
      outputs: [
        hours('totalHours', 'tổng thời hạn (giờ)', 'total limit in hours'),
        hours('ctkvHours', 'thời hạn của CTKV (giờ)', 'limit of the CTKV in hours'),
        nullable(hours('ttCnttHours', 'thời hạn của TT CNTT (giờ)', 'limit of TT CNTT in hours')),
        codedOutput(output('calendar', 'code', 'lịch tính giờ', 'the calendar of the clock'), 'calendar'),
        output('pauseReasons', 'list', 'lý do được tạm dừng đồng hồ', 'reasons that stop the clock', PAUSE_REASONS),
      ],
    },
    needsDefault: false,
  },
  {
    id: 'ticket-sla-status',
    hitPolicy: 'first',
    facts: [...TICKET_RECORD_FACTS, ...TICKET_CLASS_FACTS, ...TICKET_CLOCK_FACTS],
    event: {
      type: 'set-sla-status',
      outputs: [
        output('slaStatus', 'code', 'trạng thái thời hạn', 'the SLA status', SLA_STATUSES),
        output('needsReview', 'boolean', 'cần xem xét lại', 'a person has to look at it'),
      ],
    },
    needsDefault: true,
  },
  {
    id: 'ticket-breached-by',
    hitPolicy: 'collect',
    facts: [...TICKET_RECORD_FACTS, ...TICKET_CLASS_FACTS, ...TICKET_CLOCK_FACTS],
    event: {
      type: 'breach',
      outputs: [codedOutput(output('unit', 'code', 'đơn vị trễ hạn', 'the unit that was late'), 'unit')],
    },
    needsDefault: false,
  },
  {
    id: 'ticket-routing',
    hitPolicy: 'first',
    facts: [...TICKET_RECORD_FACTS, ...TICKET_RECEIVER_FACTS, ...TICKET_CLASS_FACTS],
    event: {
      type: 'route',
      outputs: [
        output('step', 'code', 'bước quy trình', 'the step of the process', TICKET_STEPS),
        nullable(codedOutput(output('unit', 'code', 'đơn vị xử lý', 'the unit that has it'), 'unit')),
        nullable(codedOutput(output('department', 'code', 'bộ phận xử lý', 'the department that has it'), 'unit')),
      ],
    },
    needsDefault: true,
  },
  {
    id: 'ticket-escalation',
    hitPolicy: 'collect',
    facts: [...TICKET_RECORD_FACTS, ...TICKET_CLASS_FACTS, ...TICKET_CLOCK_FACTS, ...TICKET_STATUS_FACTS],
    event: { type: 'act', outputs: [output('action', 'code', 'việc phải làm', 'the action', TICKET_ACTIONS)] },
    needsDefault: false,
  },
];

/** Parameters of tickets that the program reads itself, or whose values it knows; rules read others by name. */
export const TICKET_PARAMETERS: readonly ParameterContract[] = [
  { name: 'ticket.default-region-unit', type: 'text', codesOf: 'unit' },
  { name: 'ticket.clock-calendar', type: 'text', codesOf: 'calendar' },
  { name: 'ticket.pause-reasons', type: 'list', values: PAUSE_REASONS },
  { name: 'ticket.is-tt-cntt-capped-at-total', type: 'boolean' },
  { name: 'ticket.at-risk-percent', type: 'number', range: { min: 1, max: 100 } },
  { name: 'ticket.progress-update-hours', type: 'number', range: HOURS },
  { name: 'ticket.due-soon-hours', type: 'number', range: HOURS },
];

function hours(name: string, vi: string, en: string): OutputDefinition {
  return { ...output(name, 'number', vi, en), range: HOURS };
}
