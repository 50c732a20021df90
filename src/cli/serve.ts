import { isIP } from 'node:net';
import { type Command, InvalidArgumentError } from 'commander';
import { getRedisUrl, proveQueue } from '../../jobs/edge.ts';
import { openTracing } from '../../jobs/tracing.ts';
import { readConfig } from '../config.ts';
import { Failure } from '../domain/failure.ts';
import { openLogger } from '../logger.ts';
import { listUsers } from '../store/users.ts';
import { buildStopSignal } from './interrupt.ts';
import { addDatabaseOption, withExistingDatabase } from './options.ts';

type Options = {
  readonly db: string;
  readonly host: string;
  readonly port: number;
  readonly https: boolean;
  readonly trustProxy: readonly string[];
  readonly openMetrics: boolean;
};

const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', 'localhost'];
const DEFAULT_PORT = 8_080;
const MAX_PORT = 65_535;

/** `kyhan serve`: the operators' dashboard, until Ctrl-C or SIGTERM. */
export function addServeCommand(program: Command): void {
  const command = program.command('serve').description('serve the dashboard: runs, queues, reports, audit');
  addDatabaseOption(command)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on', parsePort, DEFAULT_PORT)
    .option('--https', 'browsers reach it by https, through a proxy: cookies are sent by https only', false)
    .option('--trust-proxy <addresses>', 'addresses or networks of the proxy, with commas', parseProxies, [])
    .option('--open-metrics', 'show /metrics without sign-in; the network must keep strangers away', false)
    .action((options: Options) => withExistingDatabase(options.db, (database) => serve(database, options)));
}

async function serve(database: Parameters<typeof listUsers>[0], options: Options): Promise<void> {
  proveProxy(options);
  const { logFile, sessionSecret, traceEndpoint } = readConfig();
  const redisUrl = getRedisUrl();
  await proveQueue(); // a wrong password is told now; a Redis that goes away later is waited out
  if ((await listUsers(database)).length === 0) {
    process.stderr.write('kyhan: nobody can sign in yet; add a user with "kyhan user add NAME --role admin"\n');
  }
  const tracing = await openTracing(traceEndpoint);
  const logger = openLogger(logFile);
  const { runDashboard } = await import('../../jobs/dashboard/run-dashboard.ts'); // loads for long, for this alone
  const { signal, release } = buildStopSignal(() => ''); // downloads may end
  try {
    await runDashboard({
      database,
      redisUrl,
      logger,
      sessionSecret,
      host: options.host,
      port: options.port,
      isHttps: options.https,
      trustedProxies: options.trustProxy,
      isMetricsOpen: options.openMetrics,
      ...(tracing === null ? {} : { telemetry: tracing.telemetry }),
      signal,
      onReady: (address) => process.stderr.write(`kyhan: serving on ${address}; Ctrl-C stops it\n`),
    });
  } finally {
    release();
    await tracing?.shutdown();
    await logger.close();
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= MAX_PORT) return port;
  throw new InvalidArgumentError(`Allowed: 0 to ${MAX_PORT}.`);
}

/** Without a trusted proxy every request seems to come by http, and the cookies for https would never be given. */
function proveProxy({ https, host, trustProxy }: Options): void {
  if (https && trustProxy.length === 0) {
    throw new Failure('USAGE', {
      message: '--https is given, and no proxy that says which requests came by https',
      action: 'add --trust-proxy with the address of the proxy, such as --trust-proxy 127.0.0.1',
    });
  }
  if (https || LOOPBACK.includes(host)) return;
  process.stderr.write(
    `kyhan: passwords come to ${host} unencrypted; put a proxy with TLS before it, and give --https and --trust-proxy\n`,
  );
}

/** Addresses and networks, comma-separated. */
function parseProxies(text: string): readonly string[] {
  const proxies = text.split(',').map((part) => part.trim());
  for (const proxy of proxies) {
    const [address = '', bits, ...rest] = proxy.split('/');
    const maxBits = isIP(address) === 6 ? 128 : 32;
    const isNetwork = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= maxBits);
    if (isIP(address) === 0 || !isNetwork || rest.length > 0) {
      throw new InvalidArgumentError('Allowed: addresses such as 10.0.0.5, networks such as 10.0.0.0/24.');
    }
  }
  return proxies;
}
