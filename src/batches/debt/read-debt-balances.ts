import { compareText } from '../../domain/compare-text.ts';
import { ageBalance, type DebtBalance } from '../../domain/debt-ageing.ts';
import type { CustomerBalance } from '../../domain/debt-decision.ts';
import type { DecidedInvoice } from '../../domain/debt-report.ts';
import { readBalances } from '../../store/balances.ts';
import type { Database } from '../../store/database.ts';
import { findDecisions } from '../../store/decisions.ts';
import { loadCustomer } from '../accounts/load-customers.ts';
import { INVOICE_READER } from './invoice-text.ts';

/** A balance as it may be stored: up to version 0.3 it told nothing of ages. */
type StoredBalance = CustomerBalance & Partial<DebtBalance>;

/** Reads the balances of a debt run, by customer, then currency; what is not told of ages comes from the decisions. */
export async function* readDebtBalances(database: Database, runId: string): AsyncGenerator<DebtBalance> {
  for await (const balance of readBalances<StoredBalance>(database, runId)) {
    if (isAged(balance)) yield balance;
    else yield ageBalance(balance, await findOpenInvoices(database, runId, balance));
  }
}

function isAged(balance: StoredBalance): balance is DebtBalance {
  return balance.ageing !== undefined;
}

async function findOpenInvoices(
  database: Database,
  runId: string,
  { customerId, openMinor }: CustomerBalance,
): Promise<readonly DecidedInvoice[]> {
  if (openMinor === 0) return [];
  const { invoices } = await loadCustomer(database, runId, customerId);
  const own = invoices.filter((invoice) => invoice.customerId === customerId).map(({ invoiceId }) => invoiceId);
  const decided: DecidedInvoice[] = [];
  for (const id of own.toSorted(compareText)) {
    for (const { subject, row, details } of await findDecisions(database, runId, id)) {
      if (subject !== 'invoice') continue;
      decided.push({ decision: INVOICE_READER.readRow(row), details: INVOICE_READER.readDetails(details) });
    }
  }
  return decided;
}
