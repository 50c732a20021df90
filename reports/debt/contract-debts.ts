import type { DecidedCollection } from '../../src/domain/debt-report.ts';
import { type Currency, HOME_CURRENCY } from '../../src/domain/money.ts';

/** A contract with what it owes in one currency. */
export type ContractDebt = {
  readonly decided: DecidedCollection;
  readonly currency: Currency;
  readonly overdueMinor: number;
};

/** What a contract owes, by currency; one that owes nothing stands with 0 in the home currency, so that none is lost. */
export function splitByCurrency(decided: DecidedCollection): readonly ContractDebt[] {
  const owed = decided.details.overdue.filter(({ overdueMinor }) => overdueMinor !== 0);
  if (owed.length === 0) return [{ decided, currency: HOME_CURRENCY, overdueMinor: 0 }];
  return owed.map(({ currency, overdueMinor }) => ({ decided, currency, overdueMinor }));
}
