import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import exceljs from 'exceljs';
import { describe, it } from 'mocha';
import { catchFailure, readTicketFile } from './intake-files.ts';

const AT = '2026-11-23 09:00';
const CSV = `ticketId,receivedAt\nT-1,${AT}\n`;
const NDJSON = `{"ticketId": "T-1", "receivedAt": "${AT}"}\n`;

describe('telling what a file is', () => {
  it('goes by the content, whatever the name says', async () => {
    for (const [content, name] of [
      [CSV, 'a.xlsx'],
      [NDJSON, 'a.csv'],
      [await buildWorkbook(), 'a.csv'],
    ] as const) {
      const { records } = await readTicketFile(content, { name });
      expect(records.map(({ record }) => record.ticketId)).to.deep.equal(['T-1']);
    }
  });

  it('unpacks gzip around each of the three', async () => {
    const before = await listTemporary();
    for (const content of [CSV, NDJSON, await buildWorkbook()]) {
      const { records } = await readTicketFile(gzipSync(content), { name: 'a.bin' });
      expect(records).to.have.length(1);
    }
    expect(await listTemporary()).to.deep.equal(before);
  });

  it('refuses a file without a sign in it as empty', async () => {
    for (const content of ['\ufeff', ' \n\t\r\n', '\n'.repeat(3_000_000), gzipSync('')]) {
      await catchFailure(readTicketFile(content), 'INPUT_EMPTY');
    }
  });

  it('takes a header without rows: zero rows are no mistake', async () => {
    const intake = await readTicketFile('ticketId,receivedAt');
    expect(intake).to.deep.equal({ records: [], fragments: [], rejected: [], warnings: [] });
  });

  it('refuses text in another encoding and says how to save it', async () => {
    const latin = Buffer.concat([Buffer.from(CSV), Buffer.from([0x4b, 0xe9, 0x0a])]);
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(CSV, 'utf16le')]);
    const noMark = Buffer.from(CSV, 'utf16le');
    for (const content of [latin, utf16, noMark]) {
      expect((await catchFailure(readTicketFile(content), 'INPUT_UNREADABLE')).action).to.contain('UTF-8');
    }
  });

  it('refuses a letter that is cut off at the end of the file', async () => {
    const whole = Buffer.from(`${CSV}T-2,${AT}ế`);
    await catchFailure(readTicketFile(whole.subarray(0, -1)), 'INPUT_UNREADABLE');
  });

  it('refuses binary content and zeros, packed or not, without reading on', async () => {
    const zeros = Buffer.alloc(40_000_000);
    const start = performance.now();
    for (const content of [zeros, gzipSync(zeros), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13])]) {
      await catchFailure(readTicketFile(content), 'INPUT_UNREADABLE');
    }
    expect(performance.now() - start).to.be.lessThan(10_000);
  });

  it('refuses an old or locked workbook and says how to save it', async () => {
    const old = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);
    expect((await catchFailure(readTicketFile(old), 'INPUT_UNREADABLE')).action).to.contain('.xlsx');
  });

  it('refuses a gzip file or a workbook that breaks off', async () => {
    const workbook = await buildWorkbook();
    const packed = gzipSync(CSV.repeat(50));
    for (const content of [packed.subarray(0, -9), workbook.subarray(0, -40), workbook.subarray(0, 60)]) {
      await catchFailure(readTicketFile(content), 'INPUT_UNREADABLE');
    }
  });

  it('counts unpacked bytes against the limit: exactly as many are fine, one more is not', async () => {
    const packed = gzipSync(CSV);
    const fitting = await readTicketFile(packed, { limits: { maxUncompressedBytes: CSV.length } });
    expect(fitting.records).to.have.length(1);
    const limits = { maxUncompressedBytes: CSV.length - 1 };
    await catchFailure(readTicketFile(packed, { limits }), 'INPUT_TOO_LARGE');
  });

  it('refuses a workbook that unpacks to more than the limit, before it is read as one', async () => {
    const bomb = await buildWorkbook('x'.repeat(30_000));
    expect(bomb.length).to.be.lessThan(20_000);
    await catchFailure(readTicketFile(bomb, { limits: { maxUncompressedBytes: 20_000 } }), 'INPUT_TOO_LARGE');
    await catchFailure(readTicketFile(gzipSync(bomb), { limits: { maxUncompressedBytes: 20_000 } }), 'INPUT_TOO_LARGE');
  });

  it('takes exactly as many rows as allowed, and refuses one more', async () => {
    for (const [row, header] of [
      [`T,${AT}\n`, 'ticketId,receivedAt\n'],
      [NDJSON, ''],
    ] as const) {
      const { records } = await readTicketFile(header + row.repeat(3), { limits: { maxRows: 3 } });
      expect(records).to.have.length(3);
      await catchFailure(readTicketFile(header + row.repeat(4), { limits: { maxRows: 3 } }), 'INPUT_TOO_LARGE');
    }
  });
});

async function buildWorkbook(subject = 'a'): Promise<Buffer> {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet('Phiếu');
  sheet.addRow(['ticketId', 'receivedAt', 'subject']);
  sheet.addRow(['T-1', AT, subject]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

async function listTemporary(): Promise<readonly string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('kyhan-') && !name.startsWith('kyhan-intake-'));
}
