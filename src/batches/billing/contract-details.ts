import type { ContractState, InvoiceState } from '../../domain/account-state.ts';
import type {
  BillingAction,
  ContractDetails,
  MonthCollection,
  OpenInvoice,
  UndeliveredNotice,
} from '../../domain/billing-decision.ts';
import type { CalendarDate } from '../../domain/calendar-date.ts';
import { compareText } from '../../domain/compare-text.ts';
import type { Invoice } from '../../domain/invoice.ts';
import { addMinor, sumMinor } from '../../domain/money.ts';
import { type ContractDebt, listUndelivered, listUnnoticed, listUnreminded } from '../../facts/read-contract-facts.ts';
import { type Outputs, readText } from '../../facts/read-outputs.ts';

type Decided = {
  readonly contract: ContractState;
  readonly debt: ContractDebt;
  /** The action, or the step that a hold stops. */
  readonly action: BillingAction;
  readonly delivery: Outputs;
  /** Invoices that fall due within so many days are reminded of together. */
  readonly reminderDays: number;
  readonly asOf: CalendarDate;
};

/** What reports show of a decided contract; no rule looks at it. */
export function readContractDetails(decided: Decided): ContractDetails {
  const { contract, debt, delivery } = decided;
  const { newest } = contract;
  const isAgentDebtor = newest?.agentModel === 'wholesale' && newest.agentId !== null;
  return {
    isMainCurrency: debt.currency === (contract.currencies[0] ?? null),
    customerName: newest?.customerName ?? null,
    debtorType: newest?.debtorType ?? null,
    agentModel: newest?.agentModel ?? null,
    agentId: newest?.agentId ?? null,
    addresseeId: isAgentDebtor ? (newest.agentId ?? contract.customerId) : contract.customerId,
    product: contract.product,
    managingUnit: newest?.managingUnit ?? null,
    regionUnit: newest?.regionUnit ?? null,
    statusSince: contract.statusSince,
    channel: readText(delivery, 'channel'),
    system: readText(delivery, 'system'),
    disputedMinor: sumMinor(debt.open.filter((each) => each.isDisputed).map((each) => each.openMinor)),
    openInvoices: listOpenInvoices(decided),
    months: sumMonths(contract.invoices.filter((each) => each.invoice.currency === debt.currency)),
    undelivered: listAllUndelivered(decided),
    holds: contract.holds.map(({ holdId, kind, invoiceId, from, until, reason, authority }) => ({
      holdId,
      kind,
      invoiceId,
      from,
      until,
      reason,
      authority,
    })),
  };
}

/** Month N: the month of use, or the cycle of a service that is charged by cycle; null where the file says neither. */
function readMonth(invoice: Invoice): string | null {
  if (invoice.period !== null) return invoice.period;
  return invoice.cycleStart === null ? null : `${invoice.cycleStart}/${invoice.cycleEnd}`;
}

function listOpenInvoices(decided: Decided): readonly OpenInvoice[] {
  const addressed = listAddressed(decided);
  return decided.debt.open.map((each) => ({
    invoiceId: each.invoice.invoiceId,
    month: readMonth(each.invoice),
    issuedOn: each.invoice.issuedOn,
    effectiveDueOn: each.effectiveDueOn,
    daysPastDue: each.daysPastDue,
    amountMinor: each.invoice.amountMinor,
    openMinor: each.openMinor,
    isDisputed: each.isDisputed,
    isAddressed: addressed.has(each),
  }));
}

/** The invoices that an action is about: a payment notice and a reminder name their own, all else what is overdue. */
function listAddressed({ contract, debt, action, reminderDays }: Decided): ReadonlySet<InvoiceState> {
  const undisputed = debt.open.filter((each) => !each.isDisputed);
  switch (action) {
    case 'none':
    case 'restore-service':
      return new Set();
    case 'send-payment-notice':
      return new Set(listUnnoticed(undisputed, contract.notices));
    case 'send-reminder': {
      return new Set(listUnreminded(undisputed, contract.notices).filter((each) => -each.daysPastDue <= reminderDays));
    }
    default:
      return new Set(undisputed.filter((each) => each.daysPastDue >= 1));
  }
}

function listAllUndelivered({ contract, debt, asOf }: Decided): readonly UndeliveredNotice[] {
  const since = debt.oldest?.effectiveDueOn ?? null;
  return [
    ...listUndelivered(contract.notices, 'overdue-notice', since, asOf),
    ...listUndelivered(contract.notices, 'suspension-warning', since, asOf),
  ]
    .map(({ noticeId, kind, channel, sentOn }) => ({ noticeId, kind, channel, sentOn }))
    .sort((a, b) => compareText(a.sentOn, b.sentOn) || compareText(a.noticeId, b.noticeId));
}

function sumMonths(invoices: readonly InvoiceState[]): readonly MonthCollection[] {
  const groups = new Map<string, MonthCollection>();
  for (const { invoice, openMinor, writtenOffMinor, daysPastDue, isDisputed } of invoices) {
    const month = readMonth(invoice);
    const { managingUnit, product } = invoice;
    // What was written off will not be collected any more.
    const amountMinor = invoice.amountMinor - (writtenOffMinor ?? 0);
    const key = [month ?? '', managingUnit ?? '', product].join('\n');
    const sums = groups.get(key);
    groups.set(key, {
      month,
      managingUnit,
      product,
      invoicedMinor: addMinor(sums?.invoicedMinor ?? 0, amountMinor),
      collectedMinor: addMinor(sums?.collectedMinor ?? 0, amountMinor - openMinor),
      openMinor: addMinor(sums?.openMinor ?? 0, openMinor),
      overdueMinor: addMinor(sums?.overdueMinor ?? 0, daysPastDue >= 1 && !isDisputed ? openMinor : 0),
      invoiceCount: (sums?.invoiceCount ?? 0) + 1,
    });
  }
  return [...groups].sort(([a], [b]) => compareText(a, b)).map(([, sums]) => sums);
}
