import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { runCli, withFolder } from '../support/run-cli.ts';

const INVOICES = `invoiceId,customerId,debtorType,contractId,product,issuedOn,dueOn,amount,currency
I-1,K-1,organisation,C-1,sms-brandname,2025-01-01,2025-01-20,1000000,VND
I-2,K-2,individual,C-2,mobile-pbx,2026-08-01,2026-08-20,500000,VND
`;

describe('kyhan run --engine', () => {
  it('decides alike by json-rules-engine and by the compiled evaluator, in one thread and in two', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'invoices.csv');
      await writeFile(path, INVOICES);
      const decide = async (db: string, options: readonly string[]): Promise<readonly string[]> => {
        const files = ['--db', join(folder, db), '--out', folder];
        const args = ['run', 'debt', '--invoices', path, '--as-of', '2026-11-30', '--json', ...files, ...options];
        const { stdout, stderr, exitCode } = await runCli(folder, args);
        expect(exitCode, stderr).to.equal(0);
        expect(stderr.includes('json-rules-engine')).to.equal(options.includes('reference'));
        const { runId }: { readonly runId: string } = JSON.parse(stdout);
        const decisions = await runCli(folder, ['decisions', runId, '--db', join(folder, db)]);
        return decisions.stdout.split('\n');
      };
      const reference = await decide('reference.db', ['--engine', 'reference']);
      expect(reference).to.have.length(3);
      expect(await decide('compiled.db', ['--threads', '2'])).to.deep.equal(reference);
    })).timeout(60_000);

  it('tells which words are allowed, in an option and in the environment', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'invoices.csv');
      await writeFile(path, INVOICES);
      const args = ['run', 'debt', '--invoices', path, '--as-of', '2026-11-30'];
      const option = await runCli(folder, [...args, '--engine', 'fast']);
      expect(option.exitCode).to.equal(2);
      expect(option.stderr).to.include('Allowed are compiled and reference.');
      const variable = await runCli(folder, args, undefined, { KYHAN_ENGINE: 'fast' });
      expect(variable.exitCode).to.equal(2);
      expect(variable.stderr).to.include('KYHAN_ENGINE is "fast"; allowed are compiled and reference');
    })).timeout(60_000);
});
