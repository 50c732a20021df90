import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'csv-stringify/sync';
import { buildSample } from './generator/build-sample.ts';

const OWN_FILE = fileURLToPath(import.meta.url);

/** Writes the sample as `tickets.csv` and `ticket-events.csv` (UTF-8, comma, LF) into the folder; returns both paths. */
export async function generateTickets(folder: string): Promise<readonly [string, string]> {
  const sample = buildSample();
  const ticketsPath = join(folder, 'tickets.csv');
  const eventsPath = join(folder, 'ticket-events.csv');
  await mkdir(folder, { recursive: true });
  await writeFile(ticketsPath, toCsv(sample.tickets));
  await writeFile(eventsPath, toCsv(sample.events));
  return [ticketsPath, eventsPath];
}

function toCsv(rows: readonly (readonly string[])[]): string {
  return stringify([...rows]);
}

if (process.argv[1] === OWN_FILE) {
  const paths = await generateTickets(dirname(OWN_FILE));
  process.stderr.write(`written: ${paths.join(', ')}\n`);
}
