import type { Facts } from '../domain/fact.ts';
import { foldText } from '../domain/folded-text.ts';
import type { Instant } from '../domain/instant.ts';
import type { Level, RequestType } from '../domain/ticket.ts';
import type { UnitGroup } from '../domain/ticket-moments.ts';
import type { TicketState } from '../domain/ticket-state.ts';

const HOUR_MS = 3_600_000;

/** What facts need to know besides the ticket. */
export type TicketSurroundings = {
  readonly asOf: Instant;
  /** The CTKV code where the ticket names no region. */
  readonly defaultRegionUnit: string;
  readonly toUnitGroup: (code: string) => UnitGroup;
};

/** The facts that a ticket gives by itself, as it stands at asOf. */
export function readTicketFacts(state: TicketState, surroundings: TicketSurroundings): Facts {
  const { ticket } = state;
  const { asOf } = surroundings;
  const { coordinatingUnit, lastProgressAt } = state;
  return {
    asOf,
    receivedAt: state.receivedAt,
    channel: ticket.channel,
    segment: ticket.segment,
    product: ticket.product,
    regionUnit: ticket.regionUnit,
    topic: ticket.topic,
    givenType: ticket.requestType,
    givenLevel: ticket.level,
    text: foldText(`${ticket.subject ?? ''} ; ${ticket.description ?? ''}`),
    handedOverAt: state.handedOverAt,
    coordinatingUnit,
    isCoordinatedOutside: coordinatingUnit !== null && surroundings.toUnitGroup(coordinatingUnit) === 'other',
    isUnsatisfied: state.isUnsatisfied,
    solvedAt: state.solvedAt,
    repliedAt: state.repliedAt,
    closedAt: state.closedAt,
    lastProgressAt,
    progressAgeHours: lastProgressAt === null ? null : (asOf - lastProgressAt) / HOUR_MS,
    ctkvUnit: ticket.regionUnit ?? surroundings.defaultRegionUnit,
  };
}

/** A request type and level for which a phrase stands in the text. */
export type PhraseFinding = { readonly requestType: RequestType; readonly level: Level };

/** Several phrases of one type count once; the highest level speaks, at equal levels the first in the rules. */
export function readPhraseFacts(findings: readonly PhraseFinding[]): Facts {
  const highest = [...findings].sort((a, b) => b.level - a.level)[0];
  return {
    phraseTypeCount: new Set(findings.map((finding) => finding.requestType)).size,
    phraseType: highest?.requestType ?? null,
    phraseLevel: highest?.level ?? null,
  };
}
