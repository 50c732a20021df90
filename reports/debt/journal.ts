import type { ReleasedProvision } from '../../src/domain/debt-decision.ts';
import type { DecidedInvoice } from '../../src/domain/debt-report.ts';
import { HOME_CURRENCY } from '../../src/domain/money.ts';
import { compareUnits } from '../shared/row-order.ts';

/** What the provisions of a unit would change in the books, in VND. */
export type JournalLine = {
  /** Null is unknown. */
  readonly unit: string | null;
  readonly increaseMinor: bigint;
  readonly reversalMinor: bigint;
  /** Part of the reversal: of invoices that are not open any more. */
  readonly releasedMinor: bigint;
};

/** A proposal for the journal; what lacks documents stands apart, because nobody may book it yet. */
export type Journal = {
  /** By unit, the unknown one last, those that change nothing left out. */
  readonly lines: readonly JournalLine[];
  readonly increaseMinor: bigint;
  readonly reversalMinor: bigint;
  readonly releasedMinor: bigint;
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

type Draft = { -readonly [Key in keyof JournalLine]: JournalLine[Key] };

/** Starts a proposal: only the home currency is booked. */
export function createJournalCounter(): JournalCounter {
  const units = new Map<string | null, Draft>();
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
      const line = getLine(units, details.managingUnit);
      if (provisionChange > 0) line.increaseMinor += BigInt(provisionChange);
      else line.reversalMinor -= BigInt(provisionChange);
    },
    addReleased: ({ currency, managingUnit, bookedMinor }) => {
      if (bookedMinor === 0) return;
      if (currency !== HOME_CURRENCY) {
        foreignCount += 1;
        return;
      }
      const line = getLine(units, managingUnit);
      line.reversalMinor += BigInt(bookedMinor);
      line.releasedMinor += BigInt(bookedMinor);
    },
    finish: () => {
      const lines = [...units.values()].sort((a, b) => compareUnits(a.unit, b.unit));
      return {
        lines,
        increaseMinor: lines.reduce((sum, { increaseMinor }) => sum + increaseMinor, 0n),
        reversalMinor: lines.reduce((sum, { reversalMinor }) => sum + reversalMinor, 0n),
        releasedMinor: lines.reduce((sum, { releasedMinor }) => sum + releasedMinor, 0n),
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

function getLine(units: Map<string | null, Draft>, unit: string | null): Draft {
  const line = units.get(unit) ?? { unit, increaseMinor: 0n, reversalMinor: 0n, releasedMinor: 0n };
  units.set(unit, line);
  return line;
}
