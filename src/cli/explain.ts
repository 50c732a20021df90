import { type Command, Option } from 'commander';
import { explainDecision } from '../batches/explain-decision.ts';
import type { ExplainedDecision } from '../batches/explained-decision.ts';
import { describeExplanation } from '../decisions/describe-explanation.ts';
import type { Language } from '../decisions/describe-value.ts';
import { Failure } from '../domain/failure.ts';
import type { Database } from '../store/database.ts';
import { findDecisions, type StoredDecision } from '../store/decisions.ts';
import type { Run } from '../store/run.ts';
import { addDatabaseOption, getRun, withExistingDatabase } from './options.ts';

const WORDS = {
  decision: { vi: 'Quyết định', en: 'Decision' },
  release: { vi: 'bộ quy tắc', en: 'release' },
  asOf: { vi: 'đánh giá tại', en: 'as of' },
} as const;

/** Keys of a decision row that the heading says already. */
const IN_HEADING: ReadonlySet<string> = new Set(['subject', 'id', 'rules', 'release']);

/** `kyhan explain RUN SUBJECT`: why a decision is what it is, for a person. */
export function addExplainCommand(program: Command): void {
  const command = program
    .command('explain <run> <subject>')
    .description('tell why: every rule looked at, the values compared, the deciding condition')
    .addOption(new Option('--lang <language>', 'vi or en').choices(['vi', 'en']).default('vi'));
  addDatabaseOption(command).action((runId: string, id: string, options: { db: string; lang: Language }) =>
    withExistingDatabase(options.db, async (database) => {
      const run = await getRun(database, runId);
      for (const stored of await getDecisions(database, run, id)) {
        const explained = await explainDecision(database, run, stored);
        process.stdout.write(`${describe(run, stored, explained, options.lang).join('\n')}\n`);
      }
    }),
  );
}

/** A contract has a decision for each currency, and an invoice may be called like a contract. */
async function getDecisions(database: Database, run: Run, id: string): Promise<readonly StoredDecision[]> {
  const found = await findDecisions(database, run.runId, id);
  if (found.length > 0) return found;
  throw new Failure('SUBJECT_NOT_FOUND', {
    message: `run ${run.runId} has no decision about "${id}"`,
    action: `check the id; a rejected row has none: kyhan rejected ${run.runId}`,
  });
}

function describe(
  run: Run,
  stored: StoredDecision,
  explained: ExplainedDecision,
  language: Language,
): readonly string[] {
  const shown = Object.entries(explained.decision).filter(([key]) => !IN_HEADING.has(key));
  return [
    `${WORDS.decision[language]}: ${stored.subject} ${stored.id}  (${run.runId}, ${WORDS.asOf[language]} ${run.asOf}, ${WORDS.release[language]} ${run.release.slice(0, 12)})`,
    ...shown.map(([key, value]: readonly [string, unknown]) => `    ${key}: ${describeValue(value)}`),
    '',
    ...explained.notes.flatMap(({ title, lines }) =>
      lines.length === 0 ? [] : [title[language], ...lines.map((line) => `    ${line}`), ''],
    ),
    ...explained.ruleSets.flatMap((each) => [
      ...describeExplanation(each, each.title[language], explained.catalogue, language),
      '',
    ]),
  ];
}

function describeValue(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ') || '–';
  return value === null ? '–' : String(value);
}
