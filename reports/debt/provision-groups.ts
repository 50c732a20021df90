import { PROVISION_SCHEDULES, type ProvisionSchedule } from '../../src/domain/debt-decision.ts';
import type { DecidedInvoice } from '../../src/domain/debt-report.ts';
import { addMinor, type Currency } from '../../src/domain/money.ts';
import { compareUnits } from '../shared/row-order.ts';

/** Provisions of the invoices of a unit with the same table and rate. */
export type ProvisionGroup = {
  readonly unit: string | null;
  readonly schedule: ProvisionSchedule;
  readonly ratePercent: number;
  readonly currency: Currency;
  readonly invoices: number;
  readonly openMinor: number;
  readonly offsetMinor: number;
  readonly baseMinor: number;
  readonly requiredMinor: number;
  readonly bookedMinor: number;
  readonly changeMinor: number;
  /** Required for invoices whose documents are not complete. */
  readonly unsupportedMinor: number;
};

type Draft = { -readonly [Key in keyof ProvisionGroup]: ProvisionGroup[Key] };

/** Adds provisions up by unit, table, rate and currency. */
export type ProvisionCounter = {
  readonly add: (decided: DecidedInvoice) => void;
  readonly list: () => readonly ProvisionGroup[];
};

/** Starts adding provisions up; the groups come in the order unit, table, rate. */
export function createProvisionCounter(): ProvisionCounter {
  const groups = new Map<string, Draft>();
  return {
    add: (decided) => {
      const { decision, details } = decided;
      const [unit, schedule, rate] = [details.managingUnit, details.schedule, decision.provisionRatePercent];
      const key = `${decision.currency} ${rate} ${schedule} ${unit ?? ''}`; // no code is empty
      const group = groups.get(key) ?? createGroup(decided);
      groups.set(key, group);
      addToGroup(group, decided);
    },
    list: () => [...groups.values()].sort(compareGroups),
  };
}

function createGroup({ decision, details }: DecidedInvoice): Draft {
  return {
    unit: details.managingUnit,
    schedule: details.schedule,
    ratePercent: decision.provisionRatePercent,
    currency: decision.currency,
    invoices: 0,
    openMinor: 0,
    offsetMinor: 0,
    baseMinor: 0,
    requiredMinor: 0,
    bookedMinor: 0,
    changeMinor: 0,
    unsupportedMinor: 0,
  };
}

function addToGroup(group: Draft, { decision, details }: DecidedInvoice): void {
  const unsupported = decision.provisionSupported === false ? decision.provisionAmount : 0;
  group.invoices += 1;
  group.openMinor = addMinor(group.openMinor, decision.openAmount);
  group.offsetMinor = addMinor(group.offsetMinor, details.offsetMinor);
  group.baseMinor = addMinor(group.baseMinor, decision.provisionBase);
  group.requiredMinor = addMinor(group.requiredMinor, decision.provisionAmount);
  group.bookedMinor = addMinor(group.bookedMinor, decision.provisionBooked);
  group.changeMinor = addMinor(group.changeMinor, decision.provisionChange);
  group.unsupportedMinor = addMinor(group.unsupportedMinor, unsupported);
}

function compareGroups(a: ProvisionGroup, b: ProvisionGroup): number {
  return (
    compareUnits(a.unit, b.unit) ||
    PROVISION_SCHEDULES.indexOf(a.schedule) - PROVISION_SCHEDULES.indexOf(b.schedule) ||
    a.ratePercent - b.ratePercent
  );
}
