import type { DebtReportSource } from '../../src/domain/debt-report.ts';
import type { Currency } from '../../src/domain/money.ts';
import type { ControlTotal, CoverLine, PlannedSheet } from '../report-plan.ts';
import { describeAsOf } from '../shared/as-of.ts';
import { compareSums, subtractSums, toCoverLines } from '../shared/currency-sums.ts';
import { countRows, gatherList, getSums, type ListTally, planList } from '../shared/list-sheet.ts';
import { listCurrencies } from '../shared/money-columns.ts';
import type { Names } from '../shared/names.ts';
import { buildNoteLines, buildSignedNotes } from '../shared/note-lines.ts';
import type { SpoolFile } from '../spool.ts';
import { type CaseCounter, createCaseCounter, sumCases } from './case-totals.ts';
import { buildCouncilMinutes } from './council-minutes.ts';
import { type DebtPart, ignore } from './debt-part.ts';
import { NOT_READY_SHEET } from './not-ready-sheet.ts';
import { PROPOSAL_SHEET } from './proposal-sheet.ts';
import { listTracked, TRACKED_SHEET } from './tracked-sheet.ts';

const NOTES = [
  'Quy tắc chỉ đề xuất theo Thông tư 48/2019/TT-BTC, điều 6; Hội đồng xử lý nợ và cấp có thẩm quyền quyết định. / The rules only propose; people decide.',
  'Thiệt hại thực tế = giá trị khoản nợ − thu hồi qua bù trừ với số phải trả cùng khách nợ. / Actual loss = open − set-off.',
];
const TRACKED_NOTES = [
  'Thiệt hại thực tế = số nợ đã xoá − thu hồi sau xoá nợ. / Actual loss = written off − recovered since.',
];

/** The dossier for the debt council: what may be written off, what lacks documents, and what is watched afterwards. */
export function createWriteOffPart(source: DebtReportSource, spools: SpoolFile): DebtPart {
  const { run, names } = source;
  const counters = createCounters(names, spools);
  const { cases, proposals, notReady, tracked } = counters;
  return {
    addInvoice: (decided) => {
      const { writeOffAction, writeOffMissing } = decided.decision;
      cases.add(decided);
      proposals.add(decided);
      notReady.add(decided);
      counters.incomplete += Number(writeOffAction === 'propose-write-off' && writeOffMissing.length > 0);
    },
    addCollection: ignore,
    addBalance: (balance) => {
      for (const writeOff of listTracked(balance, run.asOf)) tracked.add(writeOff);
    },
    finish: () => {
      const currencies = listCurrencies(cases.listCurrencies());
      const { asOfOnCover } = describeAsOf(run);
      return {
        report: 'debt-write-off',
        title: { vi: 'Hồ sơ đề nghị xử lý nợ không có khả năng thu hồi', en: 'Write-off dossier' },
        coverResults: { heading: { vi: 'Xử lý nợ', en: 'Write-off' }, lines: buildResults(counters) },
        pages: currencies.map((currency) => buildCouncilMinutes(cases.list(currency), currency, asOfOnCover)),
        sheets: planSheets(counters),
        controlTotals: [
          {
            name: { vi: 'Khoản nợ đề nghị mà còn thiếu hồ sơ = 0', en: 'Proposals that lack documents = 0' },
            left: counters.incomplete,
            right: 0,
          },
          ...proveMinutes(cases, currencies, proposals),
          ...proveTracked(tracked),
        ],
      };
    },
  };
}

type Counters = ReturnType<typeof createCounters>;

function createCounters(names: Names, spools: SpoolFile) {
  return {
    cases: createCaseCounter(),
    proposals: gatherList(PROPOSAL_SHEET, spools, names),
    notReady: gatherList(NOT_READY_SHEET, spools, names),
    tracked: gatherList(TRACKED_SHEET, spools, names),
    incomplete: 0,
  };
}

function planSheets({ proposals, notReady, tracked }: Counters): readonly PlannedSheet[] {
  return [
    ...planList(proposals, () => buildSignedNotes(NOTES, [2, 8, 13])),
    ...planList(notReady),
    ...planList(tracked, () => buildNoteLines(TRACKED_NOTES)),
  ];
}

function buildResults({ proposals, notReady, tracked }: Counters): readonly CoverLine[] {
  return [
    { label: { vi: 'Khoản nợ đề nghị xử lý', en: 'Proposed' }, value: countRows(proposals) },
    ...toCoverLines('Giá trị đề nghị', 'Value proposed', getSums(proposals, 'openMinor')),
    ...toCoverLines('Thiệt hại thực tế', 'Actual loss', getSums(proposals, 'lossMinor')),
    { label: { vi: 'Khoản nợ chưa đủ hồ sơ', en: 'Not ready' }, value: countRows(notReady) },
    ...toCoverLines('Giá trị chưa đủ hồ sơ', 'Value not ready', getSums(notReady, 'openMinor')),
    { label: { vi: 'Khoản nợ đã xoá, đang theo dõi', en: 'Tracked' }, value: countRows(tracked) },
    ...toCoverLines('Thu hồi sau xoá nợ', 'Recovered since', getSums(tracked, 'recoveredMinor')),
  ];
}

type Tallied = { readonly tally: ListTally };

function proveMinutes(
  cases: CaseCounter,
  currencies: readonly Currency[],
  proposals: Tallied,
): readonly ControlTotal[] {
  const sumMinutes = (key: 'openMinor' | 'recoveredMinor' | 'lossMinor') =>
    new Map(currencies.map((currency) => [currency, BigInt(sumCases(cases.list(currency), key))]));
  return [
    {
      name: { vi: 'Số khoản nợ: biên bản = trang Đề nghị', en: 'Debts: minutes = proposals' },
      left: currencies.reduce((sum, currency) => sum + sumCases(cases.list(currency), 'debts'), 0),
      right: countRows(proposals),
    },
    ...compareSums(
      'Giá trị: biên bản = trang Đề nghị',
      'Value: minutes = proposals',
      sumMinutes('openMinor'),
      getSums(proposals, 'openMinor'),
    ),
    ...compareSums(
      'Biên bản: giá trị − đã thu hồi = thiệt hại',
      'Minutes: value − recovered = loss',
      subtractSums(sumMinutes('openMinor'), sumMinutes('recoveredMinor')),
      sumMinutes('lossMinor'),
    ),
  ];
}

function proveTracked(tracked: Tallied): readonly ControlTotal[] {
  return compareSums(
    'Theo dõi: đã xoá − thu hồi = thiệt hại',
    'Tracked: written off − recovered = loss',
    subtractSums(getSums(tracked, 'writtenOffMinor'), getSums(tracked, 'recoveredMinor')),
    getSums(tracked, 'lossMinor'),
  );
}
