import { countBy } from './count-by.ts';
import type { Database } from './database.ts';
import { fromIndex } from './from-index.ts';
import type { Cell } from './insert-rows.ts';
import { PAGE_ROWS, readInOrder } from './read-in-order.ts';
import { RECORD_COLUMNS, RECORDS_BY_SUBJECT, type StagedRecord } from './records.ts';
import { runQuery } from './run-query.ts';
import { sumBy } from './sum-by.ts';

/** A decision as it is stored; the last three are JSON text that the store never looks into. */
export type StoredDecision = {
  /** Kind of the subject: `ticket`, `contract`, `invoice`. */
  readonly subject: string;
  readonly id: string;
  /** Tells decisions apart: the currency; of a contract in collection its status; empty for tickets. */
  readonly part: string;
  /** What the run counts: of a ticket its SLA status, of a contract the action. */
  readonly outcome: string;
  /** Open amount that it is about, in the minor unit; null where it is about none. */
  readonly amountMinor: number | null;
  /** The decision as it is put out. */
  readonly row: string;
  /** What its rules were asked about; with the rules of the run they say again what each of them saw. */
  readonly facts: string;
  readonly details: string;
};

/** The index of decisions by id; it holds the outcome, so that counting does not read the decisions themselves. */
const DECISIONS_BY_ID = 'decisions_by_id_outcome';

const DECISION_COLUMNS = {
  subject: 'subject',
  id: 'id',
  part: 'part',
  outcome: 'outcome',
  amountMinor: 'amount',
  row: 'row_json',
  facts: 'facts_json',
  details: 'details_json',
} as const;

/** The row of a decision. */
export function toDecisionRow(runId: string, decision: StoredDecision): Readonly<Record<string, Cell>> {
  return {
    run_id: runId,
    subject: decision.subject,
    id: decision.id,
    part: decision.part,
    outcome: decision.outcome,
    amount: decision.amountMinor,
    row_json: decision.row,
    facts_json: decision.facts,
    details_json: decision.details,
  };
}

/** Reads the decisions of a run, by subject, id and part, in the order of their bytes. */
export async function* readDecisions(database: Database, runId: string): AsyncGenerator<StoredDecision> {
  const subjects = Object.keys(await countBy(database, runId, 'decisions', 'subject'));
  for (const subject of subjects.sort()) {
    yield* readInOrder<StoredDecision>(database, {
      table: 'decisions',
      where: { run_id: runId, subject },
      columns: DECISION_COLUMNS,
      order: ['id', 'part'],
    });
  }
}

/** What reports need of a decision: the row as it is put out, and what is shown besides. */
export type ReportedDecision = Pick<StoredDecision, 'id' | 'part' | 'row' | 'details'>;

/** Reads what reports need of the decisions about one kind of subject, by id and part. */
export function readReportedDecisions(
  database: Database,
  runId: string,
  subject: string,
): AsyncGenerator<ReportedDecision> {
  const { id, part, row, details } = DECISION_COLUMNS;
  return readInOrder<ReportedDecision>(database, {
    table: 'decisions',
    where: { run_id: runId, subject },
    columns: { id, part, row, details },
    order: ['id', 'part'],
  });
}

/** The open amounts of the decisions about one kind of subject, added up by part. */
export async function sumDecisionAmounts(
  database: Database,
  runId: string,
  subject: string,
): Promise<ReadonlyMap<string, bigint>> {
  return sumBy(database, {
    table: 'decisions',
    groupBy: 'part',
    sumOf: 'amount',
    where: (query) => query.where({ run_id: runId, subject }).whereNotNull('amount'),
  });
}

/** How many different subjects of one kind have decisions, or decisions of one part. */
export async function countDecidedSubjects(
  database: Database,
  runId: string,
  subject: string,
  part?: string,
): Promise<number> {
  const where = { run_id: runId, subject, ...(part === undefined ? {} : { part }) };
  const row: { total?: number | string } | undefined = await runQuery(database, async (knex) =>
    knex('decisions').where(where).countDistinct({ total: 'id' }).first(),
  );
  return Number(row?.total ?? 0);
}

/** The decisions about whatever has that id, by subject. */
export async function findDecisions(database: Database, runId: string, id: string): Promise<readonly StoredDecision[]> {
  return runQuery(database, async (knex) => {
    const rows: readonly StoredDecision[] = await knex(fromIndex(database, 'decisions', DECISIONS_BY_ID))
      .select(DECISION_COLUMNS)
      .where({ run_id: runId, id })
      .orderBy(['subject', 'part']);
    return rows;
  });
}

/** How many decisions a run has. */
export async function countAllDecisions(database: Database, runId: string): Promise<number> {
  const row: { total?: number | string } | undefined = await runQuery(database, async (knex) =>
    knex(fromIndex(database, 'decisions', DECISIONS_BY_ID))
      .where({ run_id: runId })
      .count({ total: '*' })
      .first(),
  );
  return Number(row?.total ?? 0);
}

/** How many decisions a run has, and how many with each outcome. */
export async function countDecisions(
  database: Database,
  runId: string,
): Promise<{ readonly total: number; readonly byOutcome: Readonly<Record<string, number>> }> {
  const byOutcome = await countBy(database, runId, fromIndex(database, 'decisions', DECISIONS_BY_ID), 'outcome');
  return { total: Object.values(byOutcome).reduce((total, count) => total + count, 0), byOutcome };
}

/** Reads the decisions about one kind of subject, each with the records of one input that it was made from, by id. */
export async function* readDecidedRecords(
  database: Database,
  runId: string,
  subject: string,
  input: string,
): AsyncGenerator<{ readonly decision: StoredDecision; readonly record: StagedRecord }> {
  let last: string | undefined = '';
  while (last !== undefined) {
    const decisions: readonly StoredDecision[] = await readDecisionPage(database, runId, subject, last);
    const records = await readRecordsOf(database, runId, input, decisions);
    for (const decision of decisions) {
      for (const record of records.get(decision.id) ?? []) yield { decision, record };
    }
    last = decisions.length < PAGE_ROWS ? undefined : decisions.at(-1)?.id;
  }
}

async function readDecisionPage(
  database: Database,
  runId: string,
  subject: string,
  lastId: string,
): Promise<readonly StoredDecision[]> {
  return runQuery(database, async (knex) => {
    const rows: readonly StoredDecision[] = await knex('decisions')
      .select(DECISION_COLUMNS)
      .where({ run_id: runId, subject })
      .where('id', '>', lastId)
      .orderBy('id')
      .limit(PAGE_ROWS);
    return rows;
  });
}

async function readRecordsOf(
  database: Database,
  runId: string,
  input: string,
  decisions: readonly StoredDecision[],
): Promise<ReadonlyMap<string, readonly StagedRecord[]>> {
  const [first, last] = [decisions[0], decisions.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const rows = await runQuery(database, async (knex) => {
    const records: readonly StagedRecord[] = await knex(fromIndex(database, 'records', RECORDS_BY_SUBJECT))
      .select(RECORD_COLUMNS)
      .where({ run_id: runId, input })
      .whereBetween('subject_id', [first.id, last.id])
      .orderBy(['subject_id', 'line', 'record_id']);
    return records;
  });
  const bySubject = new Map<string, StagedRecord[]>();
  for (const row of rows) {
    const same = bySubject.get(row.subjectId);
    if (same === undefined) bySubject.set(row.subjectId, [row]);
    else same.push(row);
  }
  return bySubject;
}
