import type { Facts } from '../../../src/domain/fact.ts';
import type { SeededRandom } from '../../../src/domain/seeded-random.ts';
import type { ResolvedRule, ResolvedRuleSet } from '../../../src/rule-sets/resolve-rules.ts';
import type { Condition, Rule, RuleEvent, RuleValue } from '../../../src/rule-sets/rule-set.ts';
import { FUZZ_FACTS, FUZZ_PARAMETERS, pickLiteral, pickOddValue } from './fuzz-values.ts';
import { buildRandomCondition, NAMED_CONDITIONS } from './random-condition.ts';
import { buildLadder, buildTable } from './random-table.ts';

const HIT_POLICIES = ['first', 'unique', 'collect'] as const;
/** Weights of scopes as they come: none, by the managing unit, unit, segment, product, all three. */
const WEIGHTS = [0, 0, 0, 0, 0.5, 1, 2, 4, 7] as const;

/** A rule set as it stands for a day and a scope: a few rules of any form, or a table of many alike. */
export function buildRandomRuleSet(random: SeededRandom, key: string): ResolvedRuleSet {
  const isWild = random.chance(0.25);
  const conditions = buildNamed(random, isWild);
  const named = Object.keys(conditions);
  const form = random.integer(1, 40);
  const all =
    form <= 2
      ? buildTable(random, { isWild, named })
      : form <= 4
        ? buildLadder(random)
        : buildFree(random, () =>
            buildRandomCondition(random, { depth: random.integer(0, random.chance(0.2) ? 4 : 2), isWild, named }),
          );
  const ruleSet = {
    id: 'fuzz',
    file: 'fuzz.rules.json',
    title: { vi: 'thử', en: 'fuzz' },
    owner: 'test',
    hitPolicy: random.pick(HIT_POLICIES),
    default: random.chance(0.4) ? null : buildEvent(random),
    conditions,
    rules: all.map((condition, index) => buildRule(random, condition, index)),
  };
  return {
    key,
    ruleSet,
    rules: ruleSet.rules.map((rule) => weigh(random, rule)),
    parameterFacts: buildParameters(random),
  };
}

function buildNamed(random: SeededRandom, isWild: boolean): Readonly<Record<string, Condition>> {
  const built: Record<string, Condition> = {};
  for (const name of NAMED_CONDITIONS) {
    if (random.chance(0.6)) continue;
    built[name] = buildRandomCondition(random, { depth: 1, isWild, named: Object.keys(built) });
  }
  return built;
}

function buildFree(random: SeededRandom, build: () => Condition): readonly Condition[] {
  const length = random.integer(1, 50);
  // Where no rule holds on a day, the default speaks.
  if (length === 1) return [];
  return Array.from({ length: length <= 5 ? random.integer(4, 8) : random.integer(1, 3) }, build);
}

function buildRule(random: SeededRandom, conditions: Condition, index: number): Rule {
  return {
    name: `rule-${index}`,
    title: { vi: 'thử', en: 'fuzz' },
    priority: random.integer(1, 4),
    reference: 'assumption',
    scope: {},
    validFrom: null,
    validTo: null,
    conditions,
    event: buildEvent(random),
    pointer: `/rules/${index}`,
  };
}

function weigh(random: SeededRandom, rule: Rule): ResolvedRule {
  return { rule, weight: random.pick(WEIGHTS) };
}

function buildEvent(random: SeededRandom): RuleEvent {
  const names = ['action', 'amount', 'z', '1'].slice(0, random.integer(0, 4));
  return { type: 'decide', params: Object.fromEntries(names.map((name) => [name, pickOutput(random)])) };
}

function pickOutput(random: SeededRandom): RuleValue {
  if (random.chance(0.3))
    return { fact: random.chance(0.7) ? random.pick(FUZZ_FACTS).name : random.pick(FUZZ_PARAMETERS) };
  return random.chance(0.2) ? [1, 'a', 2.5] : pickOddValue(random);
}

function buildParameters(random: SeededRandom): Facts {
  const isOdd = random.chance(0.05);
  return {
    'param.limit': isOdd ? pickOddValue(random) : pickLiteral(random, 'number'),
    'param.code': pickLiteral(random, 'code'),
    'param.list': isOdd ? pickOddValue(random) : pickLiteral(random, 'list'),
    'param.flag': random.chance(0.5),
    'param.none': null,
  };
}
