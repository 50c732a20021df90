import { type EventRow, type TicketRow, toTicketCells } from './sample-rows.ts';

const LONGEST_ID = 100;

/** Faultless but for what the rows below change. */
const SOUND: TicketRow = {
  receivedAt: '2026-10-12T09:15:20+07:00',
  channel: 'email',
  customerId: 'KH900900',
  customerName: 'Nguyễn Văn Lâm',
  segment: 'individual',
  product: 'mobifiber',
  regionUnit: 'CTKV2',
  topic: 'usage-guide',
  subject: 'Cách đổi mật khẩu wifi',
  description: 'Mình quên mật khẩu wifi.',
  resolvedAt: '2026-10-12T10:02:41+07:00',
  repliedAt: '2026-10-12T10:05:00+07:00',
  closedAt: '2026-10-12T16:40:00+07:00',
};

/** Rows that must be rejected, as cells; the last two repeat ids that stand earlier in the file. */
export const REJECTED_TICKET_CELLS: readonly (readonly string[])[] = [
  changed('', {}),
  changed('YC-009002', { receivedAt: '' }),
  changed('YC-009003', { receivedAt: 'hôm qua' }),
  changed('YC-009004', { receivedAt: '2026-02-31T08:00:00+07:00' }),
  changed('YC-009005', { receivedAt: '12/10/2026 09:15' }),
  changed('YC-009006', { receivedAt: '2026-10-12' }),
  changed('YC-009007', { resolvedAt: '2026-10-12T25:00:00+07:00' }),
  changed('YC-009008', { channel: 'zalo' }),
  changed('YC-009009', { segment: 'vip' }),
  changed('YC-009010', { topic: 'billing' }),
  changed('YC-009011', { requestType: 'complaint', level: '2' }),
  changed('YC-009012', { requestType: 'incident', level: '5' }),
  changed('YC-009013', { requestType: 'inquiry', level: 'một' }),
  changed('YC-009014', { customerSatisfied: 'maybe' }),
  changed('YC-009015', { subject: 'Cách đổi mật khẩu\u0007 wifi' }),
  changed('YC-009016', { channel: 'zalo', level: '0', closedAt: '31/02/2026' }),
  changed('YC-'.padEnd(LONGEST_ID + 1, '9'), {}),
  changed('YC-009018', {}).slice(0, 12),
  [...changed('YC-009019', {}), 'một cột thừa'],
  changed('YC-009020', { receivedAt: '2026-11-23T09:00:01+07:00', ...unfinished() }),
  changed('YC-009021', { receivedAt: '2026-12-01T08:00:00+07:00', ...unfinished() }),
  changed('YC-000001', { subject: 'Trùng mã phiếu YC-000001' }),
  changed('YC-000500', { subject: 'Trùng mã phiếu YC-000500' }),
];

/** Rows that look odd and must be kept; texts that look like formulas must stay texts. */
export const ODD_TICKET_CELLS: readonly (readonly string[])[] = [
  changed('YC-009101', { resolvedAt: '2026-10-12T09:15:10+07:00' }),
  changed('YC-009102', { closedAt: '2026-10-12T09:59:59+07:00' }),
  changed('YC-009103', { subject: '=HYPERLINK("http://example.com","Bấm vào đây")' }),
  changed('YC-009104', { subject: '+84 90xxxx123 nhờ gọi lại', description: '-1+1' }),
  changed('YC-009105', { subject: '@SUM(A1:A9)', customerName: '=1+1' }),
  changed('YC-009106', { description: 'Dòng một, có phẩy\nDòng hai "trong ngoặc kép"\n\nDòng bốn' }),
  changed('YC-009107', { subject: 'Wifi; camera; đầu ghi' }),
  changed('YC-009108', { subject: 'Mạng chậm quá 😡🙏', description: 'Cả nhà kêu trời 👨‍👩‍👧' }),
  changed('  YC-009109  ', { channel: ' email ', regionUnit: ' CTKV2 ' }),
];

/** Event rows that must be rejected. */
export const REJECTED_EVENTS: readonly EventRow[] = [
  { ticketId: 'YC-999999', at: '2026-10-12T09:30:00+07:00', type: 'received', unit: 'CTKV2' },
  { ticketId: 'YC-999999', at: '2026-10-12T10:30:00+07:00', type: 'resolved' },
  { ticketId: 'YC-999998', at: '2026-10-12T10:30:00+07:00', type: 'closed' },
  { ticketId: 'YC-009008', at: '2026-10-12T09:15:20+07:00', type: 'received', note: 'Phiếu này đã bị loại' },
  { ticketId: 'YC-000036', at: '2026-11-18T09:00:00+07:00', type: 'escalated' },
  { ticketId: 'YC-000036', at: '2026-11-18', type: 'progress-updated', unit: 'CTKV3' },
  { ticketId: 'YC-000037', at: '2026-11-19T14:00:00+07:00', type: 'coordination-requested', note: 'Quên ghi đơn vị' },
];

function changed(ticketId: string, changes: TicketRow): readonly string[] {
  return toTicketCells({ ...SOUND, ticketId, ...changes });
}

function unfinished(): TicketRow {
  return { resolvedAt: '', repliedAt: '', closedAt: '' };
}
