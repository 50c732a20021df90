import type { Command } from 'commander';

/** Adds one command, with all that it loads. */
type AddCommand = (program: Command) => Promise<void>;

/**
 * The commands by name, in the order of the help. To load one takes up to a second, so nothing is loaded but the one that
 * is called.
 */
const COMMANDS: Readonly<Record<string, AddCommand>> = {
  run: async (program) => (await import('./run.ts')).addRunCommand(program),
  submit: async (program) => (await import('./submit.ts')).addSubmitCommand(program),
  worker: async (program) => (await import('./worker.ts')).addWorkerCommand(program),
  status: async (program) => (await import('./status.ts')).addStatusCommand(program),
  retry: async (program) => (await import('./retry.ts')).addRetryCommand(program),
  resume: async (program) => (await import('./retry.ts')).addResumeCommand(program),
  serve: async (program) => (await import('./serve.ts')).addServeCommand(program),
  user: async (program) => (await import('./user.ts')).addUserCommands(program),
  reports: async (program) => (await import('./reports.ts')).addReportsCommand(program),
  decisions: async (program) => (await import('./decisions.ts')).addDecisionsCommand(program),
  rejected: async (program) => (await import('./rejected.ts')).addRejectedCommand(program),
  warnings: async (program) => (await import('./warnings.ts')).addWarningsCommand(program),
  explain: async (program) => (await import('./explain.ts')).addExplainCommand(program),
  rules: async (program) => (await import('./rules.ts')).addRulesCommands(program),
  migrate: async (program) => (await import('./migrate.ts')).addMigrateCommand(program),
  doctor: async (program) => (await import('./doctor.ts')).addDoctorCommand(program),
};

/** Adds the command that is called, or all where none is: for the help, and to tell a wrong name from a right one. */
export async function addCommands(program: Command, called: string | undefined): Promise<void> {
  const names = Object.keys(COMMANDS);
  for (const name of called !== undefined && names.includes(called) ? [called] : names) await COMMANDS[name]?.(program);
}
