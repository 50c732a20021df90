import type { SeededRandom } from '../../src/domain/seeded-random.ts';
import type { Segment } from '../../src/domain/ticket.ts';
import {
  COMPANY_FIELDS,
  COMPANY_FORMS,
  COMPANY_NAMES,
  FAMILY_NAMES,
  MENS_NAMES,
  REGIONS,
  SHOP_KINDS,
  STREETS,
  WOMENS_NAMES,
} from './vocabulary/people.ts';

/** An invented customer. */
export type SampleCustomer = {
  readonly customerId: string;
  readonly customerName: string;
  readonly segment: Segment;
  readonly regionUnit: string;
  /** Where the customer is, as a person would write it. */
  readonly place: string;
};

const SEGMENT_SHARES = [
  { segment: 'business', weight: 55 },
  { segment: 'household', weight: 20 },
  { segment: 'individual', weight: 25 },
] as const;

/** Invents so many customers, with ids `KH000001` onwards. */
export function buildCustomers(random: SeededRandom, count: number): readonly SampleCustomer[] {
  return Array.from({ length: count }, (_, index) => {
    const { segment } = random.pickWeighted(SEGMENT_SHARES);
    const region = random.pickWeighted(REGIONS);
    return {
      customerId: `KH${String(index + 1).padStart(6, '0')}`,
      customerName: inventCustomerName(random, segment),
      segment,
      regionUnit: region.unit,
      place: `${random.pick(STREETS)}, ${random.pick(region.places)}`,
    };
  });
}

/** Invents the name of a person. */
export function inventPersonName(random: SeededRandom): string {
  const givenName = random.chance(0.5) ? random.pick(WOMENS_NAMES) : random.pick(MENS_NAMES);
  return `${random.pick(FAMILY_NAMES)} ${givenName}`;
}

function inventCustomerName(random: SeededRandom, segment: Segment): string {
  switch (segment) {
    case 'business':
      return `${random.pick(COMPANY_FORMS)} ${random.pick(COMPANY_FIELDS)} ${random.pick(COMPANY_NAMES)}`;
    case 'household':
      return `${random.pick(SHOP_KINDS)} ${inventPersonName(random)}`;
    case 'individual':
      return inventPersonName(random);
  }
}
