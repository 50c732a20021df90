import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { FactValue } from '../../src/domain/fact.ts';
import { foldText } from '../../src/domain/folded-text.ts';
import { findOperator } from '../../src/rule-sets/operators.ts';

function evaluate(name: string, fact: FactValue, operand: FactValue): boolean {
  const operator = findOperator(name);
  if (!operator?.evaluate) throw new Error(`no own operator ${name}`);
  return operator.evaluate(fact, operand);
}

describe('operators on moments', () => {
  it('compare below, at and above', () => {
    const below = [1, 2] as const;
    const same = [2, 2] as const;
    const above = [3, 2] as const;
    const table = {
      before: [true, false, false],
      onOrBefore: [true, true, false],
      after: [false, false, true],
      onOrAfter: [false, true, true],
    };
    for (const [name, expected] of Object.entries(table)) {
      expect(
        [below, same, above].map(([a, b]) => evaluate(name, a, b)),
        name,
      ).to.deep.equal(expected);
    }
  });

  it('compare days as text', () => {
    expect(evaluate('before', '2026-11-22', '2026-11-23')).to.equal(true);
  });

  it('are false for what is missing, on either side', () => {
    for (const name of ['before', 'onOrBefore', 'after', 'onOrAfter']) {
      expect([evaluate(name, null, 1), evaluate(name, 1, null)], name).to.deep.equal([false, false]);
    }
  });

  it('never compare an instant with a day', () => {
    expect(() => evaluate('before', 1, '2026-11-23')).to.throw(TypeError);
    expect(() => evaluate('before', true, 1)).to.throw(TypeError);
  });
});

describe('containsAnyPhrase', () => {
  const has = (text: string, ...phrases: string[]): boolean =>
    evaluate('containsAnyPhrase', foldText(text), phrases.map(foldText));

  it('finds whole words only, with or without accents', () => {
    expect(has('Báo sự cố đường truyền', 'su co')).to.equal(true);
    expect(has('bao su co', 'Sự Cố')).to.equal(true);
    expect(has('sự cốt lõi', 'sự cố')).to.equal(false);
    expect(has('x', 'a', 'x')).to.equal(true);
    expect(has('', 'a')).to.equal(false);
  });

  it('is false for a missing text and refuses what is no text or no phrase', () => {
    expect(evaluate('containsAnyPhrase', null, ['a'])).to.equal(false);
    expect(evaluate('containsAnyPhrase', 'a b', 'b')).to.equal(true);
    expect(() => evaluate('containsAnyPhrase', 5, ['a'])).to.throw(TypeError);
    expect(() => evaluate('containsAnyPhrase', 'a', 5)).to.throw(TypeError);
  });
});

describe('isMissing', () => {
  it('is true for null and for an empty list', () => {
    expect([null, [], 0, '', false].map((value) => evaluate('isMissing', value, true))).to.deep.equal([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(evaluate('isMissing', null, false)).to.equal(false);
  });
});
