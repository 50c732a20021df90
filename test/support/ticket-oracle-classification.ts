import { type Level, REQUEST_TYPES, type RequestType, type Ticket, type Topic } from '../../src/domain/ticket.ts';
import { isOutsideUnit, type TicketHistory } from './ticket-oracle-history.ts';

/** Tells which request types one text names; the subject and the description are asked one after the other. */
export type FindTypesInText = (text: string) => readonly RequestType[];

/** Type and level of a ticket, both null where nothing tells them, and whether a person has to look. */
export type TicketClassification = {
  readonly requestType: RequestType | null;
  readonly level: Level | null;
  readonly needsReview: boolean;
};

/** The level at which a type starts, by the table of time limits. */
const LEVEL_OF_TYPE: Readonly<Record<RequestType, Level>> = {
  inquiry: 1,
  activation: 2,
  'configuration-change': 2,
  support: 2,
  incident: 3,
  integration: 3,
  other: 3,
};

const TYPE_OF_TOPIC: Readonly<Record<Topic, RequestType>> = {
  // "feature-info, charge-info, policy-info, usage-guide → inquiry, level 1"
  'feature-info': 'inquiry',
  'charge-info': 'inquiry',
  'policy-info': 'inquiry',
  'usage-guide': 'inquiry',
  // "activation → activation, 2 · configuration → configuration-change, 2"
  activation: 'activation',
  configuration: 'configuration-change',
  // "usage-charge-lookup, installation-guide, advanced-guide, technical-support → support, 2"
  'usage-charge-lookup': 'support',
  'installation-guide': 'support',
  'advanced-guide': 'support',
  'technical-support': 'support',
  // "system-fault → incident, 3 · integration → integration, 3"
  'system-fault': 'incident',
  integration: 'integration',
  // "policy-mechanism, commission, revenue-confirmation, technical-support-cntt → other, 3"
  'policy-mechanism': 'other',
  commission: 'other',
  'revenue-confirmation': 'other',
  'technical-support-cntt': 'other',
};

/** Classifies a ticket, "first that applies", and lets its history overrule the level. */
export function classifyTicket(
  ticket: Ticket,
  history: TicketHistory,
  findTypesInText: FindTypesInText,
): TicketClassification {
  const first = classifyAsReceived(ticket, findTypesInText);
  let level = first.level;
  // "Then events overrule, a null level too (the type stays null): handed to TT CNTT → level at least 3"
  if (history.handedOverAt !== null) level = atLeastThree(level);
  // "A customer not satisfied … has to be handed to TT CNTT: level at least 3"
  if (history.wasUnsatisfied) level = atLeastThree(level);
  // "coordination with any unit that is neither a CTKV nor TT CNTT → level 4"
  if (isOutsideUnit(history.coordinatingUnit)) level = 4;
  return { ...first, level };
}

function atLeastThree(level: Level | null): Level {
  return level === 4 ? 4 : 3;
}

/** "first that applies" */
function classifyAsReceived(ticket: Ticket, findTypesInText: FindTypesInText): TicketClassification {
  // "(1) type and level given by staff, both present … one of the two alone decides nothing"
  if (ticket.requestType !== null && ticket.level !== null) {
    return { requestType: ticket.requestType, level: ticket.level, needsReview: false };
  }
  // "(2) the topic"
  if (ticket.topic !== null) return { ...classifyAs(TYPE_OF_TOPIC[ticket.topic]), needsReview: false };
  // "(3) phrases found in subject and description": each text alone, so that no phrase spans the two.
  const found = new Set([ticket.subject, ticket.description].flatMap((text) => (text ? findTypesInText(text) : [])));
  const [mostDemanding] = REQUEST_TYPES.filter((type) => found.has(type))
    // A stable sort: of several types at the highest level the first in the list of types is taken.
    .toSorted((a, b) => LEVEL_OF_TYPE[b] - LEVEL_OF_TYPE[a]);
  // "(4) nothing → type and level null, `needsReview`"
  if (mostDemanding === undefined) return { requestType: null, level: null, needsReview: true };
  // "one type found → taken; several → the highest level, `needsReview`"
  return { ...classifyAs(mostDemanding), needsReview: found.size > 1 };
}

function classifyAs(requestType: RequestType): { readonly requestType: RequestType; readonly level: Level } {
  return { requestType, level: LEVEL_OF_TYPE[requestType] };
}
