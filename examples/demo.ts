import { spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT_FOLDER = fileURLToPath(new URL('..', import.meta.url));
const LAUNCHER = join(PROJECT_FOLDER, 'src/cli/launch.js');

/** The days of the sample: its tickets, invoices and debts were made around them. */
const TICKETS_AS_OF = '2026-11-23T09:00:00+07:00';
const BILLING_AS_OF = '2026-11-23';
const DEBT_AS_OF = '2026-11-30';

const BILLING_INPUTS = ['invoices', 'payments', 'contracts', 'holds', 'notices', 'provisions'] as const;
const DEBT_INPUTS = [...BILLING_INPUTS, 'debtors'] as const;

type Result = { readonly runId: string; readonly reports: readonly string[] };

/** Runs the three batches on the sample through the command line, as a user would, and says what to look at. */
function runDemo(): void {
  const tickets = run('ticket', TICKETS_AS_OF, ['--tickets', sample('tickets'), '--events', sample('ticket-events')]);
  const billing = run('billing', BILLING_AS_OF, toOptions(BILLING_INPUTS));
  const debt = run('debt', DEBT_AS_OF, toOptions(DEBT_INPUTS));
  process.stdout.write(`
The workbooks; open them in Excel or LibreOffice:
${[tickets, billing, debt].flatMap(listReports).join('\n')}

  Each has a cover with control totals that agree, sheets with a block to sign, and the rejected rows. Begin with the
  breaches of ticket-sla, the restrictions and locks of billing-service-orders, the journal of debt-provision, and the
  minutes for the debt council of debt-write-off.

Ask why a decision is what it is (examples/README.md lists tickets, contracts and invoices written for this):
  npx kyhan explain ${tickets.runId} YC-000001
  npx kyhan explain ${billing.runId} HD-SC-11 --lang en
  npx kyhan explain ${debt.runId} HD-SC-31 --lang en

See everything, or only what could not be used:
  npx kyhan decisions ${billing.runId} | head
  npx kyhan rejected ${debt.runId} --format csv

Change a number in rules/parameters/billing.json and run it again: npx kyhan rules test tells what changes.
`);
}

function run(kind: string, asOf: string, inputs: readonly string[]): Result {
  const done = spawnSync(process.execPath, [LAUNCHER, 'run', kind, ...inputs, '--as-of', asOf, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
  const result: Result = JSON.parse(done.stdout);
  return result;
}

function toOptions(inputs: readonly string[]): readonly string[] {
  return inputs.flatMap((input) => [`--${input}`, sample(input)]);
}

function sample(name: string): string {
  return join(PROJECT_FOLDER, 'examples', `${name}.csv`);
}

function listReports(result: Result): readonly string[] {
  return result.reports.map((file) => `  ${relative(process.cwd(), join(PROJECT_FOLDER, 'var/reports', file))}`);
}

runDemo();
