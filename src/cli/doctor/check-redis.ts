import { describeRedis, openRedis } from '../../../jobs/connection.ts';
import { inspectRedis, type RedisTolerance } from '../../../jobs/redis-check.ts';
import type { Finding } from '../../domain/finding.ts';
import { checkClock } from './check-clock.ts';
import { tryCheck } from './try-check.ts';

/** Whether the queue can be entrusted to the Redis of that URL. */
export async function checkRedis(url: string, tolerance: RedisTolerance): Promise<readonly Finding[]> {
  return tryCheck('Redis', async () => {
    const redis = openRedis(url, 'fail-fast');
    try {
      const { findings, clockDifferenceMs } = await inspectRedis(redis, tolerance);
      if (clockDifferenceMs === null) return findings;
      return [...findings, checkClock(`Redis ${describeRedis(url)}`, clockDifferenceMs)];
    } finally {
      redis.disconnect();
    }
  });
}
