import { createWriteStream } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { PIECE_BYTES } from '../../reports/deflate.ts';
import type { Column, SheetRow, TablePart, TableSheet } from '../../reports/report-model.ts';
import { openRowSpool, type RowSpool } from '../../reports/row-spool.ts';
import { count, date, hours, id, instant, money, share, text, wrapped } from '../../reports/shared/columns.ts';
import { withSpoolFile } from '../../reports/spool.ts';
import { type WrittenSheet, writeWorkbook } from '../../reports/workbook.ts';
import { Failure } from '../../src/domain/failure.ts';
import { AS_OF } from './decided-tickets.ts';
import { inflateRows } from './inflate-rows.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const HEADING = { vi: 'Cột', en: 'Column' } as const;
const COLUMNS: readonly Column[] = [
  id('id', HEADING),
  wrapped('note', HEADING, 20),
  text('unit', HEADING, 9),
  instant('at', HEADING),
  date('dueOn', HEADING),
  count('met', HEADING),
  count('missed', HEADING),
  money('amount', HEADING),
  { ...money('usd', HEADING), type: 'money-cents' },
  hours('hours', HEADING),
  share('share', HEADING, 'met', ['met', 'missed']),
];
/** What of a list may wait in memory, a row more than a block. */
const MAX_BLOCK_BYTES = PIECE_BYTES + 8_192;

describe('the spool of rows', () => {
  for (const [what, rows, maxRows] of [
    ['a list that is never put aside', 3, undefined],
    ['no rows', 0, undefined],
    ['many blocks', 3_000, undefined],
    ['sheets that are just full', 4, 2],
    ['many sheets', 5, 2],
    ['sheets of many blocks', 2_500, 1_000],
  ] as const) {
    it(`gives a workbook the same bytes as rows that are streamed into it: ${what}`, () =>
      withTemporaryFolder(async (folder) => {
        const streamed = await write(folder, { readRows: () => yieldRows(rows) }, maxRows);
        await withSpoolFile(folder, maxRows, async (spools) => {
          const [spool, other] = [openRowSpool(spools, COLUMNS), openRowSpool(spools, COLUMNS)];
          for (let index = 0; index < rows; index += 1) {
            spool.add(buildRow(index));
            other.add({ ...buildRow(index), note: 'of another list' });
          }
          for (let round = 0; round < 2; round += 1) {
            const gathered = await write(folder, spool, maxRows);
            expect(gathered.written).to.deep.equal(streamed.written);
            expect(gathered.bytes.equals(streamed.bytes), `round ${round}`).to.equal(true);
          }
        });
      }));
  }

  it('tells what the rows of each sheet add up to', () =>
    withTemporaryFolder((folder) =>
      withSpoolFile(folder, 2, async (spools) => {
        const spool = openRowSpool(spools, COLUMNS);
        for (const amount of [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 5]) {
          spool.add({ ...buildRow(0), amount });
        }
        const tallies = spool.listParts().map(({ tally }) => tally);
        expect(tallies.map(({ sums }) => sums.get('amount'))).to.deep.equal([2n * BigInt(Number.MAX_SAFE_INTEGER), 5n]);
        expect(tallies.map(({ totals }) => totals.get('id'))).to.deep.equal([2, 1]);
        expect(spool.listParts().map(findLastRow)).to.deep.equal([3, 2]);
      }),
    ));

  it('holds a block of each list in memory, and no file for lists that do not fill one', () =>
    withTemporaryFolder(async (folder) => {
      const out = join(folder, 'out');
      await withSpoolFile(out, undefined, async (spools) => {
        const short = openRowSpool(spools, COLUMNS);
        for (let index = 0; index < 50; index += 1) short.add(buildRow(index));
        expect(await readdir(folder), 'not even a folder').to.deep.equal([]);
        const long = openRowSpool(spools, COLUMNS);
        for (let index = 0; index < 4_000; index += 1) long.add(buildRow(index));
        expect(await readdir(out), 'a file that a killed process would leave').to.deep.equal([]);
        const blocks = long.listParts().flatMap(({ readBlocks }) => [...readBlocks()]);
        const sizes = blocks.map((block) => inflateRows(block).length);
        expect(sizes).to.have.length.greaterThan(5);
        expect(Math.max(...sizes)).to.be.within(PIECE_BYTES, MAX_BLOCK_BYTES);
        expect(blocks.map(({ xml }) => xml instanceof Uint8Array).indexOf(true), 'what fills no block').to.equal(
          sizes.length - 1,
        );
      });
    }));

  it('tells of a row without a value for a column, and of one with a value of another kind', () =>
    withTemporaryFolder((folder) =>
      withSpoolFile(folder, undefined, async (spools) => {
        const { unit: _, ...rest } = buildRow(0);
        expect(() => openRowSpool(spools, COLUMNS).add(rest)).to.throw('nothing for the column unit');
        const add = (row: SheetRow) => () => openRowSpool(spools, COLUMNS).add({ ...buildRow(0), ...row });
        expect(add({ dueOn: '31/12/2026' })).to.throw('date');
        expect(add({ hours: Number.NaN })).to.throw('hours');
      }),
    ));

  it('says what is wrong where nothing can be written', () =>
    withTemporaryFolder(async (folder) => {
      await writeFile(join(folder, 'out'), 'a file where a folder should be');
      await withSpoolFile(join(folder, 'out'), undefined, async (spools) => {
        const spool = openRowSpool(spools, COLUMNS);
        const fill = () => {
          for (let index = 0; index < 1_000; index += 1) spool.add(buildRow(index));
        };
        expect(fill).to.throw(Failure, 'rows of the workbooks cannot be written').with.property('code', 'OUTPUT');
      });
    }));
});

function buildRow(index: number): SheetRow {
  return {
    id: `HDN-${index}`,
    note: index % 3 === 0 ? null : `Công ty "${index}" & Con\n😀 ${'rất dài '.repeat(index % 5)}`,
    unit: ['CTKV1', 'CTKV2', null][index % 3] ?? null,
    at: AS_OF + index * 1_000,
    dueOn: index % 7 === 0 ? null : '2026-12-01',
    met: index,
    missed: index % 2,
    amount: index * 1_000_000_007,
    usd: index * 101,
    hours: index / 7,
  };
}

async function* yieldRows(rows: number): AsyncGenerator<SheetRow> {
  for (let index = 0; index < rows; index += 1) yield buildRow(index);
}

type Rows = Pick<RowSpool, 'listParts'> | { readonly readRows: () => AsyncIterable<SheetRow> };

async function write(
  folder: string,
  rows: Rows,
  maxRows?: number,
): Promise<{ readonly written: readonly WrittenSheet[]; readonly bytes: Buffer }> {
  const path = join(folder, 'a.xlsx');
  const title = { vi: 'Bảng', en: 'Table' };
  const closing = [[{ look: 'note', value: 'hết' } as const]];
  const table: TableSheet = { kind: 'table', name: 'Bảng', title, columns: COLUMNS, ...rows, closing };
  const report = { title, organisation: 'MOBIFONE', footer: 'run-1', createdAt: AS_OF, sheets: [table] };
  const written = await writeWorkbook(report, createWriteStream(path), maxRows);
  return { written, bytes: await readFile(path) };
}

function findLastRow({ readBlocks }: TablePart): number | undefined {
  return [...readBlocks()].at(-1)?.lastRow;
}
