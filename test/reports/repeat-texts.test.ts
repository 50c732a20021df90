import { expect } from 'chai';
import { describe, it } from 'mocha';
import { repeatTexts } from '../../reports/repeat-texts.ts';
import { XmlBytes } from '../../reports/xml-bytes.ts';

describe('repeatTexts', () => {
  it('writes what the writer would, and asks it once for a text that repeats', () => {
    const texts = Array.from({ length: 10_000 }, (_, index) => `unit ${index % 7}`);
    const { written, asked } = writeAll(texts);
    expect(written).to.equal(texts.join(''));
    expect(asked).to.equal(7);
  });

  it('keeps nothing where texts hardly repeat', () => {
    const texts = Array.from({ length: 20_000 }, (_, index) => `HDN-${index < 5_000 ? index : 1}`);
    const { written, asked } = writeAll(texts);
    expect(written).to.equal(texts.join(''));
    expect(asked).to.be.greaterThan(15_000);
  });

  it('forgets what it kept of long sorted lists, and keeps no long texts', () => {
    const sorted = Array.from({ length: 60_000 }, (_, index) => `customer ${Math.floor(index / 3)}`);
    expect(writeAll(sorted)).to.deep.equal({ written: sorted.join(''), asked: 20_000 });
    const long = Array.from({ length: 10 }, () => 'x'.repeat(257));
    expect(writeAll(long)).to.deep.equal({ written: long.join(''), asked: 10 });
  });

  it('asks again for a text that was not written', () => {
    const write = repeatTexts(() => false);
    const out = new XmlBytes(8);
    expect([write(out, 'a'), write(out, 'a'), out.length]).to.deep.equal([false, false, 0]);
  });
});

function writeAll(texts: readonly string[]): { readonly written: string; readonly asked: number } {
  let asked = 0;
  const write = repeatTexts((out, text) => {
    asked += 1;
    return out.writePlainText(text);
  });
  const out = new XmlBytes(8);
  expect(texts.every((text) => write(out, text))).to.equal(true);
  return { written: Buffer.from(out.take()).toString(), asked };
}
