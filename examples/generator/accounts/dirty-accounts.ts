import type { AccountFile, AccountRow, AccountRows } from './account-rows.ts';
import { ODD_ROWS, SOUND_INVOICE, SOUND_PAYMENT } from './odd-accounts.ts';

const LONGEST_ID = 100;

const SOUND_CONTRACT: AccountRow<'contracts'> = {
  contractId: 'HD-9201',
  customerId: 'KH900900',
  product: 'it-service',
  serviceStatus: 'active',
  statusSince: '2026-01-05',
  handedOverOn: '',
};
const SOUND_HOLD: AccountRow<'holds'> = {
  holdId: 'TH-9201',
  contractId: 'HD-9001',
  invoiceId: '',
  kind: 'promise',
  from: '2026-10-01',
  until: '2026-10-31',
  reason: 'Hẹn thanh toán',
  authority: 'Trưởng phòng KHDN',
};
const SOUND_NOTICE: AccountRow<'notices'> = {
  noticeId: 'TB-9201',
  contractId: 'HD-9001',
  invoiceId: '',
  kind: 'overdue-notice',
  channel: 'sms',
  sentOn: '2026-09-25',
  deliveredOn: '2026-09-25',
  proof: '',
};
const SOUND_DEBTOR: AccountRow<'debtors'> = {
  customerId: 'KH900900',
  legalStatus: 'active',
  legalStatusOn: '',
  payableAmount: '',
  evidence: 'contract',
};
const SOUND_PROVISION: AccountRow<'provisions'> = {
  invoiceId: 'HDN-9002-01',
  bookedOn: '2026-09-30',
  bookedAmount: '100000',
  fullyProvisionedOn: '',
};

/** Rows that must be rejected; the last one of a file often repeats an id that stands earlier in it. */
export const REJECTED_ROWS: AccountRows = {
  invoices: [
    invoice('01', { amount: '1.234.567' }),
    invoice('02', { amount: '1,234,567' }),
    invoice('03', { amount: '150000.50' }),
    invoice('04', { amount: '-500000' }),
    invoice('05', { dueOn: '31/02/2026' }),
    invoice('06', { issuedOn: '45987' }),
    invoice('07', { dueOn: '2026-09-02' }),
    invoice('08', { debtorType: 'state' }),
    invoice('09', { contractId: '' }),
    invoice('10', { currency: 'XYZ' }),
    invoice('11', { amount: '9007199254740993' }),
    invoice('12', { amount: '' }),
    invoice('13', { dueOn: '2026-02-29' }),
    invoice('14', { disputed: 'có lẽ' }),
    { ...SOUND_INVOICE, invoiceId: 'HDN-'.padEnd(LONGEST_ID + 1, '9') },
    { ...SOUND_INVOICE, invoiceId: '' },
    { ...SOUND_INVOICE, amount: '990000' },
  ],
  payments: [
    payment('01', { invoiceId: 'HDN-KHONG-CO' }),
    payment('02', { currency: 'USD', amount: '50.00' }),
    payment('03', { paidOn: '2026-09-02' }),
    payment('04', { customerId: 'KH000001' }),
    payment('05', { amount: '1.200.000' }),
    payment('06', { paidOn: '46285' }),
    payment('07', { kind: 'cash' }),
    payment('08', { invoiceId: '' }),
    { ...SOUND_PAYMENT, amount: '1000' },
  ],
  contracts: [
    { ...SOUND_CONTRACT, serviceStatus: 'suspended' },
    { ...SOUND_CONTRACT, contractId: 'HD-9202', statusSince: '2026-13-01' },
    { ...SOUND_CONTRACT, contractId: 'HD-9101', serviceStatus: 'locked' },
  ],
  holds: [
    { ...SOUND_HOLD, holdId: 'TH-9201', kind: 'exemption', contractId: '', invoiceId: 'HDN-9001-01' },
    { ...SOUND_HOLD, holdId: 'TH-9202', from: '2026-10-31', until: '2026-10-01' },
    { ...SOUND_HOLD, holdId: 'TH-9203', kind: 'favour' },
    { ...SOUND_HOLD, holdId: 'TH-9204', reason: '' },
  ],
  notices: [
    { ...SOUND_NOTICE, noticeId: 'TB-9201', kind: 'greeting' },
    { ...SOUND_NOTICE, noticeId: 'TB-9202', sentOn: '31/02/2026' },
    { ...SOUND_NOTICE, noticeId: 'TB-9001' },
  ],
  debtors: [
    { ...SOUND_DEBTOR, customerId: 'KH900903', legalStatus: 'missing' },
    { ...SOUND_DEBTOR, customerId: 'KH900904', evidence: 'contract;handshake' },
    { ...SOUND_DEBTOR, customerId: 'KH900905', payableAmount: '2.000.000' },
  ],
  provisions: [
    { ...SOUND_PROVISION, bookedAmount: '100000.5' },
    { ...SOUND_PROVISION, bookedOn: '2026-09-31' },
    { ...SOUND_PROVISION, invoiceId: ODD_ROWS.provisions[0]?.invoiceId ?? '' },
  ],
};

/** How many rows of a file must be rejected. */
export function countRejected(file: AccountFile): number {
  return REJECTED_ROWS[file].length;
}

function invoice(number: string, changes: Partial<AccountRow<'invoices'>>): AccountRow<'invoices'> {
  return { ...SOUND_INVOICE, invoiceId: `HDN-92${number}-01`, contractId: 'HD-9001', ...changes };
}

function payment(number: string, changes: Partial<AccountRow<'payments'>>): AccountRow<'payments'> {
  return { ...SOUND_PAYMENT, paymentId: `TT-92${number}-01`, ...changes };
}
