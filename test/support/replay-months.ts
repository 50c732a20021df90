import { buildAccounts } from '../../examples/generator/accounts/build-accounts.ts';
import { type AccountRules, buildAccountRules } from '../../src/batches/accounts/account-rules.ts';
import { type ContractOutcome, decideContracts } from '../../src/batches/billing/decide-contracts.ts';
import { buildReferenceEvaluator } from '../../src/decisions/reference-evaluator.ts';
import type { BillingAction } from '../../src/domain/billing-decision.ts';
import { addDays } from '../../src/domain/calendar-date.ts';
import type { Contract, CustomerFile, Hold, Invoice, Notice, NoticeKind, Payment } from '../../src/domain/invoice.ts';
import { BILLING_CATALOGUE } from '../../src/facts/billing-catalogue.ts';
import { CONTRACT_LAYOUT, HOLD_LAYOUT, INVOICE_LAYOUT, PAYMENT_LAYOUT } from '../../src/intake/account-columns.ts';
import {
  type Built,
  buildContract,
  buildHold,
  buildInvoice,
  buildPayment,
} from '../../src/intake/build-account-records.ts';
import type { Layout } from '../../src/intake/column.ts';
import { parseRow, type Values } from '../../src/intake/parse-row.ts';
import type { Release } from '../../src/rule-sets/load-release.ts';

/** The ends of the twelve months of the sample. */
export const MONTH_ENDS = [
  '2025-11-30',
  '2025-12-31',
  '2026-01-31',
  '2026-02-28',
  '2026-03-31',
  '2026-04-30',
  '2026-05-31',
  '2026-06-30',
  '2026-07-31',
  '2026-08-31',
  '2026-09-30',
  '2026-10-31',
] as const;

/** One month-end: what was decided of each contract, and the file of the customer that it was decided from. */
export type ReplayedMonth = {
  readonly asOf: string;
  readonly outcomes: readonly { readonly outcome: ContractOutcome; readonly file: CustomerFile }[];
};

const LIMITS = {
  maxFileBytes: 1e9,
  maxUncompressedBytes: 1e9,
  maxRows: 1e9,
  maxCellChars: 10_000,
  maxColumns: 100,
};

/** What a step sends. */
const NOTICE_OF: Partial<Record<BillingAction, NoticeKind>> = {
  'send-payment-notice': 'payment-notice',
  'send-reminder': 'reminder',
  'send-overdue-notice': 'overdue-notice',
  'send-suspension-warning': 'suspension-warning',
};

/**
 * Replays the month-ends of the sample year: nobody was noticed and everything was active before; each run sees the
 * notices and states that the earlier ones led to. Every seventh notice of a contract does not arrive.
 */
export async function replayMonths(release: Release<unknown>): Promise<readonly ReplayedMonth[]> {
  const evaluator = buildReferenceEvaluator(BILLING_CATALOGUE);
  let files = readSample();
  const months: ReplayedMonth[] = [];
  for (const asOf of MONTH_ENDS) {
    const rules: AccountRules = buildAccountRules(release, asOf);
    const outcomes: { outcome: ContractOutcome; file: CustomerFile }[] = [];
    const next: CustomerFile[] = [];
    for (const file of files) {
      const decided = await decideContracts(file, asOf, rules, evaluator);
      outcomes.push(...decided.map((outcome) => ({ outcome, file })));
      next.push(decided.reduce((changed, outcome) => carryOut(changed, outcome, asOf), file));
    }
    months.push({ asOf, outcomes });
    files = next;
  }
  return months;
}

/** What the people and systems do who get the decision. */
function carryOut(file: CustomerFile, { decision, details }: ContractOutcome, asOf: string): CustomerFile {
  const { action, id } = decision;
  const change = (set: Partial<Contract>): CustomerFile => ({
    ...file,
    contracts: file.contracts.map((each) => (each.contractId === id ? { ...each, ...set } : each)),
  });
  switch (action) {
    case 'restrict-service':
      return change({ serviceStatus: 'restricted', statusSince: asOf });
    case 'lock-service':
      return change({ serviceStatus: 'locked', statusSince: asOf });
    case 'restore-service':
      return change({ serviceStatus: 'active', statusSince: asOf, handedOverOn: null });
    case 'hand-over-to-collection':
      return change({ handedOverOn: asOf });
    default: {
      const kind = NOTICE_OF[action];
      if (kind === undefined) return file;
      const about = kind === 'payment-notice' || kind === 'reminder';
      const invoiceIds = details.openInvoices.filter((each) => each.isAddressed).map((each) => each.invoiceId);
      const notices = (about ? invoiceIds : [null]).map((invoiceId) => send(file, id, invoiceId, kind, asOf));
      return { ...file, notices: [...file.notices, ...notices] };
    }
  }
}

function send(
  file: CustomerFile,
  contractId: string,
  invoiceId: string | null,
  kind: NoticeKind,
  sentOn: string,
): Notice {
  const noticeId = `${contractId}-${kind}-${invoiceId ?? ''}-${sentOn}`;
  const isLost = (file.notices.length + contractId.length + Number(contractId.slice(-1))) % 7 === 0;
  const deliveredOn = isLost ? null : addDays(sentOn, 1);
  return { noticeId, contractId, invoiceId, kind, channel: 'sms', sentOn, deliveredOn, proof: null };
}

/** The usable rows of the sample by customer, without its notices, and with every service active. */
function readSample(): readonly CustomerFile[] {
  const rows = buildAccounts();
  const invoices = parseAll(rows.invoices, INVOICE_LAYOUT, buildInvoice);
  const payments = parseAll(rows.payments, PAYMENT_LAYOUT, buildPayment);
  const contracts = parseAll(rows.contracts, CONTRACT_LAYOUT, buildContract);
  const holds = parseAll(rows.holds, HOLD_LAYOUT, buildHold);
  const customerOf = new Map(invoices.map((invoice) => [invoice.invoiceId, invoice.customerId]));
  const ownerOf = new Map(contracts.map((contract) => [contract.contractId, contract.customerId]));
  for (const invoice of invoices)
    ownerOf.set(invoice.contractId, ownerOf.get(invoice.contractId) ?? invoice.customerId);
  const files = new Map<string, Mutable>();
  const open = (customerId: string | undefined): Mutable => {
    const file = files.get(customerId ?? '') ?? { invoices: [], payments: [], contracts: [], holds: [] };
    files.set(customerId ?? '', file);
    return file;
  };
  for (const invoice of invoices) open(invoice.customerId).invoices.push(invoice);
  for (const payment of payments)
    open(customerOf.get(payment.invoiceId ?? '') ?? payment.customerId ?? '').payments.push(payment);
  for (const contract of contracts) {
    const active = { ...contract, serviceStatus: 'active', statusSince: null, handedOverOn: null } as const;
    open(contract.customerId).contracts.push(active);
  }
  for (const hold of holds)
    open(ownerOf.get(hold.contractId ?? '') ?? customerOf.get(hold.invoiceId ?? '')).holds.push(hold);
  return [...files].map(([customerId, file]) => ({ customerId, ...file, notices: [], debtors: [], provisions: [] }));
}

type Mutable = {
  readonly invoices: Invoice[];
  readonly payments: Payment[];
  readonly contracts: Contract[];
  readonly holds: Hold[];
};

function parseAll<T>(
  rows: readonly Readonly<Record<string, string | undefined>>[],
  layout: Layout,
  build: (values: Values) => Built<T>,
): readonly T[] {
  return rows.flatMap((row) => {
    const cells = Object.fromEntries(Object.entries(row).flatMap(([key, value]) => (value ? [[key, value]] : [])));
    const parsed = parseRow(cells, layout, LIMITS);
    if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
    const built = build(parsed.values);
    if ('problem' in built) throw new Error(JSON.stringify(built.problem));
    return [built.record];
  });
}
