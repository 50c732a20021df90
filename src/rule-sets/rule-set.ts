import type { CalendarDate } from '../domain/calendar-date.ts';
import type { Bilingual, FactValue, HitPolicy } from '../domain/fact.ts';

/** A value in a condition or an event: a literal, or the value of another fact. */
export type RuleValue = string | number | boolean | null | readonly (string | number)[] | { readonly fact: string };

/** A condition as json-rules-engine reads it. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly condition: string }
  | LeafCondition;

export type LeafCondition = { readonly fact: string; readonly operator: string; readonly value: RuleValue };

/** For whom a rule or a parameter value holds; an absent key means for all. */
export type Scope = { readonly product?: string; readonly segment?: string; readonly unit?: string };

/** First and last day on which something holds, both included; null means without a bound. */
export type Validity = { readonly validFrom: CalendarDate | null; readonly validTo: CalendarDate | null };

export type RuleEvent = { readonly type: string; readonly params: Readonly<Record<string, RuleValue>> };

/** One rule, written as such or as a row of a table. */
export type Rule = Validity & {
  readonly name: string;
  readonly title: Bilingual;
  /** Higher goes first; only `first` rule sets use it. */
  readonly priority: number;
  readonly reference: string;
  readonly scope: Scope;
  readonly conditions: Condition;
  readonly event: RuleEvent;
  /** Where it stands in its file, for messages. */
  readonly pointer: string;
};

/** A checked rule set; tables are expanded, literals stand as the file has them. */
export type RuleSet = {
  readonly id: string;
  readonly file: string;
  readonly title: Bilingual;
  readonly owner: string;
  readonly hitPolicy: HitPolicy;
  readonly default: RuleEvent | null;
  /** Conditions with a name, which rules refer to by `{"condition": name}`. */
  readonly conditions: Readonly<Record<string, Condition>>;
  readonly rules: readonly Rule[];
};

export type ParameterValue = Validity & {
  readonly value: Exclude<FactValue, null>;
  readonly reference: string;
  readonly scope: Scope;
};

/** A number, text or list that people may change, by date and scope. */
export type Parameter = {
  readonly name: string;
  readonly file: string;
  readonly pointer: string;
  readonly title: Bilingual;
  readonly type: 'text' | 'integer' | 'number' | 'boolean' | 'list';
  readonly unit: string;
  readonly values: readonly ParameterValue[];
};

/** One example beside a rule set: these facts must end in these rules and outputs. */
export type RuleCase = {
  readonly name: string;
  readonly day: CalendarDate;
  readonly scope: Scope;
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly expect: {
    readonly rules: readonly string[];
    readonly outputs: readonly Readonly<Record<string, FactValue>>[];
  };
};

export type CaseFile = { readonly ruleSet: string; readonly file: string; readonly cases: readonly RuleCase[] };

/** A mistake in `rules/`: where, what was seen, what is allowed. */
export type RulesProblem = {
  readonly file: string;
  /** JSON pointer into the file; empty for the file as a whole. */
  readonly pointer: string;
  readonly seen: string;
  readonly allowed: string;
};
