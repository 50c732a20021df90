import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createDeflateRaw } from 'node:zlib';
import exceljs from 'exceljs';
import { type ExcelCell, toExcelValue } from '../reports/cell-value.ts';
import { DEFLATE_LEVEL } from '../reports/deflate.ts';
import type { Report, SheetRow, TableSheet } from '../reports/report-model.ts';
import { date, money, number, text } from '../reports/shared/columns.ts';
import { writeWorkbook } from '../reports/workbook.ts';
import { DATA_STYLES } from '../reports/workbook-styles.ts';
import { fromEpochDay } from '../src/domain/calendar-date.ts';
import { createSeededRandom } from '../src/domain/seeded-random.ts';
import { type BenchResult, compareInTurn, findRatio, listRates } from './measure.ts';

const ROWS = 40_000;
const ROUNDS = 5;
const TARGET = 1.5;
const ROWS_PER_BLOCK = 500;

/** What zlib, and so exceljs, compresses at where nobody says otherwise. */
const DEFAULT_LEVEL = 6;
const PLAIN = `exceljs (level ${DEFLATE_LEVEL})`;
const PLAIN_AS_IT_COMES = `exceljs (level ${DEFAULT_LEVEL}, its own)`;
const DEFLATE = `deflate (level ${DEFLATE_LEVEL})`;

const COLUMNS = [
  text('invoice', { vi: 'Hoá đơn', en: 'Invoice' }, 18),
  text('contract', { vi: 'Hợp đồng', en: 'Contract' }, 18),
  text('customer', { vi: 'Khách hàng', en: 'Customer' }, 36),
  text('product', { vi: 'Dịch vụ', en: 'Product' }, 24),
  text('unit', { vi: 'Đơn vị', en: 'Unit' }, 24),
  date('issuedOn', { vi: 'Ngày lập', en: 'Issued' }),
  date('dueOn', { vi: 'Hạn', en: 'Due' }),
  number('days', { vi: 'Số ngày', en: 'Days' }),
  money('open', { vi: 'Còn nợ', en: 'Open' }),
  money('base', { vi: 'Cơ sở', en: 'Base' }),
  money('provision', { vi: 'Dự phòng', en: 'Provision' }),
  text('supported', { vi: 'Hồ sơ', en: 'Supported' }, 10),
];

/**
 * Rows a second of one table of 12 columns: ours; exceljs alone, at the level of compression of ours and at its own; and
 * nothing but deflating the bytes of the sheet.
 */
export async function benchWorkbook(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'kyhan-bench-'));
  const rows = buildRows();
  const [ours, plain] = [join(folder, 'ours.xlsx'), join(folder, 'plain.xlsx')];
  try {
    await writeOurs(ours, rows);
    await writePlain(plain, rows, DEFLATE_LEVEL);
    const sheet = await readSheet(ours);
    const same = (await readCells(ours)) === (await readCells(plain));
    const comparison = await compareInTurn(
      [
        { name: 'kyhan', run: () => writeOurs(ours, rows) },
        { name: PLAIN, run: () => writePlain(plain, rows, DEFLATE_LEVEL) },
        { name: PLAIN_AS_IT_COMES, run: () => writePlain(plain, rows, DEFAULT_LEVEL) },
        { name: DEFLATE, run: () => deflateSheet(join(folder, 'raw'), sheet) },
      ],
      ROUNDS,
    );
    const ratio = findRatio(comparison, PLAIN);
    return {
      name: 'workbook',
      unit: 'rows a second, 12 columns',
      rows: [
        {
          what: `${ROWS} rows`,
          values: {
            ...listRates(comparison),
            'same cells': same ? 'yes' : 'no',
            [`÷ ${PLAIN}`]: ratio,
            [`÷ ${PLAIN_AS_IT_COMES}`]: findRatio(comparison, PLAIN_AS_IT_COMES),
            [`÷ ${DEFLATE}`]: findRatio(comparison, DEFLATE),
          },
          target: `≥ ${TARGET} of exceljs`,
          isMet: same && ratio.median >= TARGET,
        },
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function buildRows(): readonly SheetRow[] {
  const random = createSeededRandom(1);
  return Array.from({ length: ROWS }, (_, index) => {
    const day = random.integer(18_000, 20_000);
    const open = random.integer(50, 20_000) * 1_000;
    return {
      invoice: `HDN-${String(index).padStart(8, '0')}`,
      contract: `HD-${String(index >> 2).padStart(7, '0')}`,
      customer: `Công ty TNHH Dịch vụ "${index % 977}" & Con`,
      product: random.pick(['SMS Brandname', 'Tổng đài di động', 'Dịch vụ CNTT']),
      unit: random.pick(['Trung tâm CNTT', 'Trung tâm DVS']),
      issuedOn: fromEpochDay(day),
      dueOn: fromEpochDay(day + 15),
      days: random.integer(-10, 1_500),
      open,
      base: open,
      provision: Math.round(open / 3),
      supported: random.pick(['Có', 'Thiếu', 'Không cần']),
    };
  });
}

async function writeOurs(path: string, rows: readonly SheetRow[]): Promise<number> {
  const title = { vi: 'Bảng', en: 'Table' };
  const readRows = async function* () {
    yield* rows;
  };
  const table: TableSheet = { kind: 'table', name: 'Rows', title, columns: COLUMNS, readRows, closing: [] };
  const report: Report = { title, organisation: '', footer: '', createdAt: 0, sheets: [table] };
  await writeWorkbook(report, createWriteStream(path));
  return rows.length;
}

/** As its own documentation has it, with styles shared by all cells of a column. */
async function writePlain(path: string, rows: readonly SheetRow[], level: number): Promise<number> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({
    filename: path,
    useStyles: true,
    useSharedStrings: false,
    zip: { zlib: { level } },
  });
  const worksheet = workbook.addWorksheet('Rows');
  worksheet.columns = COLUMNS.map(({ width }) => ({ width }));
  worksheet.addRow(COLUMNS.map(({ heading }) => heading.vi)).commit();
  for (const [index, row] of rows.entries()) {
    const added = worksheet.addRow(COLUMNS.map(({ key, type }): ExcelCell => toExcelValue(row[key] ?? null, type)));
    for (const [column, { type }] of COLUMNS.entries()) added.getCell(column + 1).style = DATA_STYLES[type];
    added.commit();
    if (index % ROWS_PER_BLOCK === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  worksheet.commit();
  await workbook.commit();
  return rows.length;
}

/** The XML of the table, as it stands in the workbook. */
async function readSheet(path: string): Promise<Buffer> {
  const { default: yauzl } = await import('yauzl');
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true }, (error, zip) => {
      if (error !== null) return reject(error);
      zip.on('entry', (entry) => {
        if (!entry.fileName.endsWith('sheet1.xml')) return zip.readEntry();
        zip.openReadStream(entry, (failure, stream) => {
          if (failure !== null) return reject(failure);
          const parts: Buffer[] = [];
          stream.on('data', (part: Buffer) => parts.push(part)).on('end', () => resolve(Buffer.concat(parts)));
        });
      });
      zip.readEntry();
    });
  });
}

async function deflateSheet(path: string, sheet: Buffer): Promise<number> {
  await pipeline(Readable.from([sheet]), createDeflateRaw({ level: DEFLATE_LEVEL }), createWriteStream(path));
  return ROWS;
}

/** Everything below the headings, as text. */
async function readCells(path: string): Promise<string> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.read(createReadStream(path));
  const lines: string[] = [];
  workbook.worksheets[0]?.eachRow((row, number) => {
    if (number > 1 && number <= ROWS + 1) lines.push(JSON.stringify(row.values));
  });
  return lines.join('\n');
}
