import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import type { CustomerFile } from '../../src/domain/invoice.ts';
import { type Currency, MINOR_DIGITS } from '../../src/domain/money.ts';
import { customerFileArbitrary } from './account-arbitraries.ts';
import { CUSTOMER } from './account-samples.ts';

/** Records of many customers, whose ids are their own. */
export type AccountRecords = Omit<CustomerFile, 'customerId'>;

type Columns = Readonly<Record<string, string | number | boolean | null>>;

/** Customers, contracts and invoices share their ids, and ids differ by case, accent and length only. */
const toId = (index: number): string => `${['X', 'x', 'Đ', 'đ'][index % 4]}-${index}`;

/**
 * Random customers as intake lets them pass. What the arbitrary says of somebody else is said of the next customer, so
 * that contracts have invoices of two customers, whichever chunk those are in.
 */
export function generateAccounts(count: number, seed: number): AccountRecords {
  const files = fc.sample(customerFileArbitrary, { numRuns: count, seed }).map((file, index) => {
    const mapped = renameIds(file, index, count);
    return { ...mapped, payments: mapped.payments.map((each, no) => ({ ...each, paymentId: `P-${index}-${no}` })) };
  });
  const debtors = new Map(files.flatMap((file) => file.debtors).map((each) => [each.customerId, each]));
  return {
    invoices: files.flatMap((file) => file.invoices),
    payments: files.flatMap((file) => file.payments),
    contracts: files.flatMap((file) => file.contracts),
    holds: files.flatMap((file, index) => file.holds.map((each) => ({ ...each, holdId: `${each.holdId}-${index}` }))),
    notices: files.flatMap((file, index) =>
      file.notices.map((each) => ({ ...each, noticeId: `${each.noticeId}-${index}` })),
    ),
    debtors: [...debtors.values()],
    provisions: files.flatMap((file) => file.provisions),
  };
}

function renameIds(file: CustomerFile, index: number, count: number): CustomerFile {
  const contracts = [...new Set([...file.contracts, ...file.invoices].map((each) => each.contractId))];
  const customer = (id: string): string => toId(id === CUSTOMER ? index : (index + 1) % count);
  const contract = (id: string): string => toId(index * 3 + contracts.indexOf(id));
  const invoice = (id: string): string => toId(index * 8 + file.invoices.findIndex((each) => each.invoiceId === id));
  const orNull = (id: string | null, rename: (known: string) => string): string | null =>
    id === null ? null : rename(id);
  return {
    customerId: customer(file.customerId),
    invoices: file.invoices.map((each) => ({
      ...each,
      invoiceId: invoice(each.invoiceId),
      customerId: customer(each.customerId),
      contractId: contract(each.contractId),
    })),
    payments: file.payments.map((each) => ({
      ...each,
      invoiceId: orNull(each.invoiceId, invoice),
      customerId: orNull(each.customerId, customer),
    })),
    contracts: file.contracts.map((each) => ({
      ...each,
      contractId: contract(each.contractId),
      customerId: customer(each.customerId),
    })),
    holds: file.holds.map((each) => ({
      ...each,
      contractId: orNull(each.contractId, contract),
      invoiceId: orNull(each.invoiceId, invoice),
    })),
    notices: file.notices.map((each) => ({
      ...each,
      contractId: orNull(each.contractId, contract),
      invoiceId: orNull(each.invoiceId, invoice),
    })),
    debtors: file.debtors.map((each) => ({ ...each, customerId: customer(each.customerId) })),
    provisions: file.provisions.map((each) => ({ ...each, invoiceId: invoice(each.invoiceId) })),
  };
}

/** Writes the canonical files into a folder, their rows in an order of their own; returns the inputs of a run. */
export async function writeAccounts(
  folder: string,
  records: AccountRecords,
  seed: number,
  inputs: readonly (keyof AccountRecords)[],
): Promise<readonly { readonly input: string; readonly path: string }[]> {
  const written: { input: string; path: string }[] = [];
  for (const input of inputs) {
    const rows = listRows(input, records);
    const [shuffled = []] = fc.sample(fc.shuffledSubarray([...rows], { minLength: rows.length }), { numRuns: 1, seed });
    const header = Object.keys(rows[0] ?? {});
    const lines = shuffled.map((row) => header.map((name) => toCell(row[name] ?? null)).join(','));
    const path = join(folder, `${input}-${seed}.csv`);
    await writeFile(path, `${[header.join(','), ...lines].join('\n')}\n`);
    written.push({ input, path });
  }
  return written;
}

function listRows(input: keyof AccountRecords, records: AccountRecords): readonly Columns[] {
  switch (input) {
    case 'invoices':
      return records.invoices.map(({ amountMinor, isDisputed, isVoided, ...columns }) => {
        const amount = toAmount(amountMinor, columns.currency);
        return { ...columns, amount, disputed: isDisputed, voided: isVoided };
      });
    case 'payments':
      return records.payments.map(({ amountMinor, ...columns }) => {
        return { ...columns, amount: toAmount(amountMinor, columns.currency) };
      });
    case 'debtors':
      return records.debtors.map(({ payableMinor, evidence, ...columns }) => {
        return { ...columns, payableAmount: payableMinor, evidence: evidence.join(';') };
      });
    case 'provisions':
      return records.provisions.map(({ bookedMinor, ...columns }) => ({ ...columns, bookedAmount: bookedMinor }));
    default:
      return records[input];
  }
}

function toAmount(minor: number, currency: Currency): string {
  const digits = MINOR_DIGITS[currency];
  return (minor / 10 ** digits).toFixed(digits);
}

function toCell(value: Columns[string]): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === null ? '' : String(value);
}
