import type { AccountRow, AccountRows } from './account-rows.ts';

/** Faultless but for what the rows below change. */
export const SOUND_INVOICE: AccountRow<'invoices'> = {
  invoiceId: 'HDN-9001-01',
  customerId: 'KH900900',
  customerName: 'Công ty TNHH Dòng Mẫu',
  debtorType: 'organisation',
  contractId: 'HD-9001',
  agentModel: 'direct',
  agentId: '',
  product: 'it-service',
  chargeKind: 'service',
  managingUnit: 'TT-CNTT',
  regionUnit: 'CTKV2',
  period: '2026-08',
  cycleStart: '',
  cycleEnd: '',
  issuedOn: '2026-09-03',
  dueOn: '2026-09-23',
  amount: '1200000',
  currency: 'VND',
  disputed: 'no',
  voided: 'no',
};

/** Faultless but for what dirty rows change; it pays the sound invoice. */
export const SOUND_PAYMENT: AccountRow<'payments'> = {
  paymentId: 'TT-9001-01',
  invoiceId: 'HDN-9001-01',
  customerId: '',
  paidOn: '2026-09-21',
  amount: '1200000',
  currency: 'VND',
  kind: 'payment',
};

const UNKNOWN = 'KHONG-CO-01';

/** Rows that look odd and are kept, most of them with a warning. */
export const ODD_ROWS: AccountRows = {
  invoices: [
    SOUND_INVOICE,
    // A second currency on the same contract.
    {
      ...SOUND_INVOICE,
      invoiceId: 'HDN-9001-02',
      period: '2026-10',
      issuedOn: '2026-11-11',
      dueOn: '2026-12-01',
      amount: '125.50',
      currency: 'USD',
    },
    { ...SOUND_INVOICE, invoiceId: 'HDN-9002-01', contractId: 'HD-9002', product: 'cloud-camera' },
    { ...SOUND_INVOICE, invoiceId: 'HDN-9003-01', contractId: 'HD-9003', regionUnit: 'CTKV10' },
    { ...SOUND_INVOICE, invoiceId: 'HDN-9004-01', contractId: 'HD-9004', managingUnit: 'TT-MOI' },
    // Nothing but what is required, and blanks around it.
    {
      ...SOUND_INVOICE,
      invoiceId: ' HDN-9005-01 ',
      contractId: 'HD-9005',
      customerName: '=HYPERLINK("http://example.com","Bấm vào đây")',
      agentModel: '',
      chargeKind: '',
      managingUnit: '',
      regionUnit: '',
      period: '',
      currency: '',
      disputed: '',
      voided: '',
    },
  ],
  payments: [
    SOUND_PAYMENT,
    // Dated after asOf, and of a customer without an invoice: it is ignored until then, then it is a credit.
    { ...SOUND_PAYMENT, paymentId: 'TT-9002-01', invoiceId: '', customerId: 'KH900901', paidOn: '2026-11-28' },
  ],
  contracts: [
    ['HD-9101', 'active'],
    ['HD-9102', 'restricted'],
    ['HD-9103', 'locked'],
    ['HD-9104', 'terminated'],
  ].map(([contractId = '', serviceStatus = '']) => ({
    contractId,
    customerId: 'KH900902',
    product: 'mbiz360',
    serviceStatus,
    statusSince: '2026-08-10',
    handedOverOn: '',
  })),
  holds: [
    {
      holdId: 'TH-9001',
      contractId: UNKNOWN,
      invoiceId: '',
      kind: 'promise',
      from: '2026-11-01',
      until: '2026-12-01',
      reason: 'Hợp đồng chưa có trong tệp',
      authority: 'Trưởng phòng KHDN',
    },
  ],
  notices: [
    {
      noticeId: 'TB-9001',
      contractId: 'HD-9001',
      invoiceId: UNKNOWN,
      kind: 'payment-notice',
      channel: 'email',
      sentOn: '2026-09-03',
      deliveredOn: '2026-09-03',
      proof: '',
    },
  ],
  debtors: [{ customerId: UNKNOWN, legalStatus: 'active', legalStatusOn: '', payableAmount: '', evidence: 'contract' }],
  provisions: [{ invoiceId: UNKNOWN, bookedOn: '2026-09-30', bookedAmount: '150000', fullyProvisionedOn: '' }],
};
