import { readFile } from 'node:fs/promises';

const CLOCK_TICKS_PER_SECOND = 100;

/** Seconds of processor that a process and those that it has started have taken so far; 0 where that cannot be read. */
export async function readProcessorSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // Own user and system time, and those of children that have ended.
  const times = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 16);
  const own = times.reduce((sum, ticks) => sum + Number(ticks), 0) / CLOCK_TICKS_PER_SECOND;
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  let sum = own;
  for (const child of children.split(' ').filter((each) => each !== ''))
    sum += await readProcessorSeconds(Number(child));
  return sum;
}
