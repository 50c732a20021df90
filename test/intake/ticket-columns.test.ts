import { expect } from 'chai';
import { describe, it } from 'mocha';
import { foldHeader, indexHeaders, type Layout } from '../../src/intake/column.ts';
import { TICKET_EVENT_LAYOUT, TICKET_LAYOUT } from '../../src/intake/ticket-columns.ts';

describe('the columns of ticket files', () => {
  for (const layout of [TICKET_LAYOUT, TICKET_EVENT_LAYOUT]) {
    it(`have headers that mean one column each, in ${layout.input}`, () => {
      const headers = layout.columns.flatMap((column) =>
        [...new Set([column.name, column.labels.vi, column.labels.en, ...column.aliases].map(foldHeader))].map(
          (header) => `${header} means ${column.name}`,
        ),
      );
      const meanings = headers.map((each) => each.split(' means ')[0]);
      expect(new Set(meanings).size, headers.join('\n')).to.equal(meanings.length);
    });
  }

  it('are found in any case, with and without accents, blanks and signs', () => {
    for (const header of [
      'ticketId',
      'Ticket ID',
      'TICKET_ID',
      'ticket-id',
      'Mã phiếu',
      'ma phieu',
      'MA_PHIEU',
      'Mã phiếu:',
    ]) {
      expect(find(TICKET_LAYOUT, header), header).to.equal('ticketId');
    }
    // Accents can be signs of their own, as macOS writes them.
    expect(find(TICKET_LAYOUT, 'Thời điểm đóng'.normalize('NFD'))).to.equal('closedAt');
    expect(find(TICKET_EVENT_LAYOUT, 'Sự kiện')).to.equal('type');
    expect(find(TICKET_LAYOUT, 'Ghi chú nội bộ')).to.equal(undefined);
  });

  it('require only what a ticket or an event cannot do without', () => {
    expect(listRequired(TICKET_LAYOUT)).to.deep.equal(['ticketId', 'receivedAt']);
    expect(listRequired(TICKET_EVENT_LAYOUT)).to.deep.equal(['ticketId', 'at', 'type']);
  });
});

function find(layout: Layout, header: string): string | undefined {
  return indexHeaders(layout).get(foldHeader(header))?.name;
}

function listRequired(layout: Layout): readonly string[] {
  return layout.columns.filter((column) => column.isRequired).map((column) => column.name);
}
