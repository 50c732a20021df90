import type { Run } from '../../src/store/run.ts';
import type { RunTotals } from '../../src/store/run-overview.ts';
import type { DashboardContext } from './dashboard-options.ts';
import { describeRun, type RunView, toReportHref } from './describe-run.ts';
import type { Wording } from './send-page.ts';

/** A run in the list: with short control totals, and links to what it left. */
export type ListedRunView = RunView & {
  /** Read = accepted + rejected; null while files are being read. */
  readonly rowsCheck: { readonly agrees: boolean } | null;
  /** Read = stored in all currencies; null where no input has amounts. */
  readonly amountsCheck: { readonly agrees: boolean; readonly currencies: string } | null;
  /** Null where no row was rejected. */
  readonly rejectedText: string | null;
  /** Workbooks that can be had. */
  readonly reports: readonly { readonly fileName: string; readonly href: string }[];
};

/** Describes a run of the list; `totals` were read for all runs of the list at once. */
export async function describeListedRun(
  context: DashboardContext,
  run: Run,
  totals: RunTotals | undefined,
  wording: Wording,
): Promise<ListedRunView> {
  const { read, accepted, rejected } = run.rows;
  const amounts = totals?.amounts ?? [];
  const fileNames = run.status === 'closed' ? (totals?.fileNames ?? []) : [];
  return {
    ...(await describeRun(context, run, wording)),
    rowsCheck: run.status === 'importing' ? null : { agrees: read === accepted + rejected },
    amountsCheck:
      amounts.length === 0
        ? null
        : {
            agrees: amounts.every(({ readMinor, storedMinor }) => readMinor === storedMinor),
            currencies: [...new Set(amounts.map(({ currency }) => currency))].join(', '),
          },
    rejectedText: rejected === 0 ? null : wording.f.count(rejected),
    reports: fileNames.map((fileName) => ({ fileName, href: toReportHref(run.runId, fileName) })),
  };
}
