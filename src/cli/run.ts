import { type Command, Option } from 'commander';
import { readConfig } from '../config.ts';
import { addBatchCommands } from './batch-commands.ts';
import { addEngineOption } from './options.ts';
import { runCommand } from './run-command.ts';

/** `kyhan run <kind>`: decides a batch in this process, from its files to its reports. */
export function addRunCommand(program: Command): void {
  const run = program.command('run').description('decide a batch: read, check, decide, store, report');
  addBatchCommands(run, {
    addOptions: (command) =>
      addEngineOption(command)
        .option('--out <dir>', 'folder for the reports', readConfig().outFolder)
        .option('--strict', 'exit with 3 when rows were rejected')
        .addOption(
          new Option('--threads <1|2>', 'threads that share the work')
            .choices(['1', '2'])
            .default(undefined, 'as it pays'),
        ),
    act: runCommand,
  });
}
