import { expect } from 'chai';
import exceljs from 'exceljs';
import { describe, it } from 'mocha';
import { parseInstant } from '../../src/domain/instant.ts';
import { buildRowMapper } from '../../src/intake/map-row.ts';
import { buildTicketParser, foldTicket } from '../../src/intake/read-tickets.ts';
import { catchFailure, getMapping, LIMITS, readTicketFile } from './intake-files.ts';

const BASE = {
  id: 'feedback-export',
  title: { vi: 'Bản trích Feedback', en: 'Feedback export' },
  reference: 'assumption: a made-up export',
  for: 'tickets',
};

const FLAT = {
  ...BASE,
  missing: ['?', 'n/a'],
  dateFormat: 'D/M/YYYY HH:mm',
  shiftDays: 7,
  columns: {
    ticketId: { from: 'Nr' },
    receivedAt: { from: 'Opened' },
    closedAt: { from: 'Closed', dateFormat: 'YYYY-MM-DD HH:mm' },
    channel: { from: 'Via', values: { Phone: 'hotline-9090', Robot: null } },
    requestType: { from: 'Kind', values: { '1': 'incident' }, otherwise: 'other' },
    segment: { constant: 'business' },
  },
};

describe('mapping rows of a foreign export', () => {
  it('translates values, dates and constants', async () => {
    const { records, rejected, warnings } = await readFlat(['A-1,3/11/2026 09:00,2026-11-04 10:00,Phone,1,x']);
    expect([rejected, warnings]).to.deep.equal([[], []]);
    expect(records[0]?.record).to.include({
      ticketId: 'A-1',
      receivedAt: parseInstant('2026-11-10 09:00'),
      closedAt: parseInstant('2026-11-11 10:00'),
      channel: 'hotline-9090',
      requestType: 'incident',
      segment: 'business',
    });
  });

  it('takes a text for missing, a value that means nothing, and one that no list has', async () => {
    const { records } = await readFlat(['A-1,3/11/2026 09:00,?,Robot,77,x', 'A-2,3/11/2026 09:00,n/a,?,?,x']);
    expect(records.map(({ record }) => [record.closedAt, record.channel, record.requestType])).to.deep.equal([
      [null, null, 'other'],
      [null, null, null],
    ]);
  });

  it('lists everything that cannot be mapped, and does not miss it a second time', async () => {
    const { rejected } = await readFlat(['A-1,2026-11-03,later,Pigeon,1,x', '?,3/11/2026 09:00,?,Phone,1,x']);
    expect(rejected.map(({ id, problems }) => [id, problems.map(({ column, code }) => [column, code])])).to.deep.equal([
      [
        'A-1',
        [
          ['receivedAt', 'BAD_INSTANT'],
          ['closedAt', 'BAD_INSTANT'],
          ['channel', 'UNMAPPED_VALUE'],
        ],
      ],
      [null, [['ticketId', 'MISSING_VALUE']]],
    ]);
    expect(rejected[0]?.problems[2]).to.include({ value: 'Pigeon' });
    expect(rejected[0]?.problems[2]?.allowed).to.contain('Phone');
  });

  it('reads the named keys of NDJSON, and passes over others without a word', async () => {
    const rows = [
      { Nr: 1, Opened: '3/11/2026 09:00', Via: 'Phone', Extra: 1 },
      { Nr: 2, Opened: '?' },
    ];
    const content = rows.map((row) => JSON.stringify(row)).join('\n');
    const { records, rejected, warnings } = await readTicketFile(content, { mapping: getMapping(FLAT) });
    expect(records.map(({ record }) => record.ticketId)).to.deep.equal(['1']);
    expect(rejected.map(({ problems }) => problems[0].code)).to.deep.equal(['MISSING_VALUE']);
    expect(warnings).to.deep.equal([]);
  });

  it('reads date cells of a workbook as they are, and gives error cells no meaning', async () => {
    const workbook = new exceljs.Workbook();
    const sheet = workbook.addWorksheet('a');
    sheet.addRow(['Nr', 'Opened', 'Closed', 'Via', 'Kind']);
    sheet.addRow(['A-1', new Date(Date.UTC(2026, 10, 3, 9)), null, 'Phone', 1]);
    sheet.addRow(['A-2', '3/11/2026 09:00', null, 'Phone', { error: '#N/A' }]);
    const content = Buffer.from(await workbook.xlsx.writeBuffer());
    const { records, rejected } = await readTicketFile(content, { mapping: getMapping(FLAT) });
    expect(records.map(({ record }) => record.receivedAt)).to.deep.equal([parseInstant('2026-11-10 09:00')]);
    expect(rejected.map(({ id, problems }) => [id, problems[0].column, problems[0].code])).to.deep.equal([
      ['A-2', 'requestType', 'BAD_CELL'],
    ]);
  });

  it('refuses a file that lacks source columns or has one twice, and names all of them', async () => {
    const failure = await catchFailure(
      readTicketFile('Nr,Opened,Opened,Via\n', { mapping: getMapping(FLAT) }),
      'INPUT_HEADER',
    );
    for (const name of ['"Closed"', '"Kind"', '"Opened"']) expect(failure.message).to.contain(name);
    expect(failure.message).not.to.contain('"Via"');
  });

  it('puts its own header in the place of the first line, if it is as wide', async () => {
    const mapping = getMapping({ ...FLAT, header: ['Nr', 'Opened', 'Closed', 'Via', 'Kind'], delimiter: '|' });
    const row = 'A-1|3/11/2026 09:00|?|Phone|1';
    const { records } = await readTicketFile(`a|b|b|c|d\n${row}\n`, { mapping });
    expect(records.map(({ line }) => line)).to.deep.equal([2]);
    await catchFailure(readTicketFile(`a|b|b|c\n${row}\n`, { mapping }), 'INPUT_HEADER');
  });
});

const GROUPED = {
  ...BASE,
  dateFormat: 'D/M/YYYY HH:mm',
  missing: ['?'],
  group: { by: 'Nr' },
  columns: {
    ticketId: { from: 'Nr', take: 'first' },
    receivedAt: { from: 'Opened', take: 'first' },
    channel: { from: 'Via', take: 'last', values: { Phone: 'hotline-9090', Mail: 'email' } },
    subject: { from: 'Text', take: 'first' },
    resolvedAt: { from: 'Solved', take: 'last' },
    forwardedToCnttAt: { instantOf: 'Updated', whenFirst: { column: 'Team', in: ['C', 'D'] } },
    coordinatingUnit: { constant: 'PARTNER', whenAny: { column: 'Team', in: ['D'] } },
  },
};
const GROUPED_HEADER = 'Nr,Opened,Via,Text,Solved,Updated,Team,Unused';

describe('folding the rows of one ticket', () => {
  it('keeps only the cells that the mapping looks at', async () => {
    const { fragments } = await readGrouped(['A-1,1/1/2026 08:00,Phone,?,?,1/1/2026 08:00,A,secret']);
    expect(fragments).to.deep.equal([
      {
        line: 2,
        key: 'A-1',
        cells: { Nr: 'A-1', Opened: '1/1/2026 08:00', Via: 'Phone', Updated: '1/1/2026 08:00', Team: 'A' },
      },
    ]);
  });

  it('takes the first row that has a value, the last row, and the row in which a value first shows', async () => {
    const folded = await foldRows([
      'A-1,1/1/2026 08:00,Phone,?,2/1/2026 08:00,1/1/2026 08:00,A,',
      'A-1,1/1/2026 08:00,Phone,first text,2/1/2026 09:00,1/1/2026 09:00,C,',
      'A-1,1/1/2026 08:00,Mail,second text,2/1/2026 10:00,1/1/2026 10:00,C,',
    ]);
    expect(folded).to.deep.include({ line: 2, warnings: [] });
    expect('record' in folded && folded.record).to.include({
      channel: 'email',
      subject: 'first text',
      resolvedAt: parseInstant('2026-01-02 10:00'),
      forwardedToCnttAt: parseInstant('2026-01-01 09:00'),
      coordinatingUnit: null,
    });
  });

  it('leaves empty what the last row leaves empty, and a moment that never came', async () => {
    const folded = await foldRows([
      'A-1,1/1/2026 08:00,Phone,a,2/1/2026 08:00,1/1/2026 08:00,A,',
      'A-1,1/1/2026 08:00,Phone,a,?,1/1/2026 09:00,B,',
    ]);
    expect('record' in folded && folded.record).to.include({ resolvedAt: null, forwardedToCnttAt: null });
  });

  it('sets a constant where some row has the value', async () => {
    const rows = ['A', 'D', 'A'].map((team) => `A-1,1/1/2026 08:00,Phone,a,?,1/1/2026 08:00,${team},`);
    const folded = await foldRows(rows);
    expect('record' in folded && folded.record.coordinatingUnit).to.equal('PARTNER');
  });

  it('rejects every row of the ticket, the one at fault with its problem and the others with its line', async () => {
    const folded = await foldRows([
      'A-1,1/1/2026 08:00,Phone,a,?,1/1/2026 08:00,A,',
      'A-1,1/1/2026 08:00,Phone,a,?,1/1/2026 08:00,C,',
      'A-1,1/1/2026 08:00,Pigeon,a,?,1/1/2026 08:00,C,',
    ]);
    const rejected = 'rejected' in folded ? folded.rejected : [];
    expect(rejected.map(({ line, id, problems }) => [line, id, problems[0].code])).to.deep.equal([
      [2, 'A-1', 'GROUP_REJECTED'],
      [3, 'A-1', 'GROUP_REJECTED'],
      [4, 'A-1', 'UNMAPPED_VALUE'],
    ]);
    expect(rejected[0]?.problems[0].allowed).to.contain('line 4');
  });

  it('blames the row that a bad value came from, also where only our own column refuses it', async () => {
    const folded = await foldRows([
      'A-1,1/1/2026 08:00,Phone,?,?,1/1/2026 08:00,A,',
      `A-1,1/1/2026 08:00,Phone,${'x'.repeat(1_001)},?,32/1/2026 08:00,C,`,
    ]);
    const rejected = 'rejected' in folded ? folded.rejected : [];
    expect(
      rejected.map(({ line, problems }) => [line, problems.map(({ column, code }) => [column, code])]),
    ).to.deep.equal([
      [2, [[null, 'GROUP_REJECTED']]],
      [
        3,
        [
          ['forwardedToCnttAt', 'BAD_INSTANT'],
          ['subject', 'TOO_LONG'],
        ],
      ],
    ]);
  });

  it('rejects a row without a group, or with one that is no id, by itself', async () => {
    const row = ',1/1/2026 08:00,Phone,a,?,1/1/2026 08:00,A,';
    const { fragments, rejected } = await readGrouped([
      row,
      `?${row}`,
      `${'x'.repeat(101)}${row}`,
      `"a\nb"${row}`,
      `A-1${row}`,
    ]);
    expect(fragments.map(({ key, line }) => [key, line])).to.deep.equal([['A-1', 7]]);
    expect(rejected.map(({ problems }) => [problems[0].column, problems[0].code])).to.deep.equal([
      ['Nr', 'MISSING_VALUE'],
      ['Nr', 'MISSING_VALUE'],
      ['Nr', 'TOO_LONG'],
      ['Nr', 'BAD_CHARACTER'],
    ]);
  });
});

function readFlat(rows: readonly string[]) {
  const content = `Nr,Opened,Closed,Via,Kind,Note\n${rows.join('\n')}\n`;
  return readTicketFile(content, { mapping: getMapping(FLAT) });
}

function readGrouped(rows: readonly string[]) {
  return readTicketFile(`${GROUPED_HEADER}\n${rows.join('\n')}\n`, { mapping: getMapping(GROUPED) });
}

async function foldRows(rows: readonly string[]) {
  const { fragments } = await readGrouped(rows);
  const mapper = buildRowMapper(getMapping(GROUPED));
  return foldTicket(
    { input: 'tickets', fileName: 'input.csv' },
    { mapper, parse: buildTicketParser(LIMITS) },
    fragments,
  );
}
