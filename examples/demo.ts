import { spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The moment of the sample: its tickets were made around it. */
const AS_OF = '2026-11-23T09:00:00+07:00';
const PROJECT_FOLDER = fileURLToPath(new URL('..', import.meta.url));
const LAUNCHER = join(PROJECT_FOLDER, 'src/cli/launch.js');

type Result = { readonly runId: string; readonly reports: readonly string[] };

/** Runs the ticket batch on the sample through the command line, as a user would, and says what to look at. */
function runDemo(): void {
  const result = runTickets();
  const report = relative(process.cwd(), join(PROJECT_FOLDER, 'var/reports', result.reports[0] ?? ''));
  process.stdout.write(`
The workbook is ${report}
  Open it in Excel or LibreOffice. Look at the cover (control totals that agree), the summary with its sign block,
  the breaches with who was late and by how much, the tasks, the review queue, and the rejected rows.

Ask why a decision is what it is (examples/README.md lists 40 tickets written for this):
  npx kyhan explain ${result.runId} YC-000001
  npx kyhan explain ${result.runId} YC-000012 --lang en

See everything, or only what could not be used:
  npx kyhan decisions ${result.runId} | head
  npx kyhan rejected ${result.runId} --format csv

Change a number in rules/ticket/time-limits.rules.json and run it again: npx kyhan rules test tells what changes.
`);
}

function runTickets(): Result {
  const args = [
    '--tickets',
    sample('tickets.csv'),
    '--events',
    sample('ticket-events.csv'),
    '--as-of',
    AS_OF,
    '--json',
  ];
  const run = spawnSync(process.execPath, [LAUNCHER, 'run', 'ticket', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (run.status !== 0) process.exit(run.status ?? 1);
  const result: Result = JSON.parse(run.stdout);
  return result;
}

function sample(file: string): string {
  return join(PROJECT_FOLDER, 'examples', file);
}

runDemo();
