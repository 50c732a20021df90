import type { DebtReportSource } from '../../src/domain/debt-report.ts';
import { type Currency, HOME_CURRENCY } from '../../src/domain/money.ts';
import type { PageLine } from '../report-model.ts';
import type { ControlTotal, CoverLine, PlannedSheet } from '../report-plan.ts';
import { compareSums, subtractSums, toCoverLines } from '../shared/currency-sums.ts';
import {
  countList,
  countRows,
  gatherList,
  getSums,
  type ListTally,
  planGroups,
  planList,
} from '../shared/list-sheet.ts';
import type { Names } from '../shared/names.ts';
import { buildNoteLines, buildSignedNotes } from '../shared/note-lines.ts';
import type { SpoolFile } from '../spool.ts';
import { type DebtPart, ignore } from './debt-part.ts';
import { createJournalCounter, type Journal } from './journal.ts';
import { planJournal } from './journal-sheet.ts';
import { PROVISION_GROUP_SHEET } from './provision-group-sheet.ts';
import { createProvisionCounter, type ProvisionGroup } from './provision-groups.ts';
import { PROVISION_SHEET } from './provision-sheet.ts';
import { listReleases, RELEASE_SHEET } from './release-sheet.ts';
import { UNSUPPORTED_SHEET } from './unsupported-sheet.ts';

const NOTES = [
  'Căn cứ: Thông tư 48/2019/TT-BTC, điều 6. Giá trị trích lập = còn nợ − bù trừ công nợ với cùng khách nợ; làm tròn đến đồng theo từng hoá đơn. / Base = open − offset, rounded per invoice.',
  'Chênh lệch = dự phòng phải trích − đã ghi sổ. Khoản chưa đủ hồ sơ được tính nhưng chưa được hạch toán tăng. / Increases without documents are shown, but not booked.',
];
const FOREIGN_NOTE =
  'Ngoại tệ: không đưa vào bút toán, quy đổi theo tỷ giá do kế toán xác định. / Not in the journal proposal: accounting sets the exchange rate.';

/** What must be provisioned, what is booked, and which entries would bring the two together. */
export function createProvisionPart(source: DebtReportSource, spools: SpoolFile): DebtPart {
  const { names } = source;
  const counters = createCounters(names, spools);
  const { groups, invoices, unsupported, releases, journalCounter } = counters;
  return {
    addInvoice: (decided) => {
      groups.add(decided);
      invoices.add(decided);
      unsupported.add(decided);
      journalCounter.addInvoice(decided);
    },
    addCollection: ignore,
    addBalance: (balance) => {
      for (const release of listReleases(balance)) {
        releases.add(release);
        journalCounter.addReleased(release.released);
      }
    },
    finish: () => {
      const [summary, journal] = [groups.list(), journalCounter.finish()];
      return {
        report: 'debt-provision',
        title: { vi: 'Báo cáo dự phòng nợ phải thu khó đòi', en: 'Provision for doubtful debts' },
        coverResults: {
          heading: { vi: 'Dự phòng', en: 'Provision' },
          lines: buildResults(counters, journal),
        },
        pages: [],
        sheets: planSheets(counters, summary, journal, names),
        controlTotals: [
          ...proveInvoices(invoices, countList(PROVISION_GROUP_SHEET, summary)),
          ...proveJournal(counters, journal),
        ],
      };
    },
  };
}

type Counters = ReturnType<typeof createCounters>;

function createCounters(names: Names, spools: SpoolFile) {
  return {
    groups: createProvisionCounter(),
    invoices: gatherList(PROVISION_SHEET, spools, names),
    unsupported: gatherList(UNSUPPORTED_SHEET, spools, names),
    releases: gatherList(RELEASE_SHEET, spools, names),
    journalCounter: createJournalCounter(),
  };
}

function planSheets(
  { invoices, unsupported, releases }: Counters,
  summary: readonly ProvisionGroup[],
  journal: Journal,
  names: Names,
): readonly PlannedSheet[] {
  const sign = (currency: Currency) => buildSignedNotes([...NOTES, ...noteForeign(currency)], [1, 6, 10]);
  return [
    ...planGroups(PROVISION_GROUP_SHEET, summary, names, sign),
    ...planJournal(journal, names),
    ...[invoices, unsupported].flatMap((list) => planList(list, buildForeignLines)),
    ...planList(releases, buildForeignLines),
  ];
}

type Tallied = { readonly tally: ListTally };

function proveInvoices(invoices: Tallied, summary: Tallied): readonly ControlTotal[] {
  const compareKey = (vi: string, en: string, key: string) =>
    compareSums(
      `${vi}: hoá đơn = tổng hợp`,
      `${en}: invoices = summary`,
      getSums(invoices, key),
      getSums(summary, key),
    );
  return [
    ...compareKey('Còn nợ', 'Open', 'openMinor'),
    ...compareKey('Dự phòng phải trích', 'Required', 'requiredMinor'),
    ...compareKey('Dự phòng đã ghi sổ', 'Booked', 'bookedMinor'),
    ...compareKey('Chênh lệch', 'Change', 'changeMinor'),
    ...compareSums(
      'Còn nợ − bù trừ = giá trị trích lập',
      'Open − offset = base',
      subtractSums(getSums(invoices, 'openMinor'), getSums(invoices, 'offsetMinor')),
      getSums(invoices, 'baseMinor'),
    ),
    ...compareSums(
      'Phải trích − đã ghi sổ = chênh lệch',
      'Required − booked = change',
      subtractSums(getSums(invoices, 'requiredMinor'), getSums(invoices, 'bookedMinor')),
      getSums(invoices, 'changeMinor'),
    ),
  ];
}

function proveJournal({ invoices, releases }: Counters, journal: Journal): readonly ControlTotal[] {
  const change = getSums(invoices, 'changeMinor').get(HOME_CURRENCY) ?? 0n;
  const released = getSums(releases, 'bookedMinor').get(HOME_CURRENCY) ?? 0n;
  return [
    {
      name: {
        vi: 'Bút toán: trích thêm − hoàn nhập + chưa đủ hồ sơ = chênh lệch − hoàn nhập nợ đã tất toán (VND)',
        en: 'Journal: increase − reversal + unsupported increase = change − released (VND)',
      },
      left: journal.increaseMinor - journal.reversalMinor + journal.unsupportedMinor,
      right: change - released,
      currency: HOME_CURRENCY,
    },
    {
      name: {
        vi: 'Bút toán: nợ đã tất toán = trang Hoàn nhập (VND)',
        en: 'Journal: released = sheet of releases (VND)',
      },
      left: journal.releasedMinor,
      right: released,
      currency: HOME_CURRENCY,
    },
  ];
}

function buildResults({ invoices, releases }: Counters, journal: Journal): readonly CoverLine[] {
  const toLine = (vi: string, en: string, value: bigint): CoverLine => ({
    label: { vi: `${vi}, VND`, en },
    value,
    currency: HOME_CURRENCY,
  });
  return [
    ...toCoverLines('Dự phòng phải trích', 'Required', getSums(invoices, 'requiredMinor')),
    ...toCoverLines('Dự phòng đã ghi sổ', 'Booked', getSums(invoices, 'bookedMinor')),
    ...toCoverLines('Hoàn nhập nợ đã tất toán', 'Released', getSums(releases, 'bookedMinor')),
    toLine('Bút toán: trích lập thêm', 'Journal: increase', journal.increaseMinor),
    toLine('Bút toán: hoàn nhập', 'Journal: reversal', journal.reversalMinor),
    toLine('Chưa hạch toán, chưa đủ hồ sơ', 'Not booked: unsupported', journal.unsupportedMinor),
    { label: { vi: 'Hoá đơn hoàn nhập toàn bộ', en: 'Released invoices' }, value: countRows(releases) },
  ];
}

function noteForeign(currency: Currency): readonly string[] {
  return currency === HOME_CURRENCY ? [] : [FOREIGN_NOTE];
}

function buildForeignLines(currency: Currency): readonly PageLine[] {
  return currency === HOME_CURRENCY ? [] : buildNoteLines([FOREIGN_NOTE]);
}
