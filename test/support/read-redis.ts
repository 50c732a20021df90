import type { Redis } from 'ioredis';

/** Every key of a database of Redis with all that it holds, as text. */
export async function readRedis(redis: Redis): Promise<string> {
  const texts: string[] = [];
  let cursor = '0';
  do {
    const [next, keys] = await redis.scan(cursor, 'COUNT', 500);
    cursor = next;
    for (const key of keys) texts.push(`${key} ${JSON.stringify(await readValue(redis, key))}`);
  } while (cursor !== '0');
  return texts.join('\n');
}

async function readValue(redis: Redis, key: string): Promise<unknown> {
  const type = await redis.type(key);
  switch (type) {
    case 'string':
      return redis.get(key);
    case 'hash':
      return redis.hgetall(key);
    case 'list':
      return redis.lrange(key, 0, -1);
    case 'set':
      return redis.smembers(key);
    case 'zset':
      return redis.zrange(key, '0', '-1', 'WITHSCORES');
    case 'stream':
      return redis.xrange(key, '-', '+');
    case 'none': // it has gone meanwhile
      return null;
    default:
      throw new Error(`the test does not know how to read a ${type}`);
  }
}
