import BetterSqlite3Client from 'knex/lib/dialects/better-sqlite3/index.js';
import Libsql from 'libsql';

type Query = Parameters<BetterSqlite3Client['_query']>[1];

/** knex's dialect for better-sqlite3 on libsql, which has the same interface and ships its binary inside npm. */
export class LibsqlClient extends BetterSqlite3Client {
  override _driver(): unknown {
    return Libsql;
  }

  override async _query(connection: Libsql.Database, query: Query): Promise<Query> {
    if (query.sql === 'BEGIN;') return beginTransaction(connection, query);
    // A full disk makes SQLite roll back by itself; a second ROLLBACK would fail and hide the reason of the first.
    if (query.sql.startsWith('ROLLBACK') && !connection.inTransaction) return { ...query, response: [] };
    return super._query(connection, query);
  }
}

/**
 * Takes the write lock at once. A transaction that reads before it writes would otherwise fail, without waiting, when
 * another process wrote in between.
 */
async function beginTransaction(connection: Libsql.Database, query: Query): Promise<Query> {
  if (connection.inTransaction) connection.exec('ROLLBACK'); // left over from a COMMIT that failed
  connection.exec('BEGIN IMMEDIATE');
  return { ...query, response: [] };
}
