import type { AccountRow, AccountRows } from './account-rows.ts';
import type { AccountPlan, SampleAccount, SampleInvoice } from './sample-account.ts';
import { formatDay } from './sample-days.ts';

const MINOR_OF_A_DOLLAR = 100;

/** Writes contracts as rows; of debtors and provisions they know nothing. */
export function writeAccounts(accounts: readonly SampleAccount[]): AccountRows {
  return {
    invoices: accounts.flatMap(({ plan, invoices }) => invoices.map((each) => writeInvoice(plan, each))),
    payments: accounts.flatMap(writePayments),
    contracts: accounts.map(writeContract),
    holds: accounts.flatMap(writeHolds),
    notices: accounts.flatMap(writeNotices),
    debtors: [],
    provisions: [],
  };
}

function toContractId(plan: AccountPlan): string {
  return `HD-${plan.number}`;
}

function writeInvoice(plan: AccountPlan, invoice: SampleInvoice): AccountRow<'invoices'> {
  return {
    invoiceId: invoice.invoiceId,
    customerId: plan.debtor.customerId,
    customerName: plan.debtor.customerName,
    debtorType: plan.debtor.debtorType,
    contractId: toContractId(plan),
    agentModel: plan.agentModel,
    agentId: plan.agentId,
    product: plan.product,
    chargeKind: invoice.chargeKind,
    managingUnit: plan.managingUnit,
    regionUnit: plan.debtor.regionUnit,
    period: invoice.period,
    cycleStart: formatDay(invoice.cycle?.from ?? null),
    cycleEnd: formatDay(invoice.cycle?.to ?? null),
    issuedOn: formatDay(invoice.issuedDay),
    dueOn: formatDay(invoice.dueDay),
    amount: formatAmount(plan, invoice.amountMinor),
    currency: plan.currency,
    disputed: invoice.isDisputed ? 'yes' : 'no',
    voided: invoice.isVoided ? 'yes' : 'no',
  };
}

function writePayments({ plan, payments }: SampleAccount): readonly AccountRow<'payments'>[] {
  return payments.map((payment, index) => ({
    paymentId: `TT-${plan.number}-${toSuffix(index)}`,
    invoiceId: payment.invoiceId ?? '',
    // Some name both; both may stand where they agree.
    customerId: payment.invoiceId === null || plan.number % 25 === 0 ? plan.debtor.customerId : '',
    paidOn: formatDay(payment.paidDay),
    amount: formatAmount(plan, payment.amountMinor),
    currency: plan.currency,
    kind: payment.kind,
  }));
}

function writeContract({ plan, status, statusDay, handedOverDay }: SampleAccount): AccountRow<'contracts'> {
  return {
    contractId: toContractId(plan),
    customerId: plan.debtor.customerId,
    product: plan.product,
    serviceStatus: status,
    statusSince: formatDay(statusDay),
    handedOverOn: formatDay(handedOverDay),
  };
}

function writeHolds({ plan, holds }: SampleAccount): readonly AccountRow<'holds'>[] {
  return holds.map((hold, index) => ({
    holdId: `TH-${plan.number}-${toSuffix(index)}`,
    contractId: hold.invoiceId === null ? toContractId(plan) : '',
    invoiceId: hold.invoiceId ?? '',
    kind: hold.kind,
    from: formatDay(hold.fromDay),
    until: formatDay(hold.untilDay),
    reason: hold.reason,
    authority: hold.authority,
  }));
}

function writeNotices({ plan, notices }: SampleAccount): readonly AccountRow<'notices'>[] {
  return notices.map((notice, index) => ({
    noticeId: `TB-${plan.number}-${toSuffix(index)}`,
    contractId: toContractId(plan),
    invoiceId: notice.invoiceId ?? '',
    kind: notice.kind,
    channel: notice.channel,
    sentOn: formatDay(notice.sentDay),
    deliveredOn: formatDay(notice.deliveredDay),
    proof: notice.proof,
  }));
}

/** Dong are whole numbers; dollars have their cents. */
function formatAmount(plan: AccountPlan, amountMinor: number): string {
  return plan.currency === 'VND' ? String(amountMinor) : (amountMinor / MINOR_OF_A_DOLLAR).toFixed(2);
}

function toSuffix(index: number): string {
  return String(index + 1).padStart(2, '0');
}
