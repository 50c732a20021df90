import { isIPv6 } from 'node:net';
import type { AttemptBucket } from '../../src/store/sign-in-attempts.ts';

/** How the wait grows: nothing for the first failures, then doubling from a second up to a limit. */
type DelayPolicy = { readonly freeFailures: number; readonly maxDelayMs: number };

const FIRST_DELAY_MS = 1_000;

/** Guesses at one name from one place. */
const OF_PLACE: DelayPolicy = { freeFailures: 3, maxDelayMs: 15 * 60_000 };

/**
 * Guesses at one name from everywhere. The limit is short: whoever floods a name with guesses slows its owner down on a
 * new machine by half a minute, and locks nobody out.
 */
const OF_NAME: DelayPolicy = { freeFailures: 20, maxDelayMs: 30_000 };

/**
 * Which attempts count together. A browser in which this user has signed in before proves it by a signed cookie, and is
 * counted by itself: however many strangers guess at the name meanwhile, its owner is not slowed down
 * (OWASP: "Slow Down Online Guessing Attacks with Device Cookies").
 */
export function chooseBuckets(attempt: {
  readonly name: string;
  readonly address: string;
  /** Name and number from the cookie of the browser, if it has one. */
  readonly device: { readonly name: string; readonly id: string } | undefined;
}): readonly AttemptBucket[] {
  const { name, address, device } = attempt;
  if (device !== undefined && device.name === name) {
    return [{ key: `device ${name} ${device.id}`, delayMs: (failures) => toDelayMs(failures, OF_PLACE) }];
  }
  return [
    { key: `place ${name} ${toNetwork(address)}`, delayMs: (failures) => toDelayMs(failures, OF_PLACE) },
    { key: `name ${name}`, delayMs: (failures) => toDelayMs(failures, OF_NAME) },
  ];
}

/** Milliseconds to wait after so many failures. */
function toDelayMs(failures: number, { freeFailures, maxDelayMs }: DelayPolicy): number {
  if (failures <= freeFailures) return 0;
  return Math.min(maxDelayMs, FIRST_DELAY_MS * 2 ** (failures - freeFailures - 1));
}

/** An IPv6 customer has a whole /64 of addresses; they count as one. */
function toNetwork(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return `${[...before, ...zeros, ...after]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
