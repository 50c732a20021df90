import { readConfig } from '../config.ts';
import { Failure, toExitCode } from '../domain/failure.ts';
import { openLogger } from '../logger.ts';
import type { RulesProblem } from '../rule-sets/rule-set.ts';

const RUN_FAILED = 1;

/** Tells a person what went wrong and what to do, never a stack trace; returns the exit code. */
export function reportFailure(error: unknown): number {
  if (error instanceof Failure) {
    process.stderr.write(`kyhan: ${error.message}\n       → ${error.action}  [${error.code}]\n`);
    return toExitCode(error.code);
  }
  const { logFile } = readConfig();
  openLogger(logFile).error('unexpected error', error);
  process.stderr.write(
    `kyhan: an unexpected error stopped the program; this is a fault of the program\n       → run "kyhan doctor", and report it with the end of ${logFile}  [UNEXPECTED]\n`,
  );
  return RUN_FAILED;
}

/** Lists everything wrong with the rules, by file. */
export function reportRulesProblems(problems: readonly RulesProblem[]): void {
  const files = [...new Set(problems.map((problem) => problem.file))];
  for (const file of files) {
    process.stderr.write(`rules/${file}\n`);
    for (const problem of problems.filter((each) => each.file === file)) {
      process.stderr.write(
        `  ${problem.pointer || '/'}\n    seen:    ${problem.seen}\n    allowed: ${problem.allowed}\n`,
      );
    }
  }
  process.stderr.write(
    `${problems.length} problem${problems.length === 1 ? '' : 's'} in ${files.length} file${files.length === 1 ? '' : 's'}\n`,
  );
}
