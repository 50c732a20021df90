import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type exceljs from 'exceljs';
import { writeBillingReports } from '../../reports/billing.ts';
import type { WrittenReport } from '../../reports/report-plan.ts';
import type { BillingReportSource } from '../../src/domain/billing-report.ts';
import { readWorkbook } from './read-workbook.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

/** The three workbooks of a billing run, read back, by report. */
export type WrittenBilling = {
  readonly written: readonly WrittenReport[];
  readonly workbooks: ReadonlyMap<string, exceljs.Workbook>;
};

/** Writes the billing workbooks into a folder of their own and reads them back. */
export function writeBilling(source: BillingReportSource, maxRowsPerSheet?: number): Promise<WrittenBilling> {
  return withTemporaryFolder(async (folder) => {
    const written = await writeBillingReports(source, folder, maxRowsPerSheet === undefined ? {} : { maxRowsPerSheet });
    const workbooks = new Map<string, exceljs.Workbook>();
    for (const { report, fileName } of written) workbooks.set(report, await readWorkbook(join(folder, fileName)));
    return { written, workbooks };
  });
}

/** Writes one of the billing workbooks and reads it back. */
export async function writeOneBilling(source: BillingReportSource, report: string): Promise<exceljs.Workbook> {
  const workbook = (await writeBilling(source)).workbooks.get(report);
  if (workbook === undefined) throw new Error(`there is no workbook ${report}`);
  return workbook;
}

/** The error with which writing fails, and the files that it leaves. */
export function failBilling(
  source: BillingReportSource,
): Promise<{ readonly error: unknown; readonly files: readonly string[] }> {
  return withTemporaryFolder(async (folder) => {
    const error: unknown = await writeBillingReports(source, folder).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return { error, files: await readdir(folder) };
  });
}
