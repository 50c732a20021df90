import type { ContractState, InvoiceState } from '../domain/account-state.ts';
import { type CalendarDate, countMonths } from '../domain/calendar-date.ts';
import type { Facts, GrowingFacts } from '../domain/fact.ts';
import type { BookedProvision, Debtor, LegalStatus, NoticeKind } from '../domain/invoice.ts';
import { joinObjects } from '../domain/join-objects.ts';
import { type ContractDebt, readContractFacts, toSegment } from './read-contract-facts.ts';

/** Facts about a contract in debt collection; `tolerance` comes from the rules. */
export function readCollectionFacts(
  contract: ContractState,
  debt: ContractDebt,
  tolerance: number,
  asOf: CalendarDate,
): Facts {
  const isDone = (kind: NoticeKind): boolean =>
    contract.notices.some(
      (notice) => notice.kind === kind && (contract.statusSince === null || notice.sentOn >= contract.statusSince),
    );
  return joinObjects(readContractFacts(contract, debt, asOf), {
    tolerance,
    isCallDone: isDone('call'),
    isDemandLetterDone: isDone('demand-letter'),
    isVisitDone: isDone('visit'),
    isFinalDemandDone: isDone('final-demand'),
    isTerminationDone: isDone('termination'),
    isLegalReferralDone: isDone('legal-referral'),
    oldestMonthsPastDue: findOldest(contract)?.monthsPastDue ?? null,
  });
}

/** The open invoice of a contract with the earliest original due date, disputed ones too: its time to sue runs out first. */
export function findOldest(contract: ContractState): InvoiceState | null {
  return contract.invoices
    .filter((each) => each.openMinor > 0)
    .reduce<InvoiceState | null>(
      (oldest, each) => (oldest === null || each.invoice.dueOn < oldest.invoice.dueOn ? each : oldest),
      null,
    );
}

const NO_EVIDENCE: Debtor['evidence'] = [];

/** Facts about an open invoice and its debtor; those that rules find are still to be added. */
export function readDebtInvoiceFacts(
  state: InvoiceState,
  debtor: Debtor | null,
  booked: BookedProvision | null,
  asOf: CalendarDate,
): GrowingFacts {
  const { invoice } = state;
  const fullyOn = booked?.fullyProvisionedOn ?? null;
  return {
    asOf,
    debtorType: invoice.debtorType,
    segment: toSegment(invoice.debtorType),
    product: invoice.product,
    managingUnit: invoice.managingUnit,
    regionUnit: invoice.regionUnit,
    currency: invoice.currency,
    chargeKind: invoice.chargeKind,
    openAmount: state.openMinor,
    daysPastDue: state.daysPastDue,
    monthsPastDue: state.monthsPastDue,
    isDisputed: state.isDisputed,
    evidence: debtor?.evidence ?? NO_EVIDENCE,
    legalStatus: readLegalStatus(debtor, asOf),
    monthsFullyProvisioned: fullyOn === null || fullyOn > asOf ? null : countMonths(fullyOn, asOf),
  };
}

/** The legal status counts from its day on. */
export function readLegalStatus(debtor: Debtor | null, asOf: CalendarDate): LegalStatus | null {
  if (debtor === null) return null;
  return debtor.legalStatusOn !== null && debtor.legalStatusOn > asOf ? null : debtor.legalStatus;
}
