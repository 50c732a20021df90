import { toEpochDay } from '../../../src/domain/calendar-date.ts';
import type { SeededRandom } from '../../../src/domain/seeded-random.ts';
import type { AccountRow } from './account-rows.ts';
import { findOpenAmounts } from './open-amounts.ts';
import type { AccountPlan, SampleAccount, SampleInvoice } from './sample-account.ts';
import { addMonths, BILLING_DAY, type Day, formatDay } from './sample-days.ts';

const LAST_CLOSING = toEpochDay('2026-09-30');
const CLOSING_BEFORE = toEpochDay('2026-06-30');
const BOOKED_SHARE = 0.93;
/** Booked at the last but one closing, and not looked at since. */
const STALE_SHARE = 0.06;
const QUARTER_MONTHS = 3;

/** Rates as the company of the sample booked them: months past due, percent. */
const ORDINARY = [
  [36, 100],
  [24, 70],
  [12, 50],
  [6, 30],
] as const;
const SPECIAL = [
  [12, 100],
  [9, 70],
  [6, 50],
  [3, 30],
] as const;

/** Provisions that stand in the books, also for invoices that were paid since. */
export function buildProvisions(
  random: SeededRandom,
  accounts: readonly SampleAccount[],
): readonly AccountRow<'provisions'>[] {
  return accounts
    .filter(({ plan }) => plan.currency === 'VND')
    .flatMap((account) => {
      const openNow = new Set(listOpen(account, BILLING_DAY).map((each) => each.invoice.invoiceId));
      const before = listOpen(account, CLOSING_BEFORE).filter((each) => !openNow.has(each.invoice.invoiceId));
      const last = listOpen(account, LAST_CLOSING).filter((each) => openNow.has(each.invoice.invoiceId));
      return [
        ...before.map((each) => book(account.plan, each.invoice, each.openMinor, CLOSING_BEFORE)),
        ...last.map((each) => {
          const closing = random.chance(STALE_SHARE) ? CLOSING_BEFORE : LAST_CLOSING;
          return book(account.plan, each.invoice, each.openMinor, closing);
        }),
      ];
    })
    .filter((row) => row.bookedAmount !== '0' && random.chance(BOOKED_SHARE));
}

function listOpen(account: SampleAccount, day: Day): ReturnType<typeof findOpenAmounts> {
  return findOpenAmounts(account.invoices, account.payments, day);
}

function book(plan: AccountPlan, invoice: SampleInvoice, openMinor: number, closing: Day): AccountRow<'provisions'> {
  const schedule = isSpecial(plan, invoice) ? SPECIAL : ORDINARY;
  const rate = schedule.find(([months]) => addMonths(invoice.dueDay, months) <= closing)?.[1] ?? 0;
  const fullDay = rate === 100 ? findClosing(addMonths(invoice.dueDay, schedule[0][0])) : null;
  return {
    invoiceId: invoice.invoiceId,
    bookedOn: formatDay(closing),
    bookedAmount: String(Math.round((openMinor * rate) / 100)),
    fullyProvisionedOn: formatDay(fullDay),
  };
}

function isSpecial(plan: AccountPlan, invoice: SampleInvoice): boolean {
  const isPerson = plan.debtor.debtorType === 'individual' || plan.debtor.debtorType === 'household';
  return isPerson && invoice.chargeKind === 'service' && plan.product !== 'prepaid';
}

/** The last day of the quarter. */
function findClosing(day: Day): Day {
  const [year = '', month = ''] = formatDay(day).split('-');
  const quarter = Math.ceil(Number(month) / QUARTER_MONTHS);
  const lastMonth = toEpochDay(`${year}-${String(quarter * QUARTER_MONTHS).padStart(2, '0')}-01`);
  return addMonths(lastMonth, 1) - 1;
}
