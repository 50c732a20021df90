import { join } from 'node:path';
import { expect } from 'chai';
import { it } from 'mocha';
import { DEBT_BATCH } from '../../../src/batches/debt/debt-batch.ts';
import { readDebtBalances } from '../../../src/batches/debt/read-debt-balances.ts';
import { startOfDate } from '../../../src/domain/instant.ts';
import { readBalances } from '../../../src/store/balances.ts';
import { describeEachDatabase } from '../../support/each-database.ts';
import { readAll } from '../../support/read-all.ts';
import { PROJECT_FOLDER, withFolder } from '../../support/run-cli.ts';
import { buildRequest, run } from '../../support/sample-run.ts';

const INPUTS = ['invoices', 'payments', 'contracts', 'holds', 'notices', 'debtors', 'provisions'];
const AS_OF = '2026-11-30';

describeEachDatabase('balances of the debt batch', (open) => {
  it('that a version before 0.4 stored get their ageing from the decisions, to the same', async () => {
    const database = await open();
    await withFolder(async (folder) => {
      const { runId } = await run(
        await buildRequest(folder, {
          batch: DEBT_BATCH,
          asOf: startOfDate(AS_OF),
          asOfText: AS_OF,
          inputs: INPUTS.map((input) => ({ input, path: join(PROJECT_FOLDER, `examples/${input}.csv`) })),
        }),
        database,
      );
      const balances = await readAll(readDebtBalances(database, runId));
      expect(balances.filter(({ ageing }) => (ageing?.invoices ?? 0) > 1).length).to.be.greaterThan(50);
      expect(balances.filter(({ ageing }) => (ageing?.disputedMinor ?? 0) > 0)).not.to.deep.equal([]);
      await database.knex.raw("update balances set body = json_remove(body, '$.ageing')");
      expect(await readAll(readBalances(database, runId))).to.deep.equal(balances.map(({ ageing: _, ...old }) => old));
      expect(await readAll(readDebtBalances(database, runId))).to.deep.equal(balances);
    });
  }).timeout(120_000);
});
