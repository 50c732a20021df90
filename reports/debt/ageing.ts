import { AGEING_BUCKETS } from '../../src/domain/debt-decision.ts';
import type { ControlTotal, CoverLine } from '../report-plan.ts';
import {
  type CurrencySums,
  compareSums,
  createCurrencyCounter,
  sumByCurrency,
  toCoverLines,
} from '../shared/currency-sums.ts';
import { createListCounter, planGroups, planList } from '../shared/list-sheet.ts';
import { buildNoteLines, buildSignedNotes } from '../shared/note-lines.ts';
import { type AgeingGroup, type CustomerAgeing, createAgeingCounter } from './ageing-groups.ts';
import { CUSTOMER_AGEING_SHEET, INVOICE_AGEING_SHEET, UNIT_AGEING_SHEET } from './ageing-sheets.ts';
import { type DebtPart, ignore } from './debt-part.ts';
import { BUCKET_LABELS } from './labels.ts';

const NOTES = [
  'Tuổi nợ tính theo số ngày quá hạn của khoản nợ không tranh chấp; nợ đang tranh chấp trình bày riêng. Tổng còn nợ = cộng các nhóm tuổi nợ + tranh chấp.',
  'Buckets hold undisputed open amounts by days past due; disputed amounts stand apart. Open = all buckets + disputed.',
];
const CREDIT_NOTES = [
  'Khách hàng trả thừa trình bày riêng, không bù trừ vào số còn nợ; số âm là đã hoàn trả nhiều hơn đã thu. / Credits stand apart and lower no open amount; negative where more was refunded than paid.',
];

/** How old the receivables are: by unit, by customer, by invoice. */
export function createAgeingPart(): DebtPart {
  const counters = createCounters();
  const { groups, invoices, open, credit } = counters;
  return {
    addInvoice: (decided) => {
      groups.addInvoice(decided);
      invoices.add(decided);
      open.add(decided.decision.currency, decided.decision.openAmount);
    },
    addCollection: ignore,
    addBalance: (balance) => {
      groups.addBalance(balance);
      credit.add(balance.currency, balance.creditMinor);
    },
    finish: ({ names, readDecidedInvoices }) => {
      const [units, customers] = [groups.listUnits(), groups.listCustomers()];
      return {
        report: 'debt-ageing',
        title: { vi: 'Báo cáo tuổi nợ phải thu', en: 'Ageing of receivables' },
        coverResults: {
          heading: { vi: 'Nợ còn phải thu theo tuổi nợ', en: 'Open amounts by age' },
          lines: buildResults(units, credit.sums),
        },
        pages: [],
        sheets: [
          ...planGroups(UNIT_AGEING_SHEET, units, names, () => buildSignedNotes(NOTES, [1, 6, 11])),
          ...planGroups(CUSTOMER_AGEING_SHEET, customers, names, () => buildNoteLines([...NOTES, ...CREDIT_NOTES])),
          ...planList(INVOICE_AGEING_SHEET, invoices, readDecidedInvoices, names),
        ],
        controlTotals: proveSums(counters, units, customers),
      };
    },
  };
}

type Counters = ReturnType<typeof createCounters>;

function createCounters() {
  return {
    groups: createAgeingCounter(),
    invoices: createListCounter(INVOICE_AGEING_SHEET),
    open: createCurrencyCounter(),
    credit: createCurrencyCounter(),
  };
}

function proveSums(
  { open, credit }: Counters,
  units: readonly AgeingGroup[],
  customers: readonly CustomerAgeing[],
): readonly ControlTotal[] {
  return [
    ...proveGroups('theo đơn vị', 'by unit', units, open.sums),
    ...proveGroups('theo khách hàng', 'by customer', customers, open.sums),
    proveCustomers(customers),
    ...compareSums(
      'Khách hàng trả thừa: số dư = trang theo khách hàng',
      'Credit: balances = sheet by customer',
      credit.sums,
      sumByCurrency(customers, (group) => group.creditMinor),
    ),
  ];
}

function proveGroups(
  vi: string,
  en: string,
  groups: readonly AgeingGroup[],
  open: CurrencySums,
): readonly ControlTotal[] {
  return compareSums(
    `Còn nợ: quyết định = nhóm tuổi nợ + tranh chấp ${vi}`,
    `Open: decisions = buckets + disputed ${en}`,
    open,
    sumByCurrency(groups, (group) =>
      AGEING_BUCKETS.reduce((sum, bucket) => sum + BigInt(group.buckets[bucket]), BigInt(group.disputedMinor)),
    ),
  );
}

/** Credits stand beside what a customer owes, so both have to be about the same customer. */
function proveCustomers(customers: readonly CustomerAgeing[]): ControlTotal {
  const isWrong = (customer: CustomerAgeing): boolean =>
    customer.undisputedMinor + customer.disputedMinor !== customer.balanceMinor;
  return {
    name: {
      vi: 'Số khách hàng có số còn nợ khác số dư = 0',
      en: 'Customers whose open invoices differ from their balance = 0',
    },
    left: customers.filter(isWrong).length,
    right: 0,
  };
}

function buildResults(units: readonly AgeingGroup[], credit: CurrencySums): readonly CoverLine[] {
  const lines = (vi: string, en: string, read: (group: AgeingGroup) => number) =>
    toCoverLines(vi, en, sumByCurrency(units, read));
  return [
    ...AGEING_BUCKETS.flatMap((bucket) =>
      lines(BUCKET_LABELS[bucket].vi, BUCKET_LABELS[bucket].en, (group) => group.buckets[bucket]),
    ),
    ...lines('Đang tranh chấp', 'Disputed', (group) => group.disputedMinor),
    ...lines('Tổng còn nợ', 'Open', (group) => group.undisputedMinor + group.disputedMinor),
    ...toCoverLines('Khách hàng trả thừa', 'Credit', credit),
  ];
}
