import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A program that tests need, the names that its binary may have, and the package of Debian that brings it. */
export type NeededProgram = { readonly binaries: readonly string[]; readonly debianPackage: string };

/** Finds the binary on the PATH or where servers are; undefined when it is not installed. */
function findBinary({ binaries }: NeededProgram): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/usr/local/bin'];
  return binaries.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/**
 * Installs those of the programs that are missing, all at once, where that can be done: by root on Debian. Services that
 * packages bring are kept from starting, because tests start private ones. Throws an Error that says why it cannot.
 */
export async function installMissing(programs: readonly NeededProgram[]): Promise<void> {
  const packages = programs.filter((program) => findBinary(program) === undefined).map((each) => each.debianPackage);
  if (packages.length === 0) return;
  const names = packages.join(', ');
  if (process.getuid?.() !== 0 || !isExecutable('/usr/bin/apt-get')) throw new Error(`not installed: ${names}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  try {
    await run('apt-get', ['update', '-q'], { env });
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env });
  } catch (cause) {
    throw new Error(`apt-get could not install ${names}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

/** The binary of a program, installed first where it is missing; throws an Error with the advice where it cannot be. */
export async function getBinary(program: NeededProgram, advice: string): Promise<string> {
  try {
    await installMissing([program]);
  } catch (cause) {
    throw new Error(`${advice} (${cause instanceof Error ? cause.message : String(cause)})`);
  }
  const binary = findBinary(program);
  if (binary === undefined) throw new Error(`${advice} (the package ${program.debianPackage} brought none)`);
  return binary;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
