import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isSameAnswer, readAnswer } from '../../../src/decisions/certify/compare-answers.ts';
import { buildCompiledEvaluator } from '../../../src/decisions/compiled-evaluator.ts';
import { buildReferenceEvaluator } from '../../../src/decisions/reference-evaluator.ts';
import { createSeededRandom } from '../../../src/domain/seeded-random.ts';
import { describeDisagreement } from './describe-disagreement.ts';
import { fuzzEvaluators } from './fuzz-evaluators.ts';
import { FUZZ_CATALOGUE } from './fuzz-values.ts';
import { buildLargeTable } from './large-table.ts';
import { MUTANTS } from './mutants.ts';
import { shrinkDisagreement } from './shrink.ts';

/** `npm run fuzz -- --pairs 5000000 --seed 7` takes another seed, and longer. */
const SEED = 1;
const PAIRS = 200_000;
const TABLES = 12;
const RECORDS_PER_TABLE = 40;
/** A fault in one operator meets a record that shows it in far fewer. */
const PAIRS_FOR_A_FAULT = 20_000;

describe('the compiled evaluator beside json-rules-engine', () => {
  it('decides random rule sets and records alike, and refuses the same', async () => {
    const { disagreement, ...counts } = await fuzzEvaluators(buildCompiledEvaluator, { seed: SEED, pairs: PAIRS });
    process.stdout.write(`      seed ${SEED}: ${JSON.stringify(counts)}\n`);
    if (disagreement !== null) {
      expect.fail(describeDisagreement(await shrinkDisagreement(buildCompiledEvaluator, disagreement)));
    }
    expect(counts.pairs).to.equal(PAIRS);
    // A generator whose rules never hold, or whose records are all refused, would prove nothing.
    expect(counts.decided).to.be.greaterThan(PAIRS / 3);
    expect(counts.defaulted).to.be.greaterThan(PAIRS / 20);
    expect(counts.undecided).to.be.greaterThan(PAIRS / 20);
    expect(counts.threw).to.be.within(PAIRS / 50, PAIRS / 4);
  }).timeout(300_000);

  it('decides by tables of hundreds of rows alike', async () => {
    const random = createSeededRandom(SEED);
    const decided = new Set<string>();
    for (let table = 0; table < TABLES; table += 1) {
      const { resolved, buildFacts } = buildLargeTable(random, random.integer(100, 500), `table ${table}`);
      const [reference, compiled] = [buildReferenceEvaluator(FUZZ_CATALOGUE), buildCompiledEvaluator(FUZZ_CATALOGUE)];
      for (let record = 0; record < RECORDS_PER_TABLE; record += 1) {
        const facts = buildFacts();
        const expected = await readAnswer(reference, resolved, facts);
        const seen = await readAnswer(compiled, resolved, facts);
        const pair = { resolved, facts, reference: expected, candidate: seen };
        if (!isSameAnswer(expected, seen)) {
          expect.fail(describeDisagreement(await shrinkDisagreement(buildCompiledEvaluator, pair)));
        }
        decided.add('error' in expected ? 'several' : (expected.outcome.rules[0] ?? 'default'));
      }
    }
    expect(decided).to.include('several').and.to.include('default');
    expect(decided.size).to.be.greaterThan(50);
  }).timeout(120_000);
});

describe('the search for differences', () => {
  for (const { name, spoil } of MUTANTS) {
    it(`finds an evaluator that ${name}`, async () => {
      const build = spoil(buildReferenceEvaluator);
      const { disagreement } = await fuzzEvaluators(build, { seed: SEED, pairs: PAIRS_FOR_A_FAULT });
      expect(disagreement).to.not.equal(null);
    });
  }

  it('shows the smallest rule set that an evaluator gets wrong', async () => {
    const fault = MUTANTS.find(({ name }) => name === 'takes lessThan for lessThanInclusive');
    if (fault === undefined) throw new Error('no such fault');
    const build = fault.spoil(buildReferenceEvaluator);
    const { disagreement } = await fuzzEvaluators(build, { seed: SEED, pairs: PAIRS_FOR_A_FAULT });
    if (disagreement === null) throw new Error('not found');
    const smallest = await shrinkDisagreement(build, disagreement);
    expect(smallest.resolved.rules).to.have.length(1);
    const text = describeDisagreement(smallest);
    expect(text).to.include('"operator":"lessThan"');
    expect(text.match(/"operator"/g)).to.have.length(1);
  });
});
