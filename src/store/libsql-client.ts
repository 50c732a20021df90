import BetterSqlite3Client from 'knex/lib/dialects/better-sqlite3/index.js';
import Libsql from 'libsql';

type Query = Parameters<BetterSqlite3Client['_query']>[1];

/** Far more statements than the program has; a bound all the same. */
const MAX_STATEMENTS = 500;

/** By connection: knex makes a new client object for each transaction. */
const PREPARED = new WeakMap<Libsql.Database, Map<string, Libsql.Statement>>();

const TRANSACTION_CONTROL = /^(begin|commit|rollback|savepoint|release)\b/i;

/** knex's dialect for better-sqlite3 on libsql, which has the same interface and ships its binary inside npm. */
export class LibsqlClient extends BetterSqlite3Client {
  override _driver(): unknown {
    return Libsql;
  }

  override async _query(connection: Libsql.Database, query: Query): Promise<Query> {
    const { sql } = query;
    if (TRANSACTION_CONTROL.test(sql)) {
      controlTransaction(connection, sql);
      return { ...query, response: [] };
    }
    const bindings = this._formatBindings(query.bindings);
    const statement = prepareOnce(connection, sql);
    if (statement.reader) return { ...query, response: statement.all(bindings) };
    const response = write(connection, sql, () => statement.run(bindings));
    return { ...query, response, context: { lastID: response.lastInsertRowid, changes: response.changes } };
  }
}

/**
 * Prepares each statement once: libsql holds the values bound to a statement until it is collected as garbage, which
 * comes late, so that memory would grow with the input of a run.
 */
function prepareOnce(connection: Libsql.Database, sql: string): Libsql.Statement {
  const statements = PREPARED.get(connection) ?? new Map<string, Libsql.Statement>();
  PREPARED.set(connection, statements);
  const statement = statements.get(sql) ?? connection.prepare(sql);
  if (statements.size < MAX_STATEMENTS) statements.set(sql, statement);
  return statement;
}

/**
 * Writes inside a transaction, always. A prepared statement that found the database locked stays active in libsql: no
 * later write of the connection would ever be committed, and the database would stay locked for others. `exec` leaves
 * nothing active, so the lock is taken with it.
 */
function write<T>(connection: Libsql.Database, sql: string, run: () => T): T {
  if (connection.inTransaction || /^pragma\b/i.test(sql)) return run();
  controlTransaction(connection, 'BEGIN;');
  try {
    const result = run();
    controlTransaction(connection, 'COMMIT;');
    return result;
  } catch (error) {
    controlTransaction(connection, 'ROLLBACK');
    throw error;
  }
}

function controlTransaction(connection: Libsql.Database, sql: string): void {
  if (/^begin\b/i.test(sql)) {
    if (connection.inTransaction) connection.exec('ROLLBACK'); // left over from a COMMIT that failed
    // A transaction that reads before it writes would fail, without waiting, when another process wrote in between.
    connection.exec('BEGIN IMMEDIATE');
    return;
  }
  // A full disk makes SQLite roll back by itself; a second ROLLBACK would fail and hide the reason of the first.
  if (/^rollback\b/i.test(sql) && !connection.inTransaction) return;
  connection.exec(sql);
}
