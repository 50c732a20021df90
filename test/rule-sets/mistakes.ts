import type { RulesChange } from '../support/changed-rules.ts';

export const CLASSIFICATION = 'ticket/classification.rules.json';
export const LIMITS = 'ticket/time-limits.rules.json';
const ESCALATION = 'ticket/escalation.rules.json';
export const PARAMETERS = 'parameters/ticket.json';

/** Each mistake that an analyst can make: where, and what the message says. */
export const MISTAKES: readonly {
  readonly mistake: string;
  readonly change: RulesChange;
  readonly pointer: string;
  readonly seen: RegExp;
  readonly allowed: RegExp;
}[] = [
  {
    mistake: 'a misspelt key',
    change: { file: CLASSIFICATION, path: ['rules', 0, 'prioritty'], value: 5 },
    pointer: '/rules/0/prioritty',
    seen: /prioritty/,
    allowed: /did you mean "priority"/,
  },
  {
    mistake: 'a misspelt fact',
    change: { file: CLASSIFICATION, path: ['rules', 1, 'conditions', 'all', 0, 'fact'], value: 'topik' },
    pointer: '/rules/1/conditions/all/0/fact',
    seen: /topik/,
    allowed: /did you mean "topic"/,
  },
  {
    mistake: 'a fact that is not known yet at this stage',
    change: { file: CLASSIFICATION, path: ['rules', 1, 'conditions', 'all', 0, 'fact'], value: 'slaStatus' },
    pointer: '/rules/1/conditions/all/0/fact',
    seen: /slaStatus/,
    allowed: /topic/,
  },
  {
    mistake: 'an operator of json-rules-engine with a typo',
    change: { file: CLASSIFICATION, path: ['rules', 1, 'conditions', 'all', 0, 'operator'], value: 'equals' },
    pointer: '/rules/1/conditions/all/0/operator',
    seen: /equals/,
    allowed: /did you mean "equal"/,
  },
  {
    mistake: 'an operator that does not fit the type of the fact',
    change: { file: CLASSIFICATION, path: ['rules', 1, 'conditions', 'all', 0, 'operator'], value: 'lessThan' },
    pointer: '/rules/1/conditions/all/0/operator',
    seen: /"lessThan" on the fact "topic" of type code/,
    allowed: /equal, notEqual, in, notIn/,
  },
  {
    mistake: 'a value of another type',
    change: { file: LIMITS, path: ['table', 'rows', 0, 'out', 0], value: '4' },
    pointer: '/table/rows/0/out/0',
    seen: /"4"/,
    allowed: /a number without quotes/,
  },
  {
    mistake: 'a value that the list of the fact does not have',
    change: { file: CLASSIFICATION, path: ['rules', 1, 'conditions', 'all', 0, 'value'], value: 'feature-infos' },
    pointer: '/rules/1/conditions/all/0/value',
    seen: /feature-infos/,
    allowed: /did you mean "feature-info"/,
  },
  {
    mistake: 'a level as text in a table',
    change: { file: LIMITS, path: ['table', 'rows', 0, 'in', 1], value: ['1'] },
    pointer: '/table/rows/0/in/1',
    seen: /\["1"\]/,
    allowed: /1, 2, 3, 4/,
  },
  {
    mistake: 'a single value where a list is needed',
    change: { file: LIMITS, path: ['table', 'rows', 0, 'in', 1], value: 1 },
    pointer: '/table/rows/0/in/1',
    seen: /1/,
    allowed: /a list in \[ \]/,
  },
  {
    mistake: 'a row that is too short',
    change: { file: LIMITS, path: ['table', 'rows', 0, 'out', 4], value: undefined },
    pointer: '/table/rows/0/out',
    seen: /4 values/,
    allowed: /5, one for each output/,
  },
  {
    mistake: 'a calendar that nobody knows, named in a parameter',
    change: { file: PARAMETERS, path: ['parameters', 3, 'values', 0, 'value'], value: 'office-hour' },
    pointer: '/parameters/3/values/0/value',
    seen: /office-hour/,
    allowed: /did you mean "office-hours"/,
  },
  {
    mistake: 'an unknown parameter',
    change: {
      file: 'ticket/sla-status.rules.json',
      path: ['rules', 4, 'conditions', 'value', 'fact'],
      value: 'param.ticket.at-risk-percentage',
    },
    pointer: '/rules/4/conditions/value',
    seen: /at-risk-percentage/,
    allowed: /did you mean "param.ticket.at-risk-percent"/,
  },
  {
    mistake: 'a comparison between facts of different types',
    change: { file: 'ticket/sla-status.rules.json', path: ['rules', 1, 'conditions', 'value', 'fact'], value: 'topic' },
    pointer: '/rules/1/conditions/value',
    seen: /topic/,
    allowed: /a fact of type instant; "topic" is of type code/,
  },
  {
    mistake: 'another event',
    change: { file: CLASSIFICATION, path: ['rules', 0, 'event', 'type'], value: 'clasify' },
    pointer: '/rules/0/event/type',
    seen: /clasify/,
    allowed: /"classify"/,
  },
  {
    mistake: 'an output that is missing',
    change: { file: CLASSIFICATION, path: ['rules', 0, 'event', 'params', 'needsReview'], value: undefined },
    pointer: '/rules/0/event/params/needsReview',
    seen: /nothing/,
    allowed: /needsReview/,
  },
  {
    mistake: 'an output that nobody reads',
    change: { file: CLASSIFICATION, path: ['rules', 0, 'event', 'params', 'levle'], value: 1 },
    pointer: '/rules/0/event/params/levle',
    seen: /levle/,
    allowed: /did you mean "level"/,
  },
  {
    mistake: 'a missing reference',
    change: { file: CLASSIFICATION, path: ['rules', 0, 'reference'], value: undefined },
    pointer: '/rules/0',
    seen: /no "reference"/,
    allowed: /needed/,
  },
  {
    mistake: 'a missing priority under "first"',
    change: { file: CLASSIFICATION, path: ['rules', 0, 'priority'], value: undefined },
    pointer: '/rules/0',
    seen: /no "priority"/,
    allowed: /first/,
  },
  {
    mistake: 'an empty group, which json-rules-engine takes for true',
    change: { file: CLASSIFICATION, path: ['rules', 0, 'conditions'], value: { all: [] } },
    pointer: '/rules/0/conditions/all',
    seen: /\[\]/,
    allowed: /fewer than 1/,
  },
  {
    mistake: 'a phrase without a letter',
    change: { file: 'ticket/phrases.rules.json', path: ['table', 'rows', 0, 'in', 0], value: ['tra cứu', '…'] },
    pointer: '/table/rows/0/in/0',
    seen: /tra cứu/,
    allowed: /each with a letter/,
  },
  {
    mistake: 'a day that does not exist',
    change: { file: LIMITS, path: ['table', 'rows', 0, 'validFrom'], value: '2026-02-30' },
    pointer: '/table/rows/0/validFrom',
    seen: /2026-02-30/,
    allowed: /a day/,
  },
  {
    mistake: 'an end before the start',
    change: { file: LIMITS, path: ['table', 'rows', 0, 'validTo'], value: '2020-08-31' },
    pointer: '/table/rows/0',
    seen: /before validFrom/,
    allowed: /on or after the start/,
  },
  {
    mistake: 'a scope that names an unknown product',
    change: { file: LIMITS, path: ['table', 'rows', 0, 'scope'], value: { product: 'mbiz-360' } },
    pointer: '/table/rows/0/scope/product',
    seen: /mbiz-360/,
    allowed: /did you mean "mbiz360"/,
  },
  {
    mistake: 'a named condition that is not there',
    change: { file: ESCALATION, path: ['rules', 2, 'conditions', 'all', 0, 'condition'], value: 'breached-at-cntt' },
    pointer: '/rules/2/conditions/all/0/condition',
    seen: /breached-at-cntt/,
    allowed: /breached-at-tt-cntt-levels/,
  },
  {
    mistake: 'a condition that refers to itself',
    change: {
      file: ESCALATION,
      path: ['conditions', 'breached-at-tt-cntt-levels'],
      value: { condition: 'breached-at-tt-cntt-levels' },
    },
    pointer: '/conditions/breached-at-tt-cntt-levels',
    seen: /refers to itself/,
    allowed: /end in facts/,
  },
  {
    mistake: 'a hit policy that the program does not expect',
    change: { file: LIMITS, path: ['hitPolicy'], value: 'first' },
    pointer: '/hitPolicy',
    seen: /first/,
    allowed: /unique/,
  },
  {
    mistake: 'no default where one is needed',
    change: { file: CLASSIFICATION, path: ['default'], value: null },
    pointer: '/default',
    seen: /null/,
    allowed: /classify/,
  },
  {
    mistake: 'an id that is not the name of the file',
    change: { file: LIMITS, path: ['id'], value: 'ticket-limits' },
    pointer: '/id',
    seen: /ticket-limits/,
    allowed: /ticket-time-limits/,
  },
  {
    mistake: 'a file that nobody reads',
    change: { file: 'ticket/notes.json', path: [], value: {} },
    pointer: '',
    seen: /nobody reads/,
    allowed: /rules.json/,
  },
  {
    mistake: 'a parameter of the wrong type',
    change: { file: PARAMETERS, path: ['parameters', 0, 'values', 0, 'value'], value: '80' },
    pointer: '/parameters/0/values/0/value',
    seen: /"80"/,
    allowed: /a number/,
  },
  {
    mistake: 'a parameter that begins only on a day, while rules hold on any day',
    change: { file: PARAMETERS, path: ['parameters', 0, 'values', 0, 'validFrom'], value: '2021-01-01' },
    pointer: '/parameters/0/values',
    seen: /without a value for all on some day/,
    allowed: /without validFrom/,
  },
  {
    mistake: 'a day off on a Sunday',
    change: { file: 'reference/calendars.json', path: ['calendars', 1, 'daysOff', 0], value: '2026-11-22' },
    pointer: '/calendars/1/daysOff/0',
    seen: /2026-11-22/,
    allowed: /worked/,
  },
  {
    mistake: 'opening hours that end before they begin',
    change: { file: 'reference/calendars.json', path: ['calendars', 1, 'hours', 0], value: ['12:00', '08:00'] },
    pointer: '/calendars/1/hours',
    seen: /12:00–08:00/,
    allowed: /end after they begin/,
  },
  {
    mistake: 'a unit below a unit that is not there',
    change: { file: 'reference/units.json', path: ['units', 2, 'versions', 0, 'parent'], value: 'TTC' },
    pointer: '/units/2/versions/0/parent',
    seen: /TTC/,
    allowed: /TCT/,
  },
  {
    mistake: 'a case with a fact that is not there',
    change: { file: 'ticket/routing.cases.json', path: ['cases', 0, 'facts', 'lvl'], value: 3 },
    pointer: '/cases/0/facts/lvl',
    seen: /lvl/,
    allowed: /level/,
  },
];
