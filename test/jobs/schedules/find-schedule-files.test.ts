import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { findScheduleFiles } from '../../../jobs/schedules/find-schedule-files.ts';
import { BILLING_BATCH } from '../../../src/batches/billing/billing-batch.ts';
import type { Failure } from '../../../src/domain/failure.ts';
import { catchFailure } from '../../support/catch-failure.ts';
import { withFolder } from '../../support/run-cli.ts';

const SCHEDULE = 'billing-daily';

const withFiles = <T>(names: readonly string[], use: (inputFolder: string) => Promise<T>): Promise<T> =>
  withFolder(async (folder) => {
    await mkdir(join(folder, SCHEDULE));
    for (const name of names) await writeFile(join(folder, SCHEDULE, name), 'x');
    return use(folder);
  });
const find = (folder: string) => findScheduleFiles(folder, SCHEDULE, BILLING_BATCH.inputs);
const refuse = (...names: readonly string[]): Promise<Failure> =>
  withFiles(names, (folder) => catchFailure(() => find(folder)));

describe('the files of a schedule', () => {
  it('lie in the folder of its name, named by their inputs, and are given in the order of the inputs', async () => {
    await withFiles(['payments.xlsx', 'contracts.ndjson', 'invoices.csv.gz', 'holds.NDJSON.GZ'], async (folder) => {
      const names = ['invoices.csv.gz', 'payments.xlsx', 'contracts.ndjson', 'holds.NDJSON.GZ'];
      expect(await find(folder)).to.deep.equal(
        names.map((name) => ({ input: name.split('.')[0], path: join(folder, SCHEDULE, name) })),
      );
    });
  });

  it('are no files that are being written, open in a program, or of another kind', async () => {
    const others = ['.payments.csv', '~$payments.xlsx', '.~lock.payments.csv#', 'payments.csv.part', 'README.md'];
    await withFiles(['invoices.csv', ...others], async (folder) => {
      expect((await find(folder)).map(({ input }) => input)).to.deep.equal(['invoices']);
    });
  });

  it('must have the one that is needed', async () => {
    const failure = await refuse('payments.csv');
    expect(failure.code).to.equal('INPUT_NOT_FOUND');
    expect(failure.message).to.match(/billing-daily" has no file of invoices$/);
    expect(failure.action).to.contain('.csv, .xlsx or .ndjson');
  });

  it('must not be two of one input', async () => {
    const failure = await refuse('invoices.csv', 'payments.csv', 'payments.xlsx');
    expect(failure.code).to.equal('INPUT_UNREADABLE');
    expect(failure.message).to.match(/has more than one file of payments$/);
  });

  it('must not have a name that is almost an input: it would be left out', async () => {
    const failure = await refuse('invoices.csv', 'payment.csv');
    expect(failure.code).to.equal('INPUT_UNREADABLE');
    expect(failure.message).to.match(/payment\.csv" is no input.*did you mean "payments"/);
  });

  it('must have a folder', async () => {
    const failure = await withFolder((folder) => catchFailure(() => find(folder)));
    expect(failure.code).to.equal('INPUT_NOT_FOUND');
    expect(failure.message).to.match(/there is no folder ".*billing-daily"/);
  });
});
