import type { EvidenceCode, LegalStatus } from '../../../src/domain/invoice.ts';
import type { SeededRandom } from '../../../src/domain/seeded-random.ts';
import type { AccountRow } from './account-rows.ts';
import type { OldDebt } from './build-old-debts.ts';
import { findProofOf } from './debt-stories.ts';
import type { SampleAccount } from './sample-account.ts';
import { type Day, formatDay } from './sample-days.ts';

const KNOWN_SHARE = 0.93;
const COMPLETE_SHARE = 0.6;
const OTHER_PAYABLE_SHARE = 0.025;
const PAYABLE_SHARE = 0.1;

type Status = { readonly legalStatus: LegalStatus; readonly legalDay: Day | null };

/** What is known of those who owe for long, and of some to whom the company owes something itself. */
export function buildDebtors(
  random: SeededRandom,
  accounts: readonly SampleAccount[],
  debts: readonly OldDebt[],
): readonly AccountRow<'debtors'>[] {
  const rows = new Map<string, AccountRow<'debtors'>>();
  for (const { account, ...status } of debts) {
    const { customerId } = account.plan.debtor;
    if (random.chance(KNOWN_SHARE)) rows.set(customerId, describe(random, customerId, status, PAYABLE_SHARE));
  }
  for (const { plan, status } of accounts) {
    const { customerId } = plan.debtor;
    const isFollowed = (status === 'locked' || status === 'terminated') && random.chance(KNOWN_SHARE);
    const isOwed = random.chance(OTHER_PAYABLE_SHARE);
    if (rows.has(customerId) || !(isFollowed || isOwed)) continue;
    const active: Status = { legalStatus: 'active', legalDay: null };
    rows.set(customerId, describe(random, customerId, active, isOwed ? 1 : PAYABLE_SHARE));
  }
  return [...rows.values()];
}

function describe(
  random: SeededRandom,
  customerId: string,
  { legalStatus, legalDay }: Status,
  payableShare: number,
): AccountRow<'debtors'> {
  return {
    customerId,
    legalStatus,
    legalStatusOn: legalStatus === 'active' ? '' : formatDay(legalDay),
    payableAmount: random.chance(payableShare) ? String(random.integer(1, 60) * 50_000) : '',
    evidence: drawEvidence(random, findProofOf(legalStatus)).join(';'),
  };
}

/** The whole file of a debt, or one from which something is missing. */
function drawEvidence(random: SeededRandom, proof: EvidenceCode | null): readonly EvidenceCode[] {
  const whole: readonly EvidenceCode[] = [
    random.chance(0.9) ? 'contract' : 'commitment',
    random.pick(['reconciliation', 'demand-registered', 'demand-registered', 'reconciliation-request-registered']),
    'debt-list',
    'books',
    'provision-records',
    ...(random.chance(0.3) ? (['liquidation-record'] as const) : []),
    ...(proof === null ? [] : [proof]),
  ];
  if (random.chance(COMPLETE_SHARE)) return whole;
  return random.shuffle(whole).slice(random.integer(1, 3));
}
