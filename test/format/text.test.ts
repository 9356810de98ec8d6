import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, it} from 'vitest';
import {fit as fitted, printable, width, wrap} from '../../src/format/text.js';

describe('width', () => {
  it.each([
    ['DynamoDB', 8],
    ['▁▃█ │ ●', 7],
    ['日本', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['👩‍👩‍👧', 2],
    ['a – b …', 7],
    ['', 0],
  ])('%s takes %i columns', (text, columns) => {
    expect(width(text)).toBe(columns);
  });

  it('agrees with the slow way on every character, alone and between others', () => {
    const characters = Array.from({length: 0x3000}, (_, code) => printable(String.fromCharCode(code)));
    const wrong = characters.filter(text => width(text) !== stringWidth(text) || width(`a${text}b`) !== stringWidth(`a${text}b`));
    expect(wrong).toEqual([]);
  });

  it('agrees with the slow way on any text', () => {
    fc.assert(fc.property(fc.string({unit: 'binary'}), text => width(printable(text)) === stringWidth(printable(text))));
  });
});

describe('fit', () => {
  it.each([
    ['abc', 5, 'abc  '],
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['日本語', 4, '日… '],
    ['日本語', 5, '日本…'],
    ['x', 0, ''],
    ['xy', 1, '…'],
  ])('%s in %i columns is "%s"', (text, columns, shown) => {
    expect(fitted(text, columns)).toBe(shown);
  });

  it('aligns numbers to the right', () => {
    expect(fitted('3 %', 6, 'right')).toBe('   3 %');
  });

  it('is always exactly as wide as asked', () => {
    fc.assert(
      fc.property(fc.string({unit: 'grapheme'}), fc.nat(30), (text, columns) => width(fitted(printable(text), columns)) === columns),
    );
  });
});

describe('wrap', () => {
  it.each([
    ['all DNS records restored', 12, ['all DNS', 'records', 'restored']],
    ['a  b\nc', 10, ['a b', 'c']],
    ['abcdefgh ij', 3, ['abc', 'def', 'gh', 'ij']],
    ['日本語', 4, ['日本', '語']],
    ['日本', 1, ['日', '本']],
    ['', 5, ['']],
  ])('breaks "%s" at %i columns between words', (text, columns, lines) => {
    expect(wrap(text, columns)).toEqual(lines);
  });
});

describe('printable', () => {
  it.each([
    ['plain – text ●', 'plain – text ●'],
    ['\u001b[31mred\u001b[0m', '\ufffd[31mred\ufffd[0m'],
    ['\u009b31m', '\ufffd31m'],
    ['a\r\nb\tc', 'a b c'],
    ['a\u202ebc', 'a\ufffdbc'],
    ['\ud83d', '\ufffd'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
    ['\u0000\u0007\u007f', '\ufffd\ufffd\ufffd'],
    ['\u200bo\u2060n\u00ade\u3164\ufe0f', 'one'],
    ['cafe\u0301 ❤️ क्षि', 'cafe\u0301 ❤️ क्षि'],
  ])('makes %j harmless', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('leaves every character a column', () => {
    const segments = new Intl.Segmenter('en', {granularity: 'grapheme'});
    const hasColumns = (text: string) => [...segments.segment(text)].every(({segment}) => width(segment) > 0);
    const unit = fc.oneof(
      fc.string({unit: 'grapheme', maxLength: 3}),
      fc.constantFrom('\u200b', '\u00ad', '\u200d', '\ufe0f', '\u0301', '\u{e0041}'),
    );
    fc.assert(fc.property(fc.array(unit), units => hasColumns(printable(units.join('')))));
  });

  it('lets no control character through', () => {
    fc.assert(fc.property(fc.string({unit: 'binary'}), text => !/[\u0000-\u001f\u007f-\u009f]/.test(printable(text))));
  });
});
