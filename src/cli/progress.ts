import { Presets, SingleBar } from 'cli-progress';
import type { RunProgress } from '../batches/run-context.ts';

const LABELS = { importing: 'reading', deciding: 'deciding', reporting: 'writing reports' } as const;

/** Shows how far a run is: a bar on a terminal, one line a phase elsewhere. */
export function openProgress(stream: NodeJS.WriteStream): {
  readonly tell: (progress: RunProgress) => void;
  readonly close: () => void;
} {
  return stream.isTTY ? openBar(stream) : openLines(stream);
}

function openBar(stream: NodeJS.WriteStream) {
  const format = '{label} {bar} {value}{of} | {duration_formatted}';
  const bar = new SingleBar({ stream, format, hideCursor: true, clearOnComplete: true }, Presets.shades_classic);
  let phase: RunProgress['phase'] | null = null;
  const tell = (progress: RunProgress): void => {
    const payload = { label: LABELS[progress.phase], of: progress.total === null ? '' : ` of ${progress.total}` };
    const total = progress.total ?? Math.max(progress.done, 1);
    if (phase !== progress.phase) bar.start(total, progress.done, payload);
    phase = progress.phase;
    bar.setTotal(total);
    bar.update(progress.done, payload);
  };
  return { tell, close: () => bar.stop() };
}

function openLines(stream: NodeJS.WriteStream) {
  let phase: RunProgress['phase'] | null = null;
  const tell = (progress: RunProgress): void => {
    if (phase !== progress.phase) {
      const of = progress.total === null ? '' : ` ${progress.total}`;
      stream.write(`${LABELS[progress.phase]}${of} …\n`);
    }
    phase = progress.phase;
  };
  return { tell, close: () => {} };
}
