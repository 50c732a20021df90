import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isCompatible, isInScope, toScopeKey, weighMatch, weighScope } from '../../src/rule-sets/scope.ts';

const record = { product: 'mbiz360', segment: 'business', unit: null };

describe('a scope', () => {
  it('weighs product over segment over unit over none', () => {
    const weights = [
      {},
      { unit: 'CTKV1' },
      { segment: 'business' },
      { segment: 'business', unit: 'CTKV1' },
      { product: 'mbiz360' },
    ].map(weighScope);
    expect(weights).to.deep.equal([0, 1, 2, 3, 4]);
  });

  it('weighs the regional unit of a record over its managing one', () => {
    const invoice = { ...record, unit: 'CTKV2', managingUnit: 'TT-CNTT' };
    expect(weighMatch({ unit: 'CTKV2' }, invoice)).to.equal(1);
    expect(weighMatch({ unit: 'TT-CNTT' }, invoice)).to.be.within(0.1, 0.9);
    expect(weighMatch({ product: 'mbiz360', unit: 'TT-CNTT' }, invoice)).to.be.above(
      weighMatch({ segment: 'business', unit: 'CTKV2' }, invoice),
    );
    expect(weighMatch({ segment: 'business' }, invoice)).to.equal(2);
  });

  it('takes in the records that have all of its values', () => {
    expect(isInScope({}, record)).to.equal(true);
    expect(isInScope({ product: 'mbiz360', segment: 'business' }, record)).to.equal(true);
    expect(isInScope({ product: 'mbiz360', segment: 'household' }, record)).to.equal(false);
    expect(isInScope({ unit: 'CTKV1' }, record)).to.equal(false);
  });

  it('excludes another one only by a different value of the same key', () => {
    expect(isCompatible({ product: 'a' }, { product: 'b' })).to.equal(false);
    expect(isCompatible({ product: 'a' }, { segment: 'business' })).to.equal(true);
    expect(toScopeKey({ product: 'a' })).to.not.equal(toScopeKey({ unit: 'a' }));
  });
});
