// Prints every failed test of a mocha JSON report, then one line with the totals.
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
for (const test of report.failures) {
  console.log(`FAILED: ${test.fullTitle}\n${test.err?.stack ?? test.err?.message ?? ''}\n`);
}
const { passes, failures, pending } = report.stats;
const skipped = pending > 0 ? `, ${pending} skipped` : '';
console.log(`${passes} passed, ${failures} failed${skipped}`);
if (failures > 0 || passes === 0) process.exit(1);
