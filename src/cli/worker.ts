import { type Command, InvalidArgumentError, Option } from 'commander';
import { describeRedis } from '../../jobs/connection.ts';
import { getRedisUrl, proveQueue, proveShared, readDuration } from '../../jobs/edge.ts';
import { QUEUE_NAMES, type QueueName } from '../../jobs/queue-names.ts';
import { runWorker } from '../../jobs/run-worker.ts';
import { openTracing } from '../../jobs/tracing.ts';
import { readConfig } from '../config.ts';
import { type Logger, openLogger } from '../logger.ts';
import { buildStopSignal } from './interrupt.ts';
import { addDatabaseOption, readEngine, withDatabase } from './options.ts';
import { parseWholeNumber } from './parse-whole-number.ts';

type WorkerOptions = {
  readonly db: string;
  readonly queues: readonly QueueName[];
  readonly concurrency: number;
  readonly stopAfter: number;
};

/** A worker that gives no sign of life for so long loses its job to another. */
const LOCK_MS = 30_000;
/** A chunk that is not stored by then may be decided by somebody else. */
const LEASE_MS = 60_000;

/** How long what is still open may last when all is done. */
const END_LIMIT_MS = 1_000;

const MAX_CONCURRENCY = 64;
const MAX_STOP_SECONDS = 3_600;

/** `kyhan worker`: works on the queues until it is stopped. */
export function addWorkerCommand(program: Command): void {
  const command = program
    .command('worker')
    .description('work on the queues until SIGTERM or Ctrl-C; any number of them, on any machine')
    .addOption(
      new Option('--queues <names>', 'kinds of work, separated by commas')
        .argParser(parseQueues)
        .default(QUEUE_NAMES, QUEUE_NAMES.join(',')),
    )
    .addOption(
      new Option('--concurrency <n>', 'chunks at a time').argParser(parseWholeNumber(1, MAX_CONCURRENCY)).default(2),
    )
    .addOption(
      new Option('--stop-after <seconds>', 'when stopped, jobs at hand may go on so long; then they are given back')
        .argParser(parseWholeNumber(0, MAX_STOP_SECONDS))
        .default(20),
    );
  addDatabaseOption(command).action(workerCommand);
}

async function workerCommand(options: WorkerOptions): Promise<void> {
  const config = readConfig();
  const redisUrl = getRedisUrl();
  proveShared(options.db);
  await proveQueue();
  const tracing = await openTracing(config.traceEndpoint);
  const logger = openLogger(config.logFile);
  const interrupt = buildStopSignal(
    () => `worker ${process.pid} finishes its jobs, for at most ${options.stopAfter} seconds\n`,
  );
  try {
    await withDatabase(options.db, (database) =>
      runWorker({
        database,
        databaseTarget: options.db,
        redisUrl,
        logger,
        queues: options.queues,
        concurrency: options.concurrency,
        lockMs: readDuration('KYHAN_LOCK_MS', config.lockMs, LOCK_MS),
        leaseMs: readDuration('KYHAN_LEASE_MS', config.leaseMs, LEASE_MS),
        inputFolder: config.inputFolder,
        engine: readEngine(),
        stopLimitMs: options.stopAfter * 1_000,
        signal: interrupt.signal,
        ...(tracing === null ? {} : { telemetry: tracing.telemetry }),
        onReady: (queues) => tellReady(logger, options, queues, `${describeRedis(redisUrl)}, with ${database.label}`),
      }),
    );
    process.stderr.write(`worker ${process.pid} has stopped\n`);
  } finally {
    interrupt.release();
    await tracing?.shutdown();
    await logger.close();
    // A connection that hangs, or a workbook in a process of its own, must not keep this one from ending.
    setTimeout(() => process.exit(), END_LIMIT_MS).unref();
  }
}

function tellReady(
  logger: Logger,
  { queues: asked, concurrency }: WorkerOptions,
  queues: readonly QueueName[],
  where: string,
): void {
  logger.info('worker started', { queues: queues.join(','), concurrency });
  process.stderr.write(`worker ${process.pid} works on ${queues.join(', ')} of ${where}\n`);
  if (asked.length === queues.length) return;
  process.stderr.write('kyhan: it leaves schedules to others: KYHAN_INPUT_DIR, where their files lie, is not set\n');
}

function parseQueues(text: string): readonly QueueName[] {
  const names = new Set(text.split(',').map((name) => name.trim()));
  return [...names].map((name) => {
    const known = QUEUE_NAMES.find((each) => each === name);
    if (known === undefined)
      throw new InvalidArgumentError(`"${name}" is no queue. Allowed: ${QUEUE_NAMES.join(', ')}.`);
    return known;
  });
}
