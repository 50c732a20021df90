import type { Facts, FactValue } from '../domain/fact.ts';
import type { ResolvedRuleSet } from '../rule-sets/resolve-rules.ts';
import type { RuleSetOutcome } from './evaluator.ts';
import { type Outputs, type PreparedEvent, prepareEvent } from './read-event.ts';
import { readFact } from './read-fact.ts';

/** What it comes to where certain rules decide. */
export type Verdict = {
  readonly ruleSet: string;
  readonly rules: readonly string[];
  /** What is put out for any record; null where that depends on it. */
  readonly fixed: readonly Outputs[] | null;
  readonly speak: (facts: Facts) => readonly Outputs[];
  /** The facts that were compared, by name. */
  readonly listNames: () => readonly string[];
  readonly parameterFacts: Facts;
};

/** The verdicts of a rule set; rules are named by their place. */
export type Verdicts = {
  /** No rule matches: the default speaks, or nothing does. */
  readonly none: Verdict;
  readonly ofRule: (index: number) => Verdict;
  /** Several rules, in the order of the file. Built anew each time. */
  readonly ofRules: (indexes: readonly number[]) => Verdict;
};

/** More values than a fact that is put out is likely to have; a bound all the same. */
const MAX_KEPT_OUTPUTS = 1_000;

/** Builds the verdicts of a rule set; `factNames` are the facts that each of its rules looks at. */
export function buildVerdicts(resolved: ResolvedRuleSet, factNames: readonly (readonly string[])[]): Verdicts {
  const { rules, ruleSet, parameterFacts } = resolved;
  const events = rules.map(({ rule }) => prepareEvent(rule.event, parameterFacts));
  const fallback = ruleSet.default === null ? [] : [prepareEvent(ruleSet.default, parameterFacts)];
  const names = rules.map(({ rule }) => rule.name);
  const ofRules = (indexes: readonly number[]): Verdict => {
    const said = { ruleSet: ruleSet.id, rules: pick(names, indexes) };
    const speech = prepareSpeech(indexes.length === 0 ? fallback : pick(events, indexes));
    // Where the default speaks, every rule was refused by what it compared.
    const listNames = keepResult(() => sortNames(indexes.length === 0 ? factNames : pick(factNames, indexes)));
    return { ...said, ...speech, listNames, parameterFacts };
  };
  const none = ofRules([]);
  const single = rules.map((_, index) => ofRules([index]));
  return { none, ofRule: (index) => single[index] ?? none, ofRules };
}

/** A plain loop: of a large table thousands of rules may match, and other ones for each record. */
function pick<T>(items: readonly T[], indexes: readonly number[]): readonly T[] {
  const picked: T[] = [];
  for (let place = 0; place < indexes.length; place += 1) {
    const item = items[indexes[place] ?? 0];
    if (item !== undefined) picked.push(item);
  }
  return picked;
}

/** What the events put out; records that have nothing of their own in it share it. */
function prepareSpeech(events: readonly PreparedEvent[]): Pick<Verdict, 'fixed' | 'speak'> {
  const facts = new Set<string>();
  for (const event of events) for (const fact of event.facts) facts.add(fact);
  const [fact] = facts;
  if (fact === undefined) {
    const fixed = speakAll(events, {});
    return { fixed, speak: () => fixed };
  }
  if (facts.size > 1) return { fixed: null, speak: (record) => speakAll(events, record) };
  const kept = new Map<FactValue, readonly Outputs[]>();
  const speak = (record: Facts): readonly Outputs[] => {
    const value = record[fact];
    if (typeof value !== 'string') return speakAll(events, record);
    const known = kept.get(value);
    if (known !== undefined) return known;
    const outputs = speakAll(events, record);
    if (kept.size < MAX_KEPT_OUTPUTS) kept.set(value, share(outputs));
    return outputs;
  };
  return { fixed: null, speak };
}

function speakAll(events: readonly PreparedEvent[], facts: Facts): readonly Outputs[] {
  const outputs: Outputs[] = [];
  for (let place = 0; place < events.length; place += 1) {
    const event = events[place];
    if (event !== undefined) outputs.push(event.read(facts));
  }
  return outputs;
}

/** What several records share nobody may change; but a list that is frozen takes everybody longer to go through. */
function share(outputs: readonly Outputs[]): readonly Outputs[] {
  for (const each of outputs) Object.freeze(each);
  return outputs;
}

function sortNames(names: readonly (readonly string[])[]): readonly string[] {
  const all = new Set<string>();
  for (const own of names) for (const name of own) all.add(name);
  return [...all].sort();
}

function keepResult<T>(build: () => T): () => T {
  let kept: T | undefined;
  return () => {
    kept ??= build();
    return kept;
  };
}

/** The outcome for a record; it picks the compared values from the facts when somebody asks for them. */
export class CompiledOutcome implements RuleSetOutcome {
  readonly ruleSet: string;
  readonly rules: readonly string[];
  readonly outputs: RuleSetOutcome['outputs'];
  readonly #verdict: Verdict;
  readonly #facts: Facts;

  constructor(verdict: Verdict, facts: Facts) {
    this.ruleSet = verdict.ruleSet;
    this.rules = verdict.rules;
    this.outputs = verdict.fixed ?? verdict.speak(facts);
    this.#verdict = verdict;
    this.#facts = facts;
  }

  get values(): Facts {
    const values: Record<string, FactValue> = {};
    const { listNames, parameterFacts } = this.#verdict;
    for (const name of listNames()) values[name] = readFact(name, this.#facts, parameterFacts);
    return values;
  }

  toJSON(): RuleSetOutcome {
    const { ruleSet, rules, outputs, values } = this;
    return { ruleSet, rules, outputs, values };
  }
}
