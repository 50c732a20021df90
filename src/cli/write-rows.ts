import { once } from 'node:events';
import { stringify } from 'csv-stringify';

type Row = Readonly<Record<string, unknown>>;

/**
 * Writes rows to standard output as they come. NDJSON keeps keys and types; CSV has one column a key, lists joined with
 * `;`, nested values as JSON, and text that a spreadsheet would run as a formula made harmless.
 */
export async function writeRows(rows: AsyncIterable<Row>, format: string, columns: readonly string[]): Promise<void> {
  if (format === 'csv') return writeCsv(rows, columns);
  for await (const row of rows) await write(`${JSON.stringify(row)}\n`);
}

async function writeCsv(rows: AsyncIterable<Row>, columns: readonly string[]): Promise<void> {
  const csv = stringify({
    header: true,
    columns: [...columns],
    bom: true,
    escape_formulas: true,
    cast: { number: castNumber },
  });
  const output = (async () => {
    for await (const text of csv) await write(String(text));
  })();
  for await (const row of rows) {
    const cells = columns.map((column) => toCell(row[column]));
    if (!csv.write(cells)) await once(csv, 'drain');
  }
  csv.end();
  await output;
}

/** A negative number is no formula. */
function castNumber(value: number): { readonly value: string; readonly escape_formulas: false } {
  return { value: String(value), escape_formulas: false };
}

function toCell(value: unknown): string | number {
  if (typeof value === 'number') return value;
  if (value === null || value === undefined) return '';
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(';');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Waits for a slow reader. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
