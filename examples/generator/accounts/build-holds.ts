import type { HoldKind } from '../../../src/domain/invoice.ts';
import type { SeededRandom } from '../../../src/domain/seeded-random.ts';
import { HOLD_WORDS } from './account-words.ts';
import type { AccountPlan, SampleHold, SampleInvoice } from './sample-account.ts';
import type { Day } from './sample-days.ts';

const KINDS_OF_A_STOPPER = [
  { kind: 'promise', weight: 5 },
  { kind: 'exemption', weight: 3 },
  { kind: 'moratorium', weight: 2 },
] as const;
const STOPPER_SHARE = 0.2;
const OTHER_SHARE = 0.012;
const OPEN_ENDED_SHARE = 0.25;
/** Of the disputed invoices so many have a hold as well. */
const DISPUTE_SHARE = 0.6;
/** The other disputes are about a contract with all its invoices. */
const INVOICE_DISPUTE_SHARE = 0.7;

/** What kept the company from acting on a contract: past, present and open-ended holds. */
export function buildHolds(
  random: SeededRandom,
  plan: AccountPlan,
  invoices: readonly SampleInvoice[],
): readonly SampleHold[] {
  const holds: SampleHold[] = invoices
    .filter((invoice) => invoice.isDisputed && random.chance(DISPUTE_SHARE))
    .map((invoice) => draw(random, 'dispute', invoice.issuedDay + random.integer(3, 15), invoice.invoiceId));
  const service = invoices.filter((each) => each.chargeKind === 'service');
  const stopped = service[plan.stopMonth - plan.firstMonth];
  if (plan.payer === 'stopper' && stopped !== undefined && random.chance(STOPPER_SHARE)) {
    const { kind } = random.pickWeighted(KINDS_OF_A_STOPPER);
    holds.push(draw(random, kind, stopped.dueDay + random.integer(1, 90), null));
  } else if (random.chance(OTHER_SHARE)) {
    const some = random.pick(invoices);
    const kind = random.pick(['promise', 'exemption', 'dispute'] as const);
    holds.push(
      draw(
        random,
        kind,
        some.issuedDay + random.integer(5, 30),
        kind === 'dispute' && random.chance(INVOICE_DISPUTE_SHARE) ? some.invoiceId : null,
      ),
    );
  }
  return holds;
}

function draw(random: SeededRandom, kind: HoldKind, fromDay: Day, invoiceId: string | null): SampleHold {
  const [reason, authority] = random.pick<readonly [string, string]>(HOLD_WORDS[kind]);
  const untilDay = random.chance(OPEN_ENDED_SHARE) ? null : fromDay + random.integer(10, 120);
  return { kind, invoiceId, fromDay, untilDay, reason, authority };
}
