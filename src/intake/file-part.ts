/** Whole rows of a CSV file that are read behind its header, apart from all others. */
export type FilePart = {
  /** Counted from 0. */
  readonly no: number;
  /** The bytes and the lines from the start of the file up to the end of its header. */
  readonly header: { readonly end: number; readonly lines: number };
  /** The bytes of the rows, up to but not including `end`. */
  readonly start: number;
  readonly end: number;
  /** The line of the first of them. */
  readonly firstLine: number;
};
