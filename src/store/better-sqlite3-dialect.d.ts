/** The part of knex's dialect for better-sqlite3 that is built upon; knex ships no types for it. */
declare module 'knex/lib/dialects/better-sqlite3/index.js' {
  import { Knex } from 'knex';
  import type Libsql from 'libsql';

  type Query = { readonly sql: string; response?: unknown };

  class BetterSqlite3Client extends Knex.Client {
    _driver(): unknown;
    _query(connection: Libsql.Database, query: Query): Promise<Query>;
  }
  export = BetterSqlite3Client;
}
