import { askDesk } from './server-desk.ts';

/**
 * An empty database (number) on the Redis of this test run; each call gives another one, so that test files which run at
 * the same time do not see each other's queues. To kill, flush or configure a Redis, start a private one: redis.ts.
 */
export async function useTestRedis(): Promise<{ readonly url: string }> {
  return { url: await askDesk('redis') };
}
