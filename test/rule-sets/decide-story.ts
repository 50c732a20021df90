import { buildAccountRules } from '../../src/batches/accounts/account-rules.ts';
import { decideContracts } from '../../src/batches/billing/decide-contracts.ts';
import { decideDebts } from '../../src/batches/debt/decide-debts.ts';
import { buildReferenceEvaluator } from '../../src/decisions/reference-evaluator.ts';
import type { BillingDecision } from '../../src/domain/billing-decision.ts';
import type { CalendarDate } from '../../src/domain/calendar-date.ts';
import type { CollectionDecision, DebtInvoiceDecision } from '../../src/domain/debt-decision.ts';
import type { Contract, CustomerFile, Invoice, Notice } from '../../src/domain/invoice.ts';
import { BILLING_CATALOGUE } from '../../src/facts/billing-catalogue.ts';
import { DEBT_CATALOGUE } from '../../src/facts/debt-catalogue.ts';
import { getChangedRelease, type RulesChange, readShipped } from '../support/changed-rules.ts';

/** What a test is about: one contract with one open invoice, whose payment notice was sent. */
export type Story = {
  readonly invoice: Partial<Invoice> & Pick<Invoice, 'dueOn'>;
  readonly contract?: Partial<Contract>;
  readonly notices?: readonly Pick<Notice, 'kind' | 'sentOn' | 'deliveredOn'>[];
  readonly bookedMinor?: number;
};

function buildFile({ invoice, contract = {}, notices = [], bookedMinor }: Story): CustomerFile {
  const issuedOn = '2026-01-05';
  return {
    customerId: 'C-1',
    invoices: [
      {
        ...{ invoiceId: 'I-1', customerId: 'C-1', customerName: null, contractId: 'K-1', agentId: null },
        ...{ debtorType: 'individual', agentModel: 'direct', product: 'sms-brandname', chargeKind: 'service' },
        ...{ managingUnit: null, regionUnit: null, period: null, cycleStart: null, cycleEnd: null },
        ...{ issuedOn, amountMinor: 1_000_000, currency: 'VND', isDisputed: false, isVoided: false },
        ...invoice,
      },
    ],
    payments: [],
    contracts: [
      {
        ...{ contractId: 'K-1', customerId: 'C-1', product: null, serviceStatus: 'active' },
        ...{ statusSince: null, handedOverOn: null },
        ...contract,
      },
    ],
    holds: [],
    notices: [{ kind: 'payment-notice', sentOn: issuedOn, deliveredOn: issuedOn } as const, ...notices].map(
      (each, index) => ({
        ...{ noticeId: `N-${index}`, contractId: 'K-1', invoiceId: 'I-1', channel: null, proof: null },
        ...each,
      }),
    ),
    debtors: [],
    provisions:
      bookedMinor === undefined
        ? []
        : [{ invoiceId: 'I-1', bookedOn: issuedOn, bookedMinor, fullyProvisionedOn: null, writtenOffOn: null }],
  };
}

/** Decides the contract of a story by changed rules, in the billing batch. */
export async function bill(
  changes: readonly RulesChange[],
  asOf: CalendarDate,
  story: Story,
): Promise<BillingDecision> {
  const rules = buildAccountRules(getChangedRelease(...changes), asOf);
  const outcomes = await decideContracts(buildFile(story), asOf, rules, buildReferenceEvaluator(BILLING_CATALOGUE));
  return getOnly(outcomes.map((each) => each.decision));
}

/** Decides the collection of the contract of a story. */
export async function collect(
  changes: readonly RulesChange[],
  asOf: CalendarDate,
  story: Story,
): Promise<CollectionDecision> {
  return getOnly((await decideDebt(changes, asOf, story)).collections.map((each) => each.decision));
}

/** Decides the invoice of a story: its provision. */
export async function provide(
  changes: readonly RulesChange[],
  asOf: CalendarDate,
  story: Story,
): Promise<DebtInvoiceDecision> {
  return getOnly((await decideDebt(changes, asOf, story)).invoices.map((each) => each.decision));
}

function decideDebt(changes: readonly RulesChange[], asOf: CalendarDate, story: Story) {
  const rules = buildAccountRules(getChangedRelease(...changes), asOf);
  return decideDebts(buildFile(story), asOf, rules, buildReferenceEvaluator(DEBT_CATALOGUE));
}

function getOnly<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined || items.length > 1) throw new Error(`expected one decision, got ${items.length}`);
  return item;
}

/** A rule or row of the shipped rules, found by its name. */
export function readNamed(
  file: string,
  path: readonly string[],
  name: string,
): { readonly index: number; readonly json: object } {
  const list = readShipped(file, path);
  if (!Array.isArray(list)) throw new TypeError(`${file} has no list at ${path.join('/')}`);
  const index = list.findIndex((each) => Object(each).name === name);
  return { index, json: Object(list[index]) };
}

/** A further value of a parameter, for a scope or from a day on. */
export function addValue(name: string, value: object): RulesChange {
  const file = `parameters/${name.split('.')[0]}.json`;
  const { index } = readNamed(file, ['parameters'], name);
  return { file, path: ['parameters', index, 'values', '+'], value: { reference: 'assumption: test', ...value } };
}

/** A version of a shipped rule with some keys of its own. */
export function addRule(file: string, name: string, own: object): RulesChange {
  return { file, path: ['rules', '+'], value: { ...readNamed(file, ['rules'], name).json, ...own } };
}
