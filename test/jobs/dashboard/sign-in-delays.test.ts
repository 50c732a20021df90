import { expect } from 'chai';
import { describe, it } from 'mocha';
import { chooseBuckets } from '../../../jobs/dashboard/sign-in-delays.ts';

const keysOf = (address: string): readonly string[] =>
  chooseBuckets({ name: 'lan', address, device: undefined }).map(({ key }) => key);

describe('attempts that count together', () => {
  it('are those at one name from one address, and those at one name', () => {
    expect(keysOf('10.0.0.7')).to.deep.equal(['place lan 10.0.0.7', 'name lan']);
  });

  it('take all addresses of an IPv6 customer for one, however they are written', () => {
    const [first] = keysOf('2001:db8:0:1::1');
    for (const address of ['2001:DB8:0:1:ffff::', '2001:0db8:0000:0001:0:0:0:2', '2001:db8:0:1::1%eth0']) {
      expect(keysOf(address)[0], address).to.equal(first);
    }
    expect(keysOf('2001:db8:0:2::1')[0]).not.to.equal(first);
    expect(keysOf('::1')[0]).to.equal('place lan 0:0:0:0::/64');
    expect(keysOf('::ffff:10.0.0.7')[0]).to.equal('place lan 10.0.0.7');
  });

  it('are those of one browser alone, where this user has signed in with it before', () => {
    const device = { name: 'lan', id: '7' };
    const own = chooseBuckets({ name: 'lan', address: '10.0.0.7', device });
    expect(own.map(({ key }) => key)).to.deep.equal(['device lan 7']);
    const other = chooseBuckets({ name: 'an', address: '10.0.0.7', device });
    expect(other.map(({ key }) => key)).to.deep.equal(['place an 10.0.0.7', 'name an']);
  });

  it('wait from the first failure too many on, twice as long each time, up to a limit', () => {
    const [place, name] = chooseBuckets({ name: 'lan', address: '10.0.0.7', device: undefined });
    expect([3, 4, 5, 6, 13, 14, 1_000].map((failures) => place?.delayMs(failures))).to.deep.equal([
      0, 1_000, 2_000, 4_000, 512_000, 900_000, 900_000,
    ]);
    expect([20, 21, 25, 26, 1_000].map((failures) => name?.delayMs(failures))).to.deep.equal([
      0, 1_000, 16_000, 30_000, 30_000,
    ]);
  });
});
