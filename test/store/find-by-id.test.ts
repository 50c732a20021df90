import { expect } from 'chai';
import { before, it } from 'mocha';
import { findPendingChunks } from '../../src/store/chunks.ts';
import type { Database } from '../../src/store/database.ts';
import { findChunksIn, findDecisionsIn } from '../../src/store/find-by-id.ts';
import { planChunks } from '../../src/store/plan-chunks.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { buildDecision, buildRecord, completeSample, planOf, startDeciding } from '../support/store-samples.ts';

describeEachDatabase('finding by id', (open) => {
  let database: Database;
  let tickets: string;
  let accounts: string;
  before(async () => {
    database = await open();
    tickets = await startDeciding(
      database,
      ['A', 'B', 'C', 'D'].map((id, index) => buildRecord(`TK-${id}`, { line: index + 2 })),
    );
    await planChunks(database, tickets, planOf(2));
    const [first] = await findPendingChunks(database, tickets);
    if (first === undefined) throw new Error('there is no chunk');
    await completeSample(database, tickets, first, {
      decisions: [buildDecision('TK-A'), buildDecision('TK-B', { outcome: 'breached' })],
      balances: [],
    });
    accounts = await startDeciding(database, [
      buildRecord('HDN-1', { input: 'invoices', subjectId: 'KH-1', linkId: 'HD-1' }),
      buildRecord('HDN-2', { input: 'invoices', subjectId: 'KH-2', linkId: 'HD-1', line: 3 }),
      buildRecord('HD-2', { input: 'contracts', subjectId: 'KH-2' }),
      buildRecord('P-1', { input: 'payments', subjectId: 'KH-1', linkId: 'HDN-1' }),
    ]);
    await planChunks(database, accounts, { ...planOf(1), inputs: ['invoices', 'contracts'] });
  });

  const chunksOf = async (id: string): Promise<readonly string[]> =>
    (await findChunksIn(database, [tickets, accounts], id)).map(({ runId, chunkNo, status }) => {
      const run = runId === tickets ? 'tickets' : 'accounts';
      return `${run} ${chunkNo} ${status}`;
    });

  it('gives the decisions about it in the runs that were asked for', async () => {
    const found = await findDecisionsIn(database, [tickets, accounts], 'TK-B');
    expect(found).to.deep.equal([{ runId: tickets, subject: 'ticket', id: 'TK-B', part: '', outcome: 'breached' }]);
    expect(await findDecisionsIn(database, [accounts], 'TK-B')).to.deep.equal([]);
    expect(await findDecisionsIn(database, [], 'TK-B')).to.deep.equal([]);
    expect(await findDecisionsIn(database, [tickets], 'tk-b')).to.deep.equal([]); // ids are told apart by their bytes
  });

  it('gives the chunk of a ticket, decided or not', async () => {
    expect(await chunksOf('TK-A')).to.deep.equal(['tickets 1 done']);
    expect(await chunksOf('TK-D')).to.deep.equal(['tickets 2 pending']);
    expect(await chunksOf('TK-')).to.deep.equal([]);
  });

  it('gives the chunks of the customers behind a contract, an invoice and a customer', async () => {
    expect(await chunksOf('KH-1')).to.deep.equal(['accounts 1 pending']);
    expect(await chunksOf('HDN-2')).to.deep.equal(['accounts 2 pending']);
    expect(await chunksOf('HD-2')).to.deep.equal(['accounts 2 pending']);
    expect((await chunksOf('HD-1')).toSorted()).to.deep.equal(['accounts 1 pending', 'accounts 2 pending']);
  });

  it('seeks in indexes, however large the runs are', async () => {
    const statements = new Set<string>();
    const note = ({ sql }: { readonly sql: string }): void => void statements.add(sql);
    database.knex.on('query', note);
    await findDecisionsIn(database, [tickets, accounts], 'TK-A');
    await findChunksIn(database, [tickets, accounts], 'TK-A');
    database.knex.off('query', note);
    const queries = [...statements].filter((sql) => /\b(records|decisions)\b/.test(sql));
    expect(queries).to.have.length(4);
    // MySQL plans by statistics, which are old for a run that was just imported: it is told the index.
    if (database.dialect === 'mysql') expect(queries.every((sql) => sql.includes('force index'))).to.equal(true);
    for (const sql of database.dialect === 'sqlite' ? queries : []) {
      const values = Array.from(sql.matchAll(/\?/g), () => '');
      const rows: readonly { detail: string }[] = await database.knex.raw(`explain query plan ${sql}`, values);
      expect(rows[0]?.detail, sql).to.match(/^SEARCH .*(AND id=\?|AND subject_id=\?|AND link_id=\?|AND record_id=\?)/);
    }
  });
});
