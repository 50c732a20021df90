import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { readProcessorSeconds } from '../processor-time.ts';

/** What a program took from its start to its end, with all processes that it started. */
export type Measured = {
  readonly seconds: number;
  readonly processorSeconds: number;
  /** The most memory that all of its processes had at a time. */
  readonly peakBytes: number;
  readonly stdout: string;
  readonly exitCode: number | null;
  /** The end of what it said on standard error. */
  readonly stderr: string;
};

const LOOK_EVERY_MS = 50;
const STDERR_CHARACTERS = 2_000;

/** Runs a program and looks at its processes meanwhile; memory and processor are those of the last look before its end. */
export async function runMeasured(command: string, args: readonly string[], cwd: string): Promise<Measured> {
  const startedAtMs = performance.now();
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_CHARACTERS);
  });
  let isOver = false;
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => {
    isOver = true;
  });
  let [peakBytes, processorSeconds] = [0, 0];
  const { pid } = child;
  const look = async (): Promise<void> => {
    while (pid !== undefined && !isOver) {
      peakBytes = Math.max(peakBytes, await readTreeBytes(pid));
      processorSeconds = Math.max(processorSeconds, await readProcessorSeconds(pid));
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  };
  const [exitCode] = await Promise.all([ended, look()]);
  const seconds = (performance.now() - startedAtMs) / 1_000;
  return { seconds, processorSeconds, peakBytes, stdout, exitCode, stderr };
}

async function readTreeBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  let bytes = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1_024;
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  for (const child of children.split(' ').filter((each) => each.trim() !== ''))
    bytes += await readTreeBytes(Number(child));
  return bytes;
}
