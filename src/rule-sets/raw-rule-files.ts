import type { CalendarDefinition } from '../domain/business-calendar.ts';
import type { Bilingual, HitPolicy } from '../domain/fact.ts';
import type { UnitGroup } from '../domain/ticket-moments.ts';
import type { Condition, RuleEvent, RuleValue, Scope } from './rule-set.ts';

/** A rule set file once its outer shape is checked; its rules or rows are still unchecked. */
export type RawRuleSet = {
  readonly id: string;
  readonly title: Bilingual;
  readonly owner: string;
  readonly hitPolicy: HitPolicy;
  readonly default: RuleEvent | null;
  readonly conditions?: Readonly<Record<string, Condition>>;
  readonly rules?: readonly unknown[];
  readonly table?: RawTable;
};

export type RawDates = { readonly validFrom?: string; readonly validTo?: string };

export type RawRule = RawDates & {
  readonly name: string;
  readonly title: Bilingual;
  readonly priority?: number;
  readonly reference: string;
  readonly scope?: Scope;
  readonly conditions: Condition;
  readonly event: RuleEvent;
};

export type RawTable = {
  readonly inputs: readonly { readonly fact: string; readonly operator: string }[];
  readonly outputs: readonly string[];
  readonly event: string;
  readonly rows: readonly unknown[];
};

export type RawRow = RawDates & {
  readonly name: string;
  readonly title?: Bilingual;
  readonly reference: string;
  readonly scope?: Scope;
  readonly in: readonly RuleValue[];
  readonly out: readonly RuleValue[];
};

export type RawParameter = {
  readonly name: string;
  readonly title: Bilingual;
  readonly type: 'text' | 'integer' | 'number' | 'boolean' | 'list';
  readonly unit: string;
  readonly values: readonly RawParameterValue[];
};

type RawParameterValue = RawDates & {
  readonly value: string | number | boolean | readonly string[];
  readonly reference: string;
  readonly scope?: Scope;
};

export type RawCase = {
  readonly name: string;
  readonly day: string;
  readonly scope?: Scope;
  readonly facts: Readonly<Record<string, RuleValue>>;
  readonly expect: {
    readonly rules: readonly string[];
    readonly outputs: readonly Readonly<Record<string, RuleValue>>[];
  };
};

/** A unit with its names and parents by date. */
export type RawUnit = {
  readonly code: string;
  readonly group: UnitGroup;
  readonly versions: readonly {
    readonly validFrom?: string;
    readonly name: Bilingual;
    readonly parent: string | null;
    readonly reference: string;
  }[];
};

export type RawProduct = {
  readonly code: string;
  readonly name: Bilingual;
  readonly managingUnit: string | null;
  readonly reference: string;
};

export type RawCalendar = CalendarDefinition & { readonly title: Bilingual; readonly reference: string };
