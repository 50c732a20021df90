import { QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import { openRedis } from '../connection.ts';
import { QUEUE_PREFIX } from '../queues.ts';
import { isOver } from '../within-limit.ts';
import type { MetricSet } from './metric-set.ts';

const CLOSE_LIMIT_MS = 1_000;

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
      const closing = listeners.map(({ events, connection }) => {
        connection.disconnect();
        return events.close().catch(() => undefined);
      });
      // A listener whose Redis is away waits for it, also to be closed.
      await isOver(Promise.all(closing), CLOSE_LIMIT_MS);
    },
  };
}
