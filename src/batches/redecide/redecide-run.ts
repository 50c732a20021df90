import { isDeepStrictEqual } from 'node:util';
import { buildCompiledEvaluator } from '../../decisions/compiled-evaluator.ts';
import { type Instant, parseInstant } from '../../domain/instant.ts';
import { TICKET_CATALOGUE } from '../../facts/ticket-catalogue.ts';
import { parseReleaseContent } from '../../rule-sets/release-hash.ts';
import type { Database } from '../../store/database.ts';
import { type DecidedFacts, readDecidedFacts } from '../../store/decided-facts.ts';
import { parseStoredJson } from '../../store/parse-stored-json.ts';
import { findRecords } from '../../store/records.ts';
import { findReleaseContent } from '../../store/releases.ts';
import type { Run } from '../../store/run.ts';
import { type KyhanRelease, readStoredRelease } from '../kyhan-release.ts';
import { decideTicket } from '../ticket/decide-ticket.ts';
import { groupTicketRecords } from '../ticket/ticket-decider.ts';
import { buildTicketRules } from '../ticket/ticket-rules.ts';
import { buildBillingRedeciders, buildDebtRedeciders } from './redecide-accounts.ts';
import { buildTicketRedecider } from './redecide-tickets.ts';
import type { Redecided, Redecider } from './redecided.ts';
import { buildChangeTally, type RunChanges } from './tally-changes.ts';

/** What a draft changes that the facts of a finished run cannot show: only a new run from the files does. */
type UnseenChange =
  /** Due dates move over days off, and clocks stand still on them. */
  | 'calendars'
  /** Which calendar due dates move by. */
  | 'working-day-calendar'
  /** To which side a unit belongs, which events of a ticket are read by. */
  | 'units'
  /** Terminated contracts that owed no more than the tolerance have no decision that could be changed. */
  | 'contracts-within-tolerance';

/** What a draft would have changed of a finished run. */
export type RedecidedRun = RunChanges & { readonly unseen: readonly UnseenChange[] };

/**
 * Decides a finished run again by a draft of the rules, from the facts that the store keeps, and tells what would have
 * been otherwise. Input is not read and no balance worked out anew; only a ticket whose time limits change is decided
 * from its records. Stores nothing.
 */
export async function redecideRun(
  database: Database,
  run: Run,
  draft: KyhanRelease,
  { maxExamples = 5 }: { readonly maxExamples?: number } = {},
): Promise<RedecidedRun> {
  const own = await getOwnRelease(database, run, draft);
  const tally = buildChangeTally(maxExamples);
  for await (const page of readRedecided(database, run, draft, own)) for (const each of page) tally.add(each);
  return { ...tally.read(), unseen: listUnseen(run.kind, draft, own) };
}

/** Reads every decision of a run with what a draft makes of it, by subject, id and part, page after page. */
export async function* readRedecided(
  database: Database,
  run: Run,
  draft: KyhanRelease,
  own: KyhanRelease,
): AsyncGenerator<readonly Redecided[]> {
  const fromRecords = buildRecordReader(database, run, draft);
  for (const { subject, withDetails, decide } of buildRedeciders(run, draft, own)) {
    for await (const page of readDecidedFacts(database, run.runId, subject, withDetails)) {
      const redecided: Redecided[] = [];
      for (const stored of page) {
        const again = decide(stored);
        redecided.push(again === 'needs-records' ? await fromRecords(stored) : again);
      }
      yield redecided;
    }
  }
}

/** The release that a run was decided by; the draft itself where it is the same. */
export async function getOwnRelease(database: Database, run: Run, draft: KyhanRelease): Promise<KyhanRelease> {
  if (run.release === draft.hash) return draft;
  const content = await findReleaseContent(database, run.release);
  if (content === undefined) throw new Error(`the store of run ${run.runId} is incomplete`);
  return readStoredRelease(content);
}

function buildRedeciders(run: Run, draft: KyhanRelease, own: KyhanRelease): readonly Redecider[] {
  switch (run.kind) {
    case 'ticket':
      return [buildTicketRedecider(draft, own)];
    case 'billing':
      return buildBillingRedeciders(draft, run.asOf);
    case 'debt':
      return buildDebtRedeciders(draft, run.asOf);
    default:
      throw new Error(`runs of kind "${run.kind}" are not known to this version of the program`);
  }
}

/** Decides a ticket from its records, as a run does. */
function buildRecordReader(database: Database, run: Run, draft: KyhanRelease) {
  const rules = buildTicketRules(draft);
  const evaluator = buildCompiledEvaluator(TICKET_CATALOGUE);
  return async (stored: DecidedFacts): Promise<Redecided> => {
    const [record] = groupTicketRecords(await findRecords(database, run.runId, stored.id));
    const asOf: Instant | undefined = parseInstant(run.asOf);
    if (record === undefined || asOf === undefined) throw new Error(`the store of run ${run.runId} is incomplete`);
    const { decision } = await decideTicket(record.ticket, record.events, asOf, rules, evaluator);
    return { before: parseStoredJson(stored.row), after: decision };
  };
}

function listUnseen(kind: string, draft: KyhanRelease, own: KyhanRelease): readonly UnseenChange[] {
  if (draft.hash === own.hash) return [];
  const hasOther = (file: string): boolean => !isDeepStrictEqual(findFile(draft, file), findFile(own, file));
  const hasOtherParameter = (name: string): boolean =>
    !isDeepStrictEqual(draft.parameters.get(name)?.values, own.parameters.get(name)?.values);
  const amounts = 'billing-amounts';
  const unseen: readonly (UnseenChange | false)[] = [
    hasOther('reference/calendars.json') && 'calendars',
    kind === 'ticket' && hasOther('reference/units.json') && 'units',
    kind !== 'ticket' && hasOtherParameter('billing.working-day-calendar') && 'working-day-calendar',
    kind === 'debt' &&
      !isDeepStrictEqual(draft.ruleSets.get(amounts), own.ruleSets.get(amounts)) &&
      'contracts-within-tolerance',
  ];
  return unseen.filter((each) => each !== false);
}

function findFile({ content }: KyhanRelease, file: string): unknown {
  return parseReleaseContent(content).find((each) => each.file === file)?.json;
}
