import type { Knex } from 'knex';

const ignore = (): void => undefined;

/** knex prints errors with their SQL and values to the console; they reach the caller as failures instead. */
export const SILENT_LOG: Knex.Logger = { warn: ignore, error: ignore, deprecate: ignore, debug: ignore };
