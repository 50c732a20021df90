import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { after, afterEach, before, describe, it } from 'mocha';
import { openRedis, type RedisPatience } from '../../jobs/connection.ts';
import { inspectRedis, proveRedis } from '../../jobs/redis-check.ts';
import { toRedisFailure } from '../../jobs/redis-failure.ts';
import type { Failure } from '../../src/domain/failure.ts';
import { catchFailure } from '../support/catch-failure.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { findFreePort } from '../support/server-process.ts';

/** As hard as a password can be to write into a URL. */
const PASSWORD = 'p@ss/w:rd? #%';
const STRICT = { allowEviction: false };

describe('the check of Redis', () => {
  const opened: Redis[] = [];
  const started: TestRedis[] = [];
  let guarded: TestRedis;
  let open: TestRedis;
  before(async () => {
    guarded = await startTestRedis({ password: PASSWORD, config: { appendonly: 'yes' } });
    open = await startTestRedis();
    started.push(guarded, open);
  });
  afterEach(() => {
    for (const redis of opened.splice(0)) redis.disconnect();
  });
  after(async () => {
    for (const server of started) await server.stop();
  });

  const connect = (url: string, patience: RedisPatience = 'fail-fast'): Redis => {
    const redis = openRedis(url, patience);
    opened.push(redis);
    return redis;
  };
  const start = async (config: Readonly<Record<string, string>>): Promise<TestRedis> => {
    const server = await startTestRedis({ config });
    started.push(server);
    return server;
  };
  const urlOf = (server: TestRedis, access: string): string => `redis://${access}127.0.0.1:${server.port}`;
  const refuse = (url: string, patience?: RedisPatience): Promise<Failure> =>
    catchFailure(() => proveRedis(connect(url, patience), STRICT));
  const list = async (url: string): Promise<readonly string[]> =>
    (await inspectRedis(connect(url))).findings.map(({ level, what }) => `${level}: ${what}`);

  /** What is said of a server that greets whoever connects with that, or with nothing. */
  const meet = async (greeting: string | undefined): Promise<Failure> => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      if (greeting !== undefined) socket.end(greeting);
    });
    const port = await findFreePort();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    try {
      return await refuse(`redis://127.0.0.1:${port}`);
    } finally {
      server.close();
    }
  };

  it('finds nothing wrong where there is a password, no eviction, and a log on the disk', async () => {
    await proveRedis(connect(guarded.url), STRICT);
    const { findings, clockDifferenceMs } = await inspectRedis(connect(guarded.url));
    const [version, policy, log, memory] = findings.map(({ what }) => what);
    expect(findings.map(({ level }) => level)).to.deep.equal(['fine', 'fine', 'fine', 'fine']);
    expect(version).to.match(/^Redis 127\.0\.0\.1:\d+: version \d+\.\d+/);
    expect([policy, log, memory].join()).to.match(/noeviction.*appendonly.*MB of memory in use, no limit/);
    expect(clockDifferenceMs).to.be.a('number').within(-1_000, 1_000);
  });

  it('says that the queue is not kept over a restart, and goes on', async () => {
    await proveRedis(connect(open.url), STRICT);
    expect((await list(open.url)).filter((line) => line.startsWith('hint'))).to.deep.equal([
      `hint: Redis 127.0.0.1:${open.port} does not keep the queue over a restart`,
    ]);
  });

  it('refuses a Redis that has no password where one is given, which Redis itself says nothing about', async () => {
    for (const access of [':given@', 'default:given@']) {
      const failure = await refuse(urlOf(open, access));
      expect(failure.code).to.equal('REDIS_CONFIGURATION');
      expect(failure.message).to.contain('lets everybody in');
      expect(inspect(failure)).not.to.contain('given');
    }
  });

  for (const patience of ['fail-fast', 'wait'] as const) {
    it(`tells of a wrong password, and of one that is missing, without showing it (${patience})`, async () => {
      const wrong = await refuse(urlOf(guarded, ':mistaken@'), patience);
      expect(wrong.code).to.equal('REDIS_CONFIGURATION');
      expect(wrong.message).to.equal(`Redis 127.0.0.1:${guarded.port}: it refuses the user or the password`);
      expect(inspect(wrong)).not.to.contain('mistaken');
      expect((await refuse(urlOf(guarded, 'somebody:mistaken@'), patience)).message).to.contain('refuses the user');
      expect((await refuse(urlOf(guarded, ''), patience)).message).to.contain('it wants a password');
    });
  }

  it('refuses a Redis that throws keys away, unless that is wanted', async () => {
    const server = await start({ 'maxmemory-policy': 'allkeys-lru' });
    const failure = await refuse(server.url);
    expect(failure.code).to.equal('REDIS_CONFIGURATION');
    expect(failure.message).to.contain('allkeys-lru');
    expect(failure.action).to.contain('noeviction').and.to.contain('KYHAN_ALLOW_EVICTION=yes');
    await proveRedis(connect(server.url), { allowEviction: true });
    const { findings } = await inspectRedis(connect(server.url), { allowEviction: true });
    expect(findings.filter(({ level }) => level === 'hint').map(({ action }) => action)[0]).to.contain(
      'jobs may be lost',
    );
  });

  it('says what a user may not see, and goes on', async () => {
    const rights = '+@all -info -config -time'.split(' ');
    await connect(open.url).call('ACL', ['SETUSER', 'blind', 'on', '>x', '~*', ...rights]);
    const lines = await list(urlOf(open, 'blind:x@'));
    expect(lines.map((line) => line.replace(/Redis \S+ /, ''))).to.deep.equal([
      'hint: does not tell its version',
      'hint: does not let its maxmemory-policy be read',
      'hint: does not tell whether it keeps the queue over a restart',
    ]);
    await proveRedis(connect(urlOf(open, 'blind:x@')), STRICT);
  });

  it('refuses a cluster and a replica', async () => {
    const cluster = await start({ 'cluster-enabled': 'yes', databases: '1' });
    expect((await refuse(cluster.url)).message).to.contain('is a cluster');
    const replica = await start({ replicaof: '127.0.0.1 1' });
    expect((await refuse(replica.url)).message).to.contain('is a replica');
  });

  it('says when the memory is nearly full', async () => {
    const server = await start({ maxmemory: '1000000' });
    expect((await list(server.url)).join()).to.match(/hint: Redis \S+: \d\.\d MB of memory in use of 1\.0 MB/);
  });

  it('says at once that nobody answers, that a host is not known, or that it is no Redis', async () => {
    const unreachable = await refuse(`redis://:secret@127.0.0.1:${await findFreePort()}`);
    expect(unreachable.code).to.equal('REDIS_UNAVAILABLE');
    expect(unreachable.message).to.contain('it cannot be reached');
    expect((await refuse('redis://:secret@no-such-host.invalid:6379')).message).to.contain('its host is not known');
    const failure = await meet('HTTP/1.1 400 Bad Request\r\n\r\n');
    expect(failure.code).to.equal('REDIS_CONFIGURATION');
    expect(failure.message).to.contain('what answers there is no Redis');
  });

  it('does not wait long for one that takes the connection and says nothing', async () => {
    expect((await meet(undefined)).message).to.contain('it does not answer');
  });

  it('waits for one that starts later, where the connection is one that waits', async () => {
    const port = await findFreePort();
    const proved = proveRedis(connect(`redis://127.0.0.1:${port}`, 'wait'), STRICT);
    started.push(await startTestRedis({ port }));
    await proved;
  });
});

describe('an error of ioredis', () => {
  it('becomes a failure without the command and its arguments', () => {
    const command = { name: 'hello', args: ['3', 'AUTH', 'default', 'secret'] };
    for (const message of ['WRONGPASS invalid', 'OOM command not allowed', 'Connection is closed.', 'ERR secret']) {
      const failure = toRedisFailure(Object.assign(new Error(message), { command }), 'host:1');
      expect(inspect(failure, { depth: 9 }), message).not.to.contain('secret');
      expect(failure.message).to.match(/^Redis host:1: /);
    }
  });
});
