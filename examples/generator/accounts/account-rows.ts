/** The seven files of the accounts, in the order in which they are written, and their columns. */
export const ACCOUNT_COLUMNS = {
  invoices: [
    'invoiceId',
    'customerId',
    'customerName',
    'debtorType',
    'contractId',
    'agentModel',
    'agentId',
    'product',
    'chargeKind',
    'managingUnit',
    'regionUnit',
    'period',
    'cycleStart',
    'cycleEnd',
    'issuedOn',
    'dueOn',
    'amount',
    'currency',
    'disputed',
    'voided',
  ],
  payments: ['paymentId', 'invoiceId', 'customerId', 'paidOn', 'amount', 'currency', 'kind'],
  contracts: ['contractId', 'customerId', 'product', 'serviceStatus', 'statusSince', 'handedOverOn'],
  holds: ['holdId', 'contractId', 'invoiceId', 'kind', 'from', 'until', 'reason', 'authority'],
  notices: ['noticeId', 'contractId', 'invoiceId', 'kind', 'channel', 'sentOn', 'deliveredOn', 'proof'],
  debtors: ['customerId', 'legalStatus', 'legalStatusOn', 'payableAmount', 'evidence'],
  provisions: ['invoiceId', 'bookedOn', 'bookedAmount', 'fullyProvisionedOn'],
} as const;

/** The name of one of the files: `invoices`. */
export type AccountFile = keyof typeof ACCOUNT_COLUMNS;

/** One row of a file as text by column name; an empty text is an empty cell. */
export type AccountRow<File extends AccountFile> = Readonly<Record<(typeof ACCOUNT_COLUMNS)[File][number], string>>;

/** Rows of all files. */
export type AccountRows = { readonly [File in AccountFile]: readonly AccountRow<File>[] };

/** All names of files. */
export const ACCOUNT_FILES: readonly AccountFile[] = [
  'invoices',
  'payments',
  'contracts',
  'holds',
  'notices',
  'debtors',
  'provisions',
];

/** The rows of several parts, one part after the other in every file. */
export function joinRows(parts: readonly AccountRows[]): AccountRows {
  return {
    invoices: parts.flatMap((part) => part.invoices),
    payments: parts.flatMap((part) => part.payments),
    contracts: parts.flatMap((part) => part.contracts),
    holds: parts.flatMap((part) => part.holds),
    notices: parts.flatMap((part) => part.notices),
    debtors: parts.flatMap((part) => part.debtors),
    provisions: parts.flatMap((part) => part.provisions),
  };
}
