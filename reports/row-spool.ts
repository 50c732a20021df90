import assert from 'node:assert/strict';
import type { CellValue, Column, SheetRow } from './report-model.ts';
import type { Spool, SpoolFile } from './spool.ts';

/** Opens a spool for the rows of a table: of each row only the values go into the file, in the order of the columns. */
export function openRowSpool(spools: SpoolFile, columns: readonly Column[]): Spool<SheetRow> {
  const keys = columns.filter(({ share }) => share === undefined).map(({ key }) => key);
  const values = spools.openSpool<readonly CellValue[]>();
  return {
    add: (row) => values.add(listValues(row, keys)),
    read: () => readRows(values.read(), keys),
  };
}

function listValues(row: SheetRow, keys: readonly string[]): readonly CellValue[] {
  const values: CellValue[] = [];
  for (const key of keys) {
    const value = row[key];
    if (value === undefined) assert.fail(`a row has nothing for the column ${key}`);
    values.push(value);
  }
  return values;
}

async function* readRows(
  lists: AsyncIterable<readonly CellValue[]>,
  keys: readonly string[],
): AsyncGenerator<SheetRow> {
  for await (const values of lists) {
    const row: Record<string, CellValue> = {};
    let index = 0;
    for (const key of keys) row[key] = values[index++] ?? null;
    yield row;
  }
}
