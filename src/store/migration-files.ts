import { readdir } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Knex } from 'knex';

const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations/', import.meta.url));

type MigrationFile = { readonly up: (knex: Knex) => Promise<void> };

/** The names of all migrations of this program, in the order in which they are applied. */
export async function listMigrations(): Promise<readonly string[]> {
  const files = await readdir(MIGRATIONS_FOLDER);
  return files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
}

/** Where knex finds the migrations: TypeScript files without a way back. */
export const MIGRATION_SOURCE: Knex.MigrationSource<string> = {
  getMigrations: async () => [...(await listMigrations())],
  getMigrationName: (name) => name,
  getMigration: async (name) => {
    const file: unknown = await import(pathToFileURL(`${MIGRATIONS_FOLDER}${name}.ts`).href);
    if (!isMigrationFile(file)) throw new Error(`migrations/${name}.ts exports no function "up"`);
    return { up: file.up, down: refuseToGoBack };
  },
};

function isMigrationFile(file: unknown): file is MigrationFile {
  return typeof file === 'object' && file !== null && 'up' in file && typeof file.up === 'function';
}

async function refuseToGoBack(): Promise<void> {
  throw new Error('migrations go forward only');
}
