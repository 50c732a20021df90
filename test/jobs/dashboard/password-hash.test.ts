import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  findPasswordProblem,
  hashPassword,
  MIN_PASSWORD_CHARACTERS,
  needsRehash,
  PASSWORD_COST,
  TooManyHashes,
  verifyPassword,
} from '../../../jobs/dashboard/password-hash.ts';
import { CHEAP } from './open-dashboard.ts';

describe('the hash of a password', () => {
  it('is made by scrypt at a high cost, which it tells', async () => {
    expect(PASSWORD_COST.cost).to.be.at.least(2 ** 17);
    const hash = await hashPassword('chín con sông');
    expect(hash).to.match(/^scrypt\$131072\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(await verifyPassword('chín con sông', hash)).to.equal(true);
    expect(await verifyPassword('chín con sôn', hash)).to.equal(false);
    expect(hash.length).to.be.below(255); // the column
  });

  it('differs each time, and can be verified whatever the costs are now', async () => {
    const [a, b] = [await hashPassword('x'.repeat(20), CHEAP), await hashPassword('x'.repeat(20), CHEAP)];
    expect(a).not.to.equal(b);
    expect(await verifyPassword('x'.repeat(20), a)).to.equal(true);
    expect([needsRehash(a, CHEAP), needsRehash(a, PASSWORD_COST), needsRehash('?', CHEAP)]).to.deep.equal([
      false,
      true,
      true,
    ]);
  });

  it('is the same whichever way Vietnamese letters were typed', async () => {
    const hash = await hashPassword('mật khẩu dài'.normalize('NFC'), CHEAP);
    expect(await verifyPassword('mật khẩu dài'.normalize('NFD'), hash)).to.equal(true);
  });

  it('is refused to be made for more people at once than there is memory for, and goes on afterwards', async () => {
    const slow = { cost: 2 ** 14, blockSize: 8, parallelism: 1 } as const;
    const results = await Promise.allSettled(Array.from({ length: 60 }, () => hashPassword('a password', slow)));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).to.have.length(26); // two at work and thirty-two waiting
    expect(refused.every(({ reason }) => reason instanceof TooManyHashes)).to.equal(true);
    expect(await hashPassword('a password', CHEAP)).to.be.a('string');
  });

  it('that nobody made is a fault, and no reason to let somebody in', async () => {
    const message = await verifyPassword('x', 'plain text').then(String, (error: unknown) => String(error));
    expect(message).to.contain('unknown form');
  });
});

describe('a new password', () => {
  it('has at least twelve characters, whatever they are', () => {
    expect(findPasswordProblem('abcdefghijk', 'lan')).to.contain('11 characters');
    expect(findPasswordProblem('abcdefghijkl', 'lan')).to.equal(undefined);
    expect(findPasswordProblem('mật khẩu dài', 'lan')).to.equal(undefined); // 12 letters, more bytes
    expect(findPasswordProblem('🔑'.repeat(MIN_PASSWORD_CHARACTERS - 1), 'lan')).to.contain('11 characters');
    expect(findPasswordProblem('x'.repeat(1_025), 'lan')).to.contain('at most 1024');
  });

  it('is not one letter many times, and does not contain the name', () => {
    expect(findPasswordProblem('aaaaaaaaaaaaaaaa', 'lan')).to.contain('different');
    expect(findPasswordProblem('abababababababab', 'lan')).to.contain('different');
    expect(findPasswordProblem('LAN.Nguyen-2026!', 'lan.nguyen')).to.contain('name');
  });
});
