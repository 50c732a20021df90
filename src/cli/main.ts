import { Command, CommanderError } from 'commander';
import { addCommands } from './commands.ts';
import { reportFailure } from './report-failure.ts';

const USAGE_ERROR = 2;

const program = new Command('kyhan')
  .description(
    'Kỳ Hạn: decides customer requests, fee collection and debts by rules, explains every decision, and reports to Excel.',
  )
  .version('0.8.0')
  .showHelpAfterError('(kyhan --help lists commands and options)')
  .showSuggestionAfterError()
  .exitOverride();

await addCommands(program, process.argv[2]);

// A reader that has seen enough (`kyhan decisions RUN | head`) closes the pipe; there is nothing more to do then.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`kyhan: standard output cannot be written (${error.code})\n`);
  process.exit(1);
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = error instanceof CommanderError ? toUsageExitCode(error) : reportFailure(error);
}

/** Commander has printed what was wrong; only help that was asked for is a success. */
function toUsageExitCode(error: CommanderError): number {
  return error.exitCode === 0 ? 0 : USAGE_ERROR;
}
