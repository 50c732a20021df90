import { withinLimit } from '../within-limit.ts';

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
    const show = await withinLimit(reading, limitMs, undefined);
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
