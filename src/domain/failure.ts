/** Every way in which a command can fail; the text a person sees stands where the failure is raised. */
export const FAILURE_CODES = [
  'USAGE',
  'CONFIGURATION',
  'RULES_INVALID',
  'NO_RULES_ON_DAY',
  'CALENDAR_NOT_COVERED',
  'INPUT_NOT_FOUND',
  'INPUT_UNREADABLE',
  'INPUT_TOO_LARGE',
  'INPUT_EMPTY',
  'INPUT_HEADER',
  'INPUT_CHANGED',
  'RUN_NOT_FOUND',
  'SUBJECT_NOT_FOUND',
  'RUN_TAKEN_OVER',
  'RUN_INTERRUPTED',
  'AMOUNT_TOO_LARGE',
  'CONTROL_TOTALS',
  'DATABASE_UNAVAILABLE',
  'DATABASE_READ_ONLY',
  'DATABASE_SCHEMA',
  'DATABASE',
  'REDIS_UNAVAILABLE',
  'REDIS_CONFIGURATION',
  'DISK_FULL',
  'OUTPUT',
] as const;

export type FailureCode = (typeof FAILURE_CODES)[number];

/** True for the code of a Failure that comes back from where only text could go. */
export function isFailureCode(text: string): text is FailureCode {
  return FAILURE_CODES.some((code) => code === text);
}

/** Exit codes of the command line: 1 the run failed, 2 usage, configuration or rules are wrong. */
const RUN_FAILED = 1;
const USAGE_ERROR = 2;

/** Failures that come up while a run works; all others are found before it starts. */
const WHILE_RUNNING: ReadonlySet<FailureCode> = new Set([
  'CALENDAR_NOT_COVERED',
  'INPUT_CHANGED',
  'RUN_TAKEN_OVER',
  'RUN_INTERRUPTED',
  'AMOUNT_TOO_LARGE',
  'CONTROL_TOTALS',
  'DATABASE_UNAVAILABLE',
  'DATABASE_READ_ONLY',
  'DATABASE',
  'REDIS_UNAVAILABLE',
  'DISK_FULL',
  'OUTPUT',
]);

/** An expected failure: what was seen, what is allowed, what to do. Programmer errors are plain errors instead. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  /** What the reader can do about it; one sentence without a full stop. */
  readonly action: string;

  constructor(
    code: FailureCode,
    detail: { readonly message: string; readonly action: string; readonly cause?: unknown },
  ) {
    super(detail.message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.code = code;
    this.action = detail.action;
  }
}

/** The exit code of the command line for a failure. */
export function toExitCode(code: FailureCode): 1 | 2 {
  return WHILE_RUNNING.has(code) ? RUN_FAILED : USAGE_ERROR;
}
