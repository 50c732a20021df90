import { COLLECTION_ACTIONS, type CollectionAction } from '../../src/domain/debt-decision.ts';
import type { DebtReportSource, DecidedCollection } from '../../src/domain/debt-report.ts';
import type { ControlTotal, CoverLine, PlannedSheet } from '../report-plan.ts';
import { compareSums, createCurrencyCounter, toCoverLines } from '../shared/currency-sums.ts';
import { countList, countRows, gatherList, getSums, planGroups, planList } from '../shared/list-sheet.ts';
import type { Names } from '../shared/names.ts';
import { buildNoteLines, buildSignedNotes } from '../shared/note-lines.ts';
import type { SpoolFile } from '../spool.ts';
import { COLLECTION_DECISION_SHEET } from './collection-decision-sheet.ts';
import { COLLECTION_GROUP_SHEET } from './collection-group-sheet.ts';
import { type CollectionGroup, createCollectionGroups } from './collection-groups.ts';
import { splitByCurrency } from './contract-debts.ts';
import { type DebtPart, ignore } from './debt-part.ts';
import { COLLECTION_ACTION_LABELS } from './labels.ts';
import { LIMITATION_SHEET } from './limitation-sheet.ts';
import { WORKLIST_SHEET } from './worklist-sheet.ts';

const NOTES = [
  'Hợp đồng nợ nhiều loại tiền có mặt ở trang của từng loại tiền. / A contract that owes several currencies stands on the sheet of each.',
];
const LIMITATION_NOTES = [
  'Thời hiệu khởi kiện 3 năm: Bộ luật Dân sự 2015, điều 429; bộ phận pháp lý kiểm tra việc gián đoạn, bắt đầu lại thời hiệu trước khi khởi kiện.',
];

/** Who has to do what to collect overdue debts, and which of them will soon be too old to sue for. */
export function createCollectionPart(source: DebtReportSource, spools: SpoolFile): DebtPart {
  const { names } = source;
  const counters = createCounters(names, spools);
  return {
    addInvoice: ignore,
    addBalance: ignore,
    addCollection: (decided) => addCollection(counters, decided),
    finish: () => {
      const summary = counters.groups.list();
      return {
        report: 'debt-collection',
        title: { vi: 'Báo cáo thu hồi nợ', en: 'Debt collection' },
        coverResults: {
          heading: { vi: 'Hợp đồng theo việc cần làm', en: 'Contracts by step' },
          lines: buildResults(counters),
        },
        pages: [],
        sheets: planSheets(counters, summary, names),
        controlTotals: buildControlTotals(counters, summary),
      };
    },
  };
}

type Counters = ReturnType<typeof createCounters>;

function createCounters(names: Names, spools: SpoolFile) {
  return {
    groups: createCollectionGroups(),
    byAction: new Map<CollectionAction, number>(COLLECTION_ACTIONS.map((action) => [action, 0])),
    worklist: gatherList(WORKLIST_SHEET, spools, names),
    decisions: gatherList(COLLECTION_DECISION_SHEET, spools, names),
    limitation: gatherList(LIMITATION_SHEET, spools, names),
    overdue: createCurrencyCounter(),
    warnings: 0,
  };
}

function addCollection(counters: Counters, decided: DecidedCollection): void {
  const { groups, byAction, worklist, decisions, limitation, overdue } = counters;
  const { action, limitationWarning } = decided.decision;
  byAction.set(action, (byAction.get(action) ?? 0) + 1);
  counters.warnings += Number(limitationWarning);
  decisions.add(decided);
  for (const debt of splitByCurrency(decided)) {
    worklist.add(debt);
    limitation.add(debt);
    overdue.add(debt.currency, debt.overdueMinor);
    groups.add(debt);
  }
}

function planSheets(
  { worklist, limitation, decisions }: Counters,
  summary: readonly CollectionGroup[],
  names: Names,
): readonly PlannedSheet[] {
  return [
    ...planGroups(COLLECTION_GROUP_SHEET, summary, names, () => buildSignedNotes(NOTES, [1, 2, 4])),
    ...planList(worklist),
    ...planList(limitation, () => buildNoteLines(LIMITATION_NOTES)),
    ...planList(decisions),
  ];
}

function buildControlTotals(
  { byAction, decisions, overdue }: Counters,
  summary: readonly CollectionGroup[],
): readonly ControlTotal[] {
  return [
    {
      name: {
        vi: 'Quyết định thu hồi nợ: theo việc = trang Quyết định',
        en: 'Collection decisions: by step = sheet of decisions',
      },
      left: [...byAction.values()].reduce((sum, value) => sum + value, 0),
      right: countRows(decisions),
    },
    ...compareSums(
      'Nợ quá hạn: hợp đồng = trang Tổng hợp',
      'Overdue: contracts = summary',
      overdue.sums,
      getSums(countList(COLLECTION_GROUP_SHEET, summary), 'overdueMinor'),
    ),
  ];
}

function buildResults({ byAction, warnings, overdue }: Counters): readonly CoverLine[] {
  return [
    ...[...byAction].map(([action, value]) => ({ label: COLLECTION_ACTION_LABELS[action], value })),
    { label: { vi: 'Sắp hết thời hiệu khởi kiện', en: 'Limitation warnings' }, value: warnings },
    ...toCoverLines('Nợ quá hạn', 'Overdue', overdue.sums),
  ];
}
