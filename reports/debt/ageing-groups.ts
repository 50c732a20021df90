import { compareText } from '../../src/domain/compare-text.ts';
import type { AgeingBucket, CustomerBalance } from '../../src/domain/debt-decision.ts';
import type { DecidedInvoice } from '../../src/domain/debt-report.ts';
import type { DebtorType } from '../../src/domain/invoice.ts';
import { addMinor, type Currency } from '../../src/domain/money.ts';
import { compareUnits } from '../shared/row-order.ts';

/** What a customer, or the customers of a unit, owe in one currency. */
export type AgeingGroup = {
  readonly currency: Currency;
  /** Undisputed open amounts by age. */
  readonly buckets: Readonly<Record<AgeingBucket, number>>;
  readonly undisputedMinor: number;
  readonly disputedMinor: number;
  readonly invoices: number;
};

/** What a customer owes, and has to its credit. */
export type CustomerAgeing = AgeingGroup & {
  readonly customerId: string;
  readonly customerName: string | null;
  /** Null for a customer without an open invoice. */
  readonly debtorType: DebtorType | null;
  readonly creditMinor: number;
  /** Open by the customer's balance, to be proved against its invoices. */
  readonly balanceMinor: number;
};

/** What the customers of a managing unit owe; null is unknown. */
export type UnitAgeing = AgeingGroup & { readonly unit: string | null };

type Draft<Group extends AgeingGroup> = { -readonly [Key in keyof Group]: Group[Key] } & {
  buckets: Record<AgeingBucket, number>;
};

/** Sums that are still growing; memory grows with customers and units, not with invoices. */
export type AgeingCounter = {
  readonly addInvoice: (decided: DecidedInvoice) => void;
  readonly addBalance: (balance: CustomerBalance) => void;
  /** Sorted by customer id. */
  readonly listCustomers: () => readonly CustomerAgeing[];
  /** Sorted by unit, those without one last. */
  readonly listUnits: () => readonly UnitAgeing[];
};

/** Starts adding up what is owed by customer and by managing unit. */
export function createAgeingCounter(): AgeingCounter {
  const customers = new Map<Currency, Map<string, Draft<CustomerAgeing>>>();
  const units = new Map<Currency, Map<string | null, Draft<UnitAgeing>>>();
  const getCustomer = (customerId: string, currency: Currency): Draft<CustomerAgeing> =>
    getDraft(
      getDraft(customers, currency, () => new Map<string, Draft<CustomerAgeing>>()),
      customerId,
      () => ({
        ...createSums(currency),
        customerId,
        customerName: null,
        debtorType: null,
        creditMinor: 0,
        balanceMinor: 0,
      }),
    );
  return {
    addInvoice: (decided) => {
      const { decision, details } = decided;
      const customer = getCustomer(decision.customerId, decision.currency);
      customer.customerName ??= details.customerName;
      customer.debtorType ??= details.debtorType;
      addOpen(customer, decided);
      const unit = details.managingUnit;
      const ofCurrency = getDraft(units, decision.currency, () => new Map<string | null, Draft<UnitAgeing>>());
      addOpen(
        getDraft(ofCurrency, unit, () => ({ ...createSums(decision.currency), unit })),
        decided,
      );
    },
    addBalance: (balance) => {
      if (balance.openMinor === 0 && balance.creditMinor === 0) return;
      const customer = getCustomer(balance.customerId, balance.currency);
      customer.customerName ??= balance.customerName;
      customer.creditMinor = balance.creditMinor;
      customer.balanceMinor = balance.openMinor;
    },
    listCustomers: () => listDrafts(customers).sort((a, b) => compareText(a.customerId, b.customerId)),
    listUnits: () => listDrafts(units).sort((a, b) => compareUnits(a.unit, b.unit)),
  };
}

function addOpen<Group extends AgeingGroup>(draft: Draft<Group>, { decision, details }: DecidedInvoice): void {
  const { openAmount, ageingBucket } = decision;
  draft.invoices += 1;
  if (details.isDisputed) {
    draft.disputedMinor = addMinor(draft.disputedMinor, openAmount);
    return;
  }
  draft.undisputedMinor = addMinor(draft.undisputedMinor, openAmount);
  draft.buckets[ageingBucket] = addMinor(draft.buckets[ageingBucket], openAmount);
}

function createSums(currency: Currency) {
  const buckets: Record<AgeingBucket, number> = {
    'not-due': 0,
    'dpd-1-30': 0,
    'dpd-31-60': 0,
    'dpd-61-90': 0,
    'dpd-91-180': 0,
    'dpd-181-365': 0,
    'dpd-over-365': 0,
  };
  return { currency, buckets, undisputedMinor: 0, disputedMinor: 0, invoices: 0 };
}

function listDrafts<Group>(drafts: ReadonlyMap<Currency, ReadonlyMap<string | null, Group>>): Group[] {
  return [...drafts.values()].flatMap((ofCurrency) => [...ofCurrency.values()]);
}

function getDraft<Key, Group>(drafts: Map<Key, Group>, key: Key, create: () => Group): Group {
  const known = drafts.get(key);
  if (known !== undefined) return known;
  const draft = create();
  drafts.set(key, draft);
  return draft;
}
