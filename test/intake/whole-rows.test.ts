import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Failure } from '../../src/domain/failure.ts';
import { parseRows } from '../../src/intake/read-csv.ts';
import { readWholeRows } from '../../src/intake/whole-rows.ts';
import { readTicketFile } from './intake-files.ts';

describe('guarding against quotes that swallow rows', () => {
  it('judges a text alike however it is cut into chunks', async () => {
    const text = fc.stringMatching(/^[a",\n ]{0,30}$/);
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(30), { maxLength: 6 }), async (whole, cuts) => {
        expect(await guard(cut(whole, cuts))).to.equal(await guard([whole]));
      }),
      { numRuns: 500 },
    );
  });

  it('passes on whole rows, so that each part can be parsed by itself', async () => {
    const text = fc.stringMatching(/^[a",\n ]{0,30}$/);
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(30), { maxLength: 6 }), async (whole, cuts) => {
        const parts = await readParts(cut(whole, cuts));
        if (!(parts instanceof Failure))
          expect(parts.flatMap((part) => parseRows(part, ','))).to.deep.equal(parseRows(whole, ','));
      }),
      { numRuns: 2_000 },
    );
  });

  it('passes a text on as it is, or names the line on which the quote is opened', async () => {
    for (const text of ['a,b\n', 'a,"b"\n', 'a,"b\nc",d\n', '"a ""b"" c"', 'a "b" c\n', '"a" b\n', 'a, "b\nc"']) {
      expect(await guard([text])).to.equal(text);
    }
    for (const [text, line] of [
      ['a,"b\nc', 1],
      ['a\nb\n"c\nd "e', 3],
      ['"a\nb" c\n', 1],
      ['a\n"', 2],
    ] as const) {
      expect(await guard([text]), text).to.contain(`line ${line} `);
    }
  });

  it('does not gather a row without end, and says before which line it gave up', async () => {
    const million = `${'a'.repeat(999_999)}\n`;
    const message = await guard(['x\n"', ...Array.from({ length: 21 }, () => million)]);
    expect(message).to.match(/more than 20000000 characters before line 2\d\b/);
    expect(await guard(['x\n', ...Array.from({ length: 21 }, () => million)])).to.have.length(21_000_002);
  });

  it('loses no row to a quote that is left open, whatever quoted cells come after it', async () => {
    const cell = fc.oneof(fc.stringMatching(/^[ab ]{0,3}$/), fc.stringMatching(/^"[ab][ab, ]{0,3}"$/));
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 });
    const open = fc.constantFrom('"', '"a', ' "a b', '"a" b', 'a "b');
    await fc.assert(
      fc.asyncProperty(rows, rows, open, async (before, after, faulty) => {
        const cells = [...before, [faulty, 'x'], ...after];
        const lines = cells.map(([subject, note], index) => `T-${index},2026-11-23 09:00,${subject},${note}`);
        const reading = readTicketFile(`ticketId,receivedAt,subject,description\n${lines.join('\n')}\n`);
        const intake = await reading.catch((error: unknown) => {
          if (error instanceof Failure && error.code === 'INPUT_UNREADABLE') return undefined;
          throw error;
        });
        if (intake !== undefined) expect(intake.records.length + intake.rejected.length).to.equal(lines.length);
      }),
      { numRuns: 300 },
    );
  });
});

/** What comes out, or the message of the failure. */
async function guard(chunks: readonly string[]): Promise<string> {
  const parts = await readParts(chunks);
  return parts instanceof Failure ? parts.message : parts.join('');
}

async function readParts(chunks: readonly string[]): Promise<readonly string[] | Failure> {
  async function* source() {
    yield* chunks;
  }
  const parts: string[] = [];
  try {
    for await (const part of readWholeRows('a.csv', source(), ',')) parts.push(part);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  return parts;
}

function cut(text: string, cuts: readonly number[]): readonly string[] {
  const bounds = [0, ...[...cuts].sort((a, b) => a - b), text.length];
  return bounds.slice(1).map((end, index) => text.slice(bounds[index], end));
}
