import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type exceljs from 'exceljs';
import { describe, it } from 'mocha';
import type { WrittenReport } from '../../reports/report-plan.ts';
import { writeTicketSlaReport } from '../../reports/ticket-sla.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { RejectedRow } from '../../src/domain/rejected-row.ts';
import type { DecidedTicket, TicketReportSource } from '../../src/domain/ticket-report.ts';
import { buildDecidedTicket, buildRejectedRow, buildRun, buildSource, hoursFromAsOf } from './decided-tickets.ts';
import { findOnCover, getSheet, readTable, readTexts, readWorkbook } from './read-workbook.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const NAMES = [
  'Trang bìa - Cover',
  'Tổng hợp - Summary',
  'Trễ hạn - Breaches',
  'Sắp đến hạn - Due soon',
  'Việc cần làm - Tasks',
  'Cần xem xét lại - Review',
  'Không có hạn - No target',
  'Dòng bị loại - Rejected',
];

const TICKETS: readonly DecidedTicket[] = [
  buildDecidedTicket('YC-1'),
  buildDecidedTicket('YC-2', {
    ticket: { regionUnit: null },
    decision: { slaStatus: 'breached', breachedBy: ['CTKV'], actions: ['escalate'], step: '2.1', unit: 'CTKV' },
    times: { solvedAt: null, handlingSeconds: null, totalLateSeconds: 5400, ctkvLateSeconds: 7200 },
  }),
  buildDecidedTicket('YC-3', {
    decision: { slaStatus: 'at-risk', actions: ['warn'], totalDueAt: hoursFromAsOf(9) },
    times: { solvedAt: null, handlingSeconds: null, secondsLeft: 32_400 },
  }),
  buildDecidedTicket('YC-4', {
    ticket: { subject: '=cmd|calc' },
    decision: { slaStatus: 'no-target', requestType: null, level: null, needsReview: true, totalDueAt: null },
  }),
];

describe('writeTicketSlaReport', () => {
  it('names the workbook after asOf on the Vietnamese clock and the run', async () => {
    const source = buildSource(TICKETS, [], {
      run: buildRun(4, 0, { asOf: '2026-11-23T02:00:00Z', runId: 'ticket-3f9a1c2b7d40e1aa' }),
    });
    const { written, files } = await write(source);
    expect(written.fileName).to.equal('ticket-sla-2026-11-23T09-00-00-3f9a1c2b.xlsx');
    expect(files).to.deep.equal([written.fileName]);
  });

  it('writes all sheets in their order and tells how many rows each has', async () => {
    const { written, workbook } = await write(buildSource(TICKETS, [buildRejectedRow(7)]));
    expect(workbook.worksheets.map(({ name }) => name)).to.deep.equal(NAMES);
    expect(written.report).to.equal('ticket-sla');
    expect(written.rowsBySheet).to.deep.equal({
      'Tổng hợp - Summary': 3,
      'Trễ hạn - Breaches': 1,
      'Sắp đến hạn - Due soon': 1,
      'Việc cần làm - Tasks': 1,
      'Cần xem xét lại - Review': 1,
      'Không có hạn - No target': 1,
      'Dòng bị loại - Rejected': 2,
    });
    for (const [name, rows] of Object.entries(written.rowsBySheet)) {
      expect(readTable(getSheet(workbook, name)), name).to.have.length(rows);
    }
  });

  it('writes a workbook for a run without a single decision', async () => {
    const { workbook } = await write(buildSource([]));
    expect(readTable(getSheet(workbook, 'Tổng hợp - Summary'))).to.deep.equal([]);
  });

  it('gives the same bytes for the same source', async () => {
    const first = await write(buildSource(TICKETS, [buildRejectedRow(7)]));
    const second = await write(buildSource(TICKETS, [buildRejectedRow(7)]));
    expect(second.bytes.equals(first.bytes)).to.equal(true);
  });

  it('goes on with further sheets where one is full, and counts them on the cover', async () => {
    const tickets = Array.from({ length: 5 }, (_, index) =>
      buildDecidedTicket(`YC-${index}`, { decision: { slaStatus: 'missed' } }),
    );
    const { written, workbook } = await write(buildSource(tickets), 2);
    expect(written.rowsBySheet).to.include({
      'Trễ hạn - Breaches': 2,
      'Trễ hạn - Breaches (2)': 2,
      'Trễ hạn - Breaches (3)': 1,
    });
    expect(findOnCover(workbook, 'Trễ hạn - Breaches').slice(3)).to.deep.equal([5, 3, 'khớp / agrees']);
  });

  it('keeps no workbook where the run does not add up, and says where', async () => {
    const cases: readonly (readonly [string, TicketReportSource])[] = [
      ['Run: read', buildSource(TICKETS, [], { run: buildRun(4, 0, { rows: { read: 4, accepted: 3, rejected: 0 } }) })],
      ['Rejected rows', buildSource(TICKETS, [buildRejectedRow(7)], { run: buildRun(4, 0) })],
      ['Decisions: store', buildSource(TICKETS, [], { run: buildRun(4, 0, { decisionCount: 5 }) })],
    ];
    for (const [where, source] of cases) {
      const { error, files } = await writeAndFail(source);
      expect(error, where).to.be.instanceOf(Failure).and.to.have.property('code', 'CONTROL_TOTALS');
      expect(String(error)).to.contain(where);
      expect(files).to.deep.equal([]);
    }
  });

  it('reads the decisions once, so that the lists tell what the cover has counted', async () => {
    let reads = 0;
    const readDecidedTickets = (): AsyncIterable<DecidedTicket> => {
      reads += 1;
      return readAll(TICKETS);
    };
    await write(buildSource(TICKETS, [], { readDecidedTickets }));
    expect(reads).to.equal(1);
  });

  it('keeps no workbook where the store fails in the middle, and passes the failure on', async () => {
    const broken = new Failure('DATABASE', { message: 'm', action: 'a' });
    let reads = 0;
    async function* readRejectedRows(): AsyncGenerator<RejectedRow> {
      reads += 1;
      yield buildRejectedRow(7);
      if (reads > 1) throw broken;
    }
    const { error, files } = await writeAndFail(buildSource(TICKETS, [buildRejectedRow(7)], { readRejectedRows }));
    expect(error).to.equal(broken);
    expect(files).to.deep.equal([]);
  });

  it('names no customer in a failure', async () => {
    const { error } = await writeAndFail(buildSource(TICKETS, [], { run: buildRun(4, 0, { decisionCount: 5 }) }));
    expect(String(error)).not.to.match(/KH-0001|Công ty A|YC-/);
  });
});

describe('the cover of the ticket-sla report', () => {
  it('tells of organisation, run, rules, who ran it, and the inputs with their digests', async () => {
    const { workbook } = await write(buildSource(TICKETS, [buildRejectedRow(7)]));
    const texts = readTexts(getSheet(workbook, 'Trang bìa - Cover'));
    expect(texts).to.include.members([
      'TỔNG CÔNG TY VIỄN THÔNG MOBIFONE',
      'BÁO CÁO THỜI HẠN XỬ LÝ YÊU CẦU KHÁCH HÀNG',
      'Số liệu đến 09:00:00 ngày 23/11/2026 (giờ Việt Nam)',
      'ticket-3f9a1c2b7d40e1aa',
      '5b1f0c77aa21e04d9f83c6b2',
      'lan@bao-cao',
    ]);
    expect(findOnCover(workbook, 'tickets.csv')).to.deep.equal([
      'tickets.csv',
      'c0ffee'.padEnd(64, '0'),
      'tickets',
      12_345,
      5,
      4,
      1,
    ]);
  });

  it('counts rejected rows, their problems and the warnings', async () => {
    const { workbook } = await write(buildSource(TICKETS, [buildRejectedRow(7)]));
    expect(findOnCover(workbook, 'Dòng bị loại / Rejected rows')[1]).to.equal(1);
    expect(findOnCover(workbook, 'Lỗi trong dòng bị loại / Problems in rejected rows')[1]).to.equal(2);
    expect(findOnCover(workbook, 'Cảnh báo / Warnings')[1]).to.equal(3);
  });

  it('counts tickets by status, rows by sheet, and shows each control total with its agreement', async () => {
    const { workbook } = await write(buildSource(TICKETS));
    expect(findOnCover(workbook, 'Thời điểm số liệu / As of').slice(2)).to.deep.equal(['Đúng hạn / Met', 1]);
    expect(findOnCover(workbook, 'Lỗi trong dòng bị loại / Problems in rejected rows').slice(2)).to.deep.equal([
      'Tổng cộng / Total',
      4,
    ]);
    expect(findOnCover(workbook, 'Trễ hạn - Breaches').slice(3)).to.deep.equal([1, 1, 'khớp / agrees']);
    expect(findOnCover(workbook, 'Quyết định: kho dữ liệu = báo cáo').slice(2)).to.deep.equal(['khớp / agrees', 4, 4]);
  });
});

type Written = {
  readonly written: WrittenReport;
  readonly workbook: exceljs.Workbook;
  readonly files: readonly string[];
  readonly bytes: Buffer;
};

function write(source: TicketReportSource, maxRows?: number): Promise<Written> {
  return withTemporaryFolder(async (folder) => {
    const written = await writeTicketSlaReport(
      source,
      folder,
      maxRows === undefined ? {} : { maxRowsPerSheet: maxRows },
    );
    const path = join(folder, written.fileName);
    const [workbook, files, bytes] = [await readWorkbook(path), await readdir(folder), await readFile(path)];
    return { written, workbook, files, bytes };
  });
}

function writeAndFail(
  source: TicketReportSource,
): Promise<{ readonly error: unknown; readonly files: readonly string[] }> {
  return withTemporaryFolder(async (folder) => {
    const error: unknown = await writeTicketSlaReport(source, folder).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return { error, files: await readdir(folder) };
  });
}

async function* readAll<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
