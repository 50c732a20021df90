/** Bounds on what a file may hold; the values come from rules/parameters/intake.json. */
export type IntakeLimits = {
  readonly maxFileBytes: number;
  /** For gzip and XLSX, which are compressed. */
  readonly maxUncompressedBytes: number;
  readonly maxRows: number;
  readonly maxCellChars: number;
  readonly maxColumns: number;
};
