import type { CalendarDate } from '../../src/domain/calendar-date.ts';
import type {
  AgeingBucket,
  CollectionAction,
  CollectionDecision,
  CollectionReason,
  DebtInvoiceDecision,
  MissingGroup,
  WriteOffCase,
} from '../../src/domain/debt-decision.ts';
import type { CustomerFile, Debtor, EvidenceCode, Invoice, LegalStatus, NoticeKind } from '../../src/domain/invoice.ts';
import {
  type ContractState,
  type CountedInvoice,
  compareText,
  countInvoices,
  daysBetween,
  findHoldReason,
  findHolds,
  findOwnContracts,
  hasReachedMonths,
  readState,
  sumOverdue,
} from './account-oracle.ts';

/** What can be decided about a contract without a rule engine. */
export type PlainCollectionDecision = Omit<CollectionDecision, 'rules' | 'release'>;
/** What can be decided about an invoice without a rule engine. */
export type PlainDebtInvoiceDecision = Omit<DebtInvoiceDecision, 'rules' | 'release'>;

/** Decides the debts of the file's customer the plain way: default parameters, no overrides, rows by id. */
export function decideDebtPlainly(
  file: CustomerFile,
  asOf: CalendarDate,
): { collections: readonly PlainCollectionDecision[]; invoices: readonly PlainDebtInvoiceDecision[] } {
  const counted = countInvoices(file, asOf, (invoice) => isWrittenOff(file, invoice, asOf));
  const open = counted.filter(({ openMinor, invoice }) => openMinor > 0 && invoice.customerId === file.customerId);
  const offsets = setOff(file, open);
  return {
    collections: findOwnContracts(file).flatMap((id) => decideCollection(file, id, counted, asOf)),
    invoices: [...open]
      .sort((a, b) => compareText(a.invoice.invoiceId, b.invoice.invoiceId))
      .map((item) => decideInvoice(file, item, offsets.get(item.invoice.invoiceId) ?? 0, asOf)),
  };
}

/** After write-off a debt is only tracked: it is not open any more. */
function isWrittenOff(file: CustomerFile, { invoiceId }: Invoice, asOf: CalendarDate): boolean {
  const writtenOffOn = file.provisions.find((provision) => provision.invoiceId === invoiceId)?.writtenOffOn ?? null;
  return writtenOffOn !== null && writtenOffOn <= asOf;
}

function decideCollection(
  file: CustomerFile,
  id: string,
  counted: readonly CountedInvoice[],
  asOf: CalendarDate,
): readonly PlainCollectionDecision[] {
  const invoices = counted.filter(({ invoice }) => invoice.contractId === id);
  const state = readState(file, id, asOf);
  const isPaid = [...new Set(invoices.map(({ invoice }) => invoice.currency))].every(
    (currency) => sumOverdue(invoices.filter(({ invoice }) => invoice.currency === currency)) <= 0,
  );
  if (state.status !== 'locked' && !(state.status === 'terminated' && !isPaid)) return [];
  const holds = findHolds(file, id, invoices, asOf);
  const held = findHoldReason(holds);
  const step = isPaid ? ({ action: 'none', reason: 'paid' } as const) : findCollectionStep(file, id, state, asOf);
  const isHeld = held !== null && step.action !== 'none';
  return [
    {
      subject: 'contract',
      id,
      customerId: file.customerId,
      daysSinceLock: state.status === 'locked' && state.since !== null ? daysBetween(state.since, asOf) : null,
      action: isHeld ? 'hold' : step.action,
      reason: isHeld ? held : step.reason,
      // "within 6 months of the 3-year limit to sue"
      limitationWarning: invoices.some(
        ({ openMinor, invoice }) => openMinor > 0 && hasReachedMonths(invoice.dueOn, 36 - 6, asOf),
      ),
      holds: holds.map(({ holdId }) => holdId),
    },
  ];
}

type CollectionStep = { readonly action: CollectionAction; readonly kind: NoticeKind; readonly fromDay: number };

/** "7 `call` · 15 `send-demand-letter` · 30 `visit` · 45 `send-final-demand` · 60 `terminate-contract`" */
const LOCKED_STEPS: readonly CollectionStep[] = [
  { action: 'call', kind: 'call', fromDay: 7 },
  { action: 'send-demand-letter', kind: 'demand-letter', fromDay: 15 },
  { action: 'visit', kind: 'visit', fromDay: 30 },
  { action: 'send-final-demand', kind: 'final-demand', fromDay: 45 },
  { action: 'terminate-contract', kind: 'termination', fromDay: 60 },
];
/** "A terminated contract with an overdue amount has one step, `refer-to-legal`, 30 days after `statusSince`" */
const TERMINATED_STEPS: readonly CollectionStep[] = [{ action: 'refer-to-legal', kind: 'legal-referral', fromDay: 30 }];

function findCollectionStep(
  file: CustomerFile,
  id: string,
  state: ContractState,
  asOf: CalendarDate,
): { readonly action: CollectionAction; readonly reason: CollectionReason | null } {
  const { since } = state;
  if (since === null) return { action: 'none', reason: 'waiting' };
  const steps = state.status === 'terminated' ? TERMINATED_STEPS : LOCKED_STEPS;
  // "The action is the first step in this order that is not done …, if its day is reached"
  const next = steps.find(
    (step) =>
      !file.notices.some(
        ({ kind, contractId, sentOn }) => kind === step.kind && contractId === id && since <= sentOn && sentOn <= asOf,
      ),
  );
  if (next === undefined || daysBetween(since, asOf) < next.fromDay) return { action: 'none', reason: 'waiting' };
  return { action: next.action, reason: null };
}

/** What we owe the debtor, in VND, "set off against all its open invoices by original due date, then invoice id". */
function setOff(file: CustomerFile, open: readonly CountedInvoice[]): ReadonlyMap<string, number> {
  let left = findDebtor(file)?.payableMinor ?? 0;
  const offsets = new Map<string, number>();
  const inOrder = open
    .filter(({ invoice }) => invoice.currency === 'VND')
    .sort(({ invoice: a }, { invoice: b }) => compareText(a.dueOn, b.dueOn) || compareText(a.invoiceId, b.invoiceId));
  for (const { invoice, openMinor } of inOrder) {
    const used = Math.min(left, openMinor);
    offsets.set(invoice.invoiceId, used);
    left -= used;
  }
  return offsets;
}

function findDebtor(file: CustomerFile): Debtor | undefined {
  return file.debtors.find(({ customerId }) => customerId === file.customerId);
}

function decideInvoice(
  file: CustomerFile,
  { invoice, openMinor, daysPastDue }: CountedInvoice,
  offsetMinor: number,
  asOf: CalendarDate,
): PlainDebtInvoiceDecision {
  const evidence = findDebtor(file)?.evidence ?? [];
  const rate = findRate(invoice, asOf);
  const base = openMinor - offsetMinor;
  // "Amount = rate × base, rounded half up"
  const amount = Number((BigInt(base) * BigInt(rate) + 50n) / 100n);
  const booked = findBooked(file, invoice, asOf);
  const missingEvidence = rate === 0 ? [] : findMissing(evidence, COMMON_GROUPS);
  return {
    subject: 'invoice',
    id: invoice.invoiceId,
    contractId: invoice.contractId,
    customerId: invoice.customerId,
    currency: invoice.currency,
    openAmount: openMinor,
    daysPastDue,
    ageingBucket: findBucket(daysPastDue),
    provisionRatePercent: rate,
    provisionBase: base,
    provisionAmount: amount,
    provisionSupported: rate === 0 ? null : missingEvidence.length === 0,
    provisionBooked: booked,
    provisionChange: amount - booked,
    missingEvidence,
    ...decideWriteOff(file, invoice, evidence, asOf),
  };
}

function findBucket(daysPastDue: number): AgeingBucket {
  if (daysPastDue <= 0) return 'not-due';
  if (daysPastDue <= 30) return 'dpd-1-30';
  if (daysPastDue <= 60) return 'dpd-31-60';
  if (daysPastDue <= 90) return 'dpd-61-90';
  if (daysPastDue <= 180) return 'dpd-91-180';
  return daysPastDue <= 365 ? 'dpd-181-365' : 'dpd-over-365';
}

/** Special: a person who owes for the service itself; "`household` means that an individual signed". */
function isSpecial({ debtorType, chargeKind }: Invoice): boolean {
  return (debtorType === 'individual' || debtorType === 'household') && chargeKind === 'service';
}

function findRate(invoice: Invoice, asOf: CalendarDate): number {
  const [for30 = 0, for50 = 0, for70 = 0, for100 = 0] = isSpecial(invoice) ? [3, 6, 9, 12] : [6, 12, 24, 36];
  const hasReached = (months: number) => hasReachedMonths(invoice.dueOn, months, asOf);
  if (hasReached(for100)) return 100;
  if (hasReached(for70)) return 70;
  if (hasReached(for50)) return 50;
  return hasReached(for30) ? 30 : 0;
}

function findBooked(file: CustomerFile, { invoiceId }: Invoice, asOf: CalendarDate): number {
  const provision = file.provisions.find((row) => row.invoiceId === invoiceId);
  if (provision === undefined) return 0;
  return provision.bookedOn === null || provision.bookedOn <= asOf ? provision.bookedMinor : 0;
}

/** Which documents make up a group; every other group is the document of the same name. */
const COMMON_GROUPS = ['contract-or-commitment', 'debt-list', 'reconciliation-or-registered-demand'] as const;

function findMissing(evidence: readonly EvidenceCode[], groups: readonly MissingGroup[]): readonly MissingGroup[] {
  return groups.filter((group) => !documentsOf(group).some((code) => evidence.includes(code))).sort(compareText);
}

function documentsOf(group: MissingGroup): readonly EvidenceCode[] {
  if (group === 'contract-or-commitment') return ['contract', 'commitment'];
  if (group === 'reconciliation-or-registered-demand') {
    return ['reconciliation', 'reconciliation-request-registered', 'demand-registered'];
  }
  return [group];
}

type WriteOff = Pick<PlainDebtInvoiceDecision, 'writeOffCase' | 'writeOffCases' | 'writeOffAction' | 'writeOffMissing'>;

function decideWriteOff(
  file: CustomerFile,
  invoice: Invoice,
  evidence: readonly EvidenceCode[],
  asOf: CalendarDate,
): WriteOff {
  const status = findLegalStatus(file, asOf);
  const proofs = findCases(file, invoice, status, asOf);
  const writeOffCases = proofs.map(([writeOffCase]) => writeOffCase);
  const lowest = proofs[0];
  if (lowest === undefined) return { writeOffCase: null, writeOffCases, writeOffAction: 'none', writeOffMissing: [] };
  const writeOffMissing = findMissing(evidence, [...COMMON_GROUPS, 'books', lowest[1]]);
  const writeOffAction = writeOffMissing.length === 0 ? 'propose-write-off' : 'not-ready';
  return { writeOffCase: lowest[0], writeOffCases, writeOffAction, writeOffMissing };
}

/** "it counts from `legalStatusOn`" */
function findLegalStatus(file: CustomerFile, asOf: CalendarDate): LegalStatus | null {
  const debtor = findDebtor(file);
  if (debtor === undefined) return null;
  return debtor.legalStatusOn === null || debtor.legalStatusOn <= asOf ? debtor.legalStatus : null;
}

/** The cases that hold, lowest first, each with the document of its own. */
function findCases(
  file: CustomerFile,
  invoice: Invoice,
  status: LegalStatus | null,
  asOf: CalendarDate,
): readonly (readonly [WriteOffCase, MissingGroup])[] {
  const isBusiness = invoice.debtorType === 'organisation' || invoice.debtorType === 'household-business';
  const inCustody: readonly (LegalStatus | null)[] = ['prosecuted', 'detained', 'on-trial', 'serving-sentence'];
  const cases: (readonly [WriteOffCase, MissingGroup])[] = [];
  if (isBusiness && status === 'bankrupt') cases.push([1, 'court-decision']);
  if (isBusiness && (status === 'ceased' || status === 'dissolved')) cases.push([2, 'authority-confirmation']);
  if (status === 'debt-cancelled') cases.push([3, 'cancellation-decision']);
  if (!isBusiness && status === 'dead') cases.push([4, 'death-certificate']);
  if (!isBusiness && inCustody.includes(status)) cases.push([4, 'custody-confirmation']);
  if (status === 'liability-settled') cases.push([5, 'liability-decision']);
  const fullyOn = file.provisions.find(({ invoiceId }) => invoiceId === invoice.invoiceId)?.fullyProvisionedOn ?? null;
  if (fullyOn === null) return cases;
  if (!isSpecial(invoice) && hasReachedMonths(fullyOn, 36, asOf)) cases.push([6, 'provision-records']);
  if (isSpecial(invoice) && hasReachedMonths(fullyOn, 12, asOf)) cases.push([7, 'provision-records']);
  return cases;
}
