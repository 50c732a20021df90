import { Socket } from 'node:net';
import Mysql2Client from 'knex/lib/dialects/mysql2/index.js';
import type { Connection } from 'mysql2';

type Query = Parameters<Mysql2Client['_query']>[1];

/** A character of JavaScript is at most so many bytes in a statement: in UTF-8, or escaped, or in hexadecimal digits. */
const MAX_BYTES_PER_CHARACTER = 3;
const BYTES_PER_SMALL_VALUE = 32;

/** At least what mysql2 writes a backslash before. */
const ESCAPED = /["'\\]|\p{Cc}/gu;

/** What statements of a connection may come to: `max_allowed_packet` of the server, and the wait for an answer. */
type StatementLimits = { readonly maxBytes: number; readonly answerMs: number };

const LIMITS = new WeakMap<Connection, StatementLimits>();

/** Notes how many bytes a statement of this connection may have, and how long its answer may take. */
export function limitStatements(connection: Connection, limits: StatementLimits): void {
  LIMITS.set(connection, limits);
}

/** knex's dialect for mysql2, which sends no statement that is larger than the server takes, and waits for none for ever. */
export class MysqlClient extends Mysql2Client {
  /**
   * The server would answer by closing the connection, mostly before its answer is read. That looks like a network that
   * comes back, and whoever waits for it would send the same statement for ever.
   */
  override async _query(connection: Connection, query: Query): Promise<Query> {
    // A function, and no private method: knex makes the clients of transactions without their constructor.
    const send = (): Promise<Query> =>
      query.options?.isPrepared === true ? sendPrepared(connection, query) : super._query(connection, query);
    const limits = LIMITS.get(connection);
    if (limits === undefined) return send();
    if (isLargerThan(query, limits.maxBytes)) {
      throw Object.assign(new Error('larger than max_allowed_packet'), { code: 'ER_NET_PACKET_TOO_LARGE' });
    }
    const waiting = setTimeout(hangUp, limits.answerMs, connection);
    try {
      return await send();
    } finally {
      clearTimeout(waiting);
    }
  }
}

/** Has the server prepare the statement, once for each connection, and sends the values beside it. */
async function sendPrepared(connection: Connection, query: Query): Promise<Query> {
  const response = await connection.promise().execute(query.sql, [...(query.bindings ?? [])]);
  return { ...query, response };
}

/**
 * Gives up a connection on which no answer comes: a network that was cut says nothing, and the system notices it after a
 * quarter of an hour at the earliest. The statement fails as with any other lost connection.
 */
function hangUp(connection: Connection): void {
  const stream: unknown = Reflect.get(connection, 'stream'); // mysql2 does not say in its types that it is there
  if (stream instanceof Socket) stream.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' }));
}

/** Counts exactly only where the most that it can be would be too much. */
function isLargerThan({ sql, bindings = [] }: Query, limit: number): boolean {
  let most = sql.length * MAX_BYTES_PER_CHARACTER;
  for (const value of bindings) most += BYTES_PER_SMALL_VALUE + countCharacters(value) * MAX_BYTES_PER_CHARACTER;
  if (most < limit) return false;
  let bytes = Buffer.byteLength(sql);
  for (const value of bindings) bytes += countBytes(value);
  return bytes >= limit;
}

function countCharacters(value: unknown): number {
  return typeof value === 'string' || value instanceof Uint8Array ? value.length : 0;
}

function countBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value) + (value.match(ESCAPED)?.length ?? 0);
  if (value instanceof Uint8Array) return value.length * 2;
  return BYTES_PER_SMALL_VALUE;
}
