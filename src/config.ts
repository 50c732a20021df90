import { fileURLToPath } from 'node:url';

/** The folder of the checkout: rules and defaults stand in it, wherever the command was called. */
export const PROJECT_FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** What the environment sets; the options of a command go before it. */
export type Config = {
  /** File of the embedded database, or a mysql:// URL. */
  readonly database: string;
  readonly rulesFolder: string;
  readonly outFolder: string;
  readonly logFile: string;
};

/** Reads the environment, the only place that does. Defaults lie under `var/` of the checkout. */
export function readConfig(): Config {
  const { env } = process;
  return {
    database: env.DATABASE_URL ?? `${PROJECT_FOLDER}var/kyhan.db`,
    rulesFolder: env.KYHAN_RULES ?? `${PROJECT_FOLDER}rules`,
    outFolder: env.KYHAN_OUT ?? `${PROJECT_FOLDER}var/reports`,
    logFile: env.KYHAN_LOG ?? `${PROJECT_FOLDER}var/log/kyhan.log`,
  };
}
