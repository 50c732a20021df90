import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import type exceljs from 'exceljs';
import { describe, it } from 'mocha';
import yauzl from 'yauzl';
import type { PageLine } from '../../reports/report-model.ts';
import { writeWorkbook } from '../../reports/workbook.ts';
import { AS_OF } from './decided-tickets.ts';
import { getSheet, readWorkbook } from './read-workbook.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const LINE: PageLine = [{ look: 'body', value: 'Căn cứ' }];

describe('a free page of a workbook', () => {
  it('has its values, widths and no table around them', async () => {
    const { sheet } = await writePage([
      [
        [{ look: 'title', value: 'Tiêu đề' }],
        [],
        [{ look: 'label', value: 'Lúc' }, { look: 'instant', value: AS_OF }, null, { look: 'integer', value: 7 }],
      ],
    ]);
    expect(sheet.getCell('A1').value).to.equal('Tiêu đề');
    expect(sheet.getCell('B3').value).to.deep.equal(new Date('2026-11-23T09:00:00Z'));
    expect(sheet.getCell('D3').value).to.equal(7);
    expect(sheet.getColumn(2).width).to.equal(30);
    expect(sheet.autoFilter ?? null).to.equal(null);
  });

  it('lets a cell take several columns, with its look over all of them', async () => {
    const { sheet } = await writePage([
      [
        [
          { look: 'text', value: 'rộng', span: 2 },
          { look: 'integer', value: 7 },
        ],
      ],
    ]);
    expect(sheet.getCell('B1').master.address).to.equal('A1');
    expect(sheet.getCell('B1').border).to.deep.equal(sheet.getCell('A1').border);
    expect(sheet.getCell('C1').value).to.equal(7);
  });

  it('sets running text larger and without borders, in rows that are high enough', async () => {
    const { sheet } = await writePage([[LINE, [{ look: 'text', value: 'Ô' }]]]);
    const [body, boxed] = [sheet.getCell('A1'), sheet.getCell('A2')];
    expect(body.font.size).to.be.greaterThan(boxed.font.size ?? 0);
    expect(body.border ?? {}).to.deep.equal({});
    expect(boxed.border).to.have.property('top');
    expect(sheet.getRow(1).height).to.be.greaterThan(body.font.size ?? 0);
  });

  it('is made to fit where it is one printed page', async () => {
    const { sheet, xml } = await writePage([[LINE, LINE]]);
    expect(sheet.pageSetup.fitToHeight).to.equal(1);
    expect(xml).not.to.contain('rowBreaks');
  });

  it('begins each of several printed pages on new paper', async () => {
    const { sheet, xml } = await writePage([[LINE, LINE], [LINE], [LINE]]);
    expect(sheet.pageSetup.fitToHeight).to.equal(0);
    expect([...xml.matchAll(/<brk id="(\d+)"/g)].map((match) => match[1])).to.deep.equal(['2', '3']);
  });
});

/** The page as it is read back, and as it stands in the file (exceljs does not read page breaks). */
function writePage(
  printedPages: readonly (readonly PageLine[])[],
): Promise<{ readonly sheet: exceljs.Worksheet; readonly xml: string }> {
  return withTemporaryFolder(async (folder) => {
    const path = join(folder, 'a.xlsx');
    const title = { vi: 'Bìa', en: 'Cover' };
    const page = { kind: 'page', name: 'Bìa', title, widths: [20, 30], printedPages } as const;
    const report = { title, organisation: 'A', footer: 'b', createdAt: AS_OF, sheets: [page] };
    await writeWorkbook(report, createWriteStream(path));
    return {
      sheet: getSheet(await readWorkbook(path), 'Bìa'),
      xml: await readPart(path, 'xl/worksheets/sheet1.xml'),
    };
  });
}

function readPart(path: string, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, (openError, zip) => {
      if (openError !== null) return reject(openError);
      zip.on('error', reject);
      zip.on('entry', (entry) => {
        if (entry.fileName !== name) return;
        zip.openReadStream(entry, (error, stream) => (error === null ? resolve(text(stream)) : reject(error)));
      });
    });
  });
}
