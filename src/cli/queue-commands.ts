import type { Command } from 'commander';
import { addResumeCommand, addRetryCommand } from './retry.ts';
import { addServeCommand } from './serve.ts';
import { addStatusCommand } from './status.ts';
import { addSubmitCommand } from './submit.ts';
import { addUserCommands } from './user.ts';
import { addWorkerCommand } from './worker.ts';

/** Commands about runs on a queue, and about the dashboard that shows it. */
export function addQueueCommands(program: Command): void {
  addSubmitCommand(program);
  addWorkerCommand(program);
  addStatusCommand(program);
  addRetryCommand(program);
  addResumeCommand(program);
  addServeCommand(program);
  addUserCommands(program);
}
