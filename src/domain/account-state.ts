import type { BusinessCalendar } from './business-calendar.ts';
import { type CalendarDate, countMonths, toEpochDay } from './calendar-date.ts';
import { compareText } from './compare-text.ts';
import { getRoller } from './due-date.ts';
import { groupBy } from './group-by.ts';
import {
  type Contract,
  type CustomerFile,
  type Hold,
  type Invoice,
  isAboutInvoice,
  isInvoiceNotice,
  type Notice,
  type ServiceStatus,
} from './invoice.ts';
import type { Currency } from './money.ts';
import { type CustomerAccount, compareByDue, type SettledInvoice, settleInvoices } from './settle-invoices.ts';
import { sortFew } from './sort-few.ts';

/** An invoice that counts (issued by asOf, not voided), as of the day. */
export type InvoiceState = SettledInvoice & {
  /** Calendar days past the effective due date; 0 or negative while it is not overdue. */
  readonly daysPastDue: number;
  /** Whole months past the original due date. */
  readonly monthsPastDue: number;
  /** By its own column, or by an active dispute about it or its contract. */
  readonly isDisputed: boolean;
};

/** A contract with everything that is known of it as of the day; what is dated later does not exist yet. */
export type ContractState = {
  readonly contractId: string;
  readonly customerId: string;
  readonly product: string | null;
  readonly serviceStatus: ServiceStatus;
  readonly statusSince: CalendarDate | null;
  readonly handedOverOn: CalendarDate | null;
  /** The newest invoice that counts, else the newest of all; null for a contract without invoices. */
  readonly newest: Invoice | null;
  /** Currencies of the invoices that count, the main one (of the newest invoice) first; empty without invoices. */
  readonly currencies: readonly Currency[];
  /** By effective due date, then id. */
  readonly invoices: readonly InvoiceState[];
  /** Active ones on the contract or on one of its invoices, by id. */
  readonly holds: readonly Hold[];
  /** Sent by asOf: about the contract, or about one of its invoices. */
  readonly notices: readonly Notice[];
};

/** A customer's contracts and accounts as of a day. */
export type AccountState = {
  /** Contracts that this customer owns, by id. */
  readonly contracts: readonly ContractState[];
  /** Accounts of this customer alone, by currency. */
  readonly accounts: readonly CustomerAccount[];
  /** Invoices of this customer that count, whatever contract they are on. */
  readonly invoices: readonly InvoiceState[];
};

/** Works out the state of a customer as of a day; pure in what it is given. */
export function readAccountState(file: CustomerFile, asOf: CalendarDate, calendar: BusinessCalendar): AccountState {
  const accounts = settleInvoices(file.invoices, file.payments, {
    asOf,
    toEffectiveDueOn: getRoller(calendar),
    writtenOffOn: new Map(file.provisions.map((each) => [each.invoiceId, each.writtenOffOn])),
  });
  const holds = file.holds.filter((hold) => isActive(hold, asOf));
  const index: AccountIndex = {
    asOf,
    asOfDay: toEpochDay(asOf),
    contracts: new Map(file.contracts.map((contract) => [contract.contractId, contract])),
    allInvoices: groupBy(file.invoices, (invoice) => invoice.contractId),
    settled: groupBy(
      accounts.flatMap((account) => account.invoices),
      (settled) => settled.invoice.contractId,
    ),
    contractHolds: groupBy(holds, (hold) => (isAboutInvoice(hold) ? null : hold.contractId)),
    invoiceHolds: groupBy(holds, (hold) => (isAboutInvoice(hold) ? hold.invoiceId : null)),
    contractNotices: groupBy(file.notices, (notice) => (isInvoiceNotice(notice.kind) ? null : notice.contractId)),
    invoiceNotices: groupBy(file.notices, (notice) => (isInvoiceNotice(notice.kind) ? notice.invoiceId : null)),
  };
  const ids = new Set([...index.contracts.keys(), ...index.allInvoices.keys()]);
  const contracts = sortFew([...ids], compareText).map((contractId) => readContractState(contractId, index));
  return {
    contracts: contracts.filter((contract) => contract.customerId === file.customerId),
    accounts: accounts.filter((account) => account.customerId === file.customerId),
    invoices: contracts
      .flatMap((contract) => contract.invoices)
      .filter(({ invoice }) => invoice.customerId === file.customerId),
  };
}

/** True where a hold is in force: from the first to the last day, both included. */
function isActive(hold: Hold, asOf: CalendarDate): boolean {
  return hold.from <= asOf && (hold.until === null || asOf <= hold.until);
}

type AccountIndex = {
  readonly asOf: CalendarDate;
  /** The same, in days since 1970. */
  readonly asOfDay: number;
  readonly contracts: ReadonlyMap<string, Contract>;
  readonly allInvoices: ReadonlyMap<string, readonly Invoice[]>;
  readonly settled: ReadonlyMap<string, readonly SettledInvoice[]>;
  readonly contractHolds: ReadonlyMap<string, readonly Hold[]>;
  readonly invoiceHolds: ReadonlyMap<string, readonly Hold[]>;
  readonly contractNotices: ReadonlyMap<string, readonly Notice[]>;
  readonly invoiceNotices: ReadonlyMap<string, readonly Notice[]>;
};

function readContractState(contractId: string, index: AccountIndex): ContractState {
  const { asOf } = index;
  const row = index.contracts.get(contractId);
  const allInvoices = index.allInvoices.get(contractId) ?? [];
  const onContract = index.contractHolds.get(contractId) ?? [];
  const invoices = readInvoices(index.settled.get(contractId) ?? [], onContract, index);
  const newestOfAll = findNewest(allInvoices);
  const areAllCounted = invoices.length === allInvoices.length;
  const newest = areAllCounted ? newestOfAll : (findNewest(invoices.map((each) => each.invoice)) ?? newestOfAll);
  const { serviceStatus, statusSince, handedOverOn } = readServiceState(row, asOf);
  const holds = [...onContract, ...listOnInvoices(invoices, index.invoiceHolds)];
  const notices = [...(index.contractNotices.get(contractId) ?? []), ...listOnInvoices(invoices, index.invoiceNotices)];
  return {
    contractId,
    customerId: row?.customerId ?? newestOfAll?.customerId ?? '',
    product: row?.product ?? newest?.product ?? null,
    serviceStatus,
    statusSince,
    handedOverOn,
    newest,
    currencies: readCurrencies(invoices, newest),
    invoices,
    holds: sortFew(holds, compareHolds),
    notices: notices.filter((notice) => notice.sentOn <= asOf),
  };
}

function compareHolds(a: Hold, b: Hold): number {
  return compareText(a.holdId, b.holdId);
}

/** What is about some invoices. */
function listOnInvoices<T>(
  invoices: readonly InvoiceState[],
  onInvoice: ReadonlyMap<string, readonly T[]>,
): readonly T[] {
  if (onInvoice.size === 0) return []; // most customers have neither holds nor notices
  return invoices.flatMap(({ invoice }) => onInvoice.get(invoice.invoiceId) ?? []);
}

/** Without a row, or where the state is dated later, the service is active. */
function readServiceState(
  row: Contract | undefined,
  asOf: CalendarDate,
): Pick<ContractState, 'serviceStatus' | 'statusSince' | 'handedOverOn'> {
  if (row === undefined || (row.statusSince !== null && row.statusSince > asOf)) {
    return { serviceStatus: 'active', statusSince: null, handedOverOn: null };
  }
  const { serviceStatus, statusSince, handedOverOn } = row;
  const isHandedOver = handedOverOn !== null && handedOverOn <= asOf;
  return { serviceStatus, statusSince, handedOverOn: isHandedOver ? handedOverOn : null };
}

function readInvoices(
  settled: readonly SettledInvoice[],
  onContract: readonly Hold[],
  index: AccountIndex,
): readonly InvoiceState[] {
  const { asOf, asOfDay, invoiceHolds } = index;
  const isContractDisputed = hasDispute(onContract);
  const counted = settled.filter(({ invoice }) => !invoice.isVoided);
  return sortFew(counted, compareByDue).map((each) => ({
    invoice: each.invoice,
    effectiveDueOn: each.effectiveDueOn,
    openMinor: each.openMinor,
    overpaidMinor: each.overpaidMinor,
    writtenOffMinor: each.writtenOffMinor,
    daysPastDue: asOfDay - toEpochDay(each.effectiveDueOn),
    monthsPastDue: countMonths(each.invoice.dueOn, asOf),
    isDisputed:
      each.invoice.isDisputed || isContractDisputed || hasDispute(invoiceHolds.get(each.invoice.invoiceId) ?? NO_HOLDS),
  }));
}

const NO_HOLDS: readonly Hold[] = [];

function hasDispute(holds: readonly Hold[]): boolean {
  return holds.some((hold) => hold.kind === 'dispute');
}

/** The invoice that was issued last; of one day the one with the highest id. */
export function findNewest(invoices: readonly Invoice[]): Invoice | null {
  let newest: Invoice | null = null;
  for (const each of invoices) if (newest === null || isNewer(each, newest)) newest = each;
  return newest;
}

function isNewer(a: Invoice, b: Invoice): boolean {
  return (compareText(a.issuedOn, b.issuedOn) || compareText(a.invoiceId, b.invoiceId)) > 0;
}

function readCurrencies(invoices: readonly InvoiceState[], newest: Invoice | null): readonly Currency[] {
  if (newest === null) return [];
  const others = new Set<Currency>();
  for (const { invoice } of invoices) if (invoice.currency !== newest.currency) others.add(invoice.currency);
  return [newest.currency, ...sortFew([...others], compareText)];
}
