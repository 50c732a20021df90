import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import winston from 'winston';

/** What may be logged: ids, codes and counts; never a row, a name or a text from a file. */
export type Logger = {
  readonly info: (message: string, detail?: Readonly<Record<string, string | number | null>>) => void;
  readonly error: (message: string, error: unknown) => void;
  /** Resolves when everything is written, or cannot be. */
  readonly close: () => Promise<void>;
};

/** A log may grow to this size, five times over, before the oldest part is dropped. */
const MAX_FILE_BYTES = 10_000_000;
const MAX_FILES = 5;

/** winston does not tell of every file that cannot be opened; nobody waits for such a log to end. */
const CLOSE_LIMIT_MS = 5_000;

/** The standard error of this process, as a name of a file. */
const STANDARD_ERROR = '/dev/stderr';

/**
 * Opens the log: JSON lines in a file, or on standard error where the file is /dev/stderr. A log that cannot be written
 * (full disk, no right) never stops a run.
 */
export function openLogger(file: string): Logger {
  const opened = openTransport(file);
  if (opened === undefined) return { info: () => {}, error: () => {}, close: async () => {} };
  const { transport, ended } = opened;
  const logger = winston.createLogger({
    format: winston.format.combine(winston.format.timestamp(), winston.format.json()),
    transports: [transport],
  });
  logger.on('error', () => {});
  return {
    info: (message, detail = {}) => void logger.info(message, detail),
    error: (message, error) => void logger.error(message, { error: describeKind(error), stack: readFrames(error) }),
    close: () => {
      logger.end();
      return within(ended, CLOSE_LIMIT_MS);
    },
  };
}

type Opened = { readonly transport: winston.transport; readonly ended: Promise<void> };

/** What kind of error it is; what a library says of it may quote a row or a statement. */
function describeKind(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** Where the error came up: the lines of its stack that name files, without its message. */
function readFrames(error: unknown): readonly string[] {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  return lines.filter((line) => /^ {4}at .+:\d+:\d+\)?$/.test(line)).map((line) => line.trim());
}

function openTransport(file: string): Opened | undefined {
  try {
    const transport = file === STANDARD_ERROR ? openStandardError() : openFile(file);
    // An error may come long before the log is closed; whoever closes it then must not wait for another end.
    const ended = new Promise<void>((resolve) => {
      transport.once('finish', () => resolve());
      transport.on('error', () => resolve());
    });
    return { transport, ended };
  } catch {
    return undefined;
  }
}

/** By its name it could not be opened where it is a socket, as in processes that Node has started. */
function openStandardError(): winston.transport {
  return new winston.transports.Stream({ stream: process.stderr });
}

function openFile(file: string): winston.transport {
  mkdirSync(dirname(file), { recursive: true });
  return new winston.transports.File({ filename: file, maxsize: MAX_FILE_BYTES, maxFiles: MAX_FILES });
}

function within(ended: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  return Promise.race([ended, late]).finally(() => clearTimeout(timer));
}
