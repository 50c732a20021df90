import type { FailureCode } from '../domain/failure.ts';

/** What an error of a database means to people: which failure, what was seen, what to do. */
export type Report = { readonly code: FailureCode; readonly message: string; readonly action: string };

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
  ...list(['ER_ACCESS_DENIED_ERROR', 'ER_DBACCESS_DENIED_ERROR'], refused()),
  ...list(['ER_ACCESS_DENIED_NO_PASSWORD_ERROR', 'ER_ACCOUNT_HAS_BEEN_LOCKED', 'ER_MUST_CHANGE_PASSWORD'], refused()),
  ...list(['ER_NOT_SUPPORTED_AUTH_MODE', 'AUTH_SWITCH_PLUGIN_ERROR'], refused()),
  ...list(
    ['ER_HOST_NOT_PRIVILEGED', 'ER_HOST_IS_BLOCKED'],
    unavailable('it takes no connections from this machine', 'let this user connect from here; FLUSH HOSTS unblocks'),
  ),
  ...list(['ER_BAD_DB_ERROR'], {
    code: 'DATABASE_UNAVAILABLE',
    message: 'the server has no database of that name',
    action: 'create it: CREATE DATABASE name CHARACTER SET utf8mb4',
  }),
  ...list(['ER_CON_COUNT_ERROR', 'ER_TOO_MANY_USER_CONNECTIONS', 'ER_USER_LIMIT_REACHED'], tooManyConnections()),
  ...list(['ENOTFOUND', 'EAI_AGAIN'], unavailable('its host is not known')),
  ...list(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'], unavailable('it cannot be reached')),
  ...list(['ETIMEDOUT', 'PROTOCOL_SEQUENCE_TIMEOUT'], unavailable('it does not answer')),
  ...list(['ECONNRESET', 'EPIPE', 'PROTOCOL_CONNECTION_LOST', 'ER_SERVER_SHUTDOWN'], connectionLost()),
  ...list(['ER_CONNECTION_KILLED', 'ER_SESSION_WAS_KILLED', 'ER_CLIENT_INTERACTION_TIMEOUT'], connectionLost()),
  ...list(['ER_ABORTING_CONNECTION', 'ER_NEW_ABORTING_CONNECTION', 'ER_NET_READ_ERROR'], connectionLost()),
  ...list(['ER_NET_READ_INTERRUPTED', 'ER_NET_ERROR_ON_WRITE', 'ER_NET_WRITE_INTERRUPTED'], connectionLost()),
  ...list(['ER_QUERY_INTERRUPTED', 'ER_QUERY_TIMEOUT', 'ER_STATEMENT_TIMEOUT'], {
    code: 'DATABASE_UNAVAILABLE',
    message: 'the server broke a statement off',
    action: 'look for who kills statements, or for a limit such as max_statement_time; then give the command again',
  }),
  ...list(['HANDSHAKE_SSL_ERROR', 'HANDSHAKE_NO_SSL_SUPPORT'], unavailable('it offers no trusted TLS')),
  ...list(['ER_NO_SUCH_TABLE', 'ER_BAD_FIELD_ERROR'], oldSchema()),
  ...list(['ER_NET_PACKET_TOO_LARGE'], {
    code: 'DATABASE',
    message: 'what is to be stored at once is larger than the server takes',
    action: 'raise max_allowed_packet of the server, to 16M at least; a single row may need more',
  }),
]);

/** The report of a code of MySQL, MariaDB or the operating system; undefined where the code is not known. */
export function findCodeReport(code: string): Report | undefined {
  return CODE_REPORTS.get(code);
}

/** The report of a code of SQLite; undefined where the code is not known. */
export function findSqliteReport(code: string): Report | undefined {
  return SQLITE_REPORTS.find(([start]) => code.startsWith(start))?.[1];
}

/** The report of an error that nobody has heard of. */
export function unexpected(code: string): Report {
  return {
    code: 'DATABASE',
    message: `it reported ${code || 'an error without a code'}`,
    action: 'look the code up in the manual of the database; the run stays as it is and can be started again',
  };
}

/** The report of a connection that ended while it was used. */
export function connectionLost(): Report {
  return unavailable('the connection was lost');
}

/** The report of a server that is silent. */
export function noAnswer(): Report {
  return unavailable('it does not answer');
}

/** The report of a file that cannot be opened. */
export function cannotOpen(): Report {
  return {
    code: 'DATABASE_UNAVAILABLE',
    message: 'it cannot be opened',
    action: 'check that the folder exists and is no file, and that this user may read and write there',
  };
}

/** The report of tables that are not as the program expects them. */
export function oldSchema(): Report {
  return {
    code: 'DATABASE_SCHEMA',
    message: 'its tables are not those of this program',
    action: 'bring it up to date with "kyhan migrate"',
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

function refused(): Report {
  return unavailable(
    'it refuses the user or the password',
    'check user and password in the URL (special characters percent-encoded), and the rights of the user',
  );
}

function tooManyConnections(): Report {
  return unavailable(
    'it has too many connections',
    'raise max_connections of the server, or start fewer workers; each opens up to 10 connections',
  );
}

function unavailable(message: string, action: string = CHECK_SERVER): Report {
  return { code: 'DATABASE_UNAVAILABLE', message, action };
}

function list(codes: readonly string[], report: Report): readonly (readonly [string, Report])[] {
  return codes.map((code) => [code, report]);
}
