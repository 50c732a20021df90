import { createConnection, type RowDataPacket } from 'mysql2/promise';

type ColumnRow = RowDataPacket & { readonly tableName: string; readonly columnName: string };

/** What comes after the import: a copy has none of it. */
const LATER_TABLES: readonly string[] = ['chunks', 'decisions', 'balances', 'run_reports', 'file_parts'];

/**
 * Makes another run of the imported rows of a run on MySQL, still to be decided, in chunks of so many subjects: the same
 * rows need not be read again for each chunk size.
 */
export async function copyImportedRun(
  databaseUrl: string,
  runId: string,
  copyId: string,
  chunkSize: number,
): Promise<void> {
  const connection = await createConnection(databaseUrl);
  try {
    for (const [table, columns] of await readColumns(databaseUrl)) {
      if (LATER_TABLES.includes(table)) continue;
      const named = columns.map((name) => `\`${name}\``);
      const values = columns.map((name, index) => (name === 'run_id' || name === 'run_key' ? '?' : named[index]));
      const ids = columns.filter((name) => name === 'run_id' || name === 'run_key').map(() => copyId);
      const select = `select ${values.join(', ')} from ${table} where run_id = ?`;
      await connection.query(`insert into ${table} (${named.join(', ')}) ${select}`, [...ids, runId]);
    }
    await connection.query(`update runs set status = 'deciding', subjects_per_chunk = ? where run_id = ?`, [
      chunkSize,
      copyId,
    ]);
  } finally {
    await connection.end();
  }
}

/** Columns of every table that has rows of a run. */
async function readColumns(databaseUrl: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const connection = await createConnection(databaseUrl);
  try {
    const [rows] = await connection.query<ColumnRow[]>(
      `select table_name as tableName, column_name as columnName from information_schema.columns
       where table_schema = database() order by table_name, ordinal_position`,
    );
    const tables = new Map<string, readonly string[]>();
    for (const { tableName, columnName } of rows) {
      tables.set(tableName, [...(tables.get(tableName) ?? []), columnName]);
    }
    return new Map([...tables].filter(([, columns]) => columns.includes('run_id')));
  } finally {
    await connection.end();
  }
}
