import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { type Finding, fine, hint } from '../../domain/finding.ts';
import { tryCheck } from './try-check.ts';

/** Less free disk than this is worth a word before a run. */
const MIN_FREE_BYTES = 1_000_000_000;

/** Whether reports can be written to a folder, and how much room there is. */
export async function checkFolder(folder: string): Promise<readonly Finding[]> {
  return tryCheck(`output folder ${folder}`, async () => {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    const { bavail, bsize } = await statfs(folder);
    const free = `${((bavail * bsize) / 1e9).toFixed(1)} GB free for reports`;
    const isEnough = bavail * bsize >= MIN_FREE_BYTES;
    return [
      fine(`output folder ${folder} can be written`),
      isEnough ? fine(free) : hint(free, 'free some disk before a large run'),
    ];
  });
}
