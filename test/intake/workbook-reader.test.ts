import { expect } from 'chai';
import exceljs from 'exceljs';
import { describe, it } from 'mocha';
import { parseInstant } from '../../src/domain/instant.ts';
import { catchFailure, getMapping, readTicketFile } from './intake-files.ts';

const AT = '2026-11-23 09:00';

describe('reading a workbook', () => {
  it('reads dates as Vietnamese wall-clock time, to the second', async () => {
    const { records } = await readSheet([
      ['ticketId', 'receivedAt', 'closedAt'],
      ['T-1', new Date(Date.UTC(2026, 10, 23, 23, 59, 59)), new Date(Date.UTC(2026, 10, 24))],
    ]);
    expect(records[0]?.record).to.include({
      receivedAt: parseInstant('2026-11-23T23:59:59+07:00'),
      closedAt: parseInstant('2026-11-24T00:00:00+07:00'),
    });
  });

  it('reads numbers, booleans, links and rich text as their plain text', async () => {
    const link = { text: 'T-1', hyperlink: 'https://example.com' };
    const rich = { richText: [{ text: 'Lỗi ' }, { text: 'đường truyền', font: { bold: true } }] };
    const { records } = await readSheet([
      ['ticketId', 'receivedAt', 'level', 'customerSatisfied', 'subject', 'customerId'],
      [link, AT, 3, false, rich, 45],
    ]);
    expect(records[0]?.record).to.include({
      ticketId: 'T-1',
      level: 3,
      customerSatisfied: 'no',
      subject: 'Lỗi đường truyền',
      customerId: '45',
    });
  });

  it('reads the result of a formula, and rejects one that has none or ends in an error', async () => {
    const { records, rejected } = await readSheet([
      ['ticketId', 'receivedAt', 'subject', 'level'],
      [{ formula: '"T-"&1', result: 'T-1' }, AT, 'a', { formula: '1+2', result: 3 }],
      ['T-2', AT, { error: '#N/A' }, 1],
      ['T-3', AT, { formula: 'NA()', result: { error: '#N/A' } }, 1],
      ['T-4', AT, { formula: 'A1' }, 1],
    ]);
    expect(records.map(({ record }) => [record.ticketId, record.level])).to.deep.equal([['T-1', 3]]);
    expect(
      rejected.map(({ line, problems }) => [line, problems.map(({ column, code }) => [column, code])]),
    ).to.deep.equal([
      [3, [['subject', 'BAD_CELL']]],
      [4, [['subject', 'BAD_CELL']]],
      [5, [['subject', 'BAD_CELL']]],
    ]);
  });

  it('reads the date that a formula comes to', async () => {
    const { records } = await readSheet([
      ['ticketId', 'receivedAt'],
      ['T-1', { formula: 'B1+1', result: new Date(Date.UTC(2026, 10, 23, 9, 30)) }],
    ]);
    expect(records[0]?.record.receivedAt).to.equal(parseInstant('2026-11-23T09:30:00+07:00'));
  });

  it('rejects a cell that holds a time without a date', async () => {
    const { rejected } = await readSheet([
      ['ticketId', 'receivedAt'],
      ['T-1', new Date(Date.UTC(1899, 11, 30, 9, 0))],
    ]);
    expect(rejected[0]?.problems[0]).to.include({ column: 'receivedAt', code: 'BAD_CELL' });
  });

  it('rejects a number whose last digits are lost', async () => {
    const { rejected } = await readSheet([
      ['ticketId', 'receivedAt'],
      [Number('12345678901234567890'), AT],
    ]);
    expect(rejected[0]?.problems[0]).to.include({ column: 'ticketId', code: 'BAD_CELL' });
  });

  it('numbers rows as the sheet does and passes over empty ones', async () => {
    const workbook = new exceljs.Workbook();
    const sheet = workbook.addWorksheet('a');
    sheet.getRow(2).values = ['ticketId', 'receivedAt', 'subject'];
    sheet.getRow(4).values = ['T-1', AT];
    sheet.getRow(7).values = ['', AT];
    // People format whole columns: such cells are stored and empty.
    for (let line = 8; line < 40; line += 1) sheet.getCell(line, 1).font = { bold: true };
    const { records, rejected } = await readBook(workbook);
    expect(records.map(({ line }) => line)).to.deep.equal([4]);
    expect(rejected.map(({ line }) => line)).to.deep.equal([7]);
  });

  it('rejects a row with values to the right of the header', async () => {
    const { rejected } = await readSheet([
      ['ticketId', 'receivedAt'],
      ['T-1', AT, null, 'x'],
    ]);
    expect(rejected[0]?.problems[0].code).to.equal('WRONG_COLUMN_COUNT');
  });

  it('reads the first sheet that people see, or the one that the mapping names', async () => {
    const workbook = new exceljs.Workbook();
    for (const [name, state] of [
      ['Danh mục', 'hidden'],
      ['Phiếu', 'visible'],
      ['Cũ', 'visible'],
    ] as const) {
      const sheet = workbook.addWorksheet(name, { state });
      sheet.addRow(['ticketId', 'receivedAt']);
      sheet.addRow([name, AT]);
    }
    const first = await readBook(workbook);
    expect(first.records.map(({ record }) => record.ticketId)).to.deep.equal(['Phiếu']);
    const named = await readBook(workbook, 'Cũ');
    expect(named.records.map(({ record }) => record.ticketId)).to.deep.equal(['Cũ']);
    const failure = await catchFailure(readBook(workbook, 'Mới'), 'INPUT_HEADER');
    expect(failure.message).to.contain('Mới').and.to.contain('Phiếu');
  });

  it('refuses a sheet without a cell as empty', async () => {
    await catchFailure(readSheet([]), 'INPUT_EMPTY');
  });

  it('reads more rows than fit in one part of the file', async () => {
    const rows = Array.from({ length: 3_000 }, (_, index) => [`T-${index}`, AT, `đường truyền ${index} chập chờn`]);
    const { records, rejected } = await readSheet([['ticketId', 'receivedAt', 'subject'], ...rows]);
    expect(rejected).to.deep.equal([]);
    expect(records.map(({ record }) => record.subject)).to.deep.equal(rows.map((row) => row[2]));
  });
});

async function readSheet(rows: readonly (readonly unknown[])[]) {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet('Phiếu');
  for (const row of rows) {
    const added = sheet.addRow([...row]);
    row.forEach((value, index) => {
      const isDate = value instanceof Date || hasDateResult(value);
      if (isDate) added.getCell(index + 1).numFmt = 'dd/mm/yyyy hh:mm:ss';
    });
  }
  return readBook(workbook);
}

function hasDateResult(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'result' in value && value.result instanceof Date;
}

async function readBook(workbook: exceljs.Workbook, sheet?: string) {
  const content = Buffer.from(await workbook.xlsx.writeBuffer());
  if (sheet === undefined) return readTicketFile(content, { name: 'input.xlsx' });
  const mapping = getMapping({
    id: 'named-sheet',
    title: { vi: 'Trang tính', en: 'Sheet' },
    reference: 'assumption',
    for: 'tickets',
    sheet,
    columns: { ticketId: { from: 'ticketId' }, receivedAt: { from: 'receivedAt' } },
  });
  return readTicketFile(content, { name: 'input.xlsx', mapping });
}
