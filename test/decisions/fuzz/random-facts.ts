import type { Facts, FactValue } from '../../../src/domain/fact.ts';
import type { SeededRandom } from '../../../src/domain/seeded-random.ts';
import { FUZZ_FACTS, pickOddValue, pickValue } from './fuzz-values.ts';

/**
 * The facts of a random record: most are as the types want them, with some missing; in some records any of them has a
 * value of a wrong type; a few lack a fact altogether, or have one with the name of a parameter.
 */
export function buildRandomFacts(random: SeededRandom): Facts {
  const oddChance = random.chance(0.3) ? random.pick([0.05, 0.15, 0.5]) : 0;
  const facts: Record<string, FactValue> = {};
  for (const { name, type } of FUZZ_FACTS) {
    const missing = type === 'list' ? [] : null;
    facts[name] = random.chance(oddChance)
      ? pickOddValue(random)
      : random.chance(0.12)
        ? missing
        : pickValue(random, type);
  }
  if (random.chance(0.01)) delete facts[random.pick(FUZZ_FACTS).name];
  if (random.chance(0.02)) facts[random.pick(['param.limit', 'param.code', 'param.none'])] = pickOddValue(random);
  return facts;
}
