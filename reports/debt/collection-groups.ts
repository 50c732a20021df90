import { COLLECTION_ACTIONS, type CollectionAction } from '../../src/domain/debt-decision.ts';
import { addMinor, type Currency } from '../../src/domain/money.ts';
import { compareUnits } from '../shared/row-order.ts';
import type { ContractDebt } from './contract-debts.ts';

/** Contracts of a unit with the same thing to do. */
export type CollectionGroup = {
  readonly unit: string | null;
  readonly action: CollectionAction;
  readonly currency: Currency;
  readonly contracts: number;
  readonly overdueMinor: number;
};

/** Groups that are still growing. */
export type CollectionGroupCounter = {
  readonly add: (debt: ContractDebt) => void;
  /** Sorted by unit, then step. */
  readonly list: () => readonly CollectionGroup[];
};

/** Starts counting contracts by unit, step and currency. */
export function createCollectionGroups(): CollectionGroupCounter {
  const groups = new Map<string, CollectionGroup>();
  const add = ({ decided, currency, overdueMinor }: ContractDebt): void => {
    const [unit, action] = [decided.details.managingUnit, decided.decision.action];
    const key = JSON.stringify([unit, action, currency]);
    const group = groups.get(key) ?? { unit, action, currency, contracts: 0, overdueMinor: 0 };
    groups.set(key, {
      ...group,
      contracts: group.contracts + 1,
      overdueMinor: addMinor(group.overdueMinor, overdueMinor),
    });
  };
  return { add, list: () => [...groups.values()].sort(compareSteps) };
}

/** Order of units, then of steps. */
export function compareSteps(
  a: { readonly unit: string | null; readonly action: CollectionAction },
  b: { readonly unit: string | null; readonly action: CollectionAction },
): number {
  return compareUnits(a.unit, b.unit) || COLLECTION_ACTIONS.indexOf(a.action) - COLLECTION_ACTIONS.indexOf(b.action);
}
