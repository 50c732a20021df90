import { inspect } from 'node:util';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { describeRedis, openRedis } from '../../jobs/connection.ts';
import { getRedisUrl, proveShared, readDuration } from '../../jobs/edge.ts';
import { proveRedis } from '../../jobs/redis-check.ts';
import { catchFailure } from '../support/catch-failure.ts';
import { useTestRedis } from '../support/redis-fixture.ts';

const refuse = (work: () => unknown) => catchFailure(async () => work());

describe('the URL of a Redis', () => {
  for (const url of [
    '127.0.0.1:6379',
    'http://:secret@127.0.0.1',
    'redis:127.0.0.1',
    'redis://:secret%zz@127.0.0.1',
    'redis://user%:secret@127.0.0.1',
    'redis://:secret@127.0.0.1/abc',
    'redis://:secret@127.0.0.1/0/1',
    'redis://:secret@127.0.0.1/-1',
    'redis://:secret@127.0.0.1:99999',
    ' ',
  ]) {
    it(`is refused without showing the secret in it: ${url.replace('secret', '…')}`, async () => {
      const failure = await refuse(() => openRedis(url, 'fail-fast'));
      expect(failure.code).to.equal('CONFIGURATION');
      expect(inspect(failure)).not.to.contain('secret');
    });
  }

  it('is shown without user and password', () => {
    expect(describeRedis('redis://user:secret@host:6380/3')).to.equal('host:6380/3');
    expect(describeRedis('rediss://:secret@host')).to.equal('host:6379');
    expect(describeRedis('redis://')).to.equal('localhost:6379');
    for (const url of ['redis://', 'rediss://user:p%40ss@host:1/15', 'redis://[::1]:6379/0']) {
      openRedis(url, 'wait').disconnect();
    }
  });

  it('names a database that is there: another one would be used without a word', async () => {
    const url = new URL((await useTestRedis()).url);
    url.pathname = '/999999999';
    const redis = openRedis(url.href, 'fail-fast');
    const failure = await catchFailure(() => proveRedis(redis, { allowEviction: false }));
    redis.disconnect();
    expect(failure.code).to.equal('REDIS_CONFIGURATION');
    expect(failure.message).to.contain('no database of that number');
  });

  it('must be set', async () => {
    expect((await refuse(getRedisUrl)).action).to.contain('REDIS_URL=redis://');
  });
});

describe('the database of workers', () => {
  it('is one that other machines reach', async () => {
    for (const target of ['mysql://root@host/name', 'MARIADB://root@host/name']) proveShared(target);
    for (const target of ['var/kyhan.db', '/tmp/mysql://x', ':memory:', '', 'file://x.db']) {
      expect((await refuse(() => proveShared(target))).code, target).to.equal('CONFIGURATION');
    }
  });
});

describe('a duration of the environment', () => {
  it('is a whole number of milliseconds, long enough to be renewed', async () => {
    expect(readDuration('KYHAN_LOCK_MS', '', 30_000)).to.equal(30_000);
    expect(readDuration('KYHAN_LOCK_MS', '500', 30_000)).to.equal(500);
    expect(readDuration('KYHAN_LOCK_MS', '999999999', 30_000)).to.equal(999_999_999);
    for (const text of ['499', '0', '-500', '1e4', '5s', ' 5000', '1000.5', '9999999999', 'Infinity']) {
      const failure = await refuse(() => readDuration('KYHAN_LOCK_MS', text, 30_000));
      expect(failure.code, text).to.equal('CONFIGURATION');
      expect(failure.message, text).to.contain(`KYHAN_LOCK_MS is "${text}"`);
    }
  });
});
