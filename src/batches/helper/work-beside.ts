import type { RunContext } from '../run-context.ts';
import type { RunHelper } from './run-helper.ts';

/**
 * Does a part of the work here while the helper does another. When one of them fails, the other is stopped between two
 * steps and waited for, so that nothing goes on behind a run that has failed; the first reason is thrown.
 */
export async function workBeside<Mine, Theirs>(
  context: RunContext,
  helper: RunHelper,
  mine: (context: RunContext) => Promise<Mine>,
  theirs: Promise<Theirs>,
): Promise<readonly [Mine, Theirs]> {
  const failed = new AbortController();
  const reasons: unknown[] = [];
  const stopBoth = (reason: unknown): never => {
    reasons.push(reason);
    failed.abort();
    helper.stop();
    throw reason;
  };
  const stopHelper = (): void => helper.stop();
  context.signal.addEventListener('abort', stopHelper, { once: true });
  const signal = AbortSignal.any([context.signal, failed.signal]);
  const [here, there] = await Promise.allSettled([
    mine({ ...context, signal }).catch(stopBoth),
    theirs.catch(stopBoth),
  ]);
  context.signal.removeEventListener('abort', stopHelper);
  if (here.status === 'fulfilled' && there.status === 'fulfilled') return [here.value, there.value];
  throw reasons[0];
}
