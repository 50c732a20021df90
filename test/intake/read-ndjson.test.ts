import { expect } from 'chai';
import { describe, it } from 'mocha';
import { catchFailure, readEventFile, readTicketFile } from './intake-files.ts';

const AT = '2026-11-23 09:00';

describe('reading NDJSON', () => {
  it('takes texts, numbers, booleans and null, under any known header', async () => {
    const row = { 'Mã phiếu': 45, receivedAt: AT, level: 3, 'customer satisfied': true, subject: null };
    const { records } = await readTicketFile(`${JSON.stringify(row)}\n`);
    expect(records[0]?.record).to.include({ ticketId: '45', level: 3, customerSatisfied: 'yes', subject: null });
  });

  it('rejects a line that is no object without showing it, and reads on', async () => {
    const good = JSON.stringify({ ticketId: 'T-1', receivedAt: AT });
    const { records, rejected } = await readTicketFile(
      [good, '["Nguyễn Văn A"]', '{"customerName": "Nguyễn Văn A"', '', '17', good].join('\r\n'),
    );
    expect(records.map(({ line }) => line)).to.deep.equal([1, 6]);
    expect(rejected.map(({ line, problems }) => [line, problems[0].code])).to.deep.equal([
      [2, 'BAD_JSON'],
      [3, 'BAD_JSON'],
      [5, 'BAD_JSON'],
    ]);
    expect(JSON.stringify(rejected)).not.to.contain('Nguyễn');
  });

  it('rejects a nested value, and a number whose last digits are lost', async () => {
    const nested = { ticketId: 'T-1', receivedAt: AT, subject: { text: 'x' }, product: ['a'] };
    const { rejected } = await readTicketFile(
      `${JSON.stringify(nested)}\n{"ticketId": 9007199254740993, "receivedAt": "${AT}"}`,
    );
    expect(rejected.map(({ problems }) => problems.map((problem) => [problem.column, problem.code]))).to.deep.equal([
      [
        ['product', 'BAD_CELL'],
        ['subject', 'BAD_CELL'],
      ],
      [['ticketId', 'BAD_CELL']],
    ]);
  });

  it('rejects a row that has one column under two names', async () => {
    const { rejected } = await readTicketFile(JSON.stringify({ ticketId: 'T-1', 'Mã phiếu': 'T-2', receivedAt: AT }));
    expect(rejected[0]?.problems[0]).to.include({ column: 'ticketId', code: 'BAD_JSON' });
  });

  it('warns of an unknown name once', async () => {
    const rows = [1, 2, 3].map((id) => JSON.stringify({ ticketId: `T-${id}`, receivedAt: AT, extra: id }));
    const { records, warnings } = await readTicketFile(rows.join('\n'));
    expect(records).to.have.length(3);
    expect(warnings.map(({ column, code, line }) => [column, code, line])).to.deep.equal([
      ['extra', 'UNKNOWN_COLUMN', 1],
    ]);
  });

  it('refuses a file whose first row names nothing known', async () => {
    await catchFailure(readEventFile('{"Nguyễn Văn A": 1}\n'), 'INPUT_HEADER');
  });

  it('refuses more different names than columns are allowed', async () => {
    const rows = [1, 2, 3].map((id) => JSON.stringify({ ticketId: `T-${id}`, receivedAt: AT, [`x${id}`]: id }));
    expect((await readTicketFile(rows.join('\n'), { limits: { maxColumns: 5 } })).records).to.have.length(3);
    await catchFailure(readTicketFile(rows.join('\n'), { limits: { maxColumns: 4 } }), 'INPUT_HEADER');
  });

  it('rejects a line far beyond any row, and reads on', async () => {
    const good = JSON.stringify({ ticketId: 'T-1', receivedAt: AT });
    const { records, rejected } = await readTicketFile(`${good}\n{"x": "${'x'.repeat(21_000_000)}"}\n${good}\n`);
    expect(records.map(({ line }) => line)).to.deep.equal([1, 3]);
    expect(rejected.map(({ line, problems }) => [line, problems[0].code])).to.deep.equal([[2, 'BAD_JSON']]);
  });
});
