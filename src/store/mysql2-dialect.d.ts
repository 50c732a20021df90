/** The part of knex's dialect for mysql2 that is built upon; knex ships no types for it. */
declare module 'knex/lib/dialects/mysql2/index.js' {
  import { Knex } from 'knex';
  import type { Connection } from 'mysql2';

  type Query = {
    readonly sql: string;
    readonly bindings?: readonly (string | number | Uint8Array | null)[];
    /** What `.options()` of a query was given. */
    readonly options?: { readonly isPrepared?: boolean };
    /** Rows or result, and fields. */
    readonly response?: unknown;
  };

  class Mysql2Client extends Knex.Client {
    _query(connection: Connection, query: Query): Promise<Query>;
  }
  export = Mysql2Client;
}
