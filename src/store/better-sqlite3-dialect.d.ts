/** The part of knex's dialect for better-sqlite3 that is built upon; knex ships no types for it. */
declare module 'knex/lib/dialects/better-sqlite3/index.js' {
  import { Knex } from 'knex';
  import type Libsql from 'libsql';

  type Query = {
    readonly sql: string;
    readonly bindings?: readonly unknown[];
    readonly response?: unknown;
    readonly context?: { readonly lastID: number | bigint; readonly changes: number };
  };

  class BetterSqlite3Client extends Knex.Client {
    _driver(): unknown;
    _query(connection: Libsql.Database, query: Query): Promise<Query>;
    /** Makes numbers of dates and booleans. */
    _formatBindings(bindings: readonly unknown[] | undefined): unknown[];
  }
  export = BetterSqlite3Client;
}
