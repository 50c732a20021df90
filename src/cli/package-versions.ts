import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The version of this program. */
export function readProgramVersion(): string {
  return readVersion('../../package.json');
}

/** The version of json-rules-engine that is installed. */
export function readEngineVersion(): string {
  return readVersion('json-rules-engine/package.json');
}

function readVersion(file: string): string {
  const { version }: { readonly version: string } = require(file);
  return version;
}
