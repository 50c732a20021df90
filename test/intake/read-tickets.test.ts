import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseInstant } from '../../src/domain/instant.ts';
import { catchFailure, readEventFile, readTicketFile } from './intake-files.ts';

const AT = '2026-11-23 09:00';

describe('reading tickets', () => {
  it('reads every column, under Vietnamese headers, with blanks around values', async () => {
    const header =
      'Mã phiếu;Thời điểm tiếp nhận;Kênh tiếp nhận;Mã khách hàng;Tên khách hàng;Nhóm khách hàng;Sản phẩm;Đơn vị khu vực;Chủ đề;Loại yêu cầu;Cấp độ;Tiêu đề;Nội dung;Thời điểm chuyển TT CNTT;Đơn vị phối hợp;Thời điểm xử lý xong;Thời điểm trả lời;Thời điểm đóng;Cập nhật tiến độ gần nhất;Khách hàng hài lòng';
    const row = ` T-1 ; 2026-11-23T09:00:00+07:00 ;Email;KH1;Công ty A;business;prepaid;CTKV1;system-fault;INCIDENT;3;Lỗi;"dòng 1\ndòng 2";2026-11-23 10:00;TT-NOC;2026-11-23 11:00;2026-11-23 11:05;2026-11-23 12:00;2026-11-23 10:30;Yes`;
    const { records, warnings, rejected } = await readTicketFile(`${header}\n${row}\n`);
    expect(rejected).to.deep.equal([]);
    expect(warnings).to.deep.equal([]);
    expect(records).to.deep.equal([
      {
        line: 2,
        record: {
          ticketId: 'T-1',
          receivedAt: parseInstant('2026-11-23T09:00:00+07:00'),
          channel: 'email',
          customerId: 'KH1',
          customerName: 'Công ty A',
          segment: 'business',
          product: 'prepaid',
          regionUnit: 'CTKV1',
          topic: 'system-fault',
          requestType: 'incident',
          level: 3,
          subject: 'Lỗi',
          description: 'dòng 1\ndòng 2',
          forwardedToCnttAt: parseInstant('2026-11-23 10:00'),
          coordinatingUnit: 'TT-NOC',
          resolvedAt: parseInstant('2026-11-23 11:00'),
          repliedAt: parseInstant('2026-11-23 11:05'),
          closedAt: parseInstant('2026-11-23 12:00'),
          lastProgressAt: parseInstant('2026-11-23 10:30'),
          customerSatisfied: 'yes',
        },
      },
    ]);
  });

  it('needs only an id and a receipt; the rest is null', async () => {
    const { records } = await readTicketFile(`ticketId,receivedAt,level\nT-1,${AT},\n`);
    expect(Object.values(records[0]?.record ?? {}).filter((value) => value !== null)).to.have.length(2);
  });

  it('lists every bad cell of a row, with what is allowed', async () => {
    const { rejected } = await readTicketFile(
      'ticketId,receivedAt,channel,level,closedAt\n,2026-11-23,phone,5,31/12/2026\n',
    );
    expect(rejected).to.have.length(1);
    expect(rejected[0]).to.include({ input: 'tickets', file: 'input.csv', line: 2, id: null });
    expect(rejected[0]?.problems.map(({ column, code, value }) => [column, code, value])).to.deep.equal([
      ['ticketId', 'MISSING_VALUE', null],
      ['receivedAt', 'BAD_INSTANT', '2026-11-23'],
      ['channel', 'NOT_IN_LIST', 'phone'],
      ['level', 'NOT_IN_LIST', '5'],
      ['closedAt', 'BAD_INSTANT', '31/12/2026'],
    ]);
    expect(rejected[0]?.problems[1]?.allowed).to.contain('time');
    expect(rejected[0]?.problems[2]?.allowed).to.contain('hotline-9090');
  });

  it('takes levels 1 to 4 and no other', async () => {
    const rows = ['0', '1', '4', '5', '1.0', '01', 'ba'].map((level, index) => `T-${index},${AT},${level}`);
    const { records, rejected } = await readTicketFile(`ticketId,receivedAt,level\n${rows.join('\n')}`);
    expect(records.map(({ record }) => record.level)).to.deep.equal([1, 4]);
    expect(rejected).to.have.length(5);
  });

  it('takes an id of 100 characters and rejects one of 101, cut for the message', async () => {
    const ids = ['x'.repeat(100), 'y'.repeat(101), 'a\u0007b', 'a\nb'];
    const rows = ids.map((id) => JSON.stringify({ ticketId: id, receivedAt: AT }));
    const { records, rejected } = await readTicketFile(rows.join('\n'));
    expect(records.map(({ record }) => record.ticketId)).to.deep.equal([ids[0]]);
    expect(rejected.map(({ problems }) => problems[0].code)).to.deep.equal([
      'TOO_LONG',
      'BAD_CHARACTER',
      'BAD_CHARACTER',
    ]);
    expect(rejected[0]?.problems[0].value).to.have.length(80);
    for (const { id } of rejected) expect(id).to.match(/^[^\p{Cc}]{1,100}$/u);
  });

  it('rejects half a sign, which no database keeps', async () => {
    const rows = [
      '{"ticketId": "T\\ud83d", "receivedAt": "AT"}',
      '{"ticketId": "T-2", "receivedAt": "AT", "subject": "\\ude00"}',
    ];
    const { rejected } = await readTicketFile(rows.join('\n').replaceAll('AT', AT));
    expect(rejected.map(({ problems }) => problems[0].code)).to.deep.equal(['BAD_CHARACTER', 'BAD_CHARACTER']);
  });

  it('limits texts without showing them, and lets them hold line breaks and tabs', async () => {
    const texts = ['x'.repeat(1_000), `Nguyễn ${'x'.repeat(1_000)}`, 'Nguyễn\u0000', 'a\tb\nc'];
    const rows = texts.map((subject, index) => JSON.stringify({ ticketId: `T-${index}`, receivedAt: AT, subject }));
    const { records, rejected } = await readTicketFile(rows.join('\n'));
    expect(records.map(({ record }) => record.ticketId)).to.deep.equal(['T-0', 'T-3']);
    expect(rejected.map(({ problems }) => problems[0].code)).to.deep.equal(['TOO_LONG', 'BAD_CHARACTER']);
    expect(JSON.stringify(rejected)).not.to.contain('Nguyễn');
  });

  it('warns of moments in an odd order and keeps the ticket', async () => {
    const header = 'ticketId,receivedAt,resolvedAt,closedAt';
    const { records, warnings } = await readTicketFile(
      `${header}\nT-1,${AT},2026-11-23 08:59:59,2026-11-23 09:00:00\nT-2,${AT},${AT},${AT}\nT-3,${AT},2026-11-23 10:00,2026-11-23 09:30\n`,
    );
    expect(records).to.have.length(3);
    expect(warnings.map(({ id, line, code, value }) => [id, line, code, value])).to.deep.equal([
      ['T-1', 2, 'INSTANTS_OUT_OF_ORDER', 'resolvedAt < receivedAt'],
      ['T-3', 4, 'INSTANTS_OUT_OF_ORDER', 'closedAt < resolvedAt'],
    ]);
  });
});

describe('reading a header', () => {
  it('warns once of each column that nobody knows', async () => {
    const { warnings } = await readTicketFile(`ticketId,Người nhập,receivedAt,Người nhập,,\nT-1,a,${AT},b,,\n`);
    expect(warnings.map(({ column, line, code }) => [column, line, code])).to.deep.equal([
      ['Người nhập', 1, 'UNKNOWN_COLUMN'],
    ]);
  });

  it('refuses a file without one, and shows nothing of its first row', async () => {
    const failure = await catchFailure(readTicketFile(`T-1,${AT},Nguyễn Văn A\n`), 'INPUT_HEADER');
    expect(failure.message).not.to.contain('Nguyễn');
    expect(failure.action).to.contain('ticketId').and.to.contain('Mã phiếu');
  });

  it('lists missing and repeated columns at once', async () => {
    const failure = await catchFailure(readTicketFile('level,Cấp độ,Mã phiếu,ticket_id\n'), 'INPUT_HEADER');
    expect(failure.message).to.contain('receivedAt').and.to.contain('Cấp độ').and.to.contain('ticket_id');
  });

  it('takes as many columns as allowed and refuses one more', async () => {
    const content = `ticketId,receivedAt,a,b\nT-1,${AT},,\n`;
    expect((await readTicketFile(content, { limits: { maxColumns: 4 } })).records).to.have.length(1);
    await catchFailure(readTicketFile(content, { limits: { maxColumns: 3 } }), 'INPUT_HEADER');
  });
});

describe('reading ticket events', () => {
  it('reads every column', async () => {
    const { records } = await readEventFile(
      `Mã phiếu,Thời điểm,Sự kiện,Đơn vị,Ghi chú\nT-1,${AT},Forwarded,TT-CNTT,gấp\n`,
    );
    expect(records.map(({ record }) => record)).to.deep.equal([
      { ticketId: 'T-1', at: parseInstant(AT), type: 'forwarded', unit: 'TT-CNTT', note: 'gấp' },
    ]);
  });

  it('needs the unit of a coordination, and of no other event', async () => {
    const rows = ['coordination-requested', 'forwarded', 'coordination-requested,TT-NOC'].map(
      (type) => `T-1,${AT},${type}`,
    );
    const content = `ticketId,at,type,unit\n${rows.map((row) => (row.split(',').length === 4 ? row : `${row},`)).join('\n')}\n`;
    const { records, rejected } = await readEventFile(content);
    expect(records.map(({ line }) => line)).to.deep.equal([3, 4]);
    expect(rejected.map(({ line, id, problems }) => [line, id, problems[0].column, problems[0].code])).to.deep.equal([
      [2, 'T-1', 'unit', 'MISSING_VALUE'],
    ]);
  });

  it('rejects an unknown type and names those that there are', async () => {
    const { rejected } = await readEventFile(`ticketId,at,type\nT-1,${AT},paused\n`);
    expect(rejected[0]?.problems[0]).to.include({ column: 'type', code: 'NOT_IN_LIST' });
    expect(rejected[0]?.problems[0].allowed).to.contain('waiting-customer');
  });
});
