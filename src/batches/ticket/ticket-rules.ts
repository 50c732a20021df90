import type { ClockSurroundings, TimeLimits } from '../../facts/read-clock-facts.ts';
import { type Outputs, readList, readNumber, readText } from '../../facts/read-outputs.ts';
import type { TicketSurroundings } from '../../facts/read-ticket-facts.ts';
import type { Release } from '../../rule-sets/load-release.ts';
import { getUnitGroup } from '../../rule-sets/read-reference-data.ts';
import { buildRuleResolver, type RuleResolver } from '../../rule-sets/resolve-rules.ts';
import type { RecordScope } from '../../rule-sets/scope.ts';

/** Parameters of tickets that the program itself reads, for one day and record. */
type TicketValues = Pick<TicketSurroundings, 'defaultRegionUnit'> & Pick<ClockSurroundings, 'isTtCnttCappedAtTotal'>;

/** A release as the ticket batch uses it. */
export type TicketRules = {
  readonly release: string;
  readonly resolve: RuleResolver['resolveRules'];
  readonly toUnitGroup: TicketSurroundings['toUnitGroup'];
  readonly readValues: (day: string, record: RecordScope) => TicketValues;
  readonly readTimeLimits: (outputs: Outputs) => TimeLimits;
};

/** Makes a release ready to decide tickets. */
export function buildTicketRules(release: Release<unknown>): TicketRules {
  const { units, calendars } = release.reference;
  const resolver = buildRuleResolver(release.ruleSets, release.parameters);
  return {
    release: release.hash,
    resolve: resolver.resolveRules,
    toUnitGroup: (code) => getUnitGroup(units, code),
    readValues: (day, record) => {
      const parameters = resolver.resolveParameters(day, record);
      return {
        defaultRegionUnit: String(parameters['param.ticket.default-region-unit']),
        isTtCnttCappedAtTotal: parameters['param.ticket.is-tt-cntt-capped-at-total'] === true,
      };
    },
    readTimeLimits: (outputs) => {
      const calendar = calendars.get(readText(outputs, 'calendar') ?? '');
      if (calendar === undefined) throw new RangeError('a time limit names no calendar; the rule check lets none pass');
      return {
        totalHours: getHours(outputs, 'totalHours'),
        ctkvHours: getHours(outputs, 'ctkvHours'),
        ttCnttHours: readNumber(outputs, 'ttCnttHours'),
        calendar,
        pauseReasons: readList(outputs, 'pauseReasons'),
      };
    },
  };
}

function getHours(outputs: Outputs, name: string): number {
  const hours = readNumber(outputs, name);
  if (hours === null) throw new RangeError(`a time limit has no "${name}"; the rule check lets none pass`);
  return hours;
}
