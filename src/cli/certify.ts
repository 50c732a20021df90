import { setImmediate as takeTurn } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { type CertifyProgress, certifyRelease, type ReleaseCertificate } from '../batches/certify-release.ts';
import { Failure } from '../domain/failure.ts';
import type { Release } from '../rule-sets/load-release.ts';
import { addCertificate } from '../store/certificates.ts';
import { saveRelease } from '../store/releases.ts';
import { describeCertificate } from './describe-certificate.ts';
import { buildStopSignal } from './interrupt.ts';
import { addDatabaseOption, addRulesOption, getRelease, withDatabase } from './options.ts';
import { readEngineVersion, readProgramVersion } from './package-versions.ts';
import { parseWholeNumber } from './parse-whole-number.ts';

type CertifyOptions = {
  readonly rules: string;
  readonly db: string;
  readonly records: number;
  readonly seed: number;
  readonly json?: boolean;
};

type Comparison = ReleaseCertificate & { readonly seconds: number };

const RUN_FAILED = 1;
const MAX_RECORDS = 100_000_000;
const MAX_SEED = 999_999_999;

/** `kyhan rules certify`: proves that the compiled evaluator decides as json-rules-engine does, and keeps the result. */
export function addCertifyCommand(rules: Command): void {
  const command = rules
    .command('certify')
    .description('compare the compiled evaluator with json-rules-engine over these rules, and store the result')
    .addOption(
      new Option('--records <n>', 'random records for each rule set, besides the cases; 100000 take some minutes')
        .argParser(parseWholeNumber(1, MAX_RECORDS))
        .default(100_000),
    )
    .addOption(
      new Option('--seed <n>', 'seed of the random records').argParser(parseWholeNumber(0, MAX_SEED)).default(1),
    )
    .option('--json', 'print one JSON object on standard output');
  addDatabaseOption(addRulesOption(command)).action(certifyCommand);
}

async function certifyCommand(options: CertifyOptions): Promise<void> {
  const release = await getRelease(options.rules);
  // The database is opened first: what took minutes must not be lost because there is none.
  await withDatabase(options.db, async (database) => {
    const certificate = await compare(release, options);
    const versions = { engineVersion: readEngineVersion(), programVersion: readProgramVersion() };
    await saveRelease(database, release);
    const certificateId = await addCertificate(database, {
      release: release.hash,
      seed: options.seed,
      records: certificate.records,
      cases: certificate.cases,
      differences: certificate.differences,
      ...versions,
      result: JSON.stringify(certificate.ruleSets),
    });
    if (options.json === true) {
      const shown = { certificateId, release: release.hash, seed: options.seed, ...versions, ...certificate };
      process.stdout.write(`${JSON.stringify(shown)}\n`);
    }
    process.stderr.write(describeCertificate(certificate));
    process.stderr.write(
      `json-rules-engine ${versions.engineVersion}, kyhan ${versions.programVersion}, seed ${options.seed}, ${certificate.seconds} s\nrelease ${release.hash}\nstored as certificate ${certificateId}\n`,
    );
    if (certificate.differences > 0) process.exitCode = RUN_FAILED;
  });
}

async function compare(release: Release<unknown>, options: CertifyOptions): Promise<Comparison> {
  const interrupt = buildStopSignal(() => '');
  const startedAt = performance.now();
  const steps = certifyRelease(release, { recordsPerRuleSet: options.records, seed: options.seed });
  const tell = buildTeller(options.records);
  try {
    for (;;) {
      const step = await steps.next();
      if (step.done) return { ...step.value, seconds: Math.round((performance.now() - startedAt) / 100) / 10 };
      tell(step.value);
      // Nothing of the work waits for anything, so a signal would never be heard.
      await takeTurn();
      if (interrupt.signal.aborted) throw stopped(step.value);
    }
  } finally {
    interrupt.release();
  }
}

function stopped({ no, of }: CertifyProgress): Failure {
  return new Failure('RUN_INTERRUPTED', {
    message: `stopped at rule set ${no} of ${of}; no result was stored`,
    action: 'let it go on to the end, or ask for fewer with --records',
  });
}

/** On a terminal one line that changes; elsewhere one line for each rule set. */
function buildTeller(records: number): (progress: CertifyProgress) => void {
  const { stderr } = process;
  let last = '';
  return ({ ruleSet, no, of, records: done }) => {
    if (stderr.isTTY) stderr.write(`\r\u001b[K${no} of ${of}: ${ruleSet} ${done} of ${records} `);
    else if (ruleSet !== last) stderr.write(`${no} of ${of}: ${ruleSet} …\n`);
    if (stderr.isTTY && no === of && done === records) stderr.write('\r\u001b[K');
    last = ruleSet;
  };
}
