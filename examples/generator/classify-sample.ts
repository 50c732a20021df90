import type { SeededRandom } from '../../src/domain/seeded-random.ts';
import type { Level, RequestType, Topic } from '../../src/domain/ticket.ts';
import type { TimeLine } from './time-lines.ts';
import { COMPLEX_REQUEST_TEXTS } from './vocabulary/complex-request-texts.ts';
import { SIMPLE_REQUEST_TEXTS } from './vocabulary/simple-request-texts.ts';
import { MIXED_TEXTS, VAGUE_TEXTS } from './vocabulary/unclear-texts.ts';

/** What a ticket says of its class, and the texts that fit it; null where it says nothing. */
export type SampleClass = {
  readonly topic: Topic | null;
  readonly requestType: RequestType | null;
  readonly level: Level | null;
  readonly texts: readonly string[];
  /** Only companies, agents and partners ask for this, and not through the channels of consumers. */
  readonly isForBusiness: boolean;
};

const TEXTS: Readonly<Record<Topic, readonly string[]>> = { ...SIMPLE_REQUEST_TEXTS, ...COMPLEX_REQUEST_TEXTS };

type TopicShare = {
  readonly topic: Topic;
  readonly requestType: RequestType;
  readonly level: Level;
  readonly weight: number;
};

const SHORT_TOPICS: readonly TopicShare[] = [
  { topic: 'feature-info', requestType: 'inquiry', level: 1, weight: 9 },
  { topic: 'charge-info', requestType: 'inquiry', level: 1, weight: 14 },
  { topic: 'policy-info', requestType: 'inquiry', level: 1, weight: 8 },
  { topic: 'usage-guide', requestType: 'inquiry', level: 1, weight: 14 },
  { topic: 'activation', requestType: 'activation', level: 2, weight: 13 },
  { topic: 'configuration', requestType: 'configuration-change', level: 2, weight: 12 },
  { topic: 'usage-charge-lookup', requestType: 'support', level: 2, weight: 12 },
  { topic: 'installation-guide', requestType: 'support', level: 2, weight: 7 },
  { topic: 'advanced-guide', requestType: 'support', level: 2, weight: 4 },
  { topic: 'technical-support', requestType: 'support', level: 2, weight: 12 },
];

const LONG_TOPICS: readonly TopicShare[] = [
  { topic: 'system-fault', requestType: 'incident', level: 3, weight: 42 },
  { topic: 'integration', requestType: 'integration', level: 3, weight: 15 },
  { topic: 'policy-mechanism', requestType: 'other', level: 3, weight: 8 },
  { topic: 'commission', requestType: 'other', level: 3, weight: 10 },
  { topic: 'revenue-confirmation', requestType: 'other', level: 3, weight: 9 },
  { topic: 'technical-support-cntt', requestType: 'other', level: 3, weight: 16 },
];

/** All other topics come from anybody. */
const BUSINESS_TOPICS: ReadonlySet<Topic> = new Set([
  'integration',
  'policy-mechanism',
  'commission',
  'revenue-confirmation',
  'technical-support-cntt',
]);

/** Types of levels 1 and 2 whose request turned out to be harder. */
const RAISED_TOPICS = SHORT_TOPICS.map((share) => ({ ...share, level: 3 as const, weight: 1 }));

/** Pairs that staff choose by mistake: the table of time limits has no row for them. */
const PAIRS_WITHOUT_LIMIT: readonly TopicShare[] = [
  { topic: 'system-fault', requestType: 'incident', level: 1, weight: 3 },
  { topic: 'system-fault', requestType: 'incident', level: 2, weight: 3 },
  { topic: 'charge-info', requestType: 'inquiry', level: 2, weight: 2 },
  { topic: 'activation', requestType: 'activation', level: 1, weight: 2 },
  { topic: 'commission', requestType: 'other', level: 2, weight: 1 },
  { topic: 'technical-support', requestType: 'support', level: 1, weight: 1 },
];

const WAYS = [
  { way: 'by-topic', weight: 53 },
  { way: 'by-staff', weight: 16 },
  { way: 'by-text', weight: 31 },
] as const;

/** Chooses what a ticket says of its class: a topic, type and level given by staff, or nothing but its text. */
export function classifySample(random: SeededRandom, timeLine: TimeLine): SampleClass {
  const share = random.pickWeighted(timeLine.limitHours === 4 ? SHORT_TOPICS : LONG_TOPICS);
  switch (random.pickWeighted(WAYS).way) {
    case 'by-topic':
      return { ...describeShare(share), topic: share.topic, requestType: null, level: null };
    case 'by-staff':
      return classifyByStaff(random, timeLine, share);
    case 'by-text':
      return { ...describeShare(share), requestType: null, level: null, texts: chooseTexts(random, share.topic) };
  }
}

function classifyByStaff(random: SeededRandom, timeLine: TimeLine, usual: TopicShare): SampleClass {
  if (random.chance(0.04)) return describeShare(random.pickWeighted(PAIRS_WITHOUT_LIMIT));
  const share = timeLine.limitHours === 48 && random.chance(0.15) ? random.pickWeighted(RAISED_TOPICS) : usual;
  const given = describeShare(share);
  if (random.chance(0.04)) return { ...given, level: null };
  if (random.chance(0.04)) return { ...given, requestType: null, topic: random.chance(0.5) ? share.topic : null };
  const level = share.level === 3 && (timeLine.isCoordinated === true || random.chance(0.08)) ? 4 : share.level;
  return { ...given, level, topic: random.chance(0.25) ? share.topic : null };
}

function describeShare(share: TopicShare): SampleClass {
  const { requestType, level, topic } = share;
  return { topic: null, requestType, level, texts: TEXTS[topic], isForBusiness: BUSINESS_TOPICS.has(topic) };
}

function chooseTexts(random: SeededRandom, topic: Topic): readonly string[] {
  const roll = random.integer(1, 100);
  if (roll <= 12) return VAGUE_TEXTS;
  return roll <= 25 ? MIXED_TEXTS : TEXTS[topic];
}
