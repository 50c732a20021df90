import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type KyhanRelease, loadKyhanRelease } from '../batches/kyhan-release.ts';
import { readConfig } from '../config.ts';
import { ENGINES, type EngineName, findEngine } from '../decisions/build-evaluator.ts';
import { Failure } from '../domain/failure.ts';
import { formatInstant, type Instant, parseInstant } from '../domain/instant.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { migrateDatabase, readSchemaState } from '../store/migrate-database.ts';
import { proveSchema } from '../store/prove-schema.ts';
import type { Run } from '../store/run.ts';
import { findRun } from '../store/runs.ts';
import { reportRulesProblems } from './report-failure.ts';

/** Adds `--db`, which every command has. Help says where the default comes from, never the URL with its password. */
export function addDatabaseOption(command: Command): Command {
  return command.addOption(
    new Option('--db <file|url>', 'database: a file, or mysql://user:password@host/name').default(
      readConfig().database,
      'DATABASE_URL, else var/kyhan.db',
    ),
  );
}

/** Adds `--rules`. */
export function addRulesOption(command: Command): Command {
  return command.option('--rules <dir>', 'folder of the rules', readConfig().rulesFolder);
}

/** Adds `--format ndjson|csv`. */
export function addFormatOption(command: Command): Command {
  return command.option('--format <format>', 'ndjson or csv', parseFormat, 'ndjson');
}

/**
 * Opens the database, and closes it whatever happens. A file, and a database without tables, is brought up to date; one
 * that others share is left to `kyhan migrate`, because older workers stop where a newer version was.
 */
export async function withDatabase<T>(target: string, use: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(target);
  try {
    await prepareSchema(database);
    return await use(database);
  } finally {
    await database.close();
  }
}

async function prepareSchema(database: Database): Promise<void> {
  const { applied } = await readSchemaState(database);
  if (database.dialect === 'sqlite' || applied.length === 0) await migrateDatabase(database);
  else await proveSchema(database);
}

/** The same for commands that only look: a database that is not there, or not up to date, is told of and left alone. */
export async function withExistingDatabase<T>(target: string, use: (database: Database) => Promise<T>): Promise<T> {
  if (!target.includes('://') && !existsSync(target)) {
    throw new Failure('USAGE', {
      message: `there is no database "${target}"`,
      action: 'check --db; a run makes a new one',
    });
  }
  const database = await openDatabase(target);
  try {
    await proveSchema(database);
    return await use(database);
  } finally {
    await database.close();
  }
}

/** The run of that id; a Failure where there is none. One that is not finished is told of on standard error. */
export async function getRun(database: Database, runId: string): Promise<Run> {
  const run = await findRun(database, runId);
  if (run !== undefined && run.status !== 'closed') {
    process.stderr.write(`kyhan: run ${runId} is not finished (${run.status}); what follows is not all of it\n`);
  }
  if (run !== undefined) return run;
  throw unknownRun(database, runId);
}

/** The failure of whoever asks for a run that is not there. */
export function unknownRun(database: Database, runId: string): Failure {
  return new Failure('RUN_NOT_FOUND', {
    message: `there is no run "${runId}" in ${database.label}`,
    action: '"kyhan status" lists the newest runs; check the id, and --db',
  });
}

/** The rules of a folder; prints every problem and throws where there are any. */
export async function getRelease(folder: string): Promise<KyhanRelease> {
  const loaded = await loadKyhanRelease(folder);
  if ('release' in loaded) return loaded.release;
  reportRulesProblems(loaded.problems);
  throw new Failure('RULES_INVALID', {
    message: `the rules in ${folder} have ${loaded.problems.length} problems, listed above; nothing was run`,
    action: 'correct them and try "kyhan rules check"',
  });
}

/** Parses `--as-of` of tickets. */
export function parseAsOfInstant(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) {
    const example = formatInstant(Date.UTC(2026, 10, 23, 2));
    throw new InvalidArgumentError(`It is no instant. Allowed: date and time such as ${example}.`);
  }
  return instant;
}

function parseFormat(text: string): 'ndjson' | 'csv' {
  if (text === 'ndjson' || text === 'csv') return text;
  throw new InvalidArgumentError('Allowed: ndjson, csv.');
}

/** Adds `--engine`. */
export function addEngineOption(command: Command): Command {
  return command.option(
    '--engine <compiled|reference>',
    'what evaluates the rules: compiled, or json-rules-engine itself (default: KYHAN_ENGINE, else compiled)',
    parseEngineOption,
  );
}

function parseEngineOption(text: string): EngineName {
  const engine = findEngine(text);
  if (engine === undefined) throw new InvalidArgumentError(`Allowed are ${ENGINES.join(' and ')}.`);
  return engine;
}

/** The engine of the environment; throws a Failure for a word that is none. */
export function readEngine(): EngineName {
  const { engine } = readConfig();
  const found = engine === '' ? 'compiled' : findEngine(engine);
  if (found !== undefined) return found;
  throw new Failure('CONFIGURATION', {
    message: `KYHAN_ENGINE is "${engine}"; allowed are ${ENGINES.join(' and ')}`,
    action: 'correct the variable, or take it away',
  });
}
