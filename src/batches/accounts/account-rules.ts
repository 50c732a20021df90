import type { Evaluator } from '../../decisions/evaluator.ts';
import type { BusinessCalendar } from '../../domain/business-calendar.ts';
import type { CalendarDate } from '../../domain/calendar-date.ts';
import type { Facts } from '../../domain/fact.ts';
import type { Release } from '../../rule-sets/load-release.ts';
import { buildRuleResolver, type ResolvedRuleSet } from '../../rule-sets/resolve-rules.ts';
import type { RecordScope } from '../../rule-sets/scope.ts';
import type { Question } from '../rule-chain.ts';

/** A release as billing and debts use it, on the one day of the run. */
export type AccountRules = {
  readonly release: string;
  /** By this calendar due dates move to a working day. */
  readonly calendar: BusinessCalendar;
  /** What a rule set holds for a record. */
  readonly resolve: (ruleSet: string, scope: RecordScope) => ResolvedRuleSet;
  /** Builds the function that answers the questions of a chain about a record. */
  readonly answerWith: (
    evaluator: Evaluator,
    scope: RecordScope,
  ) => (question: Question) => ReturnType<Evaluator['evaluate']>;
  /** A whole number that holds for a record. */
  readonly readNumber: (name: string, scope: RecordScope) => number;
};

/** A record that no scope takes in. */
export const FOR_ALL: RecordScope = { product: null, segment: null, unit: null };

/** Makes a release ready for the day of a run; rules are valid or not on asOf. */
export function buildAccountRules(release: Release<unknown>, asOf: CalendarDate): AccountRules {
  const resolver = buildRuleResolver(release.ruleSets, release.parameters);
  const readValue = (name: string, scope: RecordScope) => resolver.resolveParameters(asOf, scope)[`param.${name}`];
  const resolve = (ruleSet: string, scope: RecordScope) => resolver.resolveRules(ruleSet, asOf, scope);
  const calendar = release.reference.calendars.get(String(readValue('billing.working-day-calendar', FOR_ALL)));
  if (calendar === undefined) throw new RangeError('no calendar of working days; the rule check lets none be missing');
  return {
    release: release.hash,
    calendar,
    resolve,
    answerWith: (evaluator, scope) => {
      const { getRules } = resolver.resolveAll(asOf, scope);
      return (question) => evaluator.evaluate(getRules(question.ruleSet), question.facts);
    },
    readNumber: (name, scope) => {
      const value = readValue(name, scope);
      if (typeof value !== 'number') throw new RangeError(`no number "${name}"; the rule check lets none be missing`);
      return value;
    },
  };
}

/** The calendar of working days that holds for all, on any day. */
export function getWorkingDays(release: Release<unknown>): BusinessCalendar {
  const parameter = release.parameters.get('billing.working-day-calendar');
  const calendar = release.reference.calendars.get(String(parameter?.values.at(-1)?.value));
  if (calendar === undefined) throw new RangeError('no calendar of working days; the rule check lets none be missing');
  return calendar;
}

/** What facts offer to match the scope of a rule with. */
export function readScope(facts: Facts): RecordScope {
  return {
    product: readText(facts, 'product'),
    segment: readText(facts, 'segment'),
    unit: readText(facts, 'regionUnit'),
    managingUnit: readText(facts, 'managingUnit'),
  };
}

function readText(facts: Facts, name: string): string | null {
  const value = facts[name];
  return typeof value === 'string' ? value : null;
}
