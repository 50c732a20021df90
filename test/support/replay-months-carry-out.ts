import { createHash } from 'node:crypto';
import type { AccountRow, AccountRows } from '../../examples/generator/accounts/account-rows.ts';
import type { BillingAction } from '../../src/domain/billing-decision.ts';
import type { DecidedContract } from '../../src/domain/billing-report.ts';
import { addDays, type CalendarDate } from '../../src/domain/calendar-date.ts';
import type { CollectionAction } from '../../src/domain/debt-decision.ts';
import type { DecidedCollection, DecidedInvoice } from '../../src/domain/debt-report.ts';
import type { NoticeKind, ServiceStatus } from '../../src/domain/invoice.ts';

/** What both batches decided as of one day. */
export type DecidedMonth = {
  readonly asOf: CalendarDate;
  readonly contracts: readonly DecidedContract[];
  readonly collections: readonly DecidedCollection[];
  readonly invoices: readonly DecidedInvoice[];
};

const DELIVERED_SHARE = 0.85;
/** Of this one somebody's warnings get lost three times, so that it is warned by hand. */
const SEED = 5;
/** After so many sendings that did not arrive somebody goes there. */
const SENDINGS = 3;

/** What a step of the ladder sends. */
const NOTICE_OF: Partial<Record<BillingAction, NoticeKind>> = {
  'send-payment-notice': 'payment-notice',
  'send-reminder': 'reminder',
  'send-overdue-notice': 'overdue-notice',
  'send-suspension-warning': 'suspension-warning',
};

/** What remains of a step of collection. */
const COLLECTED_BY: Partial<Record<CollectionAction, NoticeKind>> = {
  call: 'call',
  'send-demand-letter': 'demand-letter',
  visit: 'visit',
  'send-final-demand': 'final-demand',
  'terminate-contract': 'termination',
  'refer-to-legal': 'legal-referral',
};

/** The files after people and systems did what was decided; approvals are given, and holds keep from everything. */
export function carryOut(rows: AccountRows, month: DecidedMonth): AccountRows {
  const { asOf } = month;
  const contracts = new Map(rows.contracts.map((row) => [row.contractId, row]));
  const sent: AccountRow<'notices'>[] = [];
  for (const decided of month.contracts) {
    const { id } = decided.decision;
    const changed = changeService(contracts.get(id) ?? buildActive(decided), decided.decision.action, asOf);
    if (changed !== null) contracts.set(id, changed);
    sent.push(...listSent(decided, asOf));
  }
  for (const { decision } of month.collections) {
    const row = contracts.get(decision.id);
    const kind = COLLECTED_BY[decision.action];
    // What the billing run of the same day restored is left alone.
    if (row === undefined || kind === undefined || row.serviceStatus === 'active') continue;
    sent.push(buildNotice({ contractId: decision.id, kind, about: '', sentOn: asOf }));
    if (decision.action === 'terminate-contract') contracts.set(decision.id, enter(row, 'terminated', asOf));
  }
  return {
    ...rows,
    contracts: [...contracts.values()],
    notices: [...rows.notices, ...sent],
    provisions: month.invoices.flatMap((decided) => book(decided, asOf)),
  };
}

/** Of a contract that only its invoices tell of. */
function buildActive({ decision, details }: DecidedContract): AccountRow<'contracts'> {
  const { id, customerId } = decision;
  const product = details.product ?? '';
  return { contractId: id, customerId, product, serviceStatus: 'active', statusSince: '', handedOverOn: '' };
}

function changeService(
  row: AccountRow<'contracts'>,
  action: BillingAction,
  asOf: CalendarDate,
): AccountRow<'contracts'> | null {
  switch (action) {
    case 'restrict-service':
      return enter(row, 'restricted', asOf);
    case 'lock-service':
      return enter(row, 'locked', asOf);
    case 'restore-service':
      return { ...enter(row, 'active', asOf), handedOverOn: '' };
    case 'hand-over-to-collection':
      return { ...row, handedOverOn: asOf };
    default:
      return null;
  }
}

function enter(row: AccountRow<'contracts'>, serviceStatus: ServiceStatus, asOf: CalendarDate): typeof row {
  return { ...row, serviceStatus, statusSince: asOf };
}

function listSent({ decision, details }: DecidedContract, sentOn: CalendarDate): readonly AccountRow<'notices'>[] {
  const { id: contractId, action } = decision;
  const about = decision.currency ?? '';
  if (action === 'deliver-manually') {
    const warnings = details.undelivered.filter((notice) => notice.kind === 'suspension-warning');
    const kind = warnings.length >= SENDINGS ? 'suspension-warning' : 'overdue-notice';
    return [{ ...buildNotice({ contractId, kind, about, sentOn }), channel: 'in-person', deliveredOn: sentOn }];
  }
  const kind = NOTICE_OF[action];
  if (kind === undefined) return [];
  if (kind !== 'payment-notice' && kind !== 'reminder') return [buildNotice({ contractId, kind, about, sentOn })];
  return details.openInvoices
    .filter((invoice) => invoice.isAddressed)
    .map(({ invoiceId }) => ({ ...buildNotice({ contractId, kind, about: invoiceId, sentOn }), invoiceId }));
}

type Sending = {
  readonly contractId: string;
  readonly kind: NoticeKind;
  /** Tells notices of one kind, contract and day apart. */
  readonly about: string;
  readonly sentOn: CalendarDate;
};

function buildNotice({ contractId, kind, about, sentOn }: Sending): AccountRow<'notices'> {
  const noticeId = `${kind}-${contractId}-${about}-${sentOn}`;
  const deliveredOn = isDelivered(noticeId) ? addDays(sentOn, 1) : '';
  return { noticeId, contractId, invoiceId: '', kind, channel: 'sms', sentOn, deliveredOn, proof: '' };
}

/** Drawn from the notice's own id: its fate hangs on nothing else that was sent. */
function isDelivered(noticeId: string): boolean {
  return createHash('sha256').update(`${SEED} ${noticeId}`).digest().readUInt32BE() / 2 ** 32 < DELIVERED_SHARE;
}

/** The books follow the run to the đồng; amounts in other currencies need not be whole units, so they stay out. */
function book({ decision, details }: DecidedInvoice, asOf: CalendarDate): readonly AccountRow<'provisions'>[] {
  const { id: invoiceId, currency, provisionAmount, provisionRatePercent } = decision;
  if (currency !== 'VND' || provisionAmount === 0) return [];
  const fullyProvisionedOn = provisionRatePercent === 100 ? (details.fullyProvisionedOn ?? asOf) : '';
  return [{ invoiceId, bookedOn: asOf, bookedAmount: String(provisionAmount), fullyProvisionedOn }];
}
