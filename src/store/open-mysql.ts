import knexModule, { type Knex } from 'knex';
import type { Connection, RowDataPacket } from 'mysql2';
import { Failure } from '../domain/failure.ts';
import { limitStatements, MysqlClient } from './mysql-client.ts';
import { SILENT_LOG } from './silent-log.ts';

const DEFAULT_PORT = 3306;
const CONNECT_TIMEOUT_MS = 10_000;

/** After so long without a word the other end is asked whether it is there, ten times a second apart. */
const KEEP_ALIVE_MS = 10_000;

/** A process opens as many connections as it works on things at once; unused ones are closed after half a minute. */
const MAX_CONNECTIONS = 10;

/**
 * How long one statement may take before its connection is taken for dead: more than the longest ones need, which drop
 * the rows of a large import that begins anew.
 */
const ANSWER_SECONDS = 600;
const MAX_ANSWER_SECONDS = 86_400;

/** How long the server waits for a lock before it gives the attempt up; with-retry.ts tries again. */
const LOCK_WAIT_SECONDS = 10;

/** A certificate of the named host, by an authority that this machine trusts (NODE_EXTRA_CA_CERTS adds one). */
const TLS = { rejectUnauthorized: true, verifyIdentity: true } as const;

const SESSION_STATEMENTS = [
  // Ids compare as bytes, between themselves too: MariaDB takes "between 'A' and 'a'" for "= 'A'" where the connection
  // does not tell them apart, whatever the column says, and a chunk of that range would lose its tickets.
  'set names utf8mb4 collate utf8mb4_bin',
  // Keys between existing ones are not locked, so that two processes can store chunks side by side.
  'set session transaction isolation level read committed',
  // A value that does not fit is an error; without strict mode it would be cut off. Times are the same everywhere.
  `set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', innodb_lock_wait_timeout = ${LOCK_WAIT_SECONDS},
   time_zone = '+00:00'`,
  // Records without a partner are looked for one by one in an index. MariaDB would rather copy all that could be a
  // partner, of all runs, and again for every page.
  "set session optimizer_switch = 'materialization=off'",
] as const;

type PacketRow = RowDataPacket & { readonly bytes: number };

/** Prepares MySQL or MariaDB; the first query connects. Throws a Failure when the URL is not usable. */
export function openMysql(target: string): { readonly knex: Knex; readonly label: string } {
  const { label, connection, answerMs } = readUrl(target);
  const knex = knexModule({
    client: MysqlClient,
    connection: {
      ...connection,
      charset: 'utf8mb4',
      timezone: 'Z',
      supportBigNumbers: true, // instants are exact numbers; larger integers and decimals come as text
      connectTimeout: CONNECT_TIMEOUT_MS,
      enableKeepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_MS,
    },
    log: SILENT_LOG,
    pool: { min: 0, max: MAX_CONNECTIONS, afterCreate: buildSessionHook(answerMs) },
  });
  return { knex, label };
}

type Place = {
  readonly label: string;
  readonly connection: Knex.MySql2ConnectionConfig;
  /** How long one statement may take. */
  readonly answerMs: number;
};

const URL_OPTIONS = ['socketPath', 'ssl', 'answerSeconds'] as const;

/**
 * Where to connect: `?socketPath=` names a socket file, `?ssl=true` asks for TLS with a certificate of that host,
 * `?answerSeconds=` bounds the wait for one answer.
 */
function readUrl(target: string): Place {
  const url = URL.canParse(target) ? new URL(target) : undefined;
  const database = decodePart(url?.pathname.slice(1));
  const user = decodePart(url?.username);
  const password = decodePart(url?.password);
  if (url === undefined || !database || database.includes('/') || user === undefined || password === undefined) {
    throw badUrl('the URL of the database is not complete');
  }
  const unknown = [...url.searchParams.keys()].find((name) => !URL_OPTIONS.some((known) => known === name));
  if (unknown !== undefined) throw badUrl(`the URL of the database has an unknown option "${unknown}"`);

  const host = url.hostname.replace(/^\[(.*)\]$/, '$1') || 'localhost';
  const port = Number(url.port || DEFAULT_PORT);
  const socketPath = url.searchParams.get('socketPath');
  const place = socketPath === null ? { host, port } : { socketPath };
  const tls = url.searchParams.get('ssl') ?? 'false';
  if (tls !== 'true' && tls !== 'false') throw badUrl(`the URL of the database has ssl=${tls}`);
  const ssl = tls === 'true' ? { ssl: TLS } : {};
  const answerSeconds = Number(url.searchParams.get('answerSeconds') ?? ANSWER_SECONDS);
  if (!(answerSeconds >= 1 && answerSeconds <= MAX_ANSWER_SECONDS)) {
    throw badUrl(`the URL of the database has answerSeconds=${url.searchParams.get('answerSeconds')}`);
  }
  const label = `${socketPath ?? `${url.hostname || host}:${port}`}/${database}`;
  return { label, connection: { ...place, ...ssl, user, password, database }, answerMs: answerSeconds * 1_000 };
}

function decodePart(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function badUrl(message: string): Failure {
  return new Failure('CONFIGURATION', {
    message,
    action:
      'write mysql://user:password@host:3306/name, special characters percent-encoded; options: socketPath=FILE, ssl=true, answerSeconds=600',
  });
}

type SessionHook = (connection: Connection, done: (error: unknown, connection: Connection) => void) => void;

function buildSessionHook(answerMs: number): SessionHook {
  return (connection, done) => {
    runSessionStatements(connection, answerMs).then(
      () => done(null, connection),
      (error: unknown) => {
        connection.destroy(); // the pool forgets it, and the server would keep it open
        done(error, connection);
      },
    );
  };
}

async function runSessionStatements(connection: Connection, answerMs: number): Promise<void> {
  const session = connection.promise();
  for (const statement of SESSION_STATEMENTS) await session.query(statement);
  const [rows] = await session.query<PacketRow[]>('select @@max_allowed_packet as bytes');
  limitStatements(connection, { maxBytes: rows[0]?.bytes ?? Number.MAX_SAFE_INTEGER, answerMs });
}
