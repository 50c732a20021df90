import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Batch } from '../batches/batch.ts';
import { BILLING_BATCH } from '../batches/billing/billing-batch.ts';
import { DEBT_BATCH } from '../batches/debt/debt-batch.ts';
import { TICKET_BATCH } from '../batches/ticket/ticket-batch.ts';
import { readConfig } from '../config.ts';
import { isCalendarDate } from '../domain/calendar-date.ts';
import { formatInstant, startOfDate } from '../domain/instant.ts';
import { addDatabaseOption, addRulesOption, parseAsOfInstant } from './options.ts';
import { type AsOf, type RunOptions, runCommand } from './run-command.ts';

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

/** `kyhan run <kind>`: decides a batch from its files to its reports. */
export function addRunCommand(program: Command): void {
  const run = program.command('run').description('decide a batch: read, check, decide, store, report');
  addBatch(run, TICKET_BATCH, 'decide customer requests against their time limits').addOption(
    new Option('--as-of <instant>', 'moment of the evaluation (default: now)').argParser((text: string): AsOf => {
      const instant = parseAsOfInstant(text);
      return { instant, text: formatInstant(instant) };
    }),
  );
  for (const [batch, description] of [
    [BILLING_BATCH, 'fee collection: notices, restriction, lock, restoration of each contract'],
    [DEBT_BATCH, 'debts: collection steps, ageing, provision, write-off'],
  ] as const) {
    addBatch(run, batch, description).addOption(
      new Option('--as-of <day>', 'day of the evaluation, such as 2026-11-23')
        .argParser(parseAsOfDay)
        .makeOptionMandatory(),
    );
  }
}

function addBatch(run: Command, batch: Batch, description: string): Command {
  const command = run.command(batch.kind).description(description);
  const [needed, ...others] = batch.inputs;
  command.requiredOption(`--${needed} <file>`, INPUT_HELP[needed] ?? '');
  for (const input of others) command.option(`--${input} <file>`, INPUT_HELP[input] ?? '');
  command.option('--mapping <name>', 'adapts a foreign export: rules/mappings/<name>.json');
  return addDatabaseOption(addRulesOption(command))
    .option('--out <dir>', 'folder for the reports', readConfig().outFolder)
    .option('--strict', 'exit with 3 when rows were rejected')
    .option('--json', 'print the result as one JSON object on standard output')
    .action(async (options: RunOptions) => {
      process.exitCode = await runCommand(batch, options);
    });
}

function parseAsOfDay(text: string): AsOf {
  if (isCalendarDate(text)) return { instant: startOfDate(text), text };
  throw new InvalidArgumentError('It is no day. Allowed: a real day such as 2026-11-23.');
}
