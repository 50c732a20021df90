import { expect } from 'chai';
import { describe, it } from 'mocha';
import { describeAsOf } from '../../../reports/shared/as-of.ts';
import { buildBillingRun } from '../decided-contracts.ts';
import { AS_OF } from '../decided-tickets.ts';

describe('describeAsOf', () => {
  it('takes the beginning of the day in Vietnam for a run with a date', () => {
    expect(describeAsOf(buildBillingRun(0, 0, { asOf: '2026-12-31' }))).to.deep.equal({
      asOf: Date.parse('2026-12-30T17:00:00Z'),
      asOfInFileName: '2026-12-31',
      asOfOnCover: '31/12/2026',
    });
  });

  it('shows an instant on the clock of Vietnam', () => {
    expect(describeAsOf(buildBillingRun(0, 0, { asOf: '2026-11-23T02:00:00Z' }))).to.deep.equal({
      asOf: AS_OF,
      asOfInFileName: '2026-11-23T09-00-00',
      asOfOnCover: '09:00:00 ngày 23/11/2026 (giờ Việt Nam)',
    });
  });

  it('refuses a run that stands at no moment', () => {
    expect(() => describeAsOf(buildBillingRun(0, 0, { asOf: 'hôm qua' }))).to.throw('neither a date nor an instant');
  });
});
