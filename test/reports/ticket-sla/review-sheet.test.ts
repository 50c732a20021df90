import { expect } from 'chai';
import { describe, it } from 'mocha';
import { REVIEW_SHEET } from '../../../reports/ticket-sla/review-sheet.ts';
import type { TicketDecision } from '../../../src/domain/ticket-decision.ts';
import { buildDecidedTicket } from '../decided-tickets.ts';
import { listRows } from './list-rows.ts';

describe('the review queue', () => {
  it('lists what needs a review and nothing else', async () => {
    const rows = await listRows(REVIEW_SHEET, [
      buildDecidedTicket('YC-1'),
      buildDecidedTicket('YC-2', { decision: { needsReview: true } }),
    ]);
    expect(rows.map((row) => row.ticketId)).to.deep.equal(['YC-2']);
  });

  it('says why: type or level unknown, no target, or a classification that is not sure', async () => {
    const cases: readonly (readonly [Partial<TicketDecision>, string])[] = [
      [
        { requestType: null, level: null, slaStatus: 'no-target' },
        'Chưa xác định được loại hoặc cấp độ; Không có thời hạn áp dụng',
      ],
      [
        { requestType: null, level: 3, slaStatus: 'no-target' },
        'Chưa xác định được loại hoặc cấp độ; Không có thời hạn áp dụng',
      ],
      [{ requestType: 'incident', level: 1, slaStatus: 'no-target' }, 'Không có thời hạn áp dụng'],
      [{ requestType: 'incident', level: 3, slaStatus: 'met' }, 'Phân loại chưa chắc chắn'],
    ];
    for (const [decision, reason] of cases) {
      const [row] = await listRows(REVIEW_SHEET, [
        buildDecidedTicket('YC-1', { decision: { ...decision, needsReview: true } }),
      ]);
      expect(row).to.include({ reason });
    }
  });

  it('shows what a person needs to decide: channel, topic, subject and the rule that spoke', async () => {
    const [row] = await listRows(REVIEW_SHEET, [buildDecidedTicket('YC-1', { decision: { needsReview: true } })]);
    expect(row).to.include({
      channel: 'Email',
      topic: 'Gián đoạn do lỗi hệ thống',
      subject: 'Không gửi được tin nhắn',
      rule: 'topic-system-fault',
    });
    const [bare] = await listRows(REVIEW_SHEET, [
      buildDecidedTicket('YC-1', { ticket: { channel: null, topic: null }, decision: { needsReview: true } }),
    ]);
    expect(bare).to.include({ channel: null, topic: null });
  });

  it('names every rule that spoke, and none where none did', async () => {
    const names = { classification: 'phrases;handed-over', routing: null, sla: null, escalation: null };
    for (const [classification, rule] of [
      ['phrases;handed-over', 'phrases; handed-over'],
      [null, null],
    ] as const) {
      const decision = { needsReview: true, rules: { ...names, classification } };
      const [row] = await listRows(REVIEW_SHEET, [buildDecidedTicket('YC-1', { decision })]);
      expect(row).to.include({ rule });
    }
  });
});
