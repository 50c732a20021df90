import { compareText } from '../../src/domain/compare-text.ts';
import { type Level, REQUEST_TYPES, type RequestType } from '../../src/domain/ticket.ts';
import { SLA_STATUSES, type SlaStatus } from '../../src/domain/ticket-decision.ts';
import type { DecidedTicket } from '../../src/domain/ticket-report.ts';
import { toCtkv } from './ticket-columns.ts';

/** Tickets of one unit, type and level. */
export type SummaryGroup = {
  readonly unit: string;
  readonly requestType: RequestType | null;
  readonly level: Level | null;
  readonly total: number;
  readonly byStatus: Readonly<Record<SlaStatus, number>>;
  /** Median and 90th percentile (nearest rank) of the seconds from receipt to solution; null if none is solved. */
  readonly medianSeconds: number | null;
  readonly p90Seconds: number | null;
};

type Draft = Pick<SummaryGroup, 'unit' | 'requestType' | 'level'> & {
  total: number;
  readonly byStatus: Record<SlaStatus, number>;
  /** One number for each solved ticket: percentiles need them all. */
  readonly handlingSeconds: number[];
};

/** Groups that are still being counted. */
export type SummaryCounter = { readonly add: (decided: DecidedTicket) => void; readonly finish: () => SummaryGroup[] };

/** Counts tickets by unit, type and level; `finish` gives the groups in the order unit, type of the process, level. */
export function createSummaryCounter(): SummaryCounter {
  const drafts = new Map<string, Draft>();
  const add = (decided: DecidedTicket): void => {
    const { decision, times } = decided;
    const draft = getDraft(drafts, decided);
    draft.total += 1;
    draft.byStatus[decision.slaStatus] += 1;
    if (times.handlingSeconds !== null) draft.handlingSeconds.push(times.handlingSeconds);
  };
  return { add, finish: () => [...drafts.values()].map(finishGroup).sort(compareGroups) };
}

/** The smallest number that at least so many percent of the sorted numbers do not exceed; null for no numbers. */
export function findPercentile(sorted: readonly number[], percent: number): number | null {
  const rank = Math.ceil((percent * sorted.length) / 100);
  return sorted[Math.max(rank, 1) - 1] ?? null;
}

function getDraft(drafts: Map<string, Draft>, decided: DecidedTicket): Draft {
  const unit = toCtkv(decided);
  const { requestType, level } = decided.decision;
  const key = JSON.stringify([unit, requestType, level]);
  const known = drafts.get(key);
  if (known !== undefined) return known;
  const byStatus = { met: 0, missed: 0, 'on-time': 0, 'at-risk': 0, breached: 0, 'no-target': 0 };
  const draft = { unit, requestType, level, total: 0, byStatus, handlingSeconds: [] };
  drafts.set(key, draft);
  return draft;
}

function finishGroup({ handlingSeconds, ...counts }: Draft): SummaryGroup {
  const sorted = handlingSeconds.sort((a, b) => a - b);
  return { ...counts, medianSeconds: findPercentile(sorted, 50), p90Seconds: findPercentile(sorted, 90) };
}

function compareGroups(a: SummaryGroup, b: SummaryGroup): number {
  return compareText(a.unit, b.unit) || rankType(a) - rankType(b) || rankLevel(a) - rankLevel(b);
}

/** What is not classified comes last. */
function rankType({ requestType }: SummaryGroup): number {
  return requestType === null ? REQUEST_TYPES.length : REQUEST_TYPES.indexOf(requestType);
}

function rankLevel({ level }: SummaryGroup): number {
  return level ?? Number.MAX_SAFE_INTEGER;
}

/** Adds up the groups by status, in the order of the statuses. */
export function sumByStatus(groups: readonly SummaryGroup[]): ReadonlyMap<SlaStatus, number> {
  return new Map(
    SLA_STATUSES.map((status) => [status, groups.reduce((sum, group) => sum + group.byStatus[status], 0)]),
  );
}
