import type { Facts, HitPolicy } from '../domain/fact.ts';
import type { ResolvedRule, ResolvedRuleSet } from '../rule-sets/resolve-rules.ts';
import { applyHitPolicy } from './apply-hit-policy.ts';
import { compileCondition, compileGuards, listNeeded } from './compile-condition.ts';
import type { CompileScope } from './compile-operator.ts';
import type { RuleSetOutcome } from './evaluator.ts';
import { foldParameters } from './fold-parameters.ts';
import { buildListIndex } from './list-index.ts';
import { buildPhraseIndex } from './phrase-index.ts';
import { type FactCatalogue, listFactNames, type PreparedCondition, prepareCondition } from './prepare-condition.ts';
import { buildRuleIndex, groupNeeds } from './rule-index.ts';
import type { Slots, Test } from './slots.ts';
import { buildVerdicts, CompiledOutcome, type Verdict, type Verdicts } from './verdict.ts';

/** A rule set ready for records: one call, one outcome. */
export type CompiledRuleSet = (facts: Facts) => RuleSetOutcome;

/** A rule that is tried: its place among those of the rule set, and what it tests. */
type CompiledRule = { readonly index: number; readonly resolved: ResolvedRule; readonly test: Test };

/**
 * Compiles a rule set, as it stands for one day and scope, into closures; nothing is parsed, cloned or looked up in the
 * rules per record. It decides exactly as json-rules-engine does (see reference-evaluator.ts). Throws for what it does
 * not know, which the rule check lets none pass.
 */
export function compileRuleSet(resolved: ResolvedRuleSet, catalogue: FactCatalogue): CompiledRuleSet {
  const { ruleSet } = resolved;
  const written = resolved.rules.map(({ rule }) => prepareCondition(rule.conditions, ruleSet.conditions, catalogue));
  const conditions = written.map((condition) => foldParameters(condition, resolved.parameterFacts));
  const { names, slots, slotOf } = buildFrame(conditions, resolved.parameterFacts);
  const scope: CompileScope = { slotOf, phrases: buildPhraseIndex(), lists: buildListIndex(), tests: new Map() };
  const guards = compileGuards(conditions, scope);
  const order = sortForPolicy(resolved.rules, ruleSet.hitPolicy);
  const rules = order.map((index): CompiledRule => compileRule(index, resolved, conditions, scope));
  const findCandidates = buildRuleIndex(
    order.map((index) => groupNeeds(listNeeded(conditions[index] ?? { all: [] }), slotOf)),
  );
  const verdicts = buildVerdicts(resolved, written.map(listFactNames));
  const find =
    ruleSet.hitPolicy === 'collect' ? collectAll(rules, verdicts) : findOne(rules, verdicts, ruleSet.hitPolicy);
  const forgetLists = scope.lists.isEmpty() ? null : scope.lists.forget;
  return (facts) => {
    fillSlots(slots, names, facts);
    if (forgetLists !== null) forgetLists();
    for (let guard = 0; guard < guards.length; guard += 1) guards[guard]?.(slots);
    return new CompiledOutcome(find(findCandidates(slots), slots), facts);
  };
}

function fillSlots(slots: Slots, names: readonly string[], facts: Facts): void {
  for (let place = 0; place < names.length; place += 1) {
    const name = names[place] ?? '';
    const value = facts[name];
    if (value === undefined) throw new RangeError(`no fact "${name}"; the rule check lets only known facts pass`);
    slots[place] = value;
  }
}

/**
 * Where each fact stands; parameters stand behind facts, for good. Every fact that a rule looks at must be there: the
 * reference would refuse the record too.
 */
function buildFrame(conditions: readonly PreparedCondition[], parameterFacts: Facts) {
  const all = [...new Set(conditions.flatMap(listFactNames))];
  const names = all.filter((name) => !(name in parameterFacts));
  const parameters = all.filter((name) => name in parameterFacts);
  const places = new Map([...names, ...parameters].map((name, place) => [name, place]));
  const slots: Slots = [...names.map(() => null), ...parameters.map((name) => parameterFacts[name] ?? null)];
  return { names, slots, slotOf: (fact: string): number => places.get(fact) ?? 0 };
}

/** The order in which rules are tried: what goes first under the hit policy, else that of the file. */
function sortForPolicy(rules: readonly ResolvedRule[], hitPolicy: HitPolicy): readonly number[] {
  const order = rules.map((_, index) => index);
  if (hitPolicy === 'collect') return order;
  const read = (index: number): ResolvedRule | undefined => rules[index];
  return order.sort(
    (a, b) =>
      (read(b)?.weight ?? 0) - (read(a)?.weight ?? 0) || (read(b)?.rule.priority ?? 0) - (read(a)?.rule.priority ?? 0),
  );
}

function compileRule(
  index: number,
  { rules }: ResolvedRuleSet,
  conditions: readonly PreparedCondition[],
  scope: CompileScope,
): CompiledRule {
  const [resolved, condition] = [rules[index], conditions[index]];
  if (resolved === undefined || condition === undefined) throw new Error('a rule and its condition have come apart');
  return { index, resolved, test: compileCondition(condition, scope) };
}

/** Finds what the candidates among the rules come to. */
type Find = (candidates: readonly number[], slots: Slots) => Verdict;

/**
 * The one rule that decides, as applyHitPolicy would choose it among all that match: the first one in the order of the
 * policy. Under `unique` no second one of the same weight may match.
 */
function findOne(rules: readonly CompiledRule[], verdicts: Verdicts, hitPolicy: HitPolicy): Find {
  const isUnique = hitPolicy === 'unique';
  return (candidates, slots) => {
    for (let place = 0; place < candidates.length; place += 1) {
      const rule = rules[candidates[place] ?? 0];
      if (rule === undefined || !rule.test(slots)) continue;
      if (isUnique) proveUnique(rule, rules, { candidates, from: place + 1 }, slots);
      return verdicts.ofRule(rule.index);
    }
    return verdicts.none;
  };
}

function proveUnique(
  { resolved }: CompiledRule,
  rules: readonly CompiledRule[],
  { candidates, from }: { readonly candidates: readonly number[]; readonly from: number },
  slots: Slots,
): void {
  for (let place = from; place < candidates.length; place += 1) {
    const other = rules[candidates[place] ?? 0];
    if (other === undefined || other.resolved.weight !== resolved.weight) return;
    if (other.test(slots)) applyHitPolicy('unique', [resolved, other.resolved]);
  }
}

/** More combinations than a release is likely to have; a bound all the same. */
const MAX_KEPT_COMBINATIONS = 10_000;

/** So many rules fit into the bits of a whole number, which names a combination of them without a text. */
const MAX_RULES_IN_BITS = 30;

/** All rules that match, in the order of the file. */
function collectAll(rules: readonly CompiledRule[], verdicts: Verdicts): Find {
  return rules.length <= MAX_RULES_IN_BITS ? collectBits(rules, verdicts) : collectIndexes(rules, verdicts);
}

function collectBits(rules: readonly CompiledRule[], verdicts: Verdicts): Find {
  const tests = rules.map((rule) => rule.test); // which stand in the order of the file, so a place is an index
  const known = new Map<number, Verdict>();
  const build = (bits: number): Verdict => {
    const matching = tests.map((_, index) => index).filter((index) => ((bits >> index) & 1) === 1);
    const verdict = verdicts.ofRules(matching);
    if (known.size < MAX_KEPT_COMBINATIONS) known.set(bits, verdict);
    return verdict;
  };
  return (candidates, slots) => {
    let bits = 0;
    for (let place = 0; place < candidates.length; place += 1) {
      const index = candidates[place] ?? 0;
      if (tests[index]?.(slots)) bits |= 1 << index;
    }
    return bits === 0 ? verdicts.none : (known.get(bits) ?? build(bits));
  };
}

function collectIndexes(rules: readonly CompiledRule[], verdicts: Verdicts): Find {
  return (candidates, slots) => {
    const matching: number[] = [];
    for (let place = 0; place < candidates.length; place += 1) {
      const rule = rules[candidates[place] ?? 0];
      if (rule?.test(slots)) matching.push(rule.index);
    }
    if (matching.length === 0) return verdicts.none;
    return matching.length === 1 ? verdicts.ofRule(matching[0] ?? 0) : verdicts.ofRules(matching);
  };
}
