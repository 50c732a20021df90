import {
  type AgeingDraft,
  type AgeingSums,
  addToAgeing,
  createAgeing,
  type DebtBalance,
} from '../../src/domain/debt-ageing.ts';
import type { DecidedInvoice } from '../../src/domain/debt-report.ts';
import type { DebtorType } from '../../src/domain/invoice.ts';
import type { Currency } from '../../src/domain/money.ts';
import { compareUnits } from '../shared/row-order.ts';

/** What a customer, or the customers of a unit, owe in one currency. */
export type AgeingGroup = AgeingSums & { readonly currency: Currency };

/** What a customer owes, and has to its credit. */
export type CustomerAgeingRow = AgeingGroup & {
  readonly customerId: string;
  readonly customerName: string | null;
  /** Null for a customer without an open invoice. */
  readonly debtorType: DebtorType | null;
  readonly creditMinor: number;
};

/** What the customers of a managing unit owe; null is unknown. */
export type UnitAgeing = AgeingGroup & { readonly unit: string | null };

/** Adds up what is owed by managing unit. */
export type UnitAgeingCounter = {
  readonly add: (decided: DecidedInvoice) => void;
  /** Sorted by unit, those without one last. */
  readonly list: () => readonly UnitAgeing[];
};

type UnitDraft = AgeingDraft & { readonly currency: Currency; readonly unit: string | null };

/** Starts adding up; memory grows with the units, of which there are some dozens. */
export function createUnitAgeingCounter(): UnitAgeingCounter {
  const byCurrency = new Map<Currency, Map<string | null, UnitDraft>>();
  const open = (currency: Currency, unit: string | null): UnitDraft => {
    const units = byCurrency.get(currency) ?? new Map<string | null, UnitDraft>();
    byCurrency.set(currency, units);
    const draft = units.get(unit) ?? { ...createAgeing(), currency, unit };
    units.set(unit, draft);
    return draft;
  };
  return {
    add: (decided) => addToAgeing(open(decided.decision.currency, decided.details.managingUnit), decided),
    list: () =>
      [...byCurrency.values()].flatMap((units) => [...units.values()]).sort((a, b) => compareUnits(a.unit, b.unit)),
  };
}

/** The row of a customer; none where it neither owes anything nor has a credit. */
export function listCustomerAgeing(balance: DebtBalance): readonly CustomerAgeingRow[] {
  const { customerId, currency, creditMinor, openMinor, ageing } = balance;
  if (ageing === null && openMinor === 0 && creditMinor === 0) return [];
  return [
    {
      ...(ageing ?? createAgeing()),
      currency,
      customerId,
      customerName: ageing?.customerName ?? balance.customerName,
      debtorType: ageing?.debtorType ?? null,
      creditMinor,
    },
  ];
}
