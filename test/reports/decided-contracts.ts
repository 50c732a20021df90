import type {
  BillingDecision,
  ContractDetails,
  MonthCollection,
  OpenInvoice,
} from '../../src/domain/billing-decision.ts';
import type { BillingReportSource, DecidedContract } from '../../src/domain/billing-report.ts';
import type { CustomerBalance } from '../../src/domain/debt-decision.ts';
import { type Currency, HOME_CURRENCY } from '../../src/domain/money.ts';
import type { RejectedRow } from '../../src/domain/rejected-row.ts';
import type { RunSummary } from '../../src/domain/run-summary.ts';

/** An open invoice of 1,000,000, ten days past due, that the action is about. */
export function buildOpenInvoice(invoiceId: string, parts: Partial<OpenInvoice> = {}): OpenInvoice {
  return {
    invoiceId,
    month: '2026-10',
    issuedOn: '2026-10-25',
    effectiveDueOn: '2026-11-13',
    daysPastDue: 10,
    amountMinor: 1_000_000,
    openMinor: 1_000_000,
    isDisputed: false,
    isAddressed: true,
    ...parts,
  };
}

/**
 * An active contract that gets a suspension warning about its invoices; amounts and months follow from the invoices
 * unless the parts say otherwise.
 */
export function buildDecidedContract(
  id: string,
  parts: {
    readonly invoices?: readonly OpenInvoice[];
    readonly currency?: Currency | null;
    readonly decision?: Partial<BillingDecision>;
    readonly details?: Partial<ContractDetails>;
  } = {},
): DecidedContract {
  const invoices = parts.invoices ?? [buildOpenInvoice(`${id}-1`)];
  const currency = parts.currency === undefined ? 'VND' : parts.currency;
  const details = { ...BLANK_DETAILS, addresseeId: `KH-${id}`, openInvoices: invoices, ...parts.details };
  const openAmount = sum(invoices.map(({ openMinor }) => openMinor));
  const overdueAmount = sum(invoices.filter(isOverdue).map(({ openMinor }) => openMinor));
  const oldest = invoices.find(({ isDisputed }) => !isDisputed);
  return {
    decision: {
      ...BLANK_DECISION,
      id,
      customerId: `KH-${id}`,
      currency,
      openAmount,
      overdueAmount,
      oldestUnpaidDueOn: oldest?.effectiveDueOn ?? null,
      daysPastDue: oldest?.daysPastDue ?? null,
      ...parts.decision,
    },
    details: { ...details, months: parts.details?.months ?? invoices.map((invoice) => toMonth(invoice, details)) },
  };
}

/** A source over lists, with a run, balances and sums of inputs that fit them. */
export function buildBillingSource(
  contracts: readonly DecidedContract[],
  rejectedRows: readonly RejectedRow[] = [],
  parts: Partial<BillingReportSource> = {},
): BillingReportSource {
  return {
    run: buildBillingRun(contracts.length, rejectedRows.length),
    names: new Map([
      ['CTKV1', 'Công ty Dịch vụ MobiFone khu vực 1'],
      ['CTKV2', 'Công ty Dịch vụ MobiFone khu vực 2'],
      ['SMS-BRAND', 'SMS Brandname'],
    ]),
    amounts: [{ input: 'invoices', currency: 'VND', readMinor: 10n ** 16n, storedMinor: 10n ** 16n }],
    readDecidedContracts: () => readAll(contracts),
    readBalances: () => readAll(contracts.map(toBalance)),
    readRejectedRows: () => readAll(rejectedRows),
    ...parts,
  };
}

/** A run over one invoice file. */
export function buildBillingRun(decisionCount: number, rejected: number, parts: Partial<RunSummary> = {}): RunSummary {
  return {
    runId: 'billing-3f9a1c2b7d40e1aa',
    kind: 'billing',
    asOf: '2026-11-23',
    release: '5b1f0c77aa21e04d9f83c6b2',
    startedBy: 'lan@bao-cao',
    inputs: [
      {
        input: 'invoices',
        file: 'invoices.csv',
        sha256: 'c0ffee'.padEnd(64, '0'),
        bytes: 12_345,
        rowsRead: 10 + rejected,
        rowsAccepted: 10,
        rowsRejected: rejected,
      },
    ],
    rows: { read: 10 + rejected, accepted: 10, rejected },
    decisionCount,
    warningCount: 3,
    ...parts,
  };
}

/** The balance of a customer whose only contract is the one given. */
export function toBalance({ decision, details }: DecidedContract): CustomerBalance {
  const invoicedMinor = sum(details.months.map((month) => month.invoicedMinor));
  return {
    customerId: decision.customerId,
    customerName: details.customerName,
    currency: decision.currency ?? HOME_CURRENCY,
    invoicedMinor,
    settledMinor: invoicedMinor - decision.openAmount,
    openMinor: decision.openAmount,
    creditMinor: 0,
    releasedProvisions: [],
    writeOffs: [],
  };
}

/** Reads a list as a stream. */
export async function* readAll<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

function toMonth(invoice: OpenInvoice, details: Omit<ContractDetails, 'months'>): MonthCollection {
  return {
    month: invoice.month,
    managingUnit: details.managingUnit,
    product: details.product ?? 'SMS-BRAND',
    invoicedMinor: invoice.amountMinor,
    collectedMinor: invoice.amountMinor - invoice.openMinor,
    openMinor: invoice.openMinor,
    overdueMinor: isOverdue(invoice) ? invoice.openMinor : 0,
    invoiceCount: 1,
  };
}

function isOverdue({ daysPastDue, isDisputed }: OpenInvoice): boolean {
  return daysPastDue > 0 && !isDisputed;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

const BLANK_DECISION: BillingDecision = {
  subject: 'contract',
  id: '',
  customerId: '',
  currency: 'VND',
  openAmount: 0,
  overdueAmount: 0,
  oldestUnpaidDueOn: null,
  daysPastDue: null,
  serviceStatus: 'active',
  action: 'send-suspension-warning',
  reason: null,
  heldAction: null,
  needsApproval: false,
  holds: [],
  rules: { amounts: 'all', ladder: 'suspension-warning', hold: null, approval: null },
  release: '5b1f0c77aa21e04d9f83c6b2',
};

const BLANK_DETAILS: Omit<ContractDetails, 'months'> = {
  isMainCurrency: true,
  customerName: 'Công ty TNHH Thương mại An Bình',
  debtorType: 'organisation',
  agentModel: 'direct',
  agentId: null,
  addresseeId: '',
  product: 'SMS-BRAND',
  managingUnit: 'CTKV1',
  regionUnit: 'CTKV1',
  statusSince: null,
  channel: 'email',
  system: null,
  disputedMinor: 0,
  openInvoices: [],
  undelivered: [],
  holds: [],
};
