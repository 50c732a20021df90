import type { FactValue } from '../domain/fact.ts';

/** The values of all facts that a rule set looks at, each in its place; filled anew for each record. */
export type Slots = FactValue[];

/** Whether something holds of a record. */
export type Test = (slots: Slots) => boolean;
