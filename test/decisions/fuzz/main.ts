import { parseArgs } from 'node:util';
import { buildCompiledEvaluator } from '../../../src/decisions/compiled-evaluator.ts';
import { describeDisagreement } from './describe-disagreement.ts';
import { fuzzEvaluators } from './fuzz-evaluators.ts';
import { shrinkDisagreement } from './shrink.ts';

const { values } = parseArgs({
  options: { pairs: { type: 'string', default: '5000000' }, seed: { type: 'string', default: '1' } },
});
const [pairs, seed] = [Number(values.pairs), Number(values.seed)];
if (!Number.isSafeInteger(pairs) || pairs < 1 || !Number.isSafeInteger(seed)) {
  process.stderr.write('usage: npm run fuzz -- [--pairs 5000000] [--seed 1], whole numbers\n');
  process.exit(2);
}

const TELL_EVERY_PAIRS = 100_000;
const startedAt = performance.now();
let told = 0;
const tell = (done: number): void => {
  if (done - told < TELL_EVERY_PAIRS) return;
  told = done;
  process.stderr.write(`${done} of ${pairs} pairs, ${Math.round((performance.now() - startedAt) / 1_000)} s\n`);
};

const { disagreement, ...counts } = await fuzzEvaluators(buildCompiledEvaluator, { pairs, seed, onRuleSet: tell });
process.stderr.write(`seed ${seed}: ${JSON.stringify(counts)}\n`);
if (disagreement === null) process.stderr.write('no difference\n');
else {
  process.stdout.write(`${describeDisagreement(await shrinkDisagreement(buildCompiledEvaluator, disagreement))}\n`);
  process.exitCode = 1;
}
