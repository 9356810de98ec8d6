import {readdirSync, readFileSync} from 'node:fs';
import * as fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {width} from '../../src/format/text.js';
import {toAscii} from '../../src/screen/ascii.js';
import {signs, sustainSign} from '../../src/screen/signs.js';
import {blocks} from '../../src/screen/sparks.js';

const folder = new URL('../golden/', import.meta.url);
const goldens = readdirSync(folder).filter(name => name.startsWith('console-'));

describe('a screen in ASCII', () => {
  it.each(goldens)('has a likeness for every character of %s', name => {
    for (const row of readFileSync(new URL(name, folder), 'utf8').split('\n')) {
      const ascii = toAscii(row);
      expect(ascii).toMatch(/^[ -~]*$/);
      expect(ascii.length).toBe(width(row));
      // A question mark means that nothing is like it.
      expect(ascii.split('?').length).toBe(row.split('?').length);
    }
  });

  it('tells the signs of status apart, and the heights of bars', () => {
    const status = toAscii([...Object.values(signs).map(({sign}) => sign), sustainSign].join(''));
    expect(new Set(status).size).toBe(status.length);
    expect(new Set(toAscii(blocks)).size).toBe(blocks.length);
  });

  it('shows no arrow as a key that does something else', () => {
    expect(toAscii('←→')).not.toMatch(/[<>]/);
  });

  it('keeps colours, drops accents, and stays as wide as it was', () => {
    expect(toAscii('\u001B[31m✖ Zürich\u001B[39m')).toBe('\u001B[31mX Zurich\u001B[39m');
    expect(toAscii('日本 ½')).toBe('???? ?');
  });

  it('is as wide as it was, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({unit: 'grapheme', maxLength: 12}), text => {
        expect(toAscii(text)).toMatch(/^[ -~]*$/);
        expect(toAscii(text).length).toBe(width(text));
      }),
    );
  });
});
