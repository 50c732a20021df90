/** A signal that Ctrl-C (or a polite kill) raises; a second Ctrl-C ends the program at once. */
export function buildSignal(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const ask = (): void => {
    process.stderr.write('\nkyhan: stopping; what is decided so far is kept; press Ctrl-C again to stop at once\n');
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
