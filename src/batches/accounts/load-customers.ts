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
): Promise<readonly CustomerFile[]> {
  const box = new RecordBox();
  box.add(await readCustomerRecords(database, runId, chunk));
  const customerIds = box.listCustomers();
  box.add(await readContractRecords(database, runId, box.listContracts(), chunk));
  const known = new Set(customerIds);
  for (const id of box.listCustomers().filter((each) => !known.has(each))) {
    box.add(await readCustomerRecords(database, runId, { fromId: id, toId: id }));
  }
  const index = box.index();
  return customerIds.map((customerId) => buildFile(customerId, index));
}

/** The file of one customer, for somebody who asks about it. */
export async function loadCustomer(database: Database, runId: string, customerId: string): Promise<CustomerFile> {
  const files = await loadCustomers(database, runId, { fromId: customerId, toId: customerId });
  const file = files.find((each) => each.customerId === customerId);
  if (file === undefined) throw new Error('a customer of whom there is a decision is gone from the store');
  return file;
}

/** Gathers records as they are read, each once. */
class RecordBox {
  readonly #seen = new Map<string, Set<string>>();
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
    for (const record of records) {
      if (!this.#isFirst(record)) continue;
      const customerId = parseRecord(record, this.#parsed);
      if (customerId !== null) this.#customers.add(customerId);
    }
  }

  #isFirst({ input, recordId }: AccountRecord): boolean {
    const seen = this.#seen.get(input) ?? new Set();
    if (seen.has(recordId)) return false;
    this.#seen.set(input, seen.add(recordId));
    return true;
  }

  listCustomers(): readonly string[] {
    return [...this.#customers].sort(compareText);
  }

  listContracts(): readonly string[] {
    const { contracts, invoices } = this.#parsed;
    return [...new Set([...contracts, ...invoices].map((each) => each.contractId))].sort(compareText);
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

function buildFile(customerId: string, index: RecordIndex): CustomerFile {
  const own = index.invoicesOf.get(customerId) ?? [];
  const contractIds = [
    ...new Set([...own, ...(index.contractsOf.get(customerId) ?? [])].map((each) => each.contractId)),
  ];
  const onContracts = contractIds.flatMap((id) => index.invoicesOn.get(id) ?? []);
  const customers = [...new Set([customerId, ...onContracts.map((invoice) => invoice.customerId)])];
  const invoices = customers.flatMap((id) => index.invoicesOf.get(id) ?? []);
  const keys =
    index.holdsOn.size + index.noticesOn.size === 0
      ? []
      : [...contractIds.map((id) => `c/${id}`), ...invoices.map((invoice) => `i/${invoice.invoiceId}`)];
  return {
    customerId,
    invoices,
    payments: [
      ...customers.flatMap((id) => index.paymentsBy.get(id) ?? []),
      ...invoices.flatMap((invoice) => index.paymentsOn.get(invoice.invoiceId) ?? []),
    ],
    contracts: contractIds.flatMap((id) => index.contracts.get(id) ?? []),
    holds: [...new Set(keys.flatMap((key) => index.holdsOn.get(key) ?? []))],
    notices: [...new Set(keys.flatMap((key) => index.noticesOn.get(key) ?? []))],
    debtors: customers.flatMap((id) => index.debtors.get(id) ?? []),
    provisions:
      index.provisions.size === 0
        ? []
        : invoices.flatMap((invoice) =>
            (index.provisions.get(invoice.invoiceId) ?? []).map((each) => toMinorUnit(each, invoice)),
          ),
  };
}

/** Booked amounts are whole units of the invoice's currency, which only the invoice tells. */
function toMinorUnit(provision: BookedProvision, invoice: Invoice): BookedProvision {
  return { ...provision, bookedMinor: toMinor(provision.bookedMinor, invoice.currency) };
}
