import { sumAgeing } from '../../src/domain/debt-ageing.ts';
import { AGEING_BUCKETS } from '../../src/domain/debt-decision.ts';
import type { DebtReportSource } from '../../src/domain/debt-report.ts';
import type { ControlTotal, CoverLine } from '../report-plan.ts';
import {
  type CurrencySums,
  compareSums,
  createCurrencyCounter,
  sumByCurrency,
  toCoverLines,
} from '../shared/currency-sums.ts';
import { gatherList, getSums, planGroups, planList } from '../shared/list-sheet.ts';
import type { Names } from '../shared/names.ts';
import { buildNoteLines, buildSignedNotes } from '../shared/note-lines.ts';
import type { SpoolFile } from '../spool.ts';
import { type AgeingGroup, createUnitAgeingCounter, listCustomerAgeing } from './ageing-groups.ts';
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
export function createAgeingPart(source: DebtReportSource, spools: SpoolFile): DebtPart {
  const { names } = source;
  const counters = createCounters(names, spools);
  const { units, customers, invoices, open, aged, credit } = counters;
  return {
    addInvoice: (decided) => {
      units.add(decided);
      invoices.add(decided);
      open.add(decided.decision.currency, decided.decision.openAmount);
    },
    addCollection: ignore,
    addBalance: (balance) => {
      const { currency, openMinor, creditMinor, ageing } = balance;
      const agedMinor = ageing === null ? 0n : sumAgeing(ageing);
      aged.add(currency, agedMinor);
      credit.add(currency, creditMinor);
      if (agedMinor !== BigInt(openMinor)) counters.oddCustomers += 1;
      for (const customer of listCustomerAgeing(balance)) customers.add(customer);
    },
    finish: () => {
      const groups = units.list();
      return {
        report: 'debt-ageing',
        title: { vi: 'Báo cáo tuổi nợ phải thu', en: 'Ageing of receivables' },
        coverResults: {
          heading: { vi: 'Nợ còn phải thu theo tuổi nợ', en: 'Open amounts by age' },
          lines: buildResults(groups, credit.sums),
        },
        pages: [],
        sheets: [
          ...planGroups(UNIT_AGEING_SHEET, groups, names, () => buildSignedNotes(NOTES, [1, 6, 11])),
          ...planList(customers, () => buildNoteLines([...NOTES, ...CREDIT_NOTES])),
          ...planList(invoices),
        ],
        controlTotals: proveSums(counters, groups),
      };
    },
  };
}

type Counters = ReturnType<typeof createCounters>;

function createCounters(names: Names, spools: SpoolFile) {
  return {
    units: createUnitAgeingCounter(),
    customers: gatherList(CUSTOMER_AGEING_SHEET, spools, names),
    invoices: gatherList(INVOICE_AGEING_SHEET, spools, names),
    open: createCurrencyCounter(),
    /** Open by the ageing of all customers. */
    aged: createCurrencyCounter(),
    credit: createCurrencyCounter(),
    /** Customers whose ageing and balance differ. */
    oddCustomers: 0,
  };
}

/** Credits stand beside what a customer owes, so both have to be about the same customer. */
function proveSums(counters: Counters, groups: readonly AgeingGroup[]): readonly ControlTotal[] {
  const { open, aged, credit, customers, oddCustomers } = counters;
  return [
    ...proveAged('theo đơn vị', 'by unit', open.sums, sumByCurrency(groups, sumAgeing)),
    ...proveAged('theo khách hàng', 'by customer', open.sums, aged.sums),
    {
      name: {
        vi: 'Số khách hàng có số còn nợ khác số dư = 0',
        en: 'Customers whose open invoices differ from their balance = 0',
      },
      left: oddCustomers,
      right: 0,
    },
    ...compareSums(
      'Khách hàng trả thừa: số dư = trang theo khách hàng',
      'Credit: balances = sheet by customer',
      credit.sums,
      getSums(customers, 'creditMinor'),
    ),
  ];
}

function proveAged(vi: string, en: string, open: CurrencySums, aged: CurrencySums): readonly ControlTotal[] {
  return compareSums(
    `Còn nợ: quyết định = nhóm tuổi nợ + tranh chấp ${vi}`,
    `Open: decisions = buckets + disputed ${en}`,
    open,
    aged,
  );
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
