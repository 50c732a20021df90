import { expect } from 'chai';
import { describe, it } from 'mocha';
import { foldText } from '../../src/domain/folded-text.ts';

describe('foldText', () => {
  it('makes accents and case equal, đ included', () => {
    expect(foldText('Khắc phục SỰ CỐ Đường truyền')).to.equal('khac phuc su co duong truyen');
    expect(foldText('khac phuc su co duong truyen')).to.equal('khac phuc su co duong truyen');
  });

  it('reads composed and decomposed letters alike', () => {
    expect(foldText('sự cố'.normalize('NFD'))).to.equal(foldText('sự cố'.normalize('NFC')));
  });

  it('makes everything that is neither letter nor digit one blank', () => {
    expect(foldText('  API-v2,\n(sự   cố)! ')).to.equal('api v2 su co');
    expect(foldText('…')).to.equal('');
  });
});
