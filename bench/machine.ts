import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, release, totalmem } from 'node:os';

const PACKAGES = ['json-rules-engine', '@gorules/zen-engine', 'exceljs', 'knex', 'libsql', 'mysql2', 'csv-parse'];

/** The machine and the versions that figures belong to. */
export function describeMachine(): Readonly<Record<string, string | number>> {
  return {
    date: new Date().toISOString(),
    processor: cpus()[0]?.model ?? 'unknown',
    processors: cpus().length,
    memoryBytes: totalmem(),
    kernel: release(),
    node: process.version,
    ...Object.fromEntries(PACKAGES.map((name) => [name, readVersion(name)])),
    mariadb: readOutput('mariadbd', ['--version']),
    pandas: readOutput('/usr/bin/python3', ['-c', 'import pandas; print(pandas.__version__)']),
  };
}

function readVersion(name: string): string {
  const require = createRequire(import.meta.url);
  const main = require.resolve(name);
  const folder = main.slice(0, main.lastIndexOf(`node_modules/${name}/`) + `node_modules/${name}`.length);
  const { version }: { readonly version: string } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  return version;
}

function readOutput(command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'not there';
  }
}
