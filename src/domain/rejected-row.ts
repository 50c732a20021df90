/** Why a row, or one of its cells, cannot be used. Each code is explained in docs/input-files.md. */
export const REJECTION_CODES = [
  'MISSING_VALUE',
  'BAD_INSTANT',
  'BAD_DATE',
  'BAD_AMOUNT',
  'DATES_OUT_OF_ORDER',
  'NOT_IN_LIST',
  'UNMAPPED_VALUE',
  'TOO_LONG',
  'BAD_CHARACTER',
  'BAD_CELL',
  'BAD_JSON',
  'WRONG_COLUMN_COUNT',
  'DUPLICATE_ID',
  'UNKNOWN_TICKET',
  'UNKNOWN_INVOICE',
  'CURRENCY_MISMATCH',
  'CUSTOMER_MISMATCH',
  'PAID_BEFORE_ISSUED',
  'RECEIVED_AFTER_AS_OF',
  'GROUP_REJECTED',
] as const;
export type RejectionCode = (typeof REJECTION_CODES)[number];

/** One thing wrong with a row: where, what was seen, what is allowed. */
export type RowProblem = {
  readonly column: string | null;
  readonly code: RejectionCode;
  /** What was seen, cut to a readable length; null where there is no value. */
  readonly value: string | null;
  /** What is allowed, in words. */
  readonly allowed: string;
};

/** A row that was read and cannot be used, kept whole so that nothing is lost. Its first problem is the headline. */
export type RejectedRow = {
  /** Role of the file in the run: `tickets`, `events`. */
  readonly input: string;
  /** File name without its folder. */
  readonly file: string;
  /** 1 is the first line (CSV, NDJSON) or row (XLSX) of the file, the header included. */
  readonly line: number;
  /** Business key of the row where it could be read. */
  readonly id: string | null;
  readonly problems: readonly [RowProblem, ...RowProblem[]];
};

export const WARNING_CODES = [
  'UNKNOWN_COLUMN',
  'UNKNOWN_UNIT',
  'UNKNOWN_PRODUCT',
  'INSTANTS_OUT_OF_ORDER',
  'ABOUT_UNKNOWN_INVOICE',
  'ABOUT_UNKNOWN_CONTRACT',
  'ABOUT_UNKNOWN_CUSTOMER',
  'DUE_OUTSIDE_CALENDAR',
  'STATUS_WITHOUT_DAY',
] as const;
type WarningCode = (typeof WARNING_CODES)[number];

/** Something odd that does not stop a row from being used. */
export type RowWarning = {
  readonly input: string;
  readonly file: string;
  readonly line: number;
  readonly id: string | null;
  readonly column: string | null;
  readonly code: WarningCode;
  readonly value: string | null;
};
