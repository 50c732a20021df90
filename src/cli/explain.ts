import { type Command, Option } from 'commander';
import { readStoredRelease } from '../batches/kyhan-release.ts';
import { type ExplainedTicket, explainTicket } from '../batches/ticket/explain-ticket.ts';
import { groupTicketRecords } from '../batches/ticket/ticket-decider.ts';
import { describeExplanation } from '../decisions/describe-explanation.ts';
import type { Language } from '../decisions/describe-value.ts';
import { Failure } from '../domain/failure.ts';
import { parseInstant } from '../domain/instant.ts';
import type { TicketDecision } from '../domain/ticket-decision.ts';
import { TICKET_CATALOGUE } from '../facts/ticket-catalogue.ts';
import type { Database } from '../store/database.ts';
import { findDecisions } from '../store/decisions.ts';
import { findRecords } from '../store/records.ts';
import { findReleaseContent } from '../store/releases.ts';
import type { Run } from '../store/run.ts';
import { addDatabaseOption, getRun, withExistingDatabase } from './options.ts';

const WORDS = {
  decision: { vi: 'Quyết định', en: 'Decision' },
  release: { vi: 'bộ quy tắc', en: 'release' },
  asOf: { vi: 'đánh giá tại', en: 'as of' },
} as const;

/** `kyhan explain RUN SUBJECT`: why a decision is what it is, for a person. */
export function addExplainCommand(program: Command): void {
  const command = program
    .command('explain <run> <subject>')
    .description('tell why: every rule looked at, the values compared, the deciding condition')
    .addOption(new Option('--lang <language>', 'vi or en').choices(['vi', 'en']).default('vi'));
  addDatabaseOption(command).action((runId: string, id: string, options: { db: string; lang: Language }) =>
    withExistingDatabase(options.db, async (database) => {
      const run = await getRun(database, runId);
      const stored = await getDecision(database, run, id);
      const explained = await explainStored(database, run, id);
      proveReplay(stored, explained.outcome.decision);
      process.stdout.write(`${describeTicket(run, explained, options.lang).join('\n')}\n`);
    }),
  );
}

async function getDecision(database: Database, run: Run, id: string): Promise<TicketDecision> {
  const found = (await findDecisions(database, run.runId, id)).find((each) => each.subject === 'ticket');
  if (found === undefined) {
    throw new Failure('SUBJECT_NOT_FOUND', {
      message: `run ${run.runId} has no decision about "${id}"`,
      action: `check the id; a rejected row has none: kyhan rejected ${run.runId}`,
    });
  }
  const decision: TicketDecision = JSON.parse(found.row);
  return decision;
}

/** The record and the rules come from the store, so later changes to files or rules change nothing here. */
async function explainStored(database: Database, run: Run, id: string): Promise<ExplainedTicket> {
  const content = await findReleaseContent(database, run.release);
  const [record] = groupTicketRecords(await findRecords(database, run.runId, id));
  const asOf = parseInstant(run.asOf);
  if (content === undefined || record === undefined || asOf === undefined) {
    throw new Error(`the store of run ${run.runId} is incomplete`);
  }
  return explainTicket(record, asOf, readStoredRelease(content));
}

/** An explanation that ends elsewhere than the decision would be a lie. */
function proveReplay(stored: TicketDecision, replayed: TicketDecision): void {
  if (JSON.stringify(stored) !== JSON.stringify(replayed)) {
    throw new Error(`replaying ticket ${stored.id} gives another decision than the stored one`);
  }
}

function describeTicket(run: Run, explained: ExplainedTicket, language: Language): readonly string[] {
  const { decision } = explained.outcome;
  const { rules: _, release, ...shown } = decision;
  return [
    `${WORDS.decision[language]}: ticket ${decision.id}  (${run.runId}, ${WORDS.asOf[language]} ${run.asOf}, ${WORDS.release[language]} ${release.slice(0, 12)})`,
    ...Object.entries(shown)
      .filter(([key]) => key !== 'subject' && key !== 'id')
      .map(([key, value]) => `    ${key}: ${Array.isArray(value) ? value.join(', ') || '–' : (value ?? '–')}`),
    '',
    ...explained.ruleSets.flatMap((each) => [
      ...describeExplanation(each, each.title[language], TICKET_CATALOGUE, language),
      '',
    ]),
  ];
}
