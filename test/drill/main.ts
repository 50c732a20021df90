import { Command, InvalidArgumentError } from 'commander';
import { type DrillOptions, runDrill } from './drill.ts';
import { describeResult, findWrong } from './judge-drill.ts';

/**
 * `npm run drill -- [--seed 1] [--faults 30] [--rows 200000]`: the failure drill. Exits with 0 when the run came through
 * with every decision of a run that was left alone, once.
 */
const toNumber = (text: string): number => {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (value >= 0) return value;
  throw new InvalidArgumentError('It is no whole number.');
};

const options = new Command('drill')
  .description(
    'does one fault after the other to a run of four workers on Redis and MariaDB, and proves what came of it',
  )
  .option('--seed <n>', 'the same seed gives the same rows and faults', toNumber, 1)
  .option('--faults <n>', 'how many faults', toNumber, 30)
  .option('--rows <n>', 'rows of all files', toNumber, 200_000)
  .option('--chunk-size <n>', 'contracts of a chunk', toNumber, 50)
  .option('--workers <n>', 'worker processes', toNumber, 4)
  .option('--lock-ms <n>', 'lock of a job', toNumber, 5_000)
  .option('--lease-ms <n>', 'lease of a chunk', toNumber, 8_000)
  .option('--delay-ms <n>', 'length of the lines to MariaDB', toNumber, 1)
  .option('--max-seconds <n>', 'how long a server or the network is away, at the most', toNumber, 6)
  .parse()
  .opts<DrillOptions>();

const result = await runDrill(options, (line) => void process.stderr.write(`${line}\n`));
process.stdout.write(`${describeResult(result)}\n`);
process.exitCode = findWrong(result, options.faults).length === 0 ? 0 : 1;
