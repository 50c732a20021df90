import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import { after, before, describe, it } from 'mocha';
import { createConnection } from 'mysql2/promise';
import { startTestServer, type TestServer } from './mariadb.ts';
import { startTestRedis, type TestRedis } from './redis.ts';
import { useTestRedis } from './redis-fixture.ts';
import { startProxy, type TcpProxy } from './tcp-proxy.ts';

async function askRedis<T>(url: string, ask: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { maxRetriesPerRequest: 0, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    return await ask(redis);
  } finally {
    redis.disconnect();
  }
}

describe('the Redis of a test run', () => {
  it('gives each caller an empty database of its own', async () => {
    const [first, second] = await Promise.all([useTestRedis(), useTestRedis()]);
    expect(first.url).to.not.equal(second.url);
    await askRedis(first.url, (redis) => redis.set('key', 'first'));
    expect(await askRedis(second.url, (redis) => redis.get('key'))).to.equal(null);
    expect(await askRedis(first.url, (redis) => redis.get('key'))).to.equal('first');
  });
});

describe('a private Redis', () => {
  it('asks for its password, and takes settings', async () => {
    const redis = await startTestRedis({ password: 'a b/c', config: { 'maxmemory-policy': 'allkeys-lru' } });
    try {
      expect(await askRedis(redis.url, (client) => client.config('GET', 'maxmemory-policy'))).to.include('allkeys-lru');
      const stranger = connect(redis.port, '127.0.0.1').setEncoding('utf8');
      stranger.write('GET key\r\n');
      const [answer] = await once(stranger, 'data');
      stranger.destroy();
      expect(answer).to.match(/^-NOAUTH/);
    } finally {
      await redis.stop();
    }
  });

  it('comes back empty after it was killed, or with its keys where it writes them down', async () => {
    for (const [appendonly, kept] of [
      ['no', null],
      ['yes', 'value'],
    ] as const) {
      const redis = await startTestRedis({ config: { appendonly, appendfsync: 'always' } });
      try {
        await askRedis(redis.url, (client) => client.set('key', 'value'));
        await redis.kill();
        await redis.start();
        expect(await askRedis(redis.url, (client) => client.get('key'))).to.equal(kept);
      } finally {
        await redis.stop();
      }
    }
  });
});

describe('a private MariaDB', () => {
  let server: TestServer;

  before(async () => {
    server = await startTestServer();
  });
  after(() => server.stop());

  it('has what was committed after it was killed and started again', async () => {
    const query = async (sql: string): Promise<unknown> => {
      const connection = await createConnection(server.url);
      const [rows] = await connection.query(sql).finally(() => connection.end());
      return rows;
    };
    await query('create database kept');
    await query('create table kept.numbers (number int) engine = innodb');
    await query('insert into kept.numbers values (42)');
    await server.kill();
    expect(await query('select 1').catch(() => 'nobody answers')).to.equal('nobody answers');
    await server.start();
    expect(await query('select number from kept.numbers')).to.deep.equal([{ number: 42 }]);
  });
});

describe('a proxy', () => {
  let redis: TestRedis;
  let proxy: TcpProxy;

  before(async () => {
    redis = await startTestRedis();
    proxy = await startProxy({ host: '127.0.0.1', port: redis.port });
  });
  after(async () => {
    await proxy.close();
    await redis.stop();
  });

  it('passes everything on, both ways', async () => {
    expect(
      await askRedis(`redis://127.0.0.1:${proxy.port}`, (client) => client.echo('x'.repeat(1_000_000))),
    ).to.have.lengthOf(1_000_000);
  });

  it('drops what is connected when it is cut, refuses who comes, and passes on again when it is restored', async () => {
    const open = connect(proxy.port, '127.0.0.1');
    await once(open, 'connect');
    const dropped = once(open, 'close');
    await proxy.cut('refuse');
    await dropped;
    const [error] = await once(connect(proxy.port, '127.0.0.1'), 'error');
    expect(error).to.include({ code: 'ECONNREFUSED' });
    await proxy.restore();
    expect(await askRedis(`redis://127.0.0.1:${proxy.port}`, (client) => client.ping())).to.equal('PONG');
  });

  it('swallows what is sent in a cut that hangs, without a word to either side', async () => {
    await proxy.cut('hang');
    const lost = connect(proxy.port, '127.0.0.1');
    await once(lost, 'connect');
    lost.write('SET lost 1\r\n');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(lost.bytesRead).to.equal(0);
    await proxy.restore();
    expect(await askRedis(redis.url, (client) => client.get('lost'))).to.equal(null);
    lost.destroy();
  });
});
