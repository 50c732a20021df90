import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import winston from 'winston';

/** What may be logged: ids, codes and counts; never a row, a name or a text from a file. */
export type Logger = {
  readonly info: (message: string, detail?: Readonly<Record<string, string | number | null>>) => void;
  readonly error: (message: string, error: unknown) => void;
  /** Resolves when everything is written. */
  readonly close: () => Promise<void>;
};

/** A log may grow to this size, five times over, before the oldest part is dropped. */
const MAX_FILE_BYTES = 10_000_000;
const MAX_FILES = 5;

/** Opens the log: JSON lines in a file. A log that cannot be written (full disk, no right) never stops a run. */
export function openLogger(file: string): Logger {
  const transport = openTransport(file);
  if (transport === undefined) return { info: () => {}, error: () => {}, close: async () => {} };
  const logger = winston.createLogger({
    format: winston.format.combine(winston.format.timestamp(), winston.format.json()),
    transports: [transport],
  });
  logger.on('error', () => {});
  return {
    info: (message, detail = {}) => void logger.info(message, detail),
    error: (message, error) =>
      void logger.error(message, { stack: error instanceof Error ? error.stack : String(error) }),
    close: () =>
      new Promise((resolve) => {
        transport.once('finish', () => resolve());
        transport.once('error', () => resolve());
        logger.end();
      }),
  };
}

function openTransport(file: string): winston.transports.FileTransportInstance | undefined {
  try {
    mkdirSync(dirname(file), { recursive: true });
    // A pipe, such as /dev/stderr of a container, has no next file: what comes after the limit would be lost.
    const limits = isPipe(file) ? {} : { maxsize: MAX_FILE_BYTES, maxFiles: MAX_FILES };
    const transport = new winston.transports.File({ filename: file, ...limits });
    transport.on('error', () => {});
    return transport;
  } catch {
    return undefined;
  }
}

function isPipe(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && !stat.isFile();
}
