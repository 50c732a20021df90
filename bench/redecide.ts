import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readStoredRelease } from '../src/batches/kyhan-release.ts';
import { redecideRun } from '../src/batches/redecide/redecide-run.ts';
import { openDatabase } from '../src/store/database.ts';
import { findRun } from '../src/store/runs.ts';
import { getChangedRelease } from '../test/support/changed-rules.ts';
import { makeFolder, runCli } from '../test/support/run-cli.ts';
import { DEBT_AS_OF, type DebtFiles, writeDebtFiles } from './debt-files.ts';
import { type BenchResult, spread } from './measure.ts';

/** Of these about 100,000 are still open, which is what is decided. */
const INVOICES = 220_000;
const QUICK_INVOICES = 10_000;
const MOST_RATIO = 0.2;

type Round = { readonly runSeconds: number; readonly redecideSeconds: number; readonly decided: number };

/**
 * Deciding the stored facts of a debt run again with a draft of the rules, held against `kyhan run` from the files, each
 * as it comes from a cold start.
 */
export async function benchRedecide(isQuick: boolean): Promise<BenchResult> {
  const folder = await makeFolder();
  try {
    const files = await writeDebtFiles(folder, isQuick ? QUICK_INVOICES : INVOICES);
    const rounds: Round[] = [];
    for (let round = 0; round < (isQuick ? 1 : 3); round += 1) rounds.push(await measureRound(folder, files, round));
    const ratio = spread(rounds.map((each) => each.redecideSeconds / each.runSeconds));
    const values = {
      decisions: rounds[0]?.decided ?? 0,
      'run from files, s': spread(rounds.map((each) => each.runSeconds)),
      're-decided, s': spread(rounds.map((each) => each.redecideSeconds)),
      ratio,
    };
    const isMet = isQuick ? null : ratio.median <= MOST_RATIO;
    const what = 're-decide ÷ whole run of debts';
    return {
      name: 're-deciding stored facts with a draft',
      unit: 'seconds',
      rows: [{ what, values, target: `≤ ${MOST_RATIO}`, isMet }],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureRound(folder: string, files: DebtFiles, round: number): Promise<Round> {
  const own = join(folder, `round-${round}`);
  await mkdir(own);
  const inputs = ['--invoices', files.invoices, '--payments', files.payments];
  const beganAtMs = performance.now();
  const { exitCode, stdout, stderr } = await runCli(own, ['run', 'debt', ...inputs, '--as-of', DEBT_AS_OF, '--json']);
  const runSeconds = (performance.now() - beganAtMs) / 1_000;
  if (exitCode !== 0) throw new Error(stderr);
  const { runId }: { readonly runId: string } = JSON.parse(stdout);

  const againAtMs = performance.now();
  const database = await openDatabase(join(own, 'kyhan.db'));
  try {
    const run = await findRun(database, runId);
    if (run === undefined) throw new Error('a finished run is in the store');
    const { decided, changed } = await redecideRun(database, run, readDraft());
    if (decided !== run.decisionCount || changed === 0) throw new Error('the draft changes some of all decisions');
    return { runSeconds, redecideSeconds: (performance.now() - againAtMs) / 1_000, decided };
  } finally {
    await database.close();
    await rm(own, { recursive: true, force: true });
  }
}

/** Ordinary debts from 6 months at 35 instead of 30 per cent, and special ones from 8 instead of 9 months. */
function readDraft() {
  const file = 'debt/provision-rates.rules.json';
  const changed = getChangedRelease(
    { file, path: ['table', 'rows', 8, 'out'], value: [35] },
    { file, path: ['table', 'rows', 1, 'in'], value: ['special', 8] },
  );
  return readStoredRelease(changed.content);
}
