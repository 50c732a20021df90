import type { Currency } from '../../domain/money.ts';
import type { AnyDecision, Redecided } from './redecided.ts';

/** How many decisions would have another value in one field, from one value to the other. */
type FieldChange = {
  readonly subject: AnyDecision['subject'];
  /** Key of the decision row, `rules.<stage>` of the names of rules; `decision` where the draft decides nothing. */
  readonly field: string;
  /** JSON text of the values; null of amounts and instants, which are almost as many as decisions, and of what is rare. */
  readonly from: string | null;
  readonly to: string | null;
  readonly count: number;
  /** Ids of the first ones. */
  readonly examples: readonly string[];
};

/** Provisions of a run in one currency, as it decided and as the draft would; sums of `provisionAmount`. */
type ProvisionEffect = {
  readonly currency: Currency;
  readonly beforeMinor: bigint;
  readonly afterMinor: bigint;
};

/** What changes of a run, counted. */
export type RunChanges = {
  readonly decided: number;
  readonly changed: number;
  /** By subject and field, the most frequent first. */
  readonly changes: readonly FieldChange[];
  readonly provisions: readonly ProvisionEffect[];
};

/** Fields of which only the number of changes is kept. */
const COUNTED_ONLY: ReadonlySet<string> = new Set([
  'provisionAmount',
  'provisionChange',
  'ctkvDueAt',
  'ttCnttDueAt',
  'totalDueAt',
]);

/** Pairs of values that are told apart; a change beyond them is counted by its field. */
const MAX_PAIRS = 2_000;

type Counted = Omit<FieldChange, 'count' | 'examples'> & { count: number; readonly examples: string[] };

/** Builds what counts the changes of a run; memory does not grow with the run. */
export function buildChangeTally(maxExamples: number) {
  const counts = new Map<string, Counted>();
  const provisions = new Map<Currency, { before: bigint; after: bigint }>();
  let decided = 0;
  let changed = 0;
  const count = (subject: AnyDecision['subject'], id: string, change: ValueChange): void => {
    const { field } = change;
    const key = `${subject} ${field} ${change.from} ${change.to}`;
    const isTold = counts.has(key) || counts.size < MAX_PAIRS;
    const [from, to] = isTold ? [change.from, change.to] : [null, null];
    const ownKey = isTold ? key : `${subject} ${field} null null`;
    const counted = counts.get(ownKey) ?? { subject, field, from, to, count: 0, examples: [] };
    counted.count += 1;
    if (counted.examples.length < maxExamples) counted.examples.push(id);
    counts.set(ownKey, counted);
  };
  const add = ({ before, after }: Redecided): void => {
    decided += 1;
    if (after !== null) addProvision(provisions, before, after);
    const changes = after === null ? [GONE] : listChanges(before, after);
    if (changes.length > 0) changed += 1;
    for (const change of changes) count(before.subject, before.id, change);
  };
  const read = (): RunChanges => ({
    decided,
    changed,
    changes: [...counts.values()].sort(compareChanges),
    provisions: [...provisions]
      .map(([currency, { before, after }]) => ({ currency, beforeMinor: before, afterMinor: after }))
      .sort((a, b) => (a.currency < b.currency ? -1 : 1)),
  });
  return { add, read };
}

type ValueChange = { readonly field: string; readonly from: string | null; readonly to: string | null };

const GONE: ValueChange = { field: 'decision', from: null, to: null };

/** The fields in which two decisions about one subject differ; the release always does and is none of them. */
function listChanges(before: object, after: object, prefix = ''): readonly ValueChange[] {
  const changes: ValueChange[] = [];
  for (const field in before) {
    const from: unknown = Reflect.get(before, field);
    const to: unknown = Reflect.get(after, field);
    if (from === to || field === 'release') continue;
    if (field === 'rules') changes.push(...listChanges(Object(from), Object(to), 'rules.'));
    else if (!isSame(from, to)) changes.push({ field: `${prefix}${field}`, ...describe(field, from, to) });
  }
  return changes;
}

function describe(field: string, from: unknown, to: unknown): Pick<ValueChange, 'from' | 'to'> {
  if (COUNTED_ONLY.has(field)) return { from: null, to: null };
  return { from: JSON.stringify(from), to: JSON.stringify(to) };
}

function isSame(from: unknown, to: unknown): boolean {
  if (!Array.isArray(from) || !Array.isArray(to)) return from === to;
  return from.length === to.length && from.every((each, index) => each === to[index]);
}

function addProvision(
  provisions: Map<Currency, { before: bigint; after: bigint }>,
  before: AnyDecision,
  after: AnyDecision,
): void {
  if (before.subject !== 'invoice' || after.subject !== 'invoice') return;
  const sums = provisions.get(before.currency) ?? { before: 0n, after: 0n };
  sums.before += BigInt(before.provisionAmount);
  sums.after += BigInt(after.provisionAmount);
  provisions.set(before.currency, sums);
}

function compareChanges(a: Counted, b: Counted): number {
  const order = (each: Counted): string => `${each.subject} ${each.field}`;
  if (order(a) !== order(b)) return order(a) < order(b) ? -1 : 1;
  return b.count - a.count || (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1);
}
