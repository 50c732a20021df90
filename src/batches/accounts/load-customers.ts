import { compareText } from '../../domain/compare-text.ts';
import { groupBy } from '../../domain/group-by.ts';
import type {
  BookedProvision,
  Contract,
  CustomerFile,
  Debtor,
  Hold,
  Invoice,
  Notice,
  Payment,
} from '../../domain/invoice.ts';
import { toMinor } from '../../domain/money.ts';
import {
  type AccountRecord,
  type CustomerRange,
  readContractRecords,
  readCustomerRecords,
} from '../../store/account-records.ts';
import type { Database } from '../../store/database.ts';
import { unpackInvoice, unpackPayment } from './record-body.ts';

/**
 * Reads what the store has of the customers of a chunk, one file each, by customer id. Where a contract has invoices of
 * other customers too, everything about the money of those is in the file as well: their payments settle them.
 */
export async function loadCustomers(
  database: Database,
  runId: string,
  chunk: CustomerRange,
): Promise<Iterable<CustomerFile>> {
  const box = new RecordBox();
  box.add(await readCustomerRecords(database, runId, chunk));
  const customerIds = box.listCustomers();
  const onContracts = await readContractRecords(database, runId, box.listContracts(), chunk);
  box.add(onContracts);
  const known = new Set(customerIds);
  for (const id of box.listCustomers().filter((each) => !known.has(each))) {
    box.add(await readCustomerRecords(database, runId, { fromId: id, toId: id }));
  }
  if (onContracts.length > 0) box.dropRepeated();
  return buildFiles(customerIds, box.index());
}

/** The file of one customer, for somebody who asks about it. */
export async function loadCustomer(database: Database, runId: string, customerId: string): Promise<CustomerFile> {
  for (const file of await loadCustomers(database, runId, { fromId: customerId, toId: customerId })) {
    if (file.customerId === customerId) return file;
  }
  throw new Error('a customer of whom there is a decision is gone from the store');
}

/** Gathers records as they are read. */
class RecordBox {
  readonly #parsed: ParsedRecords = {
    invoices: [],
    payments: [],
    contracts: [],
    holds: [],
    notices: [],
    debtors: [],
    provisions: [],
  };
  readonly #customers = new Set<string>();

  add(records: readonly AccountRecord[]): void {
    let last: string | null = null; // records come by customer
    for (const record of records) {
      const customerId = parseRecord(record, this.#parsed);
      if (customerId === null || customerId === last) continue;
      this.#customers.add(customerId);
      last = customerId;
    }
  }

  /** Contracts and invoices are found by their customer and by contract; all else in one way only. */
  dropRepeated(): void {
    dropRepeated(this.#parsed.contracts, (contract) => contract.contractId);
    dropRepeated(this.#parsed.invoices, (invoice) => invoice.invoiceId);
  }

  listCustomers(): readonly string[] {
    return [...this.#customers].sort(compareText);
  }

  listContracts(): readonly string[] {
    const ids = new Set<string>();
    for (const { contractId } of this.#parsed.contracts) ids.add(contractId);
    for (const { contractId } of this.#parsed.invoices) ids.add(contractId);
    return [...ids].sort(compareText);
  }

  index(): RecordIndex {
    return indexRecords(this.#parsed);
  }
}

type ParsedRecords = {
  readonly invoices: Invoice[];
  readonly payments: Payment[];
  readonly contracts: Contract[];
  readonly holds: Hold[];
  readonly notices: Notice[];
  readonly debtors: Debtor[];
  readonly provisions: BookedProvision[];
};

/** Parses a record. Returns the customer whom it is about; null where it is about an invoice, or says nothing of money. */
function parseRecord({ input, body }: AccountRecord, parsed: ParsedRecords): string | null {
  switch (input) {
    case 'invoices':
      return keep(parsed.invoices, unpackInvoice(body)).customerId;
    case 'payments':
    case 'settlements': {
      const { invoiceId, customerId } = keep(parsed.payments, unpackPayment(body));
      return invoiceId === null ? customerId : null;
    }
    case 'contracts':
      return keep(parsed.contracts, parse<Contract>(body)).customerId;
    case 'holds':
      keep(parsed.holds, parse<Hold>(body));
      return null;
    case 'notices':
      keep(parsed.notices, parse<Notice>(body));
      return null;
    case 'debtors':
      keep(parsed.debtors, parse<Debtor>(body));
      return null;
    case 'provisions':
      keep(parsed.provisions, parse<BookedProvision>(body));
      return null;
    default:
      throw new Error(`records of "${input}" are none of a customer`);
  }
}

/** Of items with the same id the first one stays. */
function dropRepeated<T>(items: T[], toId: (item: T) => string): void {
  const ids = new Set<string>();
  let end = 0;
  for (const item of items) {
    const id = toId(item);
    if (ids.has(id)) continue;
    ids.add(id);
    items[end] = item;
    end += 1;
  }
  items.length = end;
}

function keep<T>(list: T[], item: T): T {
  list.push(item);
  return item;
}

function parse<T>(text: string): T {
  const value: T = JSON.parse(text);
  return value;
}

type RecordIndex = {
  readonly invoicesOf: ReadonlyMap<string, readonly Invoice[]>;
  readonly invoicesOn: ReadonlyMap<string, readonly Invoice[]>;
  readonly paymentsBy: ReadonlyMap<string, readonly Payment[]>;
  readonly paymentsOn: ReadonlyMap<string, readonly Payment[]>;
  readonly contracts: ReadonlyMap<string, readonly Contract[]>;
  readonly contractsOf: ReadonlyMap<string, readonly Contract[]>;
  readonly holdsOn: ReadonlyMap<string, readonly Hold[]>;
  readonly noticesOn: ReadonlyMap<string, readonly Notice[]>;
  readonly debtors: ReadonlyMap<string, readonly Debtor[]>;
  readonly provisions: ReadonlyMap<string, readonly BookedProvision[]>;
};

/** Keys of contracts and invoices are told apart: one may be called like the other. */
function indexRecords(parsed: ParsedRecords): RecordIndex {
  return {
    invoicesOf: groupBy(parsed.invoices, (invoice) => invoice.customerId),
    invoicesOn: groupBy(parsed.invoices, (invoice) => invoice.contractId),
    paymentsBy: groupBy(parsed.payments, (payment) => (payment.invoiceId === null ? payment.customerId : null)),
    paymentsOn: groupBy(parsed.payments, (payment) => payment.invoiceId),
    contracts: groupBy(parsed.contracts, (contract) => contract.contractId),
    contractsOf: groupBy(parsed.contracts, (contract) => contract.customerId),
    holdsOn: groupBy(parsed.holds, (hold) => [toKey('c', hold.contractId), toKey('i', hold.invoiceId)]),
    noticesOn: groupBy(parsed.notices, (notice) => [toKey('c', notice.contractId), toKey('i', notice.invoiceId)]),
    debtors: groupBy(parsed.debtors, (debtor) => debtor.customerId),
    provisions: groupBy(parsed.provisions, (provision) => provision.invoiceId),
  };
}

function toKey(kind: 'c' | 'i', id: string | null): string | null {
  return id === null ? null : `${kind}/${id}`;
}

/** One file after the other, when it is asked for: none lives longer than its customer is looked at. */
function* buildFiles(customerIds: readonly string[], index: RecordIndex): Generator<CustomerFile> {
  for (const customerId of customerIds) yield buildFile(customerId, index);
}

function buildFile(customerId: string, index: RecordIndex): CustomerFile {
  const own = index.invoicesOf.get(customerId) ?? [];
  const contractIds = listIds([...own, ...(index.contractsOf.get(customerId) ?? [])], (each) => each.contractId);
  const onContracts = gather(contractIds, index.invoicesOn);
  const customers = [...new Set([customerId, ...listIds(onContracts, (invoice) => invoice.customerId)])];
  const invoices = gather(customers, index.invoicesOf);
  const invoiceIds = invoices.map((invoice) => invoice.invoiceId);
  const keys =
    index.holdsOn.size + index.noticesOn.size === 0
      ? []
      : [...contractIds.map((id) => `c/${id}`), ...invoiceIds.map((id) => `i/${id}`)];
  return {
    customerId,
    invoices,
    payments: [...gather(customers, index.paymentsBy), ...gather(invoiceIds, index.paymentsOn)],
    contracts: gather(contractIds, index.contracts),
    holds: [...new Set(gather(keys, index.holdsOn))],
    notices: [...new Set(gather(keys, index.noticesOn))],
    debtors: gather(customers, index.debtors),
    provisions:
      index.provisions.size === 0
        ? []
        : invoices.flatMap((invoice) =>
            (index.provisions.get(invoice.invoiceId) ?? []).map((each) => toMinorUnit(each, invoice)),
          ),
  };
}

/** The different ids of some items, which mostly have one. */
function listIds<T>(items: readonly T[], toId: (item: T) => string): readonly string[] {
  const ids = new Set<string>();
  let last: string | null = null;
  for (const item of items) {
    const id = toId(item);
    if (id !== last) ids.add(id);
    last = id;
  }
  return [...ids];
}

const NOTHING: readonly never[] = [];

/** All that belongs to some ids. */
function gather<T>(ids: readonly string[], byId: ReadonlyMap<string, readonly T[]>): readonly T[] {
  const [only] = ids;
  if (only === undefined || byId.size === 0) return NOTHING;
  if (ids.length === 1) return byId.get(only) ?? NOTHING;
  const gathered: T[] = [];
  for (const id of ids) {
    const items = byId.get(id);
    if (items !== undefined) for (const item of items) gathered.push(item);
  }
  return gathered;
}

/** Booked amounts are whole units of the invoice's currency, which only the invoice tells. */
function toMinorUnit(provision: BookedProvision, invoice: Invoice): BookedProvision {
  return { ...provision, bookedMinor: toMinor(provision.bookedMinor, invoice.currency) };
}
