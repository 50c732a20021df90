import type { AccountRows } from '../../examples/generator/accounts/account-rows.ts';
import { buildAccounts } from '../../examples/generator/accounts/build-accounts.ts';

/** Customers of the regular part of the sample; agents and those that show something are named differently. */
const REGULAR_CUSTOMER = /^KH00(\d{4})$/;

/**
 * The sample year before its first run: invoices, payments, holds and debtors as they are, but nobody was ever noticed,
 * every service is active, and nothing is in the books. All agents and showcases, and every nth of the others.
 */
export function buildStart(everyNth: number): AccountRows {
  const rows = buildAccounts();
  const isKept = (customerId: string): boolean => {
    const [, number] = REGULAR_CUSTOMER.exec(customerId) ?? [];
    return number === undefined || Number(number) % everyNth === 0;
  };
  const invoices = rows.invoices.filter((row) => isKept(row.customerId));
  const contracts = rows.contracts
    .filter((row) => isKept(row.customerId))
    .map((row) => ({ ...row, serviceStatus: 'active', statusSince: '', handedOverOn: '' }));
  const customerIds = new Set([...invoices, ...contracts].map((row) => row.customerId));
  const contractIds = new Set([...invoices, ...contracts].map((row) => row.contractId));
  const invoiceIds = new Set(invoices.map((row) => row.invoiceId));
  return {
    invoices,
    payments: rows.payments.filter((row) =>
      row.invoiceId === '' ? isKept(row.customerId) : invoiceIds.has(row.invoiceId),
    ),
    contracts,
    holds: rows.holds.filter((row) => contractIds.has(row.contractId) || invoiceIds.has(row.invoiceId)),
    notices: [],
    debtors: rows.debtors.filter((row) => customerIds.has(row.customerId)),
    provisions: [],
  };
}
