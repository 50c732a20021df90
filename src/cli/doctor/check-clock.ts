import { type Finding, fine, hint } from '../../domain/finding.ts';

/** Clocks further apart than this confuse people who read times, and delays of the queue. */
const MAX_DIFFERENCE_MS = 5_000;

/** Whether the clock of a server agrees with that of this machine; `differenceMs` is its clock minus ours. */
export function checkClock(whose: string, differenceMs: number): Finding {
  const seconds = Math.abs(differenceMs) / 1_000;
  if (Math.abs(differenceMs) <= MAX_DIFFERENCE_MS) {
    return fine(`the clock of ${whose} and that of this machine are ${seconds.toFixed(1)} s apart`);
  }
  return hint(
    `the clock of ${whose} is ${seconds.toFixed(0)} s ${differenceMs > 0 ? 'ahead of' : 'behind'} that of this machine`,
    'let both keep their time by NTP; leases go by the clock of the database, delays of jobs by those of the workers',
  );
}
