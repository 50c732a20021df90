import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type exceljs from 'exceljs';
import { writeDebtReports } from '../../reports/debt.ts';
import type { WrittenReport } from '../../reports/report-plan.ts';
import type { DebtReportSource } from '../../src/domain/debt-report.ts';
import { getSheet, readCell, readTable, readWorkbook } from './read-workbook.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

/** A workbook that was written and read back. */
export type DebtWorkbook = { readonly written: WrittenReport; readonly workbook: exceljs.Workbook };

/** Writes all four workbooks and reads them back, by report. */
export function writeDebtWorkbooks(
  source: DebtReportSource,
  maxRowsPerSheet?: number,
): Promise<ReadonlyMap<string, DebtWorkbook>> {
  return withTemporaryFolder(async (folder) => {
    const workbooks = new Map<string, DebtWorkbook>();
    for (const written of await writeDebtReports(
      source,
      folder,
      maxRowsPerSheet === undefined ? {} : { maxRowsPerSheet },
    )) {
      workbooks.set(written.report, { written, workbook: await readWorkbook(join(folder, written.fileName)) });
    }
    return workbooks;
  });
}

/** Writes all four workbooks and reads the one back. */
export async function writeDebtWorkbook(source: DebtReportSource, report: string): Promise<exceljs.Workbook> {
  const found = (await writeDebtWorkbooks(source)).get(report);
  assert(found !== undefined, `there is no workbook ${report}`);
  return found.workbook;
}

/** What a source that does not add up ends with, and the files that were kept. */
export function failToWriteDebt(
  source: DebtReportSource,
): Promise<{ readonly error: unknown; readonly files: readonly string[] }> {
  return withTemporaryFolder(async (folder) => {
    const error: unknown = await writeDebtReports(source, folder).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return { error, files: await readdir(folder) };
  });
}

/** Some columns of a table, by their English headings. */
export function pickColumns(
  workbook: exceljs.Workbook,
  sheet: string,
  headings: readonly string[],
): readonly (readonly unknown[])[] {
  return readTable(getSheet(workbook, sheet)).map((row) => headings.map((heading) => row[heading]));
}

/** The total under a column, by its English heading. */
export function readTotal(workbook: exceljs.Workbook, sheet: string, heading: string): unknown {
  const worksheet = getSheet(workbook, sheet);
  const headings = worksheet.getRow(1);
  for (let column = 1; column <= headings.cellCount; column += 1) {
    if (headings.getCell(column).text.split('\n')[1] !== heading) continue;
    return readCell(worksheet.getRow(readTable(worksheet).length + 3).getCell(column));
  }
  return assert.fail(`the sheet ${sheet} has no column ${heading}`);
}
