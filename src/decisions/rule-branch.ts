import type { LeafCondition } from '../rule-sets/rule-set.ts';
import type { Slots } from './slots.ts';

/** Positions of the rules that may match a record, in their order; all others cannot. */
export type FindCandidates = (slots: Slots) => readonly number[];

/** What a rule cannot do without: the comparisons with literals that must hold, by the slot of their fact. */
export type Needs = ReadonlyMap<number, readonly LeafCondition[]>;

/** One way to tell rules apart: by the value of one fact. */
export type Branch = {
  readonly slot: number;
  /** How many rules are left on average, as if all its values were equally frequent. */
  readonly expected: number;
  /** How many rules all its groups have together. */
  readonly size: number;
  readonly build: (buildGroup: (positions: readonly number[]) => FindCandidates) => FindCandidates;
};
