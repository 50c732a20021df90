import type { ReleasedProvision } from '../../src/domain/debt-decision.ts';
import type { DecidedInvoice } from '../../src/domain/debt-report.ts';
import { HOME_CURRENCY } from '../../src/domain/money.ts';
import { compareUnits } from '../shared/row-order.ts';

/** What the provisions of a unit would change in the books, in VND. */
export type JournalLine = {
  readonly unit: string | null;
  /** `released`: of invoices that are not open any more, of which no unit is known. */
  readonly kind: 'open' | 'released';
  readonly increaseMinor: bigint;
  readonly reversalMinor: bigint;
};

/** A proposal for the journal; what lacks documents stands apart, because nobody may book it yet. */
export type Journal = {
  /** By unit, those that change nothing left out; released provisions last. */
  readonly lines: readonly JournalLine[];
  readonly increaseMinor: bigint;
  readonly reversalMinor: bigint;
  readonly unsupportedMinor: bigint;
  readonly unsupportedCount: number;
  /** Debts in other currencies whose provision changes: left out until somebody converts them. */
  readonly foreignCount: number;
};

/** Adds up increases and reversals. */
export type JournalCounter = {
  readonly addInvoice: (decided: DecidedInvoice) => void;
  readonly addReleased: (released: ReleasedProvision) => void;
  readonly finish: () => Journal;
};

/** Starts a proposal: only the home currency is booked. */
export function createJournalCounter(): JournalCounter {
  const units = new Map<string | null, { increaseMinor: bigint; reversalMinor: bigint }>();
  let released = 0n;
  let unsupportedMinor = 0n;
  let unsupportedCount = 0;
  let foreignCount = 0;
  return {
    addInvoice: ({ decision, details }) => {
      const { currency, provisionChange, provisionSupported } = decision;
      if (provisionChange === 0) return;
      if (currency !== HOME_CURRENCY) {
        foreignCount += 1;
        return;
      }
      if (provisionChange > 0 && provisionSupported === false) {
        unsupportedMinor += BigInt(provisionChange);
        unsupportedCount += 1;
        return;
      }
      const unit = units.get(details.managingUnit) ?? { increaseMinor: 0n, reversalMinor: 0n };
      if (provisionChange > 0) unit.increaseMinor += BigInt(provisionChange);
      else unit.reversalMinor -= BigInt(provisionChange);
      units.set(details.managingUnit, unit);
    },
    addReleased: ({ currency, bookedMinor }) => {
      if (currency === HOME_CURRENCY) released += BigInt(bookedMinor);
      else foreignCount += Number(bookedMinor !== 0);
    },
    finish: () => {
      const lines = buildLines(units, released);
      return {
        lines,
        increaseMinor: lines.reduce((sum, { increaseMinor }) => sum + increaseMinor, 0n),
        reversalMinor: lines.reduce((sum, { reversalMinor }) => sum + reversalMinor, 0n),
        unsupportedMinor,
        unsupportedCount,
        foreignCount,
      };
    },
  };
}

/** Net change of a line; above 0 it raises the provision. */
export function getNet({ increaseMinor, reversalMinor }: JournalLine): bigint {
  return increaseMinor - reversalMinor;
}

function buildLines(
  units: ReadonlyMap<string | null, { readonly increaseMinor: bigint; readonly reversalMinor: bigint }>,
  released: bigint,
): readonly JournalLine[] {
  const open = [...units]
    .map(([unit, sums]): JournalLine => ({ unit, kind: 'open', ...sums }))
    .sort((a, b) => compareUnits(a.unit, b.unit));
  if (released === 0n) return open;
  return [...open, { unit: null, kind: 'released', increaseMinor: 0n, reversalMinor: released }];
}
