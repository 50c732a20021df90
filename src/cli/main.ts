import { Command, CommanderError } from 'commander';
import { addDecisionsCommand } from './decisions.ts';
import { addDoctorCommand } from './doctor.ts';
import { addExplainCommand } from './explain.ts';
import { addMigrateCommand } from './migrate.ts';
import { addRejectedCommand } from './rejected.ts';
import { reportFailure } from './report-failure.ts';
import { addRulesCommands } from './rules.ts';
import { addRunCommand } from './run.ts';

const USAGE_ERROR = 2;

const program = new Command('kyhan')
  .description('Kỳ Hạn: decides customer requests by rules, explains every decision, and reports to Excel.')
  .version('0.1.0')
  .showHelpAfterError('(kyhan --help lists commands and options)')
  .showSuggestionAfterError()
  .exitOverride();

addRunCommand(program);
addDecisionsCommand(program);
addRejectedCommand(program);
addExplainCommand(program);
addRulesCommands(program);
addMigrateCommand(program);
addDoctorCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = error instanceof CommanderError ? toUsageExitCode(error) : reportFailure(error);
}

/** Commander has printed what was wrong; only help that was asked for is a success. */
function toUsageExitCode(error: CommanderError): number {
  return error.exitCode === 0 ? 0 : USAGE_ERROR;
}
