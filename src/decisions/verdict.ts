import type { Facts, FactValue } from '../domain/fact.ts';
import { isFactReference } from '../rule-sets/check-value.ts';
import type { ResolvedRuleSet } from '../rule-sets/resolve-rules.ts';
import type { RuleEvent } from '../rule-sets/rule-set.ts';
import type { RuleSetOutcome } from './evaluator.ts';
import { prepareEvent } from './read-event.ts';

/** What it comes to where certain rules decide. */
export type Verdict = {
  /** The outcome for a record. */
  readonly speak: (facts: Facts) => RuleSetOutcome;
};

/** The verdicts of a rule set; rules are named by their place. Each is built once. */
export type Verdicts = {
  /** No rule matches: the default speaks, or nothing does. */
  readonly none: Verdict;
  readonly ofRule: (index: number) => Verdict;
  /** Several rules, in the order of the file. */
  readonly ofRules: (indexes: readonly number[]) => Verdict;
};

/** More combinations of rules than a release is likely to have; a bound all the same. */
const MAX_COMBINATIONS = 10_000;

/** Builds the verdicts of a rule set; `factNames` are the facts that each of its rules looks at. */
export function buildVerdicts(resolved: ResolvedRuleSet, factNames: readonly (readonly string[])[]): Verdicts {
  const { rules, ruleSet } = resolved;
  const build = (indexes: readonly number[]): Verdict => {
    const deciding = indexes.flatMap((index) => rules[index]?.rule ?? []);
    const events = deciding.length > 0 ? deciding.map((rule) => rule.event) : [ruleSet.default];
    // Where the default speaks, every rule was refused by what it compared.
    const compared = deciding.length > 0 ? indexes.flatMap((index) => factNames[index] ?? []) : factNames.flat();
    return buildVerdict(resolved, {
      rules: deciding.map((rule) => rule.name),
      events: events.flatMap((event) => event ?? []),
      names: [...new Set(compared)].sort(),
    });
  };
  const none = build([]);
  const single = rules.map((_, index) => build([index]));
  const several = new Map<string, Verdict>();
  return {
    none,
    ofRule: (index) => single[index] ?? none,
    ofRules: (indexes) => {
      const key = indexes.join();
      const found = several.get(key) ?? build(indexes);
      if (several.size < MAX_COMBINATIONS) several.set(key, found);
      return found;
    },
  };
}

type Speech = {
  readonly rules: readonly string[];
  readonly events: readonly RuleEvent[];
  readonly names: readonly string[];
};

/** Outputs without references to facts are the same for all records. */
function buildVerdict({ ruleSet, parameterFacts }: ResolvedRuleSet, { rules, events, names }: Speech): Verdict {
  const prepared = events.map(prepareEvent);
  const speakAll = (facts: Facts): RuleSetOutcome['outputs'] => {
    const read = (name: string): FactValue => readFact(name, facts, parameterFacts);
    return prepared.map((speak) => speak(read));
  };
  const isFixed = !events.some((event) => Object.values(event.params).some(isFactReference));
  const fixed = isFixed ? Object.freeze(speakAll({})) : null;
  return {
    speak: (facts) => new CompiledOutcome(ruleSet.id, rules, fixed ?? speakAll(facts), names, facts, parameterFacts),
  };
}

function readFact(name: string, facts: Facts, parameterFacts: Facts): FactValue {
  return facts[name] ?? parameterFacts[name] ?? null;
}

/** An outcome that picks the compared values from the facts when somebody asks for them. */
class CompiledOutcome implements RuleSetOutcome {
  readonly ruleSet: string;
  readonly rules: readonly string[];
  readonly outputs: RuleSetOutcome['outputs'];
  readonly #names: readonly string[];
  readonly #facts: Facts;
  readonly #parameterFacts: Facts;

  constructor(
    ruleSet: string,
    rules: readonly string[],
    outputs: RuleSetOutcome['outputs'],
    names: readonly string[],
    facts: Facts,
    parameterFacts: Facts,
  ) {
    this.ruleSet = ruleSet;
    this.rules = rules;
    this.outputs = outputs;
    this.#names = names;
    this.#facts = facts;
    this.#parameterFacts = parameterFacts;
  }

  get values(): Facts {
    const values: Record<string, FactValue> = {};
    for (const name of this.#names) values[name] = readFact(name, this.#facts, this.#parameterFacts);
    return values;
  }

  toJSON(): RuleSetOutcome {
    const { ruleSet, rules, outputs, values } = this;
    return { ruleSet, rules, outputs, values };
  }
}
