/** A text in the two languages that analysts and reports use. */
export type Bilingual = { readonly vi: string; readonly en: string };

/** What a fact can be; every fact may also be missing (null), lists are empty instead. */
export type FactType = 'text' | 'code' | 'integer' | 'number' | 'boolean' | 'instant' | 'date' | 'list';

/**
 * The value of a fact: `text` and `code` are strings, `date` is `YYYY-MM-DD`, `instant` is milliseconds since 1970,
 * `list` holds codes, null means missing.
 */
export type FactValue = string | number | boolean | null | readonly string[];

/** All facts of one record, by name. */
export type Facts = Readonly<Record<string, FactValue>>;

/** Facts that only one has, who adds what comes to be known. */
export type GrowingFacts = Record<string, FactValue>;

/** Lists of reference data that codes can come from. */
export type CodeList = 'product' | 'segment' | 'unit' | 'calendar';

/** Bounds of a number, both included. */
export type NumberRange = { readonly min: number; readonly max: number };

/** An entry of the fact catalogue. */
export type FactDefinition = {
  readonly name: string;
  readonly type: FactType;
  readonly unit?: string;
  /** Values that a code, the items of a list, or an integer with few values can take; absent where any is possible. */
  readonly values?: readonly (string | number)[];
  /** The list of reference data that its values come from. */
  readonly codesOf?: CodeList;
  readonly meaning: Bilingual;
};

/** A value that rules of a set put out through their event. */
export type OutputDefinition = {
  readonly name: string;
  readonly type: FactType;
  readonly values?: readonly (string | number)[];
  readonly codesOf?: CodeList;
  readonly range?: NumberRange;
  /** The output may be null: "nothing". */
  readonly isNullable: boolean;
  readonly meaning: Bilingual;
};

/** Which of the matching rules decide: the one with the highest priority, the only one, or all. */
export type HitPolicy = 'first' | 'unique' | 'collect';

/** What the program expects of one rule set: the facts that it may read and the one event that it may assert. */
export type RuleSetContract = {
  readonly id: string;
  readonly hitPolicy: HitPolicy;
  readonly facts: readonly FactDefinition[];
  readonly event: { readonly type: string; readonly outputs: readonly OutputDefinition[] };
  /** Some decision is needed even where no rule matches. */
  readonly needsDefault: boolean;
};

/** A parameter that the program itself reads, besides those that only rules read. */
export type ParameterContract = {
  readonly name: string;
  readonly type: 'text' | 'integer' | 'number' | 'boolean' | 'list';
  readonly values?: readonly (string | number)[];
  readonly codesOf?: CodeList;
  readonly range?: NumberRange;
  /** For texts with a form of their own: what is allowed where a text has not that form, undefined where it has. */
  readonly findTextProblem?: (text: string) => string | undefined;
};
