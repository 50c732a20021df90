import type { Evaluator } from '../../decisions/evaluator.ts';
import { type AccountState, type InvoiceState, readAccountState } from '../../domain/account-state.ts';
import type { CalendarDate } from '../../domain/calendar-date.ts';
import { compareText } from '../../domain/compare-text.ts';
import type { CustomerFile } from '../../domain/invoice.ts';
import { setOff } from '../../domain/provision.ts';
import { sortFew } from '../../domain/sort-few.ts';
import type { AccountRules } from '../accounts/account-rules.ts';
import { type CollectionOutcome, decideCollection } from './decide-collection.ts';
import { type DebtInvoiceOutcome, decideDebtInvoice } from './decide-invoice.ts';

/** Everything decided about one customer in the debt batch. */
export type DebtOutcome = {
  /** Of its locked contracts, and of its terminated ones that still owe; by contract id. */
  readonly collections: readonly CollectionOutcome[];
  /** Of its open invoices, by id. */
  readonly invoices: readonly DebtInvoiceOutcome[];
};

/** Decides the debts of a customer: the next step of collection, and age, provision and write-off of each invoice. */
export async function decideDebts(
  file: CustomerFile,
  asOf: CalendarDate,
  rules: AccountRules,
  evaluator: Evaluator,
): Promise<DebtOutcome> {
  return decideDebtsOf(file, readAccountState(file, asOf, rules.calendar), asOf, rules, evaluator);
}

/** The same where the state of the customer is known already, for all its contracts and invoices or for some. */
export async function decideDebtsOf(
  file: CustomerFile,
  state: AccountState,
  asOf: CalendarDate,
  rules: AccountRules,
  evaluator: Evaluator,
  isWanted: (id: string) => boolean = isAny,
): Promise<DebtOutcome> {
  const collections: CollectionOutcome[] = [];
  for (const contract of state.contracts) {
    if (!isWanted(contract.contractId)) continue;
    const outcome = await decideCollection(contract, asOf, rules, evaluator);
    if (outcome !== null) collections.push(outcome);
  }
  const open = state.invoices.filter((each) => each.openMinor > 0);
  const debtor = file.debtors.find((each) => each.customerId === file.customerId) ?? null;
  const offsets = setOff(open, debtor?.payableMinor ?? 0);
  const booked = new Map(file.provisions.map((each) => [each.invoiceId, each]));
  const invoices: DebtInvoiceOutcome[] = [];
  for (const each of sortFew(open, compareInvoices)) {
    const { invoiceId } = each.invoice;
    if (!isWanted(invoiceId)) continue;
    const parts = { debtor, booked: booked.get(invoiceId) ?? null, offsetMinor: offsets.get(invoiceId) ?? 0 };
    invoices.push(await decideDebtInvoice(each, parts, asOf, rules, evaluator));
  }
  return { collections, invoices };
}

function isAny(): boolean {
  return true;
}

function compareInvoices(a: InvoiceState, b: InvoiceState): number {
  return compareText(a.invoice.invoiceId, b.invoice.invoiceId);
}
