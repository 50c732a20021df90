import { WRITE_OFF_CASES, type WriteOffCase } from '../../src/domain/debt-decision.ts';
import type { DecidedInvoice } from '../../src/domain/debt-report.ts';
import { addMinor, type Currency } from '../../src/domain/money.ts';
import { readBase, readOffset, readOpen } from './invoice-columns.ts';

/** Debts of one case that are proposed for write-off. */
export type CaseTotal = {
  readonly case: WriteOffCase;
  readonly debts: number;
  readonly openMinor: number;
  readonly recoveredMinor: number;
  readonly lossMinor: number;
};

/** Adds proposals up by currency and case. */
export type CaseCounter = {
  readonly add: (decided: DecidedInvoice) => void;
  readonly listCurrencies: () => Iterable<Currency>;
  /** All seven cases, also those without a debt. */
  readonly list: (currency: Currency) => readonly CaseTotal[];
};

/** Starts adding proposals up. */
export function createCaseCounter(): CaseCounter {
  const byCurrency = new Map<Currency, Map<WriteOffCase, CaseTotal>>();
  return {
    add: (decided) => {
      const { currency, writeOffAction, writeOffCase } = decided.decision;
      if (writeOffAction !== 'propose-write-off' || writeOffCase === null) return;
      const cases = byCurrency.get(currency) ?? new Map<WriteOffCase, CaseTotal>();
      cases.set(writeOffCase, addToCase(cases.get(writeOffCase) ?? createCase(writeOffCase), decided));
      byCurrency.set(currency, cases);
    },
    listCurrencies: () => byCurrency.keys(),
    list: (currency) => WRITE_OFF_CASES.map((number) => byCurrency.get(currency)?.get(number) ?? createCase(number)),
  };
}

/** The sum of one number over the cases. */
export function sumCases(
  totals: readonly CaseTotal[],
  key: 'debts' | 'openMinor' | 'recoveredMinor' | 'lossMinor',
): number {
  return totals.reduce((sum, total) => addMinor(sum, total[key]), 0);
}

function createCase(number: WriteOffCase): CaseTotal {
  return { case: number, debts: 0, openMinor: 0, recoveredMinor: 0, lossMinor: 0 };
}

function addToCase(total: CaseTotal, decided: DecidedInvoice): CaseTotal {
  return {
    ...total,
    debts: total.debts + 1,
    openMinor: addMinor(total.openMinor, readOpen(decided)),
    recoveredMinor: addMinor(total.recoveredMinor, readOffset(decided)),
    lossMinor: addMinor(total.lossMinor, readBase(decided)),
  };
}
