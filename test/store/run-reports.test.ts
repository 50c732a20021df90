import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { before, it } from 'mocha';
import type { Database } from '../../src/store/database.ts';
import { saveFileParts } from '../../src/store/file-parts.ts';
import { dropStrayReports, openRunReport, readRunReports, saveRunReport } from '../../src/store/run-reports.ts';
import { beginReporting, closeRun } from '../../src/store/runs.ts';
import { catchFailure } from '../support/catch-failure.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { readAll } from '../support/read-all.ts';
import { startDeciding } from '../support/store-samples.ts';

const SLA = { no: 1, report: 'ticket-sla', fileName: 'ticket-sla.xlsx' } as const;
const OLA = { no: 2, report: 'ticket-ola', fileName: 'báo cáo OLA.xlsx' } as const;
const CLOSED = { closedAt: 1, seconds: 1, decisionCount: 0, outcomes: {} } as const;

describeEachDatabase('the workbooks of a run', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  const startReporting = async (): Promise<string> => {
    const runId = await startDeciding(database, []);
    await beginReporting(database, runId);
    return runId;
  };
  const save = (runId: string, report: typeof SLA | typeof OLA, text: string, by: Database = database) =>
    saveRunReport(by, runId, report, Readable.from([Buffer.from(text)]));
  const close = (runId: string, reports: readonly string[]) => closeRun(database, runId, { ...CLOSED, reports });
  const read = async (runId: string, fileName: string): Promise<string | undefined> => {
    const report = await openRunReport(database, runId, fileName);
    return report && Buffer.concat([...(await readAll(report.content))]).toString();
  };
  const listTexts = async (runId: string): Promise<readonly string[]> => {
    const rows: readonly { content: Uint8Array | ArrayBuffer }[] = await database
      .knex('file_parts')
      .where({ run_id: runId });
    return rows.map(({ content }) =>
      (content instanceof ArrayBuffer ? Buffer.from(content) : Buffer.from(content)).toString(),
    );
  };
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

  it('are handed out once the run is closed, and not before', async () => {
    const runId = await startReporting();
    await save(runId, OLA, 'ola');
    await save(runId, SLA, 'sla');
    expect(await readRunReports(database, runId)).to.deep.equal([
      { report: SLA.report, fileName: SLA.fileName, sha256: digest('sla'), bytes: 3 },
      { report: OLA.report, fileName: OLA.fileName, sha256: digest('ola'), bytes: 3 },
    ]);
    expect(await read(runId, SLA.fileName)).to.equal(undefined);
    await close(runId, [SLA.report, OLA.report]);
    expect(await read(runId, SLA.fileName)).to.equal('sla');
    expect(await read(runId, OLA.fileName)).to.equal('ola');
    expect(await read(runId, 'ticket-SLA.xlsx')).to.equal(undefined);
    expect(await read('no-such-run', SLA.fileName)).to.equal(undefined);
  });

  it('are the first ones: whoever comes later keeps nothing', async () => {
    const runId = await startReporting();
    await save(runId, SLA, 'first');
    await save(runId, SLA, 'second');
    expect(await listTexts(runId)).to.deep.equal(['first']);
    await close(runId, [SLA.report]);
    await save(runId, SLA, 'third');
    await save(runId, OLA, 'late');
    expect(await listTexts(runId)).to.deep.equal(['first']);
    expect((await readRunReports(database, runId)).map(({ fileName }) => fileName)).to.deep.equal([SLA.fileName]);
    expect(await read(runId, SLA.fileName)).to.equal('first');
  });

  it('are those of one of several that finish at the same moment', async () => {
    const runId = await startReporting();
    const connections = [database, await open(), await open()];
    await Promise.all(connections.map((each, index) => save(runId, SLA, `by ${index}`, each)));
    const [kept, ...others] = await listTexts(runId);
    expect(others).to.deep.equal([]);
    await close(runId, [SLA.report]);
    expect(await read(runId, SLA.fileName)).to.equal(kept);
    expect(kept).to.match(/^by [012]$/);
  });

  it('cannot be kept before the run writes reports, and leave no bytes behind then', async () => {
    const runId = await startDeciding(database, []);
    expect((await catchFailure(() => save(runId, SLA, 'early'))).code).to.equal('RUN_TAKEN_OVER');
    expect((await catchFailure(() => save('no-such-run', SLA, 'lost'))).code).to.equal('RUN_NOT_FOUND');
    for (const id of [runId, 'no-such-run']) {
      expect(await readRunReports(database, id)).to.deep.equal([]);
      expect(await listTexts(id)).to.deep.equal([]);
    }
  });

  it('keep no bytes of a process that ended before it could say whose they are', async () => {
    const runId = await startReporting();
    const stray = { runId, role: 'report', fileKey: 'ticket-sla.stray' } as const;
    const input = { runId, role: 'input', fileKey: 'ticket-sla.stray' } as const;
    for (const key of [stray, input]) await saveFileParts(database, key, Readable.from([Buffer.from(key.role)]));
    await save(runId, SLA, 'sla');
    await close(runId, [SLA.report]);
    await dropStrayReports(database, runId);
    expect([...(await listTexts(runId))].sort()).to.deep.equal(['input', 'sla']);
    expect(await read(runId, SLA.fileName)).to.equal('sla');
  });

  it('of a version that kept no bytes are named, and not handed out', async () => {
    const runId = await startReporting();
    await database.knex('run_reports').insert({
      ...{ run_id: runId, report_no: 1, report: SLA.report, file_name: SLA.fileName },
    });
    await close(runId, [SLA.report]);
    expect(await readRunReports(database, runId)).to.deep.equal([
      { report: SLA.report, fileName: SLA.fileName, sha256: null, bytes: null },
    ]);
    expect(await read(runId, SLA.fileName)).to.equal(undefined);
  });
});
