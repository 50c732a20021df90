import fc from 'fast-check';
import type { CalendarDate } from '../../src/domain/calendar-date.ts';
import {
  CHARGE_KINDS,
  type Contract,
  type CustomerFile,
  DEBTOR_TYPES,
  EVIDENCE_CODES,
  type Hold,
  type Invoice,
  LEGAL_STATUSES,
  NOTICE_KINDS,
  type Notice,
} from '../../src/domain/invoice.ts';
import { rollDueDate, shiftDays, shiftMonths } from './account-oracle.ts';

/** A customer's file and a day to decide it on. */
export type AccountCase = { readonly file: CustomerFile; readonly asOf: CalendarDate };

/** A Friday, so that the ladder's days past due fall on working days, and the last day of a short month. */
export const USUAL_AS_OF: CalendarDate = '2023-06-30';

/** Month-ends, 29 February, days after Tết, after a worked Saturday and after long weekends, all days of the week. */
const asOfArbitrary: fc.Arbitrary<CalendarDate> = fc.constantFrom(
  ...[USUAL_AS_OF, '2021-03-01', '2021-12-31', '2022-02-28', '2023-05-31', '2024-02-29', '2024-05-06', '2024-11-30'],
  ...['2025-06-30', '2026-01-13', '2026-02-24', '2026-02-28', '2026-08-30', '2026-11-25', '2027-02-28'],
);

/** `often(value, arbitrary)`: the value in two of three samples, so that a case is about few things at once. */
const often = <T, U>(value: T, arbitrary: fc.Arbitrary<U>): fc.Arbitrary<T | U> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(value) }, { weight: 1, arbitrary });
const seldom = fc.integer({ min: 0, max: 9 }).map((number) => number === 9);
const pick = fc.nat({ max: 23 });

/** Due dates, told as months before asOf and days past that. */
const dueAt = (months: readonly number[], days: readonly number[], isMonthEnd: fc.Arbitrary<boolean>) =>
  fc.record({ months: fc.constantFrom(...months), days: fc.constantFrom(...days), isMonthEnd });
const SOON_DAYS = [-60, -30, -5, -4, -3, -2, -1, 0, 1, 2, 6, 7, 8, 9, 14, 15, 16, 17, 28, 29, 30, 31, 32];
const LATE_DAYS = [45, 59, 60, 61, 62, 63, 89, 90, 91, 92, 93, 179, 180, 181, 182, 183, 364, 365, 366, 367, 368];
const dueArbitrary = fc.oneof(
  { weight: 3, arbitrary: dueAt([0], SOON_DAYS, fc.constant(false)) },
  { weight: 2, arbitrary: dueAt([0], LATE_DAYS, fc.constant(false)) },
  { weight: 2, arbitrary: dueAt([1, 2, 3, 6, 9, 12, 24, 30, 36], [-1, 0, 0, 1, 2], fc.boolean()) },
);

const invoiceArbitrary = fc.record({
  contract: pick,
  isOthers: seldom,
  due: dueArbitrary,
  daysToPay: fc.constantFrom(0, 1, 15, 15, 30, 45),
  amountMinor: fc.oneof(
    fc.constantFrom(49_999, 50_000, 50_001, 99_999, 100_000, 100_001, 25_000),
    fc.constantFrom(0, 1, 2, 3, 5, 15, 333_335, 1_500_000, 1_500_000, 123_456_789),
  ),
  currency: fc.constantFrom('VND', 'VND', 'VND', 'VND', 'VND', 'USD'),
  isDisputed: seldom,
  isVoided: seldom,
  debtorType: fc.constantFrom(...DEBTOR_TYPES),
  chargeKind: fc.constantFrom('service', 'service', 'service', ...CHARGE_KINDS),
  agentModel: fc.constantFrom('direct', 'direct', 'wholesale', 'commission'),
  product: fc.constantFrom('sms-brandname', 'mobile-pbx', 'transmission'),
});

/** Days that a contract has been in its state; negative: its state begins after asOf. */
const SINCE_DAYS = [-1, 0, 1, 6, 7, 8, 14, 14, 15, 15, 16, 29, 30, 30, 31, 44, 45, 45, 46, 59, 60, 60, 61, 400];

const contractArbitrary = fc.record({
  hasRow: fc.constantFrom(true, true, true, true, false),
  isOthers: seldom,
  serviceStatus: fc.constantFrom('active', 'active', 'active', 'restricted', 'locked', 'locked', 'terminated'),
  sinceDays: fc.constantFrom(null, ...SINCE_DAYS),
  handedOverDays: often(null, fc.constantFrom(-1, 0, 1, 10)),
  /** Collection steps that were taken in their order, the last of them also before the contract was locked. */
  stepsTaken: fc.constantFrom(0, 1, 2, 3, 4, 4, 5, 6),
  stepOffset: often(0, fc.constantFrom(-1, 1, 20)),
  sendings: fc.constantFrom(0, 1, 1, 2, 3, 4),
  sendingsKind: fc.constantFrom('overdue-notice', 'suspension-warning', 'suspension-warning'),
  lastSentDays: fc.constantFrom(-1, 0, 1, 2, 2, 3, 5, 6, 6, 7, 8, 10, 14),
  sentEveryDays: fc.constantFrom(1, 2, 5),
  deliveredDays: fc.constantFrom(null, null, -1, 0, 1, 4, 5, 5, 6, 10),
});

const paymentArbitrary = fc.record({
  invoice: pick,
  names: fc.constantFrom('invoice', 'invoice', 'both', 'customer'),
  paidDays: fc.constantFrom(-1, 0, 1, 10, 40),
  share: fc.constantFrom('all', 'all', 'half', 'double', 'one'),
  plusMinor: often(0, fc.constantFrom(-100_001, -100_000, -50_000, -1, 1)),
  kind: fc.constantFrom('payment', 'payment', 'payment', 'credit-note', 'refund', 'chargeback'),
});

const holdArbitrary = fc.record({
  contract: pick,
  invoice: pick,
  kind: fc.constantFrom('dispute', 'dispute', 'exemption', 'promise', 'moratorium'),
  isAboutInvoice: fc.boolean(),
  namesBoth: seldom,
  fromDays: fc.constantFrom(-1, 0, 1, 30),
  untilDays: fc.constantFrom(null, -20, 0, 1),
});

const noticeArbitrary = fc.record({
  contract: pick,
  invoice: pick,
  kind: fc.constantFrom('reminder', 'payment-notice', 'overdue-notice', 'suspension-warning', ...NOTICE_KINDS),
  anchor: fc.constantFrom('as-of', 'due', 'since'),
  days: fc.constantFrom(-1, 0, 0, 1, 2, 5, 8),
  deliveredDays: fc.constantFrom(null, -1, 0, 1, 4, 5, 6, 10),
});

const debtorArbitrary = fc.record({
  legalStatus: fc.constantFrom(null, ...LEGAL_STATUSES),
  legalStatusDays: fc.constantFrom(null, null, -1, 0, 1, 500),
  payableMinor: often(0, fc.constantFrom(1, 49_999, 50_000, 150_000, 2_000_000, 500_000_000)),
  evidence: fc.oneof(
    fc.subarray([...EVIDENCE_CODES]),
    fc.constantFrom([...EVIDENCE_CODES]),
    fc.constantFrom(...EVIDENCE_CODES).map((missing) => EVIDENCE_CODES.filter((code) => code !== missing)),
  ),
});

const provisionArbitrary = fc.record({
  bookedDays: fc.constantFrom(null, -1, 0, 1, 365),
  bookedMinor: fc.constantFrom(0, 1, 15_000, 50_000, 100_000, 1_500_000),
  fullyMonths: fc.constantFrom(null, 0, 12, 12, 36, 36, 48),
  fullyDays: fc.constantFrom(-1, 0, 1),
});

const planArbitrary = fc.record({
  contracts: fc.array(contractArbitrary, { minLength: 1, maxLength: 3 }),
  invoices: fc.array(invoiceArbitrary, { maxLength: 8 }),
  payments: fc.array(paymentArbitrary, { maxLength: 5 }),
  holds: fc.array(holdArbitrary, { maxLength: 2 }),
  notices: fc.array(noticeArbitrary, { maxLength: 4 }),
  /** Every invoice was noticed when it was issued: then the steps above the payment notice are the question. */
  areAllNoticed: fc.constantFrom(true, true, false),
  debtor: fc.option(debtorArbitrary, { freq: 4 }),
  otherDebtor: fc.option(debtorArbitrary, { freq: 2 }),
  provisions: fc.array(fc.option(provisionArbitrary, { freq: 2 }), { maxLength: 8 }),
});

type PlanOf<T> = T extends fc.Arbitrary<infer Plan> ? Plan : never;
type Plan = PlanOf<typeof planArbitrary>;
type ContractPlan = PlanOf<typeof contractArbitrary>;
type InvoicePlan = PlanOf<typeof invoiceArbitrary>;
type ProvisionPlan = Plan['provisions'][number];

/** Files of one customer around USUAL_AS_OF, as intake would let them pass: ids are unique, cross-checks hold. */
export const customerFileArbitrary: fc.Arbitrary<CustomerFile> = planArbitrary.map((plan) =>
  buildFile(plan, USUAL_AS_OF),
);

/** Files around each of the days of asOfArbitrary, together with that day. */
export const accountCaseArbitrary: fc.Arbitrary<AccountCase> = fc
  .record({ plan: planArbitrary, asOf: asOfArbitrary })
  .map(({ plan, asOf }) => ({ file: buildFile(plan, asOf), asOf }));

const OWN = 'C-1';
const OTHER = 'C-0';
/** Ids whose order by code unit is neither that of numbers nor that of a language. */
const CONTRACT_IDS = ['K-2', 'K-10', 'k-1'];
const INVOICE_IDS = ['I-2', 'I-10', 'I-1', 'i-1', 'I-B', 'I-a', 'I-9', 'I_3'];

/** What is built so far, for the parts that refer to it. */
type Built = Pick<CustomerFile, 'invoices' | 'contracts'> & {
  readonly asOf: CalendarDate;
  readonly contractIds: readonly string[];
};

function buildFile(plan: Plan, asOf: CalendarDate): CustomerFile {
  const contractIds = CONTRACT_IDS.slice(0, plan.contracts.length);
  const invoices = plan.invoices.map((one, index) => buildInvoice(one, index, contractIds, asOf));
  const contracts = plan.contracts.flatMap((one, index) => (one.hasRow ? [buildContract(one, index, asOf)] : []));
  const built = { asOf, contractIds, invoices, contracts };
  return {
    customerId: OWN,
    invoices,
    payments: plan.payments.flatMap((one, index) => buildPayment(one, index, built)),
    contracts,
    holds: plan.holds.map((one, index) => buildHold(one, index, built)),
    notices: listSendings(plan, built).map((sending, index) => buildNotice(sending, index, asOf)),
    debtors: [...buildDebtor(OWN, plan.debtor, asOf), ...buildDebtor(OTHER, plan.otherDebtor, asOf)],
    provisions: invoices.flatMap((invoice, index) => buildProvision(plan.provisions[index] ?? null, invoice, asOf)),
  };
}

function buildInvoice(plan: InvoicePlan, index: number, contractIds: readonly string[], asOf: CalendarDate): Invoice {
  const { contract, isOthers, due, daysToPay, ...columns } = plan;
  const from = shiftMonths(asOf, -due.months);
  const dueOn = shiftDays(due.isMonthEnd ? findMonthEnd(from) : from, -due.days);
  return {
    ...columns,
    invoiceId: INVOICE_IDS[index] ?? `I-${index + 100}`,
    customerId: isOthers ? OTHER : OWN,
    customerName: null,
    contractId: choose(contractIds, contract) ?? 'K-2',
    agentId: plan.agentModel === 'direct' ? null : 'A-1',
    managingUnit: null,
    regionUnit: null,
    period: dueOn.slice(0, 7),
    cycleStart: null,
    cycleEnd: null,
    issuedOn: shiftDays(dueOn, -daysToPay),
    dueOn,
  };
}

function findMonthEnd(day: CalendarDate): CalendarDate {
  return shiftDays(shiftMonths(`${day.slice(0, 7)}-01`, 1), -1);
}

function buildContract(plan: ContractPlan, index: number, asOf: CalendarDate): Contract {
  return {
    contractId: CONTRACT_IDS[index] ?? 'K-2',
    customerId: plan.isOthers ? OTHER : OWN,
    product: null,
    serviceStatus: plan.serviceStatus,
    statusSince: daysAgo(plan.sinceDays, asOf),
    handedOverOn: plan.serviceStatus === 'locked' ? daysAgo(plan.handedOverDays, asOf) : null,
  };
}

/** "A payment that names … a day before the invoice's issue is rejected" */
function buildPayment(
  plan: Plan['payments'][number],
  index: number,
  { invoices, asOf }: Built,
): CustomerFile['payments'] {
  const invoice = choose(invoices, plan.invoice);
  if (invoice === undefined) return [];
  const { amountMinor, currency, issuedOn } = invoice;
  const shareMinor = { all: amountMinor, half: Math.floor(amountMinor / 2), double: amountMinor * 2, one: 1 };
  const paidOn = shiftDays(asOf, -plan.paidDays);
  return [
    {
      paymentId: `P-${index}`,
      invoiceId: plan.names === 'customer' ? null : invoice.invoiceId,
      customerId: plan.names === 'invoice' ? null : invoice.customerId,
      paidOn: plan.names === 'customer' ? paidOn : latest(paidOn, issuedOn),
      amountMinor: Math.max(0, shareMinor[plan.share] + plan.plusMinor),
      currency,
      kind: plan.kind,
    },
  ];
}

/** "A dispute names an invoice, or a contract with all its invoices; the other kinds name a contract" */
function buildHold(plan: Plan['holds'][number], index: number, { contractIds, invoices, asOf }: Built): Hold {
  const invoice = plan.isAboutInvoice ? choose(invoices, plan.invoice) : undefined;
  const namesContract = invoice === undefined || plan.kind !== 'dispute' || plan.namesBoth;
  const from = shiftDays(asOf, -plan.fromDays);
  const until = daysAgo(plan.untilDays, asOf);
  return {
    holdId: ['h-1', 'H-2'][index] ?? `h-${index}`,
    contractId: namesContract ? (invoice?.contractId ?? choose(contractIds, plan.contract) ?? null) : null,
    invoiceId: invoice?.invoiceId ?? null,
    kind: plan.kind,
    from,
    until: until === null ? null : latest(from, until),
    reason: 'a reason',
    authority: 'an authority',
  };
}

type Sending = Pick<Notice, 'contractId' | 'invoiceId' | 'kind' | 'sentOn'> & { readonly deliveredDays: number | null };

function buildNotice({ deliveredDays, ...sending }: Sending, index: number, asOf: CalendarDate): Notice {
  const deliveredOn = daysAgo(deliveredDays, asOf);
  return {
    noticeId: `N-${index}`,
    ...sending,
    channel: null,
    deliveredOn: deliveredOn === null ? null : latest(sending.sentOn, deliveredOn),
    proof: null,
  };
}

function listSendings(plan: Plan, built: Built): readonly Sending[] {
  const noticed = plan.areAllNoticed ? built.invoices : [];
  return [
    ...noticed.map(({ invoiceId, issuedOn }): Sending => {
      return { contractId: null, invoiceId, kind: 'payment-notice', sentOn: issuedOn, deliveredDays: null };
    }),
    ...plan.contracts.flatMap((one, index) => listSteps(one, built.contractIds[index] ?? null, built)),
    ...plan.notices.flatMap((one) => placeSending(one, built)),
  ];
}

/** Notices in a row, of which only the last may have been delivered, and collection steps one after another. */
function listSteps(plan: ContractPlan, contractId: string | null, built: Built): readonly Sending[] {
  const about = { contractId, invoiceId: null, deliveredDays: null };
  const sendings = Array.from({ length: plan.sendings }, (_, index) => {
    const sentOn = shiftDays(built.asOf, -plan.lastSentDays - index * plan.sentEveryDays);
    return { ...about, kind: plan.sendingsKind, sentOn, deliveredDays: index === 0 ? plan.deliveredDays : null };
  });
  const kinds = ['call', 'demand-letter', 'visit', 'final-demand', 'termination', 'legal-referral'] as const;
  const steps = kinds.slice(0, plan.stepsTaken).map((kind, index) => {
    const days = index === plan.stepsTaken - 1 ? plan.stepOffset : 0;
    return { ...about, kind, sentOn: shiftDays(sinceOf(contractId, built), days) };
  });
  return [...sendings, ...steps];
}

function placeSending(plan: Plan['notices'][number], built: Built): readonly Sending[] {
  const { kind, days, deliveredDays } = plan;
  const invoice = choose(built.invoices, plan.invoice);
  if (invoice === undefined) return [];
  const { invoiceId } = invoice;
  const contractId = plan.anchor === 'due' ? invoice.contractId : (choose(built.contractIds, plan.contract) ?? null);
  const anchors = { 'as-of': built.asOf, due: rollDueDate(invoice.dueOn), since: sinceOf(contractId, built) };
  const sentOn = shiftDays(anchors[plan.anchor], plan.anchor === 'as-of' ? -days : days);
  const isOfInvoice = kind === 'reminder' || kind === 'payment-notice';
  return [
    {
      ...(isOfInvoice ? { contractId: null, invoiceId } : { contractId, invoiceId: null }),
      kind,
      sentOn,
      deliveredDays,
    },
  ];
}

function sinceOf(id: string | null, { contracts, asOf }: Built): CalendarDate {
  return contracts.find(({ contractId }) => contractId === id)?.statusSince ?? shiftDays(asOf, -30);
}

function buildDebtor(customerId: string, plan: Plan['debtor'], asOf: CalendarDate): CustomerFile['debtors'] {
  if (plan === null) return [];
  const { legalStatusDays, ...columns } = plan;
  return [{ customerId, ...columns, legalStatusOn: daysAgo(legalStatusDays, asOf) }];
}

function buildProvision(plan: ProvisionPlan, { invoiceId }: Invoice, asOf: CalendarDate): CustomerFile['provisions'] {
  if (plan === null) return [];
  const { bookedDays, bookedMinor, fullyMonths, fullyDays } = plan;
  const fullyProvisionedOn = fullyMonths === null ? null : shiftDays(shiftMonths(asOf, -fullyMonths), -fullyDays);
  return [{ invoiceId, bookedOn: daysAgo(bookedDays, asOf), bookedMinor, fullyProvisionedOn, writtenOffOn: null }];
}

function daysAgo(days: number | null, asOf: CalendarDate): CalendarDate | null {
  return days === null ? null : shiftDays(asOf, -days);
}

function latest(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a > b ? a : b;
}

function choose<T>(items: readonly T[], index: number): T | undefined {
  return items[index % items.length];
}
