import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import type { Finding } from '../domain/finding.ts';
import { checkCertificate } from './doctor/check-certificate.ts';
import { checkDatabase } from './doctor/check-database.ts';
import { checkFolder } from './doctor/check-folder.ts';
import { checkNode } from './doctor/check-node.ts';
import { checkRules } from './doctor/check-rules.ts';
import { addDatabaseOption, addRulesOption } from './options.ts';

type Options = { readonly db: string; readonly rules: string; readonly json?: boolean };

const CONFIGURATION_ERROR = 2;
const SIGNS: Readonly<Record<Finding['level'], string>> = { fine: '✔', hint: '!', wrong: '✘' };

/** `kyhan doctor`: looks at everything that a run or a worker needs, and says what to do where something is wrong. */
export function addDoctorCommand(program: Command): void {
  const command = program
    .command('doctor')
    .description('check what is needed: Node, rules, database, Redis, clocks, folders, disk')
    .option('--json', 'print {"ok", "findings": [{"level", "what", "action"}]} on standard output');
  addDatabaseOption(addRulesOption(command)).action(doctorCommand);
}

async function doctorCommand(options: Options): Promise<void> {
  const { redisUrl, allowEviction, outFolder } = readConfig();
  const database = await checkDatabase(options.db);
  const isThere = database.every(({ level }) => level !== 'wrong');
  const findings = [
    checkNode(),
    await checkRules(options.rules),
    ...database,
    ...(isThere ? await checkCertificate(options.rules, options.db) : []),
    ...(redisUrl === null ? [] : await lookAtRedis(redisUrl, allowEviction)),
    ...(await checkFolder(outFolder)),
  ];
  const ok = findings.every(({ level }) => level !== 'wrong');
  if (options.json === true) {
    const shown = findings.map(({ level, what, action }) => ({ level, what, action: action ?? null }));
    process.stdout.write(`${JSON.stringify({ ok, findings: shown })}\n`);
  } else {
    for (const finding of findings) print(finding);
  }
  if (!ok) process.exitCode = CONFIGURATION_ERROR;
}

/** What the queue needs takes a while to load, and other commands go without. */
async function lookAtRedis(redisUrl: string, allowEviction: boolean): Promise<readonly Finding[]> {
  const { checkRedis } = await import('./doctor/check-redis.ts');
  return checkRedis(redisUrl, { allowEviction });
}

function print({ level, what, action }: Finding): void {
  process.stderr.write(`${SIGNS[level]} ${what}\n`);
  if (action !== undefined) process.stderr.write(`    → ${action}\n`);
}
