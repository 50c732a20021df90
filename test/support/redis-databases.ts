import { Redis } from 'ioredis';

/** Empty databases (numbers) of one Redis, each given out once. */
export type RedisDatabases = { readonly next: () => Promise<string>; readonly clear: () => Promise<void> };

/** Gives out the empty databases of the Redis at the URL, which may have others in use; `clear` empties what was given. */
export function shareRedis(url: string): RedisDatabases {
  const given: number[] = [];
  let searching: Promise<unknown> = Promise.resolve();
  const next = (): Promise<string> => {
    const found = searching.then(() => findEmpty(url, (given.at(-1) ?? -1) + 1));
    searching = found.then(
      (database) => given.push(database),
      () => undefined,
    );
    return found.then((database) => nameDatabase(url, database));
  };
  const clear = async (): Promise<void> => {
    for (const database of given) await withRedis(nameDatabase(url, database), (redis) => redis.flushdb());
  };
  return { next, clear };
}

async function findEmpty(url: string, from: number): Promise<number> {
  for (let database = from; ; database += 1) {
    if ((await withRedis(nameDatabase(url, database), (redis) => redis.dbsize())) === 0) return database;
  }
}

function nameDatabase(url: string, database: number): string {
  const named = new URL(url);
  named.pathname = `/${database}`;
  return named.href;
}

/** A number beyond the last database is an error of the server, and ends the search. */
async function withRedis<T>(url: string, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  redis.on('error', () => undefined); // the command fails with it
  try {
    await redis.connect();
    return await use(redis);
  } finally {
    redis.disconnect();
  }
}
