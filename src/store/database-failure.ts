import { Failure, type FailureCode } from '../domain/failure.ts';

type Report = { readonly code: FailureCode; readonly message: string; readonly action: string };

const CHECK_SERVER = 'check that the server runs, and host, user, password and name in the URL';

/** What the codes of SQLite and libsql mean, by the start of the code; the first that fits counts. */
const SQLITE_REPORTS: readonly (readonly [string, Report])[] = [
  ['SQLITE_FULL', diskFull()],
  ['SQLITE_READONLY', readOnly()],
  ['SQLITE_BUSY', locked()],
  ['SQLITE_LOCKED', locked()],
  ['SQLITE_NOTADB', { code: 'DATABASE', message: 'it is no database file', action: 'give another path' }],
  ['SQLITE_CORRUPT', { code: 'DATABASE', message: 'it is damaged', action: 'restore it from a backup' }],
  ['SQLITE_CANTOPEN', cannotOpen()],
  // A disk that fills up while shared memory or a journal grows is reported as a failed write.
  [
    'SQLITE_IOERR',
    { code: 'DATABASE', message: 'reading or writing it failed', action: 'check the disk and its space' },
  ],
];

/** What the codes of MySQL, MariaDB and the network mean. */
const CODE_REPORTS: ReadonlyMap<string, Report> = new Map([
  ...list(['ENOSPC', 'EDQUOT', 'ER_DISK_FULL', 'ER_RECORD_FILE_FULL', 'ER_TEMP_FILE_WRITE_FAILURE'], diskFull()),
  ...list(['EACCES', 'EPERM', 'EROFS', 'ER_OPTION_PREVENTS_STATEMENT', 'ER_READ_ONLY_MODE'], readOnly()),
  ...list(['ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION', 'ER_TABLEACCESS_DENIED_ERROR'], readOnly()),
  ...list(['ENOENT', 'ENOTDIR', 'EISDIR', 'EEXIST', 'ENAMETOOLONG'], cannotOpen()),
  ...list(['ER_LOCK_WAIT_TIMEOUT', 'ER_LOCK_DEADLOCK'], locked()),
  ...list(['ER_ACCESS_DENIED_ERROR', 'ER_DBACCESS_DENIED_ERROR'], unavailable('it refuses the user or the password')),
  ...list(['ER_BAD_DB_ERROR'], {
    code: 'DATABASE_UNAVAILABLE',
    message: 'the server has no database of that name',
    action: 'create it: CREATE DATABASE name CHARACTER SET utf8mb4',
  }),
  ...list(['ER_CON_COUNT_ERROR', 'ER_TOO_MANY_USER_CONNECTIONS'], unavailable('it has too many connections')),
  ...list(['ENOTFOUND', 'EAI_AGAIN'], unavailable('its host is not known')),
  ...list(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'], unavailable('it cannot be reached')),
  ...list(['ETIMEDOUT', 'PROTOCOL_SEQUENCE_TIMEOUT'], unavailable('it does not answer')),
  ...list(
    ['ECONNRESET', 'EPIPE', 'PROTOCOL_CONNECTION_LOST', 'ER_SERVER_SHUTDOWN'],
    unavailable('the connection was lost'),
  ),
  ...list(['ER_CONNECTION_KILLED', 'ER_CLIENT_INTERACTION_TIMEOUT'], unavailable('the connection was lost')),
  ...list(['HANDSHAKE_SSL_ERROR', 'HANDSHAKE_NO_SSL_SUPPORT'], unavailable('it offers no trusted TLS')),
  ...list(['ER_NO_SUCH_TABLE', 'ER_BAD_FIELD_ERROR'], oldSchema()),
  ...list(['ER_NET_PACKET_TOO_LARGE'], {
    code: 'DATABASE',
    message: 'a row is larger than the server takes',
    action: 'raise max_allowed_packet of the server',
  }),
]);

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
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function findReport(error: Error): Report | undefined {
  const code = readErrorCode(error) ?? '';
  if (error.name === 'KnexTimeoutError') return unavailable('it does not answer');
  if (error.message.startsWith('ConnectionFailed(')) return cannotOpen(); // libsql opens without a code
  if (code.startsWith('SQLITE_')) return findSqliteReport(error, code);
  const known = CODE_REPORTS.get(code);
  if (known !== undefined) return known;
  if (!('sqlState' in error) && !code.startsWith('ER_') && !code.startsWith('PROTOCOL_')) return undefined;
  return unexpected(code);
}

function findSqliteReport(error: Error, code: string): Report {
  // Only the end of the message is SQLite's own; what comes before it is the statement.
  if (code === 'SQLITE_ERROR' && / - no such (table|column): \S+$/.test(error.message)) return oldSchema();
  return SQLITE_REPORTS.find(([start]) => code.startsWith(start))?.[1] ?? unexpected(code);
}

function unexpected(code: string): Report {
  return {
    code: 'DATABASE',
    message: `it reported ${code || 'an error without a code'}`,
    action: 'look the code up in the manual of the database; the run stays as it is and can be started again',
  };
}

function diskFull(): Report {
  return {
    code: 'DISK_FULL',
    message: 'the disk is full',
    action: 'free some disk and run the same command again: it goes on where it stopped',
  };
}

function readOnly(): Report {
  return {
    code: 'DATABASE_READ_ONLY',
    message: 'it cannot be written',
    action: 'give this user the right to write the file and its folder, or the tables of the server',
  };
}

function locked(): Report {
  return {
    code: 'DATABASE_UNAVAILABLE',
    message: 'another process kept it locked for too long',
    action: 'wait until the other process has finished, then run the same command again',
  };
}

function cannotOpen(): Report {
  return {
    code: 'DATABASE_UNAVAILABLE',
    message: 'it cannot be opened',
    action: 'check that the folder exists and is no file, and that this user may read and write there',
  };
}

function oldSchema(): Report {
  return {
    code: 'DATABASE_SCHEMA',
    message: 'its tables are not those of this program',
    action: 'bring it up to date with "kyhan migrate"',
  };
}

function unavailable(message: string): Report {
  return { code: 'DATABASE_UNAVAILABLE', message, action: CHECK_SERVER };
}

function list(codes: readonly string[], report: Report): readonly (readonly [string, Report])[] {
  return codes.map((code) => [code, report]);
}
