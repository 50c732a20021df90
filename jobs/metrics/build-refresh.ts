import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Builds what reads a part and then shows it. A reading that takes too long is dropped; while it goes on, no other one is
 * begun; two who ask at the same time get the same.
 */
export function buildRefresh(
  read: () => Promise<() => void>,
  limitMs: number,
  tell: (isUp: boolean) => void,
): () => Promise<void> {
  let reading: Promise<(() => void) | undefined> | undefined;
  let refreshing: Promise<void> | undefined;
  const refresh = async (): Promise<void> => {
    reading ??= read()
      .catch(() => undefined)
      .finally(() => {
        reading = undefined;
      });
    const limit = new AbortController();
    const late = sleep(limitMs, undefined, { signal: limit.signal }).catch(() => undefined);
    const show = await Promise.race([reading, late]);
    limit.abort();
    tell(show !== undefined);
    show?.();
  };
  return () => {
    refreshing ??= refresh().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  };
}
