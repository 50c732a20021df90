import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { it } from 'mocha';
import { writeNow } from '../../../src/batches/close-run.ts';
import { DEBT_BATCH } from '../../../src/batches/debt/debt-batch.ts';
import { readDebtBalances } from '../../../src/batches/debt/read-debt-balances.ts';
import { explainDecision } from '../../../src/batches/explain-decision.ts';
import { findDecisionReader } from '../../../src/batches/find-decision-reader.ts';
import { readRedecided } from '../../../src/batches/redecide/redecide-run.ts';
import type { RunRequest } from '../../../src/batches/run-context.ts';
import { readRunSummary } from '../../../src/batches/run-result.ts';
import type { Database } from '../../../src/store/database.ts';
import { readDecisions } from '../../../src/store/decisions.ts';
import type { Run } from '../../../src/store/run.ts';
import { findRun } from '../../../src/store/runs.ts';
import { USUAL_AS_OF } from '../../support/account-arbitraries.ts';
import { generateAccounts, writeAccounts } from '../../support/account-files.ts';
import { buildAccountRequest } from '../../support/account-runs.ts';
import { describeEachDatabase } from '../../support/each-database.ts';
import { readAll } from '../../support/read-all.ts';
import { withFolder } from '../../support/run-cli.ts';
import { readRows, run } from '../../support/sample-run.ts';

const INPUTS = ['invoices', 'payments', 'contracts', 'holds', 'notices', 'debtors', 'provisions'] as const;

describeEachDatabase('a debt run that a version before 0.7 stored, with all names,', (open) => {
  it('says in every way what it says without them', () =>
    withFolder(async (folder) => {
      const database = await open();
      const inputs = await writeAccounts(folder, generateAccounts(40, 11), 1, INPUTS);
      const request = await buildAccountRequest(folder, 'debt', USUAL_AS_OF, { inputs });
      const { runId } = await run(request, database);
      const decided = await findRun(database, runId);
      if (decided === undefined) throw new Error('a finished run is in the store');
      const said = await readAllThatIsSaid(database, decided, request, join(folder, 'values'));
      expect(said.subjects).to.deep.equal(['contract', 'invoice']);
      expect(said.isNamed).to.deep.equal([false]);
      await nameAll(database, runId);
      const named = await readAllThatIsSaid(database, decided, request, join(folder, 'names'));
      expect(named).to.deep.equal({ ...said, isNamed: [true] });
      expect(said.digests).to.have.length(DEBT_BATCH.reports.length);
    })).timeout(120_000);
});

/** Whatever is read of decisions: rows, what explains them, what a draft would change, balances and workbooks. */
async function readAllThatIsSaid(database: Database, decided: Run, request: RunRequest, folder: string) {
  const { runId } = decided;
  const stored = await readAll(readDecisions(database, runId));
  const explained: unknown[] = [];
  for (const each of stored.filter((_, index) => index % 7 === 0)) {
    const { decision, facts, notes, ruleSets } = await explainDecision(database, decided, each);
    explained.push(JSON.stringify({ decision, facts, notes, ruleSets }));
  }
  const again = await readAll(readRedecided(database, decided, request.release, request.release));
  await mkdir(folder);
  const summary = await readRunSummary(database, decided, stored.length);
  const { reports, writeReports } = DEBT_BATCH;
  const written = await writeReports(database, summary, request.release, request.asOf, folder, writeNow(reports));
  const digests = await Promise.all(written.map(({ fileName }) => readDigest(join(folder, fileName))));
  return {
    subjects: [...new Set(stored.map(({ subject }) => subject))],
    isNamed: [
      ...new Set(stored.flatMap((each) => [each.row, each.facts, each.details].map((text) => text[0] === '{'))),
    ],
    rows: await readRows(database, runId),
    explained,
    again: JSON.stringify(again),
    balances: await readAll(readDebtBalances(database, runId)),
    digests,
  };
}

async function readDigest(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

/** Stores every decision anew as earlier versions did; the balances lose what those before 0.4 did not tell. */
async function nameAll(database: Database, runId: string): Promise<void> {
  for (const { subject, id, part, row, facts, details } of await readAll(readDecisions(database, runId))) {
    const reader = findDecisionReader('debt', subject);
    await database
      .knex('decisions')
      .where({ run_id: runId, subject, id, part })
      .update({
        row_json: JSON.stringify(reader.readRow(row)),
        facts_json: JSON.stringify(reader.readFacts(facts)),
        details_json: JSON.stringify(reader.readDetails(details)),
      });
  }
  await database.knex.raw("update balances set body = json_remove(body, '$.ageing')");
}
