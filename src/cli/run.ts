import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { addBatchCommands } from './batch-commands.ts';
import { runCommand } from './run-command.ts';

/** `kyhan run <kind>`: decides a batch in this process, from its files to its reports. */
export function addRunCommand(program: Command): void {
  const run = program.command('run').description('decide a batch: read, check, decide, store, report');
  addBatchCommands(run, {
    addOptions: (command) =>
      command
        .option('--out <dir>', 'folder for the reports', readConfig().outFolder)
        .option('--strict', 'exit with 3 when rows were rejected'),
    act: runCommand,
  });
}
