import type { UndeliveredNotice } from '../../src/domain/billing-decision.ts';
import type { DecidedContract } from '../../src/domain/billing-report.ts';
import { compareText } from '../../src/domain/compare-text.ts';
import { joinObjects } from '../../src/domain/join-objects.ts';
import { HOME_CURRENCY } from '../../src/domain/money.ts';
import type { Column, RowOf } from '../report-model.ts';
import { count, date, number, text, wrapped } from '../shared/columns.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import type { Names } from '../shared/names.ts';
import { buildContractCells, CONTRACT_COLUMNS } from './contract-columns.ts';
import { describeOutcome, NOTICE_KIND_LABELS } from './labels.ts';

/** Sendings of one kind of notice through one channel of which no delivery is known. */
export type UndeliveredGroup = { readonly contract: DecidedContract; readonly notices: readonly UndeliveredNotice[] };

const COLUMNS = [
  ...CONTRACT_COLUMNS,
  text('currency', { vi: 'Loại tiền', en: 'Currency' }, 11),
  text('kind', { vi: 'Loại thông báo', en: 'Kind' }, 22),
  wrapped('channel', { vi: 'Kênh gửi', en: 'Channel' }, 17),
  date('firstSentOn', { vi: 'Gửi lần đầu', en: 'First sent' }),
  date('lastSentOn', { vi: 'Gửi lần cuối', en: 'Last sent' }),
  count('times', { vi: 'Số lần gửi', en: 'Times sent' }),
  number('daysPastDue', { vi: 'Số ngày quá hạn', en: 'Days past due' }, 11),
  wrapped('outcome', { vi: 'Việc tiếp theo', en: 'What comes next' }, 26),
] as const satisfies readonly Column[];

/** Notices that were sent and have not arrived: one row for each contract, kind and channel. */
export const UNDELIVERED_SHEET: ListSheet<UndeliveredGroup> = {
  name: 'Chưa nhận - Undelivered',
  title: { vi: 'Thông báo đã gửi, chưa có kết quả giao', en: 'Notices sent and not delivered' },
  columns: COLUMNS,
  accepts: () => true,
  toCurrency: () => HOME_CURRENCY, // it shows no amounts, so that one sheet holds all
  amounts: { times: ({ notices }) => notices.length },
  buildRow,
  compareItems: null,
};

/** The undelivered notices of a contract by kind and channel. */
export function toUndeliveredGroups(contract: DecidedContract): readonly UndeliveredGroup[] {
  const groups = new Map<string, UndeliveredNotice[]>();
  for (const notice of contract.details.undelivered) {
    const key = JSON.stringify([notice.kind, notice.channel]);
    groups.set(key, [...(groups.get(key) ?? []), notice]);
  }
  return [...groups].sort(([a], [b]) => compareText(a, b)).map(([, notices]) => ({ contract, notices }));
}

function buildRow({ contract, notices }: UndeliveredGroup, names: Names): RowOf<typeof COLUMNS> {
  const { decision } = contract;
  const [first] = notices;
  return joinObjects(buildContractCells(contract, names), {
    currency: decision.currency,
    kind: first === undefined ? null : NOTICE_KIND_LABELS[first.kind],
    channel: first?.channel ?? null,
    firstSentOn: first?.sentOn ?? null,
    lastSentOn: notices.at(-1)?.sentOn ?? null,
    times: notices.length,
    daysPastDue: decision.daysPastDue,
    outcome: describeOutcome(decision.action, decision.reason),
  });
}
