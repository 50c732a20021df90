/**
 * A signal that Ctrl-C (or SIGTERM) raises, and what is said then on standard error, one line or nothing. At a second
 * one Node ends the process at once.
 */
export function buildStopSignal(say: () => string): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const ask = (): void => {
    process.stderr.write(say());
    controller.abort();
    release();
  };
  const release = (): void => {
    process.off('SIGINT', ask);
    process.off('SIGTERM', ask);
  };
  process.on('SIGINT', ask);
  process.on('SIGTERM', ask);
  return { signal: controller.signal, release };
}
