/**
 * `npm run bench -- [NAMES] [--quick] [--out FILE]`: measures the program against peers in the same run. Prints a table to
 * standard error and one JSON object to standard output, or into the file, which is written anew after each benchmark.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { benchEndToEnd } from './end-to-end.ts';
import { benchEvaluation } from './evaluation.ts';
import { describeMachine } from './machine.ts';
import type { BenchResult } from './measure.ts';
import { printResult } from './print-result.ts';
import { benchRedecide } from './redecide.ts';
import { benchSlaClock } from './sla-clock.ts';
import { benchStoreRows } from './store-rows.ts';
import { benchWorkbook } from './workbook.ts';

const BENCHES: Readonly<Record<string, (isQuick: boolean) => Promise<BenchResult>>> = {
  evaluation: benchEvaluation,
  'sla-clock': benchSlaClock,
  workbook: benchWorkbook,
  store: benchStoreRows,
  redecide: benchRedecide,
  'end-to-end': benchEndToEnd,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, out: { type: 'string' } },
});
const unknown = positionals.find((name) => !(name in BENCHES));
if (unknown !== undefined) {
  process.stderr.write(`no benchmark "${unknown}"; there are ${Object.keys(BENCHES).join(', ')}\n`);
  process.exit(2);
}

const machine = describeMachine();
const results: BenchResult[] = [];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const result = await tryBench(name, bench);
  results.push(result);
  process.stderr.write(printResult(result));
  if (values.out !== undefined) await writeFile(values.out, toJson());
}
if (values.out === undefined) process.stdout.write(toJson());

/** One that cannot be measured here says why, and the others go on. */
async function tryBench(name: string, bench: (isQuick: boolean) => Promise<BenchResult>): Promise<BenchResult> {
  try {
    return await bench(values.quick);
  } catch (error) {
    process.exitCode = 1;
    const reason = error instanceof Error ? error.message : String(error);
    return { name, unit: 'not measured', rows: [{ what: name, values: { reason }, target: null, isMet: null }] };
  }
}

function toJson(): string {
  return `${JSON.stringify({ machine, results }, null, 2)}\n`;
}
