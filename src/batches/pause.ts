import { setImmediate } from 'node:timers/promises';

/** Work between two looks up, in milliseconds: far below the time in which a queue renews the lock of a job. */
const LOOK_UP_EVERY_MS = 50;

/**
 * Builds what long work calls between its steps: now and then it lets timers, signals and the network have their turn,
 * and throws the reason of the signal when it is raised. Rules answer without ever giving way to them.
 */
export function buildPause(signal: AbortSignal): () => Promise<void> {
  let lastMs = performance.now();
  return async () => {
    if (performance.now() - lastMs < LOOK_UP_EVERY_MS) return;
    await setImmediate();
    signal.throwIfAborted();
    lastMs = performance.now();
  };
}
