import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type exceljs from 'exceljs';
import { describe, it } from 'mocha';
import type { SheetRow, TableSheet } from '../../reports/report-model.ts';
import type { PlannedSheet, ReportPlan, WrittenReport } from '../../reports/report-plan.ts';
import { describeAsOf } from '../../reports/shared/as-of.ts';
import { writeReport } from '../../reports/write-report.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { RejectedRow } from '../../src/domain/rejected-row.ts';
import { buildBillingRun, readAll } from './decided-contracts.ts';
import { buildRejectedRow } from './decided-tickets.ts';
import { findOnCover, getSheet, readTexts, readWorkbook } from './read-workbook.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const ROWS: readonly SheetRow[] = [
  { id: 'a', open: 1_500 },
  { id: 'b', open: 500 },
  { id: 'c', open: null },
];

describe('writeReport', () => {
  it('puts the cover first, then free pages, the sheets and the rejected rows', async () => {
    const { written, workbook } = await write(buildPlan({}, [buildRejectedRow(7)]));
    expect(workbook.worksheets.map(({ name }) => name)).to.deep.equal([
      'Trang bìa - Cover',
      'Biên bản - Minutes',
      'Nợ - Debt',
      'Dòng bị loại - Rejected',
    ]);
    expect(written).to.deep.equal({
      report: 'debt-test',
      fileName: 'debt-test-2026-11-23-3f9a1c2b.xlsx',
      rowsBySheet: { 'Nợ - Debt': 3, 'Dòng bị loại - Rejected': 2 },
    });
    expect(readTexts(getSheet(workbook, 'Biên bản - Minutes'))).to.deep.equal(['Họp hội đồng xử lý nợ']);
  });

  it('shows facts, results, inputs, sheets and control totals on the cover', async () => {
    const { workbook } = await write(buildPlan());
    expect(findOnCover(workbook, 'Số liệu đến 23/11/2026')).to.have.length(1);
    expect(findOnCover(workbook, 'Mức tối thiểu / Minimum')[1]).to.equal('100.000 đồng');
    expect(findOnCover(workbook, 'Còn nợ / Open')[1]).to.equal(20);
    expect(findOnCover(workbook, 'invoices.csv')).to.have.length(7);
    expect(findOnCover(workbook, 'Nợ - Debt').slice(3)).to.deep.equal([3, 1, 'khớp / agrees']);
    expect(findOnCover(workbook, 'Nợ = nợ').slice(2)).to.deep.equal(['khớp / agrees', 20, 20]);
  });

  it('adds up the sums over all parts of a long table', async () => {
    const { written } = await write(buildPlan(), 1);
    expect(written.rowsBySheet).to.deep.equal({
      'Nợ - Debt': 1,
      'Nợ - Debt (2)': 1,
      'Nợ - Debt (3)': 1,
      'Dòng bị loại - Rejected': 0,
    });
  });

  it('keeps no file where rows, sums, control totals or rejected rows differ, and names the report', async () => {
    let reads = 0;
    const readRejectedRows = (): AsyncIterable<RejectedRow> => {
      reads += 1;
      return readAll(reads === 1 ? [buildRejectedRow(7)] : []);
    };
    const name = { vi: 'Nợ', en: 'Debt is debt' } as const;
    const cases: readonly (readonly [string, ReportPlan])[] = [
      ['rows of the sheet Nợ - Debt: counted = written (4 and 3)', buildPlan({ sheets: [planSheet({ rows: 4 })] })],
      [
        'sum of open of the sheet Nợ - Debt: counted = written (1999 and 2000)',
        buildPlan({ sheets: [planSheet({ sums: { open: 1999n } })] }),
      ],
      [
        'rows of the sheet Nợ - Debt: counted = written (3 and 0)',
        buildPlan({ sheets: [planSheet({ sheet: GATHERED_WITHOUT_BLOCKS })] }),
      ],
      ['Debt is debt (1 and 2)', buildPlan({ controlTotals: [{ name, left: 1n, right: 2 }] })],
      ['rows of the sheet Dòng bị loại - Rejected', { ...buildPlan({}, [buildRejectedRow(7)]), readRejectedRows }],
      ['Rejected rows: run = store (1 and 0)', buildPlan({ run: buildBillingRun(1, 1) })],
    ];
    for (const [where, plan] of cases) {
      const { error, files } = await fail(plan);
      expect(error, where).to.be.instanceOf(Failure).and.to.have.property('code', 'CONTROL_TOTALS');
      expect(String(error)).to.contain(where).and.to.contain('the report debt-test');
      expect(files, where).to.deep.equal([]);
    }
  });
});

function buildPlan(parts: Partial<ReportPlan> = {}, rejectedRows: readonly RejectedRow[] = []): ReportPlan {
  const run = buildBillingRun(1, rejectedRows.length);
  return {
    report: 'debt-test',
    title: { vi: 'Công nợ', en: 'Debt' },
    run,
    ...describeAsOf(run),
    coverFacts: [{ label: { vi: 'Mức tối thiểu', en: 'Minimum' }, value: '100.000 đồng' }],
    coverResults: {
      heading: { vi: 'Kết quả', en: 'Results' },
      lines: [{ label: { vi: 'Còn nợ', en: 'Open' }, value: 2000n, currency: 'USD' }],
    },
    pages: [
      {
        kind: 'page',
        name: 'Biên bản - Minutes',
        title: { vi: 'Biên bản', en: 'Minutes' },
        widths: [40],
        printedPages: [[[{ look: 'title', value: 'Họp hội đồng xử lý nợ' }]]],
      },
    ],
    sheets: [planSheet()],
    controlTotals: [{ name: { vi: 'Nợ = nợ', en: 'Debt = debt' }, left: 2000n, right: 2000, currency: 'USD' }],
    readRejectedRows: () => readAll(rejectedRows),
    ...parts,
  };
}

const FRAME = {
  kind: 'table',
  name: 'Nợ - Debt',
  title: { vi: 'Nợ', en: 'Debt' },
  columns: [
    { key: 'id', heading: { vi: 'Mã', en: 'Id' }, width: 12, type: 'text', total: 'count' },
    { key: 'open', heading: { vi: 'Còn nợ', en: 'Open' }, width: 14, type: 'money-cents', total: 'sum' },
  ],
  closing: [],
} as const;

/** Rows that were added up, but whose XML does not come into the workbook. */
const GATHERED_WITHOUT_BLOCKS: TableSheet = {
  ...FRAME,
  listParts: () => [
    {
      tally: {
        totals: new Map([
          ['id', 3],
          ['open', 2000],
        ]),
        sums: new Map([['open', 2000n]]),
      },
      readBlocks: () => [],
    },
  ],
};

function planSheet(parts: Partial<PlannedSheet> = {}): PlannedSheet {
  return { sheet: { ...FRAME, readRows: () => readAll(ROWS) }, rows: 3, sums: { open: 2000n }, ...parts };
}

function write(
  plan: ReportPlan,
  maxRows?: number,
): Promise<{ readonly written: WrittenReport; readonly workbook: exceljs.Workbook }> {
  return withTemporaryFolder(async (folder) => {
    const written = await writeReport(plan, folder, maxRows);
    return { written, workbook: await readWorkbook(join(folder, written.fileName)) };
  });
}

function fail(plan: ReportPlan): Promise<{ readonly error: unknown; readonly files: readonly string[] }> {
  return withTemporaryFolder(async (folder) => {
    const error: unknown = await writeReport(plan, folder).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return { error, files: await readdir(folder) };
  });
}
