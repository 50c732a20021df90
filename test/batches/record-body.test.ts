import { expect } from 'chai';
import { describe, it } from 'mocha';
import { packInvoice, packPayment, unpackInvoice, unpackPayment } from '../../src/batches/accounts/record-body.ts';
import type { Invoice, Payment } from '../../src/domain/invoice.ts';

const INVOICE: Invoice = {
  invoiceId: 'HD-1',
  customerId: 'KH-1',
  customerName: 'Nguyễn "Văn" A',
  debtorType: 'household',
  contractId: 'HĐ-1',
  agentModel: 'direct',
  agentId: null,
  product: 'mobifiber',
  chargeKind: 'service',
  managingUnit: 'TT-DVS',
  regionUnit: 'CTKV2',
  period: '2026-10',
  cycleStart: '2026-10-01',
  cycleEnd: '2026-10-31',
  issuedOn: '2026-11-01',
  dueOn: '2026-11-16',
  amountMinor: 9_007_199_254_740_991,
  currency: 'VND',
  isDisputed: true,
  isVoided: false,
};
const PAYMENT: Payment = {
  paymentId: 'TT-1',
  invoiceId: null,
  customerId: 'KH-1',
  paidOn: '2026-11-20',
  amountMinor: 0,
  currency: 'USD',
  kind: 'credit-note',
};

describe('invoices and payments as the store has them', () => {
  it('come out as they went in, without their names in between', () => {
    expect(unpackInvoice(packInvoice(INVOICE))).to.deep.equal(INVOICE);
    expect(unpackPayment(packPayment(PAYMENT))).to.deep.equal(PAYMENT);
    expect(packInvoice(INVOICE) + packPayment(PAYMENT)).not.to.contain('customerId');
  });

  it('come out of records that an earlier version stored, with all names', () => {
    expect(unpackInvoice(JSON.stringify(INVOICE))).to.deep.equal(INVOICE);
    expect(unpackPayment(JSON.stringify(PAYMENT))).to.deep.equal(PAYMENT);
  });

  it('are not guessed where there are more or fewer values than this version has', () => {
    expect(() => unpackInvoice('["HD-1"]')).to.throw('a stored invoice has not the values of this version');
    expect(() => unpackPayment('["TT-1",null]')).to.throw('a stored payment has not the values of this version');
  });
});
