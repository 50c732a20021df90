import {
  CONTRACT_LAYOUT,
  DEBTOR_LAYOUT,
  HOLD_LAYOUT,
  INVOICE_LAYOUT,
  NOTICE_LAYOUT,
  PAYMENT_LAYOUT,
  PROVISION_LAYOUT,
} from './account-columns.ts';
import type { Layout } from './column.ts';
import { TICKET_EVENT_LAYOUT, TICKET_LAYOUT } from './ticket-columns.ts';

/** The canonical layout of every input, by its name. */
const LAYOUTS = {
  tickets: TICKET_LAYOUT,
  events: TICKET_EVENT_LAYOUT,
  invoices: INVOICE_LAYOUT,
  payments: PAYMENT_LAYOUT,
  contracts: CONTRACT_LAYOUT,
  holds: HOLD_LAYOUT,
  notices: NOTICE_LAYOUT,
  debtors: DEBTOR_LAYOUT,
  provisions: PROVISION_LAYOUT,
} as const satisfies Readonly<Record<string, Layout>>;

export type InputName = keyof typeof LAYOUTS;

/** The canonical columns of an input. */
export function getLayout(input: InputName): Layout {
  return LAYOUTS[input];
}
