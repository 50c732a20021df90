import { expect } from 'chai';
import { describe, it } from 'mocha';
import { describeAllowedNames, findNearestName } from '../../src/domain/nearest-name.ts';

describe('findNearestName', () => {
  it('finds what a slip of the finger meant', () => {
    expect(findNearestName('levle', ['level', 'topic'])).to.equal('level');
    expect(findNearestName('Topic', ['level', 'topic'])).to.equal('topic');
  });

  it('finds nothing where nothing is near', () => {
    expect(findNearestName('colour', ['level', 'topic'])).to.equal(undefined);
    expect(findNearestName('x', [])).to.equal(undefined);
  });
});

describe('describeAllowedNames', () => {
  it('lists the names in order, the likely one first', () => {
    expect(describeAllowedNames('levle', ['topic', 'level'])).to.equal('did you mean "level"? Allowed: level, topic');
    expect(describeAllowedNames('colour', ['topic', 'level'])).to.equal('one of: level, topic');
    expect(describeAllowedNames('colour', [])).to.equal('one of: none');
  });
});
