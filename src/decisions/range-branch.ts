import type { LeafCondition } from '../rule-sets/rule-set.ts';
import type { Branch, FindCandidates } from './rule-branch.ts';

/** First and last cell of the number line, both included. */
type Cells = { readonly from: number; readonly to: number };

/** A comparison with a number that has a place on the number line. */
export type Bound = LeafCondition & { readonly value: number };

const ORDERS: ReadonlySet<string> = new Set([
  'equal',
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
]);

const NONE: readonly Bound[] = [];

/** Fewer bounds tell too little apart. */
const MIN_BOUNDS = 2;

/**
 * Tells rules apart that need a number to lie between bounds. The bounds cut the number line into cells: cell `2k` lies
 * before bound k, cell `2k + 1` is bound k itself.
 */
export function buildRangeBranch(
  slot: number,
  positions: readonly number[],
  boundsOf: readonly (readonly Bound[])[],
): Branch | undefined {
  const known = new Set<number>();
  for (const position of positions) for (const { value } of boundsOf[position] ?? NONE) known.add(value);
  const bounds = [...known].sort((a, b) => a - b);
  if (bounds.length < MIN_BOUNDS) return undefined;
  const lastCell = bounds.length * 2;
  const cellsOf = positions.map((position) => findCells(boundsOf[position] ?? NONE, bounds, lastCell));
  const size = cellsOf.reduce((sum, { from, to }) => sum + Math.max(0, to - from + 1), 0);
  return {
    slot,
    expected: size / (lastCell + 1),
    size: size + positions.length,
    build: (buildGroup) => {
      const groups = groupByCell(positions, cellsOf, lastCell).map(buildGroup);
      const all: FindCandidates = () => positions;
      return (slots) => {
        const value = slots[slot];
        if (typeof value !== 'number' || Number.isNaN(value)) return all(slots); // texts that look like numbers, too
        return (groups[findCell(bounds, value)] ?? all)(slots);
      };
    },
  };
}

/** Whether a comparison is one with such a number. */
export function isBound(leaf: LeafCondition): leaf is Bound {
  return typeof leaf.value === 'number' && ORDERS.has(leaf.operator);
}

/** The cells in which all comparisons of a rule with numbers hold. */
function findCells(leaves: readonly Bound[], bounds: readonly number[], lastCell: number): Cells {
  let from = 0;
  let to = lastCell;
  for (const { operator, value } of leaves) {
    const cell = findCell(bounds, value);
    if (operator === 'lessThan') to = Math.min(to, cell - 1);
    if (operator === 'lessThanInclusive' || operator === 'equal') to = Math.min(to, cell);
    if (operator === 'greaterThan') from = Math.max(from, cell + 1);
    if (operator === 'greaterThanInclusive' || operator === 'equal') from = Math.max(from, cell);
  }
  return { from, to };
}

function groupByCell(
  positions: readonly number[],
  cellsOf: readonly Cells[],
  lastCell: number,
): readonly (readonly number[])[] {
  const groups = Array.from({ length: lastCell + 1 }, (): number[] => []);
  positions.forEach((position, index) => {
    const { from, to } = cellsOf[index] ?? { from: 0, to: lastCell };
    for (let cell = from; cell <= to; cell += 1) groups[cell]?.push(position);
  });
  return groups;
}

/** The cell of a number, by halving. */
function findCell(bounds: readonly number[], value: number): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bounds[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return bounds[low] === value ? low * 2 + 1 : low * 2;
}
