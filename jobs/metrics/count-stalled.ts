import { QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import { openRedis } from '../connection.ts';
import { QUEUE_PREFIX } from '../queues.ts';
import type { MetricSet } from './metric-set.ts';

/**
 * Counts the jobs that are taken from silent workers, from now on. Each queue is listened to on a connection of its own,
 * which waits while Redis is away.
 */
export function countStalled(
  queues: readonly string[],
  redisUrl: string,
  { stalled }: MetricSet,
): { readonly close: () => Promise<void> } {
  const listeners = queues.map((queue): { readonly events: QueueEvents; readonly connection: Redis } => {
    stalled.inc({ queue }, 0);
    const connection = openRedis(redisUrl, 'wait');
    const events = new QueueEvents(queue, { connection, prefix: QUEUE_PREFIX });
    events.on('error', () => undefined); // it goes on when Redis is back; whether it is there is a metric of its own
    events.on('stalled', () => stalled.inc({ queue }));
    return { events, connection };
  });
  return {
    close: async () => {
      for (const { events, connection } of listeners) {
        connection.disconnect();
        await events.close().catch(() => undefined);
      }
    },
  };
}
