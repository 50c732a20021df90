import { formatInstant, type Instant } from '../../src/domain/instant.ts';
import type { SeededRandom } from '../../src/domain/seeded-random.ts';
import { buildCustomers, type SampleCustomer } from './build-customers.ts';
import { classifySample } from './classify-sample.ts';
import { composeText } from './compose-text.ts';
import { drawMoments, type SampleMoments } from './sample-moments.ts';
import type { TicketRow } from './sample-rows.ts';
import { TIME_LINES, type TimeLine } from './time-lines.ts';
import { UNKNOWN_REGION } from './vocabulary/people.ts';
import { PRODUCTS, type ProductWords, UNKNOWN_PRODUCT } from './vocabulary/products.ts';
import { CHANNEL_TONES } from './vocabulary/tones.ts';

/** A drawn ticket: its row, and the moments behind it, from which its events are told. */
export type SampleTicket = {
  readonly ticketId: string;
  readonly row: TicketRow;
  readonly moments: SampleMoments;
};

type Draft = Omit<SampleTicket, 'ticketId'>;

const CUSTOMER_COUNT = 420;
/** Smaller numbers are left to the tickets that are written by hand. */
const FIRST_NUMBER = 101;

const COORDINATING_UNITS = [
  { unit: 'TT-NOC', weight: 3 },
  { unit: 'TT-VTQT', weight: 3 },
  { unit: 'PARTNER', weight: 3 },
  { unit: 'TT-TCTK', weight: 1 },
  { unit: 'TT-DVS', weight: 1 },
] as const;

/** Draws all tickets of the time lines, numbered `YC-000101` onwards in the order of receipt. */
export function buildRegularTickets(random: SeededRandom): readonly SampleTicket[] {
  const customers = buildCustomers(random, CUSTOMER_COUNT);
  const drafts = TIME_LINES.flatMap((timeLine) =>
    Array.from({ length: timeLine.count }, () => buildDraft(random, timeLine, customers)),
  );
  return drafts
    .toSorted((a, b) => a.moments.received - b.moments.received)
    .map((draft, index) => {
      const ticketId = toTicketId(FIRST_NUMBER + index);
      return { ...draft, ticketId, row: { ticketId, ...draft.row } };
    });
}

/** The id of the ticket with that number: `YC-000101`. */
function toTicketId(number: number): string {
  return `YC-${String(number).padStart(6, '0')}`;
}

function buildDraft(random: SeededRandom, timeLine: TimeLine, customers: readonly SampleCustomer[]): Draft {
  const moments = drawMoments(random, timeLine);
  const product = random.pickWeighted(PRODUCTS);
  const given = classifySample(random, timeLine);
  const customer = random.pick(given.isForBusiness ? customers.filter(isBusiness) : customers);
  const { channel, tone } = random.pickWeighted(
    CHANNEL_TONES.filter((entry) =>
      given.isForBusiness ? entry.isForBusiness : entry.isForConsumers || isBusiness(customer),
    ),
  );
  const text = { texts: given.texts, tone, product, place: customer.place, receivedAt: moments.received };
  const row: TicketRow = {
    channel: random.chance(0.005) ? '' : channel,
    customerId: random.chance(0.04) ? '' : customer.customerId,
    customerName: random.chance(0.03) ? '' : customer.customerName,
    segment: random.chance(0.01) ? '' : customer.segment,
    product: chooseProduct(random, product),
    regionUnit: chooseRegion(random, customer),
    topic: given.topic ?? '',
    requestType: given.requestType ?? '',
    level: given.level === null ? '' : String(given.level),
    ...composeText(random, text),
    ...describeMoments(random, moments),
    coordinatingUnit: chooseCoordinatingUnit(random, timeLine, moments),
    customerSatisfied: chooseSatisfaction(random, timeLine, moments),
  };
  return { row, moments };
}

function isBusiness(customer: SampleCustomer): boolean {
  return customer.segment === 'business';
}

/** Some systems write instants with a blank and without a zone. */
function describeMoments(random: SeededRandom, moments: SampleMoments): TicketRow {
  const isPlain = random.chance(0.04);
  const write = (at: Instant | undefined): string => {
    if (at === undefined) return '';
    return isPlain ? formatInstant(at).slice(0, 19).replace('T', ' ') : formatInstant(at);
  };
  return {
    receivedAt: write(moments.received),
    forwardedToCnttAt: write(moments.forwarded),
    resolvedAt: write(moments.resolved),
    repliedAt: write(moments.replied),
    closedAt: write(moments.closed),
    lastProgressAt: write(moments.progress),
  };
}

function chooseProduct(random: SeededRandom, product: ProductWords): string {
  if (random.chance(0.006)) return '';
  return random.chance(0.002) ? UNKNOWN_PRODUCT : product.code;
}

function chooseRegion(random: SeededRandom, customer: SampleCustomer): string {
  if (random.chance(0.008)) return '';
  return random.chance(0.002) ? UNKNOWN_REGION : customer.regionUnit;
}

function chooseCoordinatingUnit(random: SeededRandom, timeLine: TimeLine, moments: SampleMoments): string {
  const isAsked = timeLine.isCoordinated === true && moments.forwarded !== undefined;
  return isAsked ? random.pickWeighted(COORDINATING_UNITS).unit : '';
}

function chooseSatisfaction(random: SeededRandom, timeLine: TimeLine, moments: SampleMoments): string {
  if (timeLine.isUnsatisfied === true) return moments.resolved === undefined ? '' : 'no';
  return moments.closed !== undefined && random.chance(0.35) ? 'yes' : '';
}
