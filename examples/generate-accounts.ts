import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'csv-stringify/sync';
import { ACCOUNT_COLUMNS, ACCOUNT_FILES } from './generator/accounts/account-rows.ts';
import { buildAccountFiles } from './generator/accounts/build-accounts.ts';

const OWN_FILE = fileURLToPath(import.meta.url);

/** Writes the sample year as `invoices.csv` and six more (UTF-8, comma, LF) into the folder; returns their paths. */
export async function generateAccounts(folder: string): Promise<readonly string[]> {
  const rows = buildAccountFiles();
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const file of ACCOUNT_FILES) {
    const path = join(folder, `${file}.csv`);
    await writeFile(path, stringify([...rows[file]], { header: true, columns: [...ACCOUNT_COLUMNS[file]] }));
    paths.push(path);
  }
  return paths;
}

if (process.argv[1] === OWN_FILE) {
  const paths = await generateAccounts(dirname(OWN_FILE));
  process.stderr.write(`written: ${paths.join(', ')}\n`);
}
