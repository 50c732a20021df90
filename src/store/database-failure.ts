import { Failure } from '../domain/failure.ts';
import {
  cannotOpen,
  connectionLost,
  findCodeReport,
  findSqliteReport,
  noAnswer,
  oldSchema,
  type Report,
  unexpected,
} from './database-reports.ts';

/** Numbers that MariaDB alone uses, and mysql2 has no names for. */
const MARIADB_CODES: ReadonlyMap<unknown, string> = new Map([
  [1927, 'ER_CONNECTION_KILLED'],
  [1969, 'ER_STATEMENT_TIMEOUT'],
  [4151, 'ER_ACCOUNT_HAS_BEEN_LOCKED'],
]);

/** What a pool says when it is closed while somebody waits for a connection, or is asked for one afterwards. */
const CLOSED_POOL = ['aborted', 'Unable to acquire a connection'];

/** What knex says, with the statement, when it cannot be made: a value is undefined. */
const NOT_A_STATEMENT = 'Undefined binding(s) detected';

const QUERY_ERRORS = new WeakSet<Error>();

/** Notes an error that a statement ended with, whatever it is: knex has written the statement into its message. */
export function noteQueryError(error: unknown): void {
  if (error instanceof Error) QUERY_ERRORS.add(error);
}

/**
 * Turns an error of knex or a driver into a Failure that holds neither SQL nor values: knex puts the whole statement
 * into the message, customers' data included. Anything that is no error of a database is returned as it is.
 */
export function toDatabaseFailure(error: unknown): unknown {
  const report = error instanceof Error && !(error instanceof Failure) ? findReport(error) : undefined;
  return report === undefined ? error : new Failure(report.code, report);
}

/** The code that a driver, or the operating system, gave the error; undefined when it has none. */
export function readErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'errno' in error ? MARIADB_CODES.get(error.errno) : undefined;
}

function findReport(error: Error): Report | undefined {
  const code = readErrorCode(error) ?? '';
  if (code.startsWith('SQLITE_')) return readSqliteReport(error, code);
  return findCodeReport(code) ?? findReportWithoutCode(error) ?? findUnknownReport(error, code);
}

function findReportWithoutCode(error: Error): Report | undefined {
  if (error.name === 'KnexTimeoutError') return noAnswer();
  if (error.message.startsWith('ConnectionFailed(')) return cannotOpen(); // libsql opens without a code
  // The ROLLBACK after a connection was lost; its error takes the place of the first one.
  if ('fatal' in error && error.fatal === true) return connectionLost();
  return CLOSED_POOL.includes(error.message) ? connectionLost() : undefined;
}

function findUnknownReport(error: Error, code: string): Report | undefined {
  const isOfServer = 'sqlState' in error || code.startsWith('ER_') || code.startsWith('PROTOCOL_');
  if (isOfServer || QUERY_ERRORS.has(error)) return unexpected(code || nameNumber(error));
  return error.message.startsWith(NOT_A_STATEMENT) ? unexpected('a statement with a value left out') : undefined;
}

function nameNumber(error: Error): string {
  return 'errno' in error && typeof error.errno === 'number' ? `error ${error.errno}` : '';
}

function readSqliteReport(error: Error, code: string): Report {
  // Only the end of the message is SQLite's own; what comes before it is the statement.
  if (code === 'SQLITE_ERROR' && / - no such (table|column): \S+$/.test(error.message)) return oldSchema();
  return findSqliteReport(code) ?? unexpected(code);
}
