import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { describeInputFile, type InputFile } from '../../src/intake/input-file.ts';
import type { IntakeLimits } from '../../src/intake/intake-limits.ts';
import { readSource } from '../../src/intake/read-source.ts';
import { readTickets } from '../../src/intake/read-tickets.ts';
import type { SourceRow } from '../../src/intake/source-table.ts';
import { splitFile } from '../../src/intake/split-file.ts';
import { catchFailure, LIMITS, withFile } from './intake-files.ts';

const SIZE = { rows: 2, bytes: 30 };
const ROWS = 'T-1,a\nT-2,b\nT-3,c\n';

describe('splitting a file', () => {
  it('gives the rows of the whole file with their lines, each behind the header', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('', '\ufeff', '\n', ' \r\n\n'),
        fc.array(fc.stringMatching(/^[ab;, đ😀]{0,20}$/u), { minLength: 3, maxLength: 20 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (start, lines, lineEnd, endsInLine) => {
          const text = `${start}id,mã${lineEnd}${lines.join(lineEnd)}${endsInLine ? lineEnd : ''}`;
          const { whole, parts } = await withFile(text, async (path) => {
            const file = await describeInputFile('tickets', path, LIMITS);
            return { whole: await readAll(file), parts: await readParts(file) };
          });
          const [header, ...rows] = whole;
          for (const part of parts) expect(part[0]).to.deep.equal(header);
          if (parts.length > 0) expect(parts.flatMap((part) => part.slice(1))).to.deep.equal(rows);
          else expect(lines.length).to.be.below(4);
        },
      ),
      { numRuns: 300 },
    )).timeout(60_000);

  it('cuts behind so many rows, or behind fewer where they are long', async () => {
    expect(await countParts(`id,x\n${ROWS}`)).to.equal(2);
    expect(await countParts(`id,x\n${ROWS}${'a'.repeat(40)}\n${ROWS}`)).to.equal(4);
    expect(await countParts('id,x\nT-1,a\nT-2,b\n'), 'a part alone is the file').to.equal(0);
  });

  it('leaves a file whole whose rows cannot be told by its line ends, or that is no CSV text', async () => {
    expect(await countParts(`id,x\n${ROWS}"T-4\n",d\n`), 'quotes').to.equal(0);
    expect(await countParts(`id,x\n${ROWS}T-4,d\rT-5,e\n`), 'carriage returns').to.equal(0);
    expect(await countParts(`id,x\n${ROWS}T-4,d\r`), 'a carriage return at the end').to.equal(0);
    expect(await countParts(`{"id":1}\n{"id":2}\n{"id":3}\n`), 'NDJSON').to.equal(0);
    expect(await countParts(gzipSync(`id,x\n${ROWS}`)), 'gzip').to.equal(0);
    for (const end of ['', '\n']) {
      const text = `id,x\nT-1,a\nT-2,b\nT-3,c${end}`;
      expect(await countParts(text, { ...LIMITS, maxRows: 2 }), 'too many rows').to.equal(0);
      expect(await countParts(text, { ...LIMITS, maxRows: 3 }), 'as many as are allowed').to.equal(2);
    }
    expect(await countParts(`${' '.repeat(70_000)}id,x\n${ROWS}`), 'a long header').to.equal(0);
    expect(await countParts(` ,;\t\nid,x\n${ROWS}`), 'a first line of blanks and delimiters').to.equal(0);
  });

  it('sees a carriage return alone, and none in a line end, where the bytes are looked through in pieces', async () => {
    const fill = (signs: number): string => `id,x\r\nT-1,${'a'.repeat(signs - 10)}`;
    expect(await countParts(`${fill(1_048_575)}\r\n${ROWS}`)).to.be.above(1);
    expect(await countParts(`${fill(1_048_575)}\ra\n${ROWS}`)).to.equal(0);
  });

  it('says that a file is gone', async () => {
    const file = await withFile(ROWS, (path) => describeInputFile('tickets', path, LIMITS));
    await catchFailure(splitFile(file, LIMITS, SIZE), 'INPUT_NOT_FOUND');
  });

  it('warns of a column that nobody knows once, and not in each part', async () => {
    const text = `ticketId,receivedAt,Ghi chú\n${'T,2026-11-23 09:00,x\n'.repeat(5)}`;
    const warnings = await withFile(text, async (path) => {
      const file = await describeInputFile('tickets', path, LIMITS);
      const columns: (string | null)[] = [];
      for (const part of await splitFile(file, LIMITS, SIZE)) {
        for await (const block of readTickets({ ...file, part }, { limits: LIMITS, mapping: null })) {
          for (const item of block) if (item.kind === 'warning') columns.push(item.warning.column);
        }
      }
      return columns;
    });
    expect(warnings).to.deep.equal(['Ghi chú']);
  });
});

function countParts(content: string | Uint8Array, limits: IntakeLimits = LIMITS): Promise<number> {
  return withFile(content, async (path) => {
    const file = await describeInputFile('tickets', path, LIMITS);
    return (await splitFile(file, limits, SIZE)).length;
  });
}

async function readParts(file: InputFile): Promise<readonly (readonly SourceRow[])[]> {
  const rows: (readonly SourceRow[])[] = [];
  for (const part of await splitFile(file, LIMITS, SIZE)) rows.push(await readAll({ ...file, part }));
  return rows;
}

async function readAll(file: InputFile): Promise<readonly SourceRow[]> {
  const rows: SourceRow[] = [];
  for await (const block of readSource(file, LIMITS, {})) rows.push(...block);
  return rows;
}
