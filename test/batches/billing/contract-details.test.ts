import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { ContractDetails } from '../../../src/domain/billing-decision.ts';
import type { CustomerFile } from '../../../src/domain/invoice.ts';
import { decideBilling } from '../../support/account-decisions.ts';
import {
  buildCustomerFile,
  buildInvoice,
  buildNotice,
  buildPayment,
  buildProvision,
} from '../../support/account-samples.ts';

/** Thursday; no day off is near. */
const AS_OF = '2026-06-18';

async function detail(parts: Partial<CustomerFile>): Promise<ContractDetails> {
  const [outcome] = await decideBilling(buildCustomerFile(parts), AS_OF);
  if (outcome === undefined) throw new Error('there is a contract');
  return outcome.details;
}

async function listAddressed(parts: Partial<CustomerFile>): Promise<readonly string[]> {
  const { openInvoices } = await detail(parts);
  return openInvoices.filter((each) => each.isAddressed).map((each) => each.invoiceId);
}

const noticed = (...ids: readonly string[]) =>
  ids.map((invoiceId) =>
    buildNotice(`N-${invoiceId}`, { kind: 'payment-notice', contractId: null, invoiceId, sentOn: '2026-06-02' }),
  );

describe('the letter about a contract', () => {
  it('reminds of every invoice that falls due within the days of reminders, and of no other', async () => {
    const invoices = ['2026-06-18', '2026-06-19', '2026-06-22', '2026-06-17'].map((dueOn, index) =>
      buildInvoice(`I${index}`, { dueOn, isDisputed: dueOn === '2026-06-17' }),
    );
    expect(await listAddressed({ invoices, notices: noticed('I0', 'I1', 'I2', 'I3') })).to.deep.equal(['I0', 'I1']);
  });

  it('notifies of the invoices without a payment notice of their own', async () => {
    const invoices = ['I1', 'I2', 'I3'].map((id) => buildInvoice(id, { dueOn: '2026-06-30' }));
    expect(await listAddressed({ invoices, notices: noticed('I2') })).to.deep.equal(['I1', 'I3']);
  });

  it('of an overdue notice names what is overdue and undisputed', async () => {
    const invoices = [
      buildInvoice('I1'),
      buildInvoice('I2', { isDisputed: true }),
      buildInvoice('I3', { dueOn: '2026-07-15' }),
    ];
    expect(await listAddressed({ invoices, notices: noticed('I1', 'I2', 'I3') })).to.deep.equal(['I1']);
  });

  it('names nothing where nothing is done, and goes to the wholesale agent', async () => {
    const agent = { agentModel: 'wholesale', agentId: 'DL-7', dueOn: '2026-07-15' } as const;
    const parts = { invoices: [buildInvoice('I1', agent)], notices: noticed('I1') };
    expect(await listAddressed(parts)).to.deep.equal([]);
    expect((await detail(parts)).addresseeId).to.equal('DL-7');
    expect((await detail({ invoices: [buildInvoice('I1')] })).addresseeId).to.equal('C-1');
  });
});

describe('an invoice that was written off', () => {
  const provisions = [buildProvision('I1', { writtenOffOn: '2026-06-17' })];

  it('is dunned no more, and is no part of what month N may still collect', async () => {
    const parts = { invoices: [buildInvoice('I1')], provisions };
    const payments = [buildPayment('P1', { invoiceId: 'I1', amountMinor: 250_000 })];
    const [before] = await decideBilling(buildCustomerFile({ ...parts, payments, provisions: [] }), AS_OF);
    const [after] = await decideBilling(buildCustomerFile({ ...parts, payments }), AS_OF);
    expect(before?.decision).to.include({ action: 'send-overdue-notice', overdueAmount: 750_000 });
    expect(after?.decision).to.include({ action: 'none', reason: 'nothing-open', openAmount: 0 });
    expect(after?.details.months[0]).to.include({ invoicedMinor: 250_000, collectedMinor: 250_000, openMinor: 0 });
  });
});

describe('the collection of month N', () => {
  it('is kept by month or cycle, unit and product, with what of it is overdue', async () => {
    const cycle = { period: null, cycleStart: '2026-05-15', cycleEnd: '2026-06-14', dueOn: '2026-07-15' } as const;
    const { months } = await detail({
      invoices: [buildInvoice('I1'), buildInvoice('I2'), buildInvoice('I3', cycle)],
      payments: [buildPayment('P1', { invoiceId: 'I1', amountMinor: 300_000 })],
    });
    const common = { managingUnit: null, product: 'sms-brandname' };
    expect(months).to.deep.equal([
      {
        ...{ month: '2026-05', ...common, invoicedMinor: 2_000_000, collectedMinor: 300_000 },
        ...{ openMinor: 1_700_000, overdueMinor: 1_700_000, invoiceCount: 2 },
      },
      {
        ...{ month: '2026-05-15/2026-06-14', ...common, invoicedMinor: 1_000_000, collectedMinor: 0 },
        ...{ openMinor: 1_000_000, overdueMinor: 0, invoiceCount: 1 },
      },
    ]);
  });
});
