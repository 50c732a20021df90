import { type Finding, fine, hint, wrong } from '../domain/finding.ts';
import type { Database } from './database.ts';
import { describeConversion, findForeignColumns } from './mysql-charsets.ts';
import { runQuery } from './run-query.ts';

/** The oldest versions that the program is made for. */
const MIN_MYSQL = [8, 0, 16] as const;
const MIN_MARIADB = [10, 6, 0] as const;

/** What a statement of many rows may come to, with room; insert-rows.ts goes by it. */
const MIN_PACKET_BYTES = 16_777_216;

/** What a connection of the program has set for itself; anything in between that takes it back is told of. */
const SESSION: Readonly<Record<string, readonly string[]>> = {
  isolation: ['READ-COMMITTED'],
  time_zone: ['+00:00'],
  sql_mode: ['STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'],
  character_set_client: ['utf8mb4'],
};

type VariableRow = { readonly Variable_name: string; readonly Value: string };

/** Variables of the server, by name in small letters. */
type Variables = ReadonlyMap<string, string>;

/** Looks at a MySQL or MariaDB server and its database; changes nothing. */
export async function inspectMysql(database: Database): Promise<readonly Finding[]> {
  const session = await readVariables(database, 'session');
  const server = await readVariables(database, 'global');
  return [...judgeServer(session, server), ...(await inspectTables(database))];
}

/** Judges a server by its variables: those of one of our connections, and those of the server itself. */
export function judgeServer(session: Variables, server: Variables): readonly Finding[] {
  return [
    judgeVersion(server.get('version') ?? ''),
    ...judgeSession(session),
    judgeTimeZone(server),
    judgePacket(Number(session.get('max_allowed_packet'))),
    judgeFlush(server.get('innodb_flush_log_at_trx_commit')),
    ...judgeBinlog(server),
    judgeCharset(session),
  ];
}

async function readVariables(database: Database, scope: 'session' | 'global'): Promise<Variables> {
  const [rows]: readonly (readonly VariableRow[])[] = await runQuery(database, async (knex) =>
    knex.raw(`show ${scope} variables`),
  );
  return new Map(rows?.map((row) => [row.Variable_name.toLowerCase(), row.Value]));
}

function judgeVersion(version: string): Finding {
  const isMariadb = /mariadb/i.test(version);
  const [name, least] = isMariadb ? ['MariaDB', MIN_MARIADB] : ['MySQL', MIN_MYSQL];
  // MariaDB may put "5.5.5-" before its version, for clients that would not believe in a larger first number.
  const numbers = (version.replace(/^5\.5\.5-/, '').match(/^\d+\.\d+\.\d+/)?.[0] ?? '').split('.').map(Number);
  const different = least.findIndex((number, index) => number !== numbers[index]);
  const isNew = different === -1 || (numbers[different] ?? 0) > (least[different] ?? 0);
  const what = `${name} ${version}`;
  return isNew ? fine(what) : wrong(what, `use ${name} ${least.join('.')} or newer`);
}

function judgeSession(session: Variables): readonly Finding[] {
  const isolation = session.get('transaction_isolation') ?? session.get('tx_isolation');
  const seen = new Map([...session, ['isolation', isolation ?? '']]);
  const changed = Object.entries(SESSION).filter(([name, allowed]) => !allowed.includes(seen.get(name) ?? ''));
  if (changed.length === 0) return [fine('its connections: READ COMMITTED, strict, UTC, utf8mb4')];
  return changed.map(([name, allowed]) =>
    wrong(
      `its connections have ${name} = ${seen.get(name)}, and were given ${allowed[0]}`,
      'something between takes settings of a session back (a proxy that shares connections): connect to the server itself',
    ),
  );
}

function judgeTimeZone(server: Variables): Finding {
  const zone = server.get('time_zone');
  return fine(
    `its time zone is ${zone === 'SYSTEM' ? server.get('system_time_zone') : zone}; moments are stored without one`,
  );
}

function judgeCharset(session: Variables): Finding {
  const charset = session.get('character_set_database');
  if (charset === 'utf8mb4') return fine('its database has the character set utf8mb4');
  return hint(
    `its database has the character set ${charset}; the tables of this program are utf8mb4 all the same`,
    'ALTER DATABASE name CHARACTER SET utf8mb4',
  );
}

async function inspectTables(database: Database): Promise<readonly Finding[]> {
  const columns = await findForeignColumns(database);
  if (columns.length === 0) return [fine('its tables are utf8mb4, and compare as bytes')];
  return [...new Set(columns.map(({ table }) => table))].map((table) => {
    const own = columns.filter((column) => column.table === table);
    const what = own.map(({ column, collation }) => `${column} is ${collation}`).join(', ');
    return wrong(`its table ${table} must be utf8mb4_bin, and ${what}`, describeConversion(table));
  });
}

function judgePacket(bytes: number): Finding {
  const what = `it takes statements of ${(bytes / 1_048_576).toFixed(0)} MB (max_allowed_packet)`;
  return bytes >= MIN_PACKET_BYTES ? fine(what) : wrong(what, 'set max_allowed_packet = 16M or more');
}

function judgeFlush(value: string | undefined): Finding {
  if (value === '1') return fine('it keeps what it has confirmed, over a power cut too');
  return hint(
    `it may lose the last second in a power cut (innodb_flush_log_at_trx_commit = ${value})`,
    'set it to 1: decisions would be made again, but sign-ins and the audit trail would be gone',
  );
}

function judgeBinlog(server: Variables): readonly Finding[] {
  if (server.get('log_bin') !== 'ON' || server.get('binlog_format') !== 'STATEMENT') return [];
  return [
    wrong('its binary log is written by statement, which READ COMMITTED does not allow', 'set binlog_format = ROW'),
  ];
}
