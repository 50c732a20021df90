import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Batch } from '../batches/batch.ts';
import { BILLING_BATCH } from '../batches/billing/billing-batch.ts';
import { DEBT_BATCH } from '../batches/debt/debt-batch.ts';
import { TICKET_BATCH } from '../batches/ticket/ticket-batch.ts';
import { isCalendarDate } from '../domain/calendar-date.ts';
import { formatInstant, startOfDate } from '../domain/instant.ts';
import { addDatabaseOption, addRulesOption, parseAsOfInstant } from './options.ts';
import type { AsOf, RunOptions } from './run-request.ts';

/** What each input is, as `--help` says it. */
const INPUT_HELP: Readonly<Record<string, string>> = {
  tickets: 'tickets: CSV, XLSX or NDJSON, also gzipped',
  events: 'events of the tickets, more exact than their columns',
  invoices: 'invoices: CSV, XLSX or NDJSON, also gzipped',
  payments: 'payments, refunds, chargebacks, credit notes',
  contracts: 'contracts with the status of their service; without it they are active',
  holds: 'exemptions, disputes, promises, moratoria',
  notices: 'notices that were sent, and collection steps that were taken',
  debtors: 'legal status, what we owe them, documents',
  provisions: 'provisions in the books',
};

/** What a command does with a batch: its own options, and its work. */
type BatchAction<Options> = {
  readonly addOptions: (command: Command) => Command;
  /** Returns the exit code. */
  readonly act: (batch: Batch, options: RunOptions & Options) => Promise<number>;
};

/** Adds a command for each kind of batch, with an option for each of its files, the moment, and the mapping. */
export function addBatchCommands<Options>(parent: Command, action: BatchAction<Options>): void {
  addBatch(parent, TICKET_BATCH, 'decide customer requests against their time limits', action).addOption(
    new Option('--as-of <instant>', 'moment of the evaluation (default: now)').argParser((text: string): AsOf => {
      const instant = parseAsOfInstant(text);
      return { instant, text: formatInstant(instant) };
    }),
  );
  for (const [batch, description] of [
    [BILLING_BATCH, 'fee collection: notices, restriction, lock, restoration of each contract'],
    [DEBT_BATCH, 'debts: collection steps, ageing, provision, write-off'],
  ] as const) {
    addBatch(parent, batch, description, action).addOption(
      new Option('--as-of <day>', 'day of the evaluation, such as 2026-11-23')
        .argParser(parseAsOfDay)
        .makeOptionMandatory(),
    );
  }
}

function addBatch<Options>(parent: Command, batch: Batch, description: string, action: BatchAction<Options>): Command {
  const command = parent.command(batch.kind).description(description);
  const [needed, ...others] = batch.inputs;
  command.requiredOption(`--${needed} <file>`, INPUT_HELP[needed] ?? '');
  for (const input of others) command.option(`--${input} <file>`, INPUT_HELP[input] ?? '');
  command.option('--mapping <name>', 'adapts a foreign export: rules/mappings/<name>.json');
  addDatabaseOption(addRulesOption(command))
    .option(
      '--chunk-size <subjects>',
      'subjects that are decided and stored together (default: as the rules say)',
      parseChunkSize,
    )
    .option('--json', 'print the result as one JSON object on standard output');
  return action.addOptions(command).action(async (options: RunOptions & Options) => {
    process.exitCode = await action.act(batch, options);
  });
}

const MAX_CHUNK_SIZE = 100_000;

function parseChunkSize(text: string): number {
  const size = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (size >= 1 && size <= MAX_CHUNK_SIZE) return size;
  throw new InvalidArgumentError(`Allowed: a whole number from 1 to ${MAX_CHUNK_SIZE}.`);
}

function parseAsOfDay(text: string): AsOf {
  if (isCalendarDate(text)) return { instant: startOfDate(text), text };
  throw new InvalidArgumentError('It is no day. Allowed: a real day such as 2026-11-23.');
}
