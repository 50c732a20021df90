import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { removeAbandonedFolders, withWorkFolder } from '../../src/intake/work-folder.ts';
import { PROJECT_FOLDER } from '../support/run-cli.ts';

/** Opens a folder, puts a file into it, says where it is, and stays. */
const HOLDER = `
  const { withWorkFolder } = await import(${JSON.stringify(join(PROJECT_FOLDER, 'src/intake/work-folder.ts'))});
  const { writeFileSync } = await import('node:fs');
  await withWorkFolder('import', async (folder) => {
    writeFileSync(folder + '/customers.csv', 'x');
    console.log(folder);
    await new Promise((resolve) => setTimeout(resolve, 600_000));
  });`;

describe('the folder in which files of customers lie while a process works on them', () => {
  const holders: ChildProcess[] = [];
  afterEach(async () => {
    await Promise.all(holders.splice(0).map(end));
    await removeAbandonedFolders();
  });

  const hold = async (): Promise<{ readonly folder: string; readonly holder: ChildProcess }> => {
    const holder = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', HOLDER], {
      cwd: PROJECT_FOLDER,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    holders.push(holder);
    const folder = await new Promise<string>((resolve, reject) => {
      holder.stdout?.once('data', (text: Buffer) => resolve(text.toString().trim()));
      holder.once('exit', () => reject(new Error('the process has ended')));
    });
    return { folder, holder };
  };

  it('is for this user only, and gone when the work is over, however it ended', async () => {
    let used = '';
    const work = withWorkFolder('report', async (folder) => {
      used = folder;
      expect((await stat(folder)).mode & 0o777).to.equal(0o700);
      await writeFile(join(folder, 'customers.csv'), 'x');
      throw new Error('of the work');
    });
    expect(await work.catch((error: unknown) => String(error))).to.equal('Error: of the work');
    expect(used).not.to.equal('');
    expect(existsSync(used)).to.equal(false);
  });

  it('is removed by who comes next when its process was killed, and not while the process lives', async () => {
    const { folder: abandoned, holder } = await hold();
    const { folder: held } = await hold();
    await removeAbandonedFolders();
    expect(existsSync(abandoned), 'both live').to.equal(true);
    await end(holder);
    expect(await readFile(join(abandoned, 'customers.csv'), 'utf8'), 'a killed process cannot').to.equal('x');
    await removeAbandonedFolders();
    expect(existsSync(abandoned)).to.equal(false);
    expect(existsSync(held)).to.equal(true);
  });

  it('is removed too when its process had the id of this one, but not while this one uses it', async () => {
    await withWorkFolder('import', async (folder) => {
      const earlier = folder.replace(/.{6}$/, 'before');
      await mkdir(earlier);
      try {
        await removeAbandonedFolders();
        expect(existsSync(earlier)).to.equal(false);
        expect(existsSync(folder)).to.equal(true);
      } finally {
        await rm(earlier, { recursive: true, force: true });
      }
    });
  });
});

function end(holder: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (holder.exitCode !== null || holder.signalCode !== null) return resolve();
    holder.once('exit', () => resolve());
    holder.kill('SIGKILL');
  });
}
