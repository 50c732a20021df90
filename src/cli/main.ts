import { Command, CommanderError } from 'commander';
import { addDecisionsCommand } from './decisions.ts';
import { addDoctorCommand } from './doctor.ts';
import { addExplainCommand } from './explain.ts';
import { addMigrateCommand } from './migrate.ts';
import { addRejectedCommand } from './rejected.ts';
import { reportFailure } from './report-failure.ts';
import { addReportsCommand } from './reports.ts';
import { addRulesCommands } from './rules.ts';
import { addRunCommand } from './run.ts';
import { addWarningsCommand } from './warnings.ts';

const USAGE_ERROR = 2;
const WITHOUT_QUEUE = ['run', 'decisions', 'rejected', 'warnings', 'explain', 'reports', 'rules', 'migrate'];

const program = new Command('kyhan')
  .description(
    'Kỳ Hạn: decides customer requests, fee collection and debts by rules, explains every decision, and reports to Excel.',
  )
  .version('0.4.0')
  .showHelpAfterError('(kyhan --help lists commands and options)')
  .showSuggestionAfterError()
  .exitOverride();

addRunCommand(program);
// What the queue needs takes a second to load, so commands that have nothing to do with it go without.
if (!WITHOUT_QUEUE.includes(process.argv[2] ?? '')) (await import('./queue-commands.ts')).addQueueCommands(program);
addReportsCommand(program);
addDecisionsCommand(program);
addRejectedCommand(program);
addWarningsCommand(program);
addExplainCommand(program);
addRulesCommands(program);
addMigrateCommand(program);
addDoctorCommand(program);

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
