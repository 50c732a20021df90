import { expect } from 'chai';
import { it } from 'mocha';
import { explainDecision } from '../../src/batches/explain-decision.ts';
import { findDecisionReader } from '../../src/batches/find-decision-reader.ts';
import { readDecisions } from '../../src/store/decisions.ts';
import { findRun } from '../../src/store/runs.ts';
import { type AccountKind, buildAccountRequest, writeInputs } from '../support/account-runs.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { readAll } from '../support/read-all.ts';
import { withFolder } from '../support/run-cli.ts';
import { run } from '../support/sample-run.ts';

const AS_OF = '2026-06-30';
const FILES = {
  invoices: [
    'invoiceId,customerId,debtorType,contractId,product,issuedOn,dueOn,amount',
    'I1,C1,organisation,K1,sms-brandname,2026-01-01,2026-01-15,100000',
  ],
  contracts: ['contractId,customerId,product,serviceStatus,statusSince', 'K1,C1,sms-brandname,locked,2026-03-01'],
};

describeEachDatabase('a decision that is explained', (open) => {
  async function decide(kind: AccountKind) {
    return withFolder(async (folder) => {
      const database = await open();
      const inputs = await writeInputs(folder, FILES);
      const { runId } = await run(await buildAccountRequest(folder, kind, AS_OF, { inputs }), database);
      const found = await findRun(database, runId);
      if (found === undefined) throw new Error(`no run ${runId}`);
      return { database, run: found, decisions: await readAll(readDecisions(database, runId)) };
    });
  }

  it('comes to the stored row from the stored facts, of each kind of subject', async () => {
    const seen: string[] = [];
    for (const kind of ['billing', 'debt'] as const) {
      const { database, run, decisions } = await decide(kind);
      for (const stored of decisions) {
        const { decision, facts, ruleSets } = await explainDecision(database, run, stored);
        const reader = findDecisionReader(kind, stored.subject);
        expect(JSON.stringify(decision)).to.equal(JSON.stringify(reader.readRow(stored.row)));
        expect(JSON.stringify(facts)).to.equal(JSON.stringify(reader.readFacts(stored.facts)));
        expect(ruleSets).not.to.be.empty;
        seen.push(`${kind} ${stored.subject}`);
      }
    }
    expect(seen).to.deep.equal(['billing contract', 'debt contract', 'debt invoice']);
  });

  it('may have been stored by a version that knew fewer facts, in another order', async () => {
    const { database, run, decisions } = await decide('debt');
    for (const stored of decisions) {
      const facts = findDecisionReader('debt', stored.subject).readFacts(stored.facts);
      const fewer = Object.fromEntries(Object.entries(facts).slice(1).reverse());
      await explainDecision(database, run, { ...stored, facts: JSON.stringify(fewer) });
    }
  });

  it('is refused where the replay gives another row or another fact, which it names', async () => {
    const { database, run, decisions } = await decide('debt');
    for (const stored of decisions) {
      const reader = findDecisionReader('debt', stored.subject);
      const facts = reader.readFacts(stored.facts);
      const others = [
        { ...stored, row: JSON.stringify({ ...reader.readRow(stored.row), x: 1 }) },
        { ...stored, facts: JSON.stringify({ ...facts, product: 'sip-trunk' }) },
        { ...stored, facts: JSON.stringify({ ...facts, unheardOf: null }) },
      ];
      const told: string[] = [];
      for (const other of others) {
        const reason = await explainDecision(database, run, other).catch((error: unknown) => error);
        told.push(reason instanceof Error ? reason.message : 'explained');
      }
      const subject = `replaying ${stored.subject} ${stored.id} gives`;
      expect(told).to.deep.equal([
        `${subject} another decision than the stored one`,
        `${subject} other facts than the stored ones: product`,
        `${subject} other facts than the stored ones: unheardOf`,
      ]);
    }
  });
});
