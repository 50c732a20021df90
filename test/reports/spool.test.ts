import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { CellValue, Column } from '../../reports/report-model.ts';
import { openRowSpool } from '../../reports/row-spool.ts';
import { type Spool, withSpoolFile } from '../../reports/spool.ts';
import { Failure } from '../../src/domain/failure.ts';

describe('the spool of rows', () => {
  it('gives back what was put aside, in its order and more than once, for each list by itself', async () => {
    await inFolder((folder) =>
      withSpoolFile(folder, async (spools) => {
        const [some, many, none] = [spools.openSpool<number>(), spools.openSpool<string>(), spools.openSpool<number>()];
        const texts = Array.from({ length: 2_000 }, (_, index) => `Nguyễn "${index}"\n😀`);
        for (const [index, text] of texts.entries()) {
          many.add(text);
          if (index % 300 === 0) some.add(index);
        }
        for (let round = 0; round < 2; round += 1) {
          expect(await readAll(many)).to.deep.equal(texts);
          expect(await readAll(some)).to.deep.equal([0, 300, 600, 900, 1200, 1500, 1800]);
          expect(await readAll(none)).to.deep.equal([]);
        }
        expect(await readdir(folder), 'a file that a killed process would leave').to.deep.equal([]);
      }),
    );
  });

  it('keeps every kind of cell, and tells of a row without one', async () => {
    const columns = ['a', 'b', 'c', 'd'].map((key) => toColumn(key));
    const share: Column = { ...toColumn('e'), share: { of: 'a', among: ['b'] } };
    const rows: readonly Readonly<Record<string, CellValue>>[] = [
      { a: 'x', b: 9_007_199_254_740_991, c: null, d: -0.1 },
      { a: '', b: 0, c: '\ud800 <&>', d: null },
    ];
    await inFolder((folder) =>
      withSpoolFile(folder, async (spools) => {
        const spool = openRowSpool(spools, [...columns, share]);
        for (const row of rows) spool.add(row);
        expect(await readAll(spool)).to.deep.equal(rows);
        expect(() => spool.add({ a: 1, b: 2, c: 3 })).to.throw('column d');
      }),
    );
  });

  it('says what is wrong where nothing can be written', async () => {
    await inFolder(async (folder) => {
      await writeFile(join(folder, 'out'), 'a file where a folder should be');
      await withSpoolFile(join(folder, 'out'), async (spools) => {
        const spool = spools.openSpool<number>();
        const fill = () => {
          for (let index = 0; index < 1_000; index += 1) spool.add(index);
        };
        expect(fill).to.throw(Failure, 'rows of the workbooks cannot be written');
      });
    });
  });
});

async function readAll<Value>(spool: Spool<Value>): Promise<readonly Value[]> {
  const values: Value[] = [];
  for await (const value of spool.read()) values.push(value);
  return values;
}

function toColumn(key: string): Column {
  return { key, heading: { vi: key, en: key }, width: 10, type: 'text', total: 'none' };
}

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kyhan-spool-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
