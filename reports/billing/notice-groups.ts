import type { BillingAction } from '../../src/domain/billing-decision.ts';
import type { DecidedContract } from '../../src/domain/billing-report.ts';
import { compareText } from '../../src/domain/compare-text.ts';
import { addMinor, type Currency } from '../../src/domain/money.ts';
import { toCurrency } from './contract-list.ts';

/** Steps of the ladder that send something to the customer, in their order. */
export const NOTICE_ACTIONS = [
  'send-payment-notice',
  'send-reminder',
  'send-overdue-notice',
  'send-suspension-warning',
  'deliver-manually',
] as const satisfies readonly BillingAction[];
export type NoticeAction = (typeof NOTICE_ACTIONS)[number];

/** Notices of one kind, channel and currency. */
export type NoticeGroup = {
  readonly kind: NoticeAction;
  readonly channel: string | null;
  readonly currency: Currency;
  notices: number;
  invoices: number;
  noticedMinor: number;
};

/** Groups that are still growing. */
export type NoticeGroupCounter = {
  readonly add: (contract: DecidedContract) => void;
  /** Sorted by kind as on the ladder, then channel. */
  readonly list: () => readonly NoticeGroup[];
};

/** The kind of notice that a contract gets; undefined where it gets none. */
export function findNoticeAction({ decision }: DecidedContract): NoticeAction | undefined {
  return NOTICE_ACTIONS.find((action) => action === decision.action);
}

/** Starts counting notices by kind, channel and currency. */
export function createNoticeGroups(): NoticeGroupCounter {
  const groups = new Map<string, NoticeGroup>();
  const add = (contract: DecidedContract): void => {
    const kind = findNoticeAction(contract);
    if (kind === undefined) return;
    const { channel, openInvoices } = contract.details;
    const currency = toCurrency(contract);
    const key = JSON.stringify([kind, channel, currency]);
    const group = groups.get(key) ?? { kind, channel, currency, notices: 0, invoices: 0, noticedMinor: 0 };
    groups.set(key, group);
    group.notices += 1;
    for (const { isAddressed, openMinor } of openInvoices) {
      if (!isAddressed) continue;
      group.invoices += 1;
      group.noticedMinor = addMinor(group.noticedMinor, openMinor);
    }
  };
  return { add, list: () => [...groups.values()].sort(compareGroups) };
}

function compareGroups(a: NoticeGroup, b: NoticeGroup): number {
  const byKind = NOTICE_ACTIONS.indexOf(a.kind) - NOTICE_ACTIONS.indexOf(b.kind);
  return byKind || compareText(a.channel ?? '', b.channel ?? '');
}
