import { expect } from 'chai';
import { describe, it } from 'mocha';
import { encodeXml, escapeXml, XmlBytes } from '../../reports/xml-bytes.ts';

describe('XmlBytes', () => {
  it('writes numbers as JavaScript does', () => {
    const numbers = [0, -0, 7, -10, 99, 100, 1_048_576, 999_999_999, 1_000_000_000, 1_000_000_001, -12_000_000_345];
    for (const number of [...numbers, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 0.1, -45_989.375, 1e21, 1e-7]) {
      expect(write((out) => out.writeNumber(number))).to.equal(`${number}`);
    }
  });

  it('writes plain text as UTF-8, with entities', () => {
    const text = 'Công ty "Đúng & Hạn" <a> \'b\' ~ \u0080 \u07ff \u0800 \ud7ff ế';
    expect(write((out) => expect(out.writePlainText(text)).to.equal(true))).to.equal(escapeXml(text));
    expect(write((out) => expect(out.writePlainText('')).to.equal(true))).to.equal('');
  });

  it('leaves control characters and what lies behind U+D7FF to others, and writes nothing of the text', () => {
    for (const text of ['a\nb', 'a\tb', '\u0000', 'x\r', '😀', '\ud800', '\ue000', '\ufffe']) {
      expect(write((out) => expect(out.writePlainText(text), JSON.stringify(text)).to.equal(false))).to.equal('');
    }
  });

  it('grows with what is written, and gives it back once', () => {
    const out = new XmlBytes(4);
    for (let index = 0; index < 1_000; index += 1) {
      out.writeXml(encodeXml('<é>'));
      out.writePlainText('&ế');
      out.writeNumber(-index);
    }
    const expected = Array.from({ length: 1_000 }, (_, index) => `<é>&amp;ế${-index}`).join('');
    expect(Buffer.from(out.take()).toString()).to.equal(expected);
    expect(out.take()).to.have.length(0);
  });

  it('copies, writes again and takes back what was written', () => {
    const out = new XmlBytes(8);
    out.writePlainText('row 12');
    out.writeAgain(4, 6);
    expect(Buffer.from(out.copyFrom(3)).toString()).to.equal(' 1212');
    out.takeBackTo(5);
    expect(Buffer.from(out.take()).toString()).to.equal('row 1');
  });
});

function write(use: (out: XmlBytes) => void): string {
  const out = new XmlBytes(8);
  use(out);
  return Buffer.from(out.take()).toString();
}
