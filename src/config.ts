import { fileURLToPath } from 'node:url';

/** The folder of the checkout: rules and defaults stand in it, wherever the command was called. */
export const PROJECT_FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** What the environment sets; the options of a command go before it. */
export type Config = {
  /** File of the embedded database, or a mysql:// URL. */
  readonly database: string;
  /** redis:// or rediss:// URL of the queue; null where there is none. */
  readonly redisUrl: string | null;
  /** A Redis that may throw jobs away is used all the same. */
  readonly allowEviction: boolean;
  readonly rulesFolder: string;
  readonly outFolder: string;
  readonly logFile: string;
  /** Folder below which workers find files that were not copied into the store; null where there is none. */
  readonly inputFolder: string | null;
  /** How long a worker may be silent before the queue gives its job to another, as text; empty for the default. */
  readonly lockMs: string;
  /** How long a chunk belongs to the worker that asked for it, as text; empty for the default. */
  readonly leaseMs: string;
  /** What evaluates the rules, as text; empty for the default. */
  readonly engine: string;
  /** Signs the cookies of the dashboard; null where the database keeps a secret of its own. */
  readonly sessionSecret: string | null;
  /** URL to which traces are posted (OTLP over HTTP); null where nobody wants them. */
  readonly traceEndpoint: string | null;
};

/** Reads the environment, the only place that does. Defaults lie under `var/` of the checkout. */
export function readConfig(): Config {
  const { env } = process;
  return {
    database: env.DATABASE_URL ?? `${PROJECT_FOLDER}var/kyhan.db`,
    redisUrl: env.REDIS_URL || null,
    allowEviction: env.KYHAN_ALLOW_EVICTION === 'yes',
    rulesFolder: env.KYHAN_RULES ?? `${PROJECT_FOLDER}rules`,
    outFolder: env.KYHAN_OUT ?? `${PROJECT_FOLDER}var/reports`,
    logFile: env.KYHAN_LOG ?? `${PROJECT_FOLDER}var/log/kyhan.log`,
    inputFolder: env.KYHAN_INPUT_DIR || null,
    lockMs: env.KYHAN_LOCK_MS ?? '',
    leaseMs: env.KYHAN_LEASE_MS ?? '',
    engine: env.KYHAN_ENGINE ?? '',
    sessionSecret: env.KYHAN_SESSION_SECRET || null,
    traceEndpoint: readTraceEndpoint(env),
  };
}

/** One variable of OpenTelemetry names the place of traces, the other one that of everything, below which traces have theirs. */
function readTraceEndpoint(env: NodeJS.ProcessEnv): string | null {
  const base = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  return env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || (base ? `${base.replace(/\/+$/, '')}/v1/traces` : null);
}

/** The environment of a child process that works on the same database. */
export function buildChildEnvironment(database: string): NodeJS.ProcessEnv {
  return { ...process.env, DATABASE_URL: database };
}
