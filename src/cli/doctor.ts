import { access, constants, mkdir, statfs } from 'node:fs/promises';
import type { Command } from 'commander';
import { loadKyhanRelease } from '../batches/kyhan-release.ts';
import { readConfig } from '../config.ts';
import { Failure } from '../domain/failure.ts';
import { openDatabase } from '../store/database.ts';
import { readSchemaState } from '../store/migrate-database.ts';
import { addDatabaseOption, addRulesOption } from './options.ts';

type Finding = { readonly isFine: boolean; readonly what: string; readonly action?: string };
type Options = { readonly db: string; readonly rules: string };

const CONFIGURATION_ERROR = 2;

/** Less free disk than this is worth a word before a run. */
const MIN_FREE_BYTES = 1_000_000_000;
const MIN_NODE = { major: 20, minor: 19 } as const;

/** `kyhan doctor`: looks at everything that a run needs, and says what to do where something is wrong. */
export function addDoctorCommand(program: Command): void {
  const command = program.command('doctor').description('check what a run needs: Node, rules, database, folders, disk');
  addDatabaseOption(addRulesOption(command)).action(async (options: Options) => {
    const findings = [
      checkNode(),
      await checkRules(options.rules),
      ...(await checkDatabase(options.db)),
      ...(await checkFolder(readConfig().outFolder)),
    ];
    for (const finding of findings) {
      process.stderr.write(`${finding.isFine ? '✔' : '✘'} ${finding.what}\n`);
      if (finding.action !== undefined) process.stderr.write(`    → ${finding.action}\n`);
    }
    if (findings.some((finding) => !finding.isFine)) process.exitCode = CONFIGURATION_ERROR;
  });
}

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isFine = major > MIN_NODE.major || (major === MIN_NODE.major && minor >= MIN_NODE.minor);
  const what = `Node ${process.versions.node}`;
  return isFine
    ? { isFine, what }
    : { isFine, what, action: `install Node ${MIN_NODE.major}.${MIN_NODE.minor} or newer` };
}

async function checkRules(folder: string): Promise<Finding> {
  return toFinding(`rules in ${folder}`, async () => {
    const loaded = await loadKyhanRelease(folder);
    if ('release' in loaded)
      return { isFine: true, what: `rules in ${folder}: release ${loaded.release.hash.slice(0, 12)}` };
    const what = `rules in ${folder}: ${loaded.problems.length} problems`;
    return { isFine: false, what, action: 'kyhan rules check lists them' };
  });
}

async function checkDatabase(target: string): Promise<readonly Finding[]> {
  const finding = await toFinding('database', async () => {
    const database = await openDatabase(target);
    try {
      const { applied, pending, unknown } = await readSchemaState(database);
      const what = `database ${database.label} (${database.dialect}): ${applied.length} migrations applied, ${pending.length} pending`;
      if (unknown.length > 0) {
        return {
          isFine: false,
          what: `${what}, ${unknown.length} unknown`,
          action: 'a newer version of kyhan wrote it: use that one',
        };
      }
      return pending.length === 0
        ? { isFine: true, what }
        : { isFine: true, what, action: 'the next run applies them' };
    } finally {
      await database.close();
    }
  });
  return [finding];
}

async function checkFolder(folder: string): Promise<readonly Finding[]> {
  const writable = await toFinding(`output folder ${folder}`, async () => {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return { isFine: true, what: `output folder ${folder} can be written` };
  });
  if (!writable.isFine) return [writable];
  const { bavail, bsize } = await statfs(folder);
  const freeBytes = bavail * bsize;
  const what = `${(freeBytes / 1e9).toFixed(1)} GB free for reports`;
  const isFine = freeBytes >= MIN_FREE_BYTES;
  return [writable, isFine ? { isFine, what } : { isFine, what, action: 'free some disk before a large run' }];
}

async function toFinding(what: string, check: () => Promise<Finding>): Promise<Finding> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof Failure) return { isFine: false, what: `${what}: ${error.message}`, action: error.action };
    const reason = error instanceof Error ? error.message : String(error);
    return {
      isFine: false,
      what: `${what}: ${reason}`,
      action: 'check that the path exists and that you may write there',
    };
  }
}
