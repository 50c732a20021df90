import { expect } from 'chai';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { decodeText } from '../../src/intake/open-text.ts';
import { parseRows, readCsv, splitRows } from '../../src/intake/read-csv.ts';
import { catchFailure, readTicketFile } from './intake-files.ts';

const AT = '2026-11-23 09:00';
const HEADER = ['ticketId', 'receivedAt', 'subject'];

describe('reading CSV', () => {
  for (const [name, delimiter] of [
    ['commas', ','],
    ['semicolons', ';'],
    ['tabs', '\t'],
  ] as const) {
    it(`finds ${name} in the header line, outside quotes`, async () => {
      const header = ['ticketId', 'receivedAt', '"Ghi chú, riêng; khác"'].join(delimiter);
      const { records, warnings } = await readTicketFile(`${header}\n${['T-1', AT, '"a,b;c"'].join(delimiter)}\n`);
      expect(records.map(({ record }) => record.ticketId)).to.deep.equal(['T-1']);
      expect(warnings.map((warning) => warning.column)).to.deep.equal(['Ghi chú, riêng; khác']);
    });
  }

  it('takes a file with a byte order mark and one that ends without a line end', async () => {
    const { records } = await readTicketFile(`\ufeffticketId,receivedAt\nT-1,${AT}`);
    expect(records).to.have.length(1);
  });

  it('numbers rows by the line on which they begin, as an editor does', async () => {
    const rows = [`T-1,${AT},"one\r\ntwo\r\nthree"`, '', `T-2,,bad`, `T-3,${AT},"x\ny"`, ' , , ', `T-4,${AT},z`];
    const { records, rejected } = await readTicketFile(`${HEADER.join(',')}\r\n${rows.join('\r\n')}\r\n`);
    expect(records.map(({ record, line }) => [record.ticketId, line])).to.deep.equal([
      ['T-1', 2],
      ['T-3', 7],
      ['T-4', 10],
    ]);
    expect(rejected.map(({ line }) => line)).to.deep.equal([6]);
  });

  it('takes line ends of several kinds in one file', async () => {
    const { records } = await readTicketFile(`${HEADER.join(',')}\r\nT-1,${AT},a\nT-2,${AT},b\r\nT-3,${AT},c`);
    expect(records.map(({ record, line }) => [record.ticketId, line])).to.deep.equal([
      ['T-1', 2],
      ['T-2', 3],
      ['T-3', 4],
    ]);
  });

  it('counts lines from the start of the file, blank ones before the header too', async () => {
    const { records } = await readTicketFile(`\n\n${HEADER.join(',')}\nT-1,${AT},a\n`);
    expect(records[0]?.line).to.equal(4);
  });

  it('rejects a row with too few or too many columns, and reads on', async () => {
    const { records, rejected } = await readTicketFile(`${HEADER.join(',')}\nT-1,${AT}\nT-2,${AT},a,b\nT-3,${AT},c\n`);
    expect(records.map(({ record }) => record.ticketId)).to.deep.equal(['T-3']);
    expect(rejected.map(({ line, problems }) => [line, problems[0].code, problems[0].value])).to.deep.equal([
      [2, 'WRONG_COLUMN_COUNT', '2 columns'],
      [3, 'WRONG_COLUMN_COUNT', '4 columns'],
    ]);
  });

  it('takes a double quote in the middle of a cell for what it is', async () => {
    const { records } = await readTicketFile(`${HEADER.join(',')}\nT-1,${AT},ống 5" hỏng\nT-2,${AT},b\n`);
    expect(records.map(({ record }) => record.subject)).to.deep.equal(['ống 5" hỏng', 'b']);
  });

  it('takes blanks before an opening quote for no part of the cell', async () => {
    const { records } = await readTicketFile(`${HEADER.join(', ')}\nT-1, ${AT}, "a, ""b""\nc"\nT-2, ${AT}, d\n`);
    expect(records.map(({ record }) => record.subject)).to.deep.equal(['a, "b"\nc', 'd']);
  });

  it('takes a quote that is closed within its line, and not at the end of its cell, for text', async () => {
    const { records } = await readTicketFile(`${HEADER.join(',')}\nT-1,${AT},"timeout" khi gọi\nT-2,${AT},b\n`);
    expect(records.map(({ record }) => record.subject)).to.deep.equal(['"timeout" khi gọi', 'b']);
  });

  it('never loses rows in a quote that is not closed', async () => {
    const rows = [`T-1,${AT},"open`, `T-2,${AT},b`, `T-3,${AT},"c"`, `T-4,${AT},d`];
    const failure = await catchFailure(readTicketFile(`${HEADER.join(',')}\n${rows.join('\n')}\n`), 'INPUT_UNREADABLE');
    expect(failure.message).to.match(/line 2\b/);
    const tail = `${HEADER.join(',')}\nT-1,${AT},a\nT-2,${AT},"open\nT-3,${AT},c\n`;
    expect((await catchFailure(readTicketFile(tail), 'INPUT_UNREADABLE')).message).to.match(/line 3\b/);
  });

  it('gives back every text that a CSV writer can write', async () => {
    const cell = fc.stringMatching(/^[a-zđếổ",;\t\n' ]{0,12}$/u);
    const rows = fc.array(cell, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        async (texts, sign, end) => {
          const table = texts.map((text, index) => [`T-${index}`, AT, text]);
          const content = stringify([HEADER, ...table], {
            delimiter: sign,
            record_delimiter: end,
            quoted_string: true,
          });
          const { records, rejected } = await readTicketFile(content);
          expect(rejected).to.deep.equal([]);
          expect(records.map(({ record }) => record.subject)).to.deep.equal(texts.map((text) => text.trim() || null));
          const lines = texts.map((_, index) => 2 + texts.slice(0, index).join('').split('\n').length - 1 + index);
          expect(records.map(({ line }) => line)).to.deep.equal(lines);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('closes what it reads from where somebody stops after the header', async () => {
    let isClosed = false;
    async function* text() {
      try {
        for (let part = 0; part < 100; part += 1) yield `T-${part},x\n`;
      } finally {
        isClosed = true;
      }
    }
    for await (const block of readCsv('a.csv', text(), undefined)) {
      expect(block).to.deep.equal([{ line: 1, cells: ['T-0', 'x'] }]);
      break;
    }
    expect(isClosed).to.equal(true);
  });

  it('splits rows without quotes as the parser would, and trims their cells', () => {
    const trim = (rows: readonly (readonly string[])[]) => rows.map((row) => row.map((cell) => cell.trim()));
    const text = fc.stringMatching(/^[a,;\t\n\u00a0 ]{1,30}$/u);
    fc.assert(
      fc.property(
        text.map((rows) => `${rows}x`),
        fc.constantFrom('', '\n'),
        fc.constantFrom(',', ';', '\t'),
        (rows, end, sign) => {
          expect(splitRows(rows + end, sign)).to.deep.equal(trim(parseRows(rows + end, sign)));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('decodes letters that are cut in two between chunks', async () => {
    const text = `Khắc phục sự cố: "đứt cáp" 😀`;
    const bytes = new TextEncoder().encode(text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 8 }), async (cuts) => {
        const bounds = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
        async function* chunks() {
          for (const [index, start] of bounds.entries()) yield bytes.subarray(start, bounds[index + 1] ?? bytes.length);
        }
        let decoded = '';
        for await (const part of decodeText('a.csv', chunks())) decoded += part;
        expect(decoded).to.equal(text);
      }),
    );
  });
});
