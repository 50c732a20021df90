import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { InvoiceState } from '../../src/domain/account-state.ts';
import type { Invoice } from '../../src/domain/invoice.ts';
import { setOff } from '../../src/domain/provision.ts';
import { buildInvoice } from '../support/account-samples.ts';

function open(invoiceId: string, openMinor: number, changes: Partial<Invoice> = {}): InvoiceState {
  const invoice = buildInvoice(invoiceId, changes);
  const days = { daysPastDue: 15, monthsPastDue: 0, isDisputed: invoice.isDisputed };
  return { invoice, effectiveDueOn: invoice.dueOn, openMinor, overpaidMinor: 0, writtenOffMinor: null, ...days };
}

const list = (states: readonly InvoiceState[], payableMinor: number) =>
  Object.fromEntries(setOff(states, payableMinor));

describe('what we owe a debtor', () => {
  it('is set off by original due date, then id, until nothing is left', () => {
    const states = [
      open('I2', 300),
      open('I10', 200),
      open('I9', 100, { dueOn: '2026-05-31' }),
      open('I1', 50, { dueOn: '2026-07-01', isDisputed: true }),
    ];
    expect(list(states, 0)).to.deep.equal({});
    expect(list(states, 99)).to.deep.equal({ I9: 99 });
    expect(list(states, 100)).to.deep.equal({ I9: 100 });
    expect(list(states, 301)).to.deep.equal({ I9: 100, I10: 200, I2: 1 });
    expect(list(states, 1_000)).to.deep.equal({ I9: 100, I10: 200, I2: 300, I1: 50 });
  });

  it('is VND, and is set off against no other currency', () => {
    expect(list([open('I1', 300, { currency: 'USD' }), open('I2', 40)], 100)).to.deep.equal({ I2: 40 });
  });
});
