import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type exceljs from 'exceljs';
import { describe, it } from 'mocha';
import { createSummaryCounter } from '../../../reports/ticket-sla/summary-groups.ts';
import { buildSummarySheet } from '../../../reports/ticket-sla/summary-sheet.ts';
import { writeWorkbook } from '../../../reports/workbook.ts';
import type { DecidedTicket } from '../../../src/domain/ticket-report.ts';
import { AS_OF, buildDecidedTicket } from '../decided-tickets.ts';
import { getSheet, readTable, readTexts, readWorkbook } from '../read-workbook.ts';
import { withTemporaryFolder } from '../temporary-folder.ts';
import { CONTEXT } from './list-rows.ts';

const TICKETS = [
  buildDecidedTicket('1', { times: { handlingSeconds: 3600 } }),
  buildDecidedTicket('2', { times: { handlingSeconds: 7200 } }),
  buildDecidedTicket('3', { decision: { slaStatus: 'missed' }, times: { handlingSeconds: 180_000 } }),
  buildDecidedTicket('4', { decision: { slaStatus: 'breached' }, times: { handlingSeconds: null } }),
  buildDecidedTicket('5', { decision: { slaStatus: 'on-time' }, times: { handlingSeconds: null } }),
  buildDecidedTicket('6', {
    ticket: { regionUnit: 'CTKV9' },
    decision: { slaStatus: 'no-target', requestType: null, level: null },
    times: { handlingSeconds: null },
  }),
];

describe('the summary of the ticket-sla report', () => {
  it('gives counts, the share met of what is decided, median and 90th percentile', async () => {
    expect(readTable(await writeSummary(TICKETS))).to.deep.equal([
      {
        Unit: 'CTKV1',
        'Unit name': 'Công ty Dịch vụ MobiFone khu vực 1',
        'Request type': 'Khắc phục sự cố',
        Level: 3,
        Count: 5,
        Met: 2,
        Missed: 1,
        'On time': 1,
        'At risk': 0,
        Breached: 1,
        'No target': 0,
        'Share met': 0.5,
        'Median (h)': 2,
        '90th perc. (h)': 50,
      },
      {
        Unit: 'CTKV9',
        'Unit name': 'CTKV9',
        'Request type': 'Chưa phân loại',
        Level: null,
        Count: 1,
        Met: 0,
        Missed: 0,
        'On time': 0,
        'At risk': 0,
        Breached: 0,
        'No target': 1,
        'Share met': '',
        'Median (h)': null,
        '90th perc. (h)': null,
      },
    ]);
  });

  it('adds up the counts and computes the share anew from the totals', async () => {
    const sheet = await writeSummary(TICKETS);
    expect(sheet.getCell('A5').value).to.equal('Tổng cộng / Total');
    expect(sheet.getCell('E5').formula).to.equal('SUBTOTAL(109,E2:E3)');
    expect(sheet.getCell('E5').result).to.equal(6);
    expect(sheet.getCell('L5').formula).to.equal('IF(F5+G5+J5=0,"",F5/(F5+G5+J5))');
    expect(sheet.getCell('L5').result).to.equal(0.5);
  });

  it('says how the figures are made, and leaves room to sign', async () => {
    const texts = readTexts(await writeSummary(TICKETS));
    expect(texts.some((text) => text.includes('hạng gần nhất'))).to.equal(true);
    expect(texts).to.include.members(['Người lập biểu', 'Trưởng đơn vị', 'Giám đốc']);
    expect(texts.filter((text) => text === '(ký, họ tên)')).to.have.length(3);
  });
});

function writeSummary(tickets: readonly DecidedTicket[]): Promise<exceljs.Worksheet> {
  const counter = createSummaryCounter();
  for (const ticket of tickets) counter.add(ticket);
  const sheet = buildSummarySheet(counter.finish(), CONTEXT);
  return withTemporaryFolder(async (folder) => {
    const path = join(folder, 'a.xlsx');
    const report = { title: sheet.title, organisation: 'A', footer: 'b', createdAt: AS_OF, sheets: [sheet] };
    await writeWorkbook(report, createWriteStream(path));
    return getSheet(await readWorkbook(path), sheet.name);
  });
}
