import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import exceljs from 'exceljs';
import { describe, it } from 'mocha';
import type { Column, PageLine, Report, SheetRow, TableSheet } from '../../reports/report-model.ts';
import { type WrittenSheet, writeWorkbook } from '../../reports/workbook.ts';
import { createSeededRandom } from '../../src/domain/seeded-random.ts';
import { AS_OF } from './decided-tickets.ts';
import { getSheet, readCell, readTable, readWorkbook } from './read-workbook.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const COLUMNS: readonly Column[] = [
  { key: 'id', heading: { vi: 'Mã', en: 'Id' }, width: 12, type: 'text', total: 'count' },
  { key: 'note', heading: { vi: 'Ghi chú', en: 'Note' }, width: 20, type: 'text', total: 'none', isWrapped: true },
  { key: 'at', heading: { vi: 'Lúc', en: 'At' }, width: 18, type: 'instant', total: 'none' },
  { key: 'dueOn', heading: { vi: 'Hạn', en: 'Due on' }, width: 12, type: 'date', total: 'none' },
  { key: 'met', heading: { vi: 'Đúng', en: 'Met' }, width: 9, type: 'integer', total: 'sum' },
  { key: 'missed', heading: { vi: 'Trễ', en: 'Missed' }, width: 9, type: 'integer', total: 'sum' },
  { key: 'amount', heading: { vi: 'Số tiền', en: 'Amount' }, width: 14, type: 'money', total: 'sum' },
  { key: 'hours', heading: { vi: 'Giờ', en: 'Hours' }, width: 10, type: 'hours', total: 'sum' },
  {
    key: 'share',
    heading: { vi: 'Tỷ lệ', en: 'Share' },
    width: 10,
    type: 'percent',
    total: 'none',
    share: { of: 'met', among: ['met', 'missed'] },
  },
];
const FIRST: SheetRow = {
  id: 'a',
  note: '=HYPERLINK("http://x")\nhai dòng',
  at: AS_OF,
  dueOn: '2026-12-01',
  met: 3,
  missed: 1,
  amount: 1_500_000,
  hours: 1.5,
};
const SECOND: SheetRow = { ...FIRST, id: 'b', note: '=1+1', met: 0, missed: 0, amount: 500, hours: null };

describe('writeWorkbook', () => {
  it('writes one frozen header row with both languages, a filter over headings and data, and column widths', async () => {
    const { sheet } = await writeTable([FIRST, SECOND]);
    expect(sheet.getCell('A1').text).to.equal('Mã\nId');
    expect(sheet.getCell('A1').alignment.wrapText).to.equal(true);
    expect(sheet.views[0]).to.include({ state: 'frozen', ySplit: 1 });
    expect(sheet.autoFilter).to.equal('A1:I3');
    expect(sheet.getColumn(2).width).to.equal(20);
  });

  it('sets up A4 landscape pages that fit the width, repeat the header row and are numbered', async () => {
    const { sheet } = await writeTable([FIRST]);
    expect(sheet.pageSetup).to.include({ paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1 });
    expect(sheet.pageSetup.printTitlesRow).to.equal('1:1');
    expect(sheet.headerFooter.oddFooter).to.contain('&P/&N');
  });

  it('writes texts as texts, also those that look like formulas', async () => {
    const { sheet } = await writeTable([FIRST, SECOND]);
    expect(sheet.getCell('B2').text).to.equal('=HYPERLINK("http://x")\nhai dòng');
    expect(sheet.getCell('B3').value).to.equal('=1+1');
    expect(sheet.getCell('B3').type).to.equal(exceljs.ValueType.String);
  });

  it('writes instants, dates, amounts and hours as numbers with a format', async () => {
    const { sheet } = await writeTable([FIRST]);
    expect(sheet.getCell('C2').value).to.deep.equal(new Date('2026-11-23T09:00:00Z'));
    expect(sheet.getCell('C2').numFmt).to.equal('dd/mm/yyyy hh:mm:ss');
    expect(sheet.getCell('D2').value).to.deep.equal(new Date('2026-12-01T00:00:00Z'));
    expect(sheet.getCell('D2').numFmt).to.equal('dd/mm/yyyy');
    expect(sheet.getCell('G2').value).to.equal(1_500_000);
    expect(sheet.getCell('G2').numFmt).to.equal('#,##0');
    expect(sheet.getCell('H2').numFmt).to.equal('#,##0.00');
  });

  it('makes shares live formulas with their results, in the rows and in the totals', async () => {
    const { sheet } = await writeTable([FIRST, SECOND]);
    expect(sheet.getCell('I2').formula).to.equal('IF(E2+F2=0,"",E2/(E2+F2))');
    expect(sheet.getCell('I2').result).to.equal(0.75);
    expect(readCell(sheet.getCell('I3'))).to.equal('');
    expect(sheet.getCell('I5').formula).to.equal('IF(E5+F5=0,"",E5/(E5+F5))');
    expect(sheet.getCell('I5').result).to.equal(0.75);
  });

  it('puts totals one blank row below the data, where filters and pivot tables do not take them for data', async () => {
    const { sheet } = await writeTable([FIRST, SECOND]);
    expect(sheet.getRow(4).hasValues).to.equal(false);
    expect(sheet.getCell('A5').formula).to.equal('SUBTOTAL(103,A2:A3)');
    expect(sheet.getCell('A5').result).to.equal(2);
    expect(sheet.getCell('A5').numFmt).to.contain('Tổng số');
    expect(sheet.getCell('G5').formula).to.equal('SUBTOTAL(109,G2:G3)');
    expect(sheet.getCell('G5').result).to.equal(1_500_500);
  });

  it('labels the totals where the first column counts nothing', async () => {
    const columns = COLUMNS.map((column) => (column.key === 'id' ? { ...column, total: 'none' as const } : column));
    const { sheet } = await writeTable([FIRST], { columns });
    expect(sheet.getCell('A4').value).to.equal('Tổng cộng / Total');
  });

  it('writes no totals where no column has one', async () => {
    const columns: readonly Column[] = [
      { key: 'id', heading: { vi: 'Mã', en: 'Id' }, width: 12, type: 'text', total: 'none' },
    ];
    const { sheet } = await writeTable([FIRST], { columns });
    expect(sheet.actualRowCount).to.equal(2);
  });

  it('says so where a table has no rows, and still has its headings and filter', async () => {
    const { sheet, written } = await writeTable([]);
    expect(sheet.autoFilter).to.equal('A1:I1');
    expect(sheet.getCell('A3').value).to.equal('Không có dòng nào / No rows');
    expect(countRows(written)).to.deep.equal([{ name: 'Bảng', rows: 0 }]);
  });

  it('fills a sheet up to its limit and goes on with a further one above it', async () => {
    const rows = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ ...FIRST, id }));
    const full = await writeTable(rows.slice(0, 2), { maxRows: 2 });
    expect(countRows(full.written)).to.deep.equal([{ name: 'Bảng', rows: 2 }]);
    const { workbook, written } = await writeTable(rows, { maxRows: 2, closing: [[{ look: 'note', value: 'hết' }]] });
    expect(countRows(written)).to.deep.equal([
      { name: 'Bảng', rows: 2 },
      { name: 'Bảng (2)', rows: 2 },
      { name: 'Bảng (3)', rows: 1 },
    ]);
    const second = getSheet(workbook, 'Bảng (2)');
    expect(readTable(second).map((row) => row.Id)).to.deep.equal(['c', 'd']);
    expect(second.getCell('A5').result).to.equal(2);
    expect(getSheet(workbook, 'Bảng (3)').getCell('A5').value).to.equal('hết');
  });

  it('shows amounts in cents as amounts with two decimals, and adds them up to the cent', async () => {
    const columns = COLUMNS.map((column) =>
      column.key === 'amount' ? { ...column, type: 'money-cents' as const } : column,
    );
    const rows = [10, 20, 12_345].map((amount) => ({ ...FIRST, amount }));
    const { sheet, written } = await writeTable(rows, { columns });
    expect(sheet.getCell('G2').value).to.equal(0.1);
    expect(sheet.getCell('G4').value).to.equal(123.45);
    expect(sheet.getCell('G4').numFmt).to.equal('#,##0.00');
    expect(sheet.getCell('G6').result).to.equal(123.75);
    expect(written[0]?.sums.get('amount')).to.equal(12_375n);
  });

  it('tells the exact sums of whole numbers, part by part', async () => {
    const rows = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 5].map((amount) => ({ ...FIRST, amount }));
    const { written } = await writeTable(rows, { maxRows: 2 });
    expect(written.map(({ table }) => table)).to.deep.equal(['Bảng', 'Bảng']);
    expect(written.map(({ sums }) => sums.get('amount'))).to.deep.equal([2n * BigInt(Number.MAX_SAFE_INTEGER), 5n]);
    expect(written.map(({ sums }) => sums.get('met'))).to.deep.equal([6n, 3n]);
    expect(written[0]?.sums.has('hours')).to.equal(false);
  });

  it('refuses a row that has nothing for a column, and text where a share needs a number', async () => {
    const { note: _, ...rest } = FIRST;
    expect(await catchError(writeTable([rest])))
      .to.be.instanceOf(Error)
      .and.have.property('message')
      .that.contains('note');
    const shareOnly = COLUMNS.filter((column) => column.key === 'share' || column.key === 'id');
    expect(await catchError(writeTable([FIRST], { columns: shareOnly }))).to.be.instanceOf(Error);
  });

  it('gives the same bytes for the same report, however long it takes', async () => {
    const quick = await write([buildTable(() => yieldRows(300, 0))]);
    const slow = await write([buildTable(() => yieldRows(300, 15))]);
    expect(slow.digest).to.equal(quick.digest);
  });

  it('writes every row as it was, also where rows are made faster than they are compressed', async () => {
    const random = createSeededRandom(1);
    const makeNoise = () => Array.from({ length: 2_000 }, () => random.integer(0, 1e9).toString(36)).join('');
    const notes = Array.from({ length: 120 }, makeNoise);
    const { sheet } = await writeTable(notes.map((note, index) => ({ ...FIRST, id: String(index), note })));
    const isKept = (note: string, index: number) => sheet.getCell(`B${index + 2}`).text === note;
    expect(notes.findIndex((note, index) => !isKept(note, index))).to.equal(-1);
  });

  it('stops on a full disk in the middle of the rows', () =>
    withTemporaryFolder(async (folder) => {
      const path = join(folder, 'full');
      await symlink('/dev/full', path);
      let taken = 0;
      const table = buildTable(async function* () {
        for (; taken < 1_000_000; taken += 1) yield { ...FIRST, id: String(Math.sin(taken)), note: 'x'.repeat(500) };
      });
      const stream = createWriteStream(path);
      stream.on('error', () => undefined);
      const error = await catchError(writeWorkbook(buildReport([table]), stream));
      expect(error).to.be.instanceOf(Error).and.to.have.property('code', 'ENOSPC');
      expect(taken).to.be.lessThan(100_000);
    }));
});

function countRows(written: readonly WrittenSheet[]): readonly { readonly name: string; readonly rows: number }[] {
  return written.map(({ name, rows }) => ({ name, rows }));
}

const TITLE = { vi: 'Bảng thử', en: 'Test table' };

async function writeTable(
  rows: readonly SheetRow[],
  parts: {
    readonly columns?: readonly Column[];
    readonly closing?: readonly PageLine[];
    readonly maxRows?: number;
  } = {},
): Promise<Produced & { readonly sheet: exceljs.Worksheet }> {
  const table = buildTable(
    async function* () {
      yield* rows;
    },
    parts.columns ?? COLUMNS,
    parts.closing ?? [],
  );
  const produced = await write([table], parts.maxRows);
  return { ...produced, sheet: getSheet(produced.workbook, 'Bảng') };
}

function buildTable(
  readRows: () => AsyncIterable<SheetRow>,
  columns: readonly Column[] = COLUMNS,
  closing: readonly PageLine[] = [],
): TableSheet {
  return { kind: 'table', name: 'Bảng', title: TITLE, columns, readRows, closing };
}

function buildReport(sheets: Report['sheets']): Report {
  return { title: TITLE, organisation: 'MOBIFONE', footer: 'run-1', createdAt: AS_OF, sheets };
}

type Produced = {
  readonly workbook: exceljs.Workbook;
  readonly written: readonly WrittenSheet[];
  readonly digest: string;
};

function write(sheets: Report['sheets'], maxRows?: number): Promise<Produced> {
  return withTemporaryFolder(async (folder) => {
    const path = join(folder, 'a.xlsx');
    const written = await writeWorkbook(buildReport(sheets), createWriteStream(path), maxRows);
    const digest = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    return { workbook: await readWorkbook(path), written, digest };
  });
}

async function* yieldRows(count: number, waitMs: number): AsyncGenerator<SheetRow> {
  for (let index = 0; index < count; index += 1) {
    if (waitMs > 0 && index % 50 === 0) await wait(waitMs);
    yield { ...FIRST, id: `row-${index}`, met: index };
  }
}

function catchError(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}
