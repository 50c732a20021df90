import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { SheetRow } from '../../../reports/report-model.ts';
import { buildRejectedSheet } from '../../../reports/shared/rejected-sheet.ts';
import type { RejectedRow } from '../../../src/domain/rejected-row.ts';
import { buildRejectedRow } from '../decided-tickets.ts';

describe('the sheet of rejected rows', () => {
  it('has a row for each problem: where, what was seen, what is allowed', async () => {
    async function* readRejectedRows(): AsyncGenerator<RejectedRow> {
      yield buildRejectedRow(7);
    }
    const rows: SheetRow[] = [];
    for await (const row of buildRejectedSheet(readRejectedRows).readRows()) rows.push(row);
    const where = { file: 'tickets.csv', input: 'tickets', line: 7, id: 'YC-X7' };
    expect(rows).to.deep.equal([
      { ...where, column: 'level', code: 'NOT_IN_LIST', value: '7', allowed: '1, 2, 3, 4' },
      { ...where, column: 'receivedAt', code: 'BAD_INSTANT', value: 'hôm qua', allowed: 'YYYY-MM-DDTHH:mm:ss' },
    ]);
  });
});
