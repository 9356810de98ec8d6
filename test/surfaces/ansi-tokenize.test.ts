import * as original from '@alcalzone/ansi-tokenize';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import * as ours from '../../src/surfaces/ansi-tokenize.js';
import {styledLine} from '../helpers/styled-text.js';

const runs = Number(process.env.TOKENIZER_RUNS ?? 20_000);

describe('the tokenizer in place of @alcalzone/ansi-tokenize', () => {
  it(`gives the same tokens, characters and text for ${runs} lines`, {timeout: 600_000}, () => {
    const isEqual = fc.property(styledLine, line => {
      const tokens = original.tokenize(line);
      expect(ours.tokenize(line)).toEqual(tokens);
      const chars = original.styledCharsFromTokens(tokens);
      expect(ours.styledCharsFromTokens(ours.tokenize(line))).toEqual(chars);
      expect(ours.styledCharsToString(chars)).toBe(original.styledCharsToString(chars));
      expect(ours.styledCharsToString(ours.styledCharsFromTokens(tokens))).toBe(original.styledCharsToString(chars));
    });
    fc.assert(isEqual, {numRuns: runs});
  });

  it('agrees about every character of the basic plane, alone and between others', () => {
    const differences: string[] = [];
    for (let code = 0; code < 0x10000; code++) {
      const text = `a${String.fromCharCode(code)}\u001B[1m日${String.fromCharCode(code)}가`;
      if (JSON.stringify(ours.tokenize(text)) !== JSON.stringify(original.tokenize(text))) differences.push(code.toString(16));
    }
    expect(differences).toEqual([]);
  });

  it('agrees about a line that is cut', () => {
    const line = '\u001B[31mred 日本\u001B[39m plain';
    for (let columns = 0; columns < 20; columns++) expect(ours.tokenize(line, columns)).toEqual(original.tokenize(line, columns));
  });

  it('agrees about characters whose styles were made elsewhere', () => {
    const bold = {type: 'ansi', code: '\u001B[1m', endCode: '\u001B[22m'} as const;
    const chars = [[], [bold], [{...bold}], [], [bold, {...bold, code: '\u001B[2m'}]].map(styles => ({
      type: 'char' as const,
      value: 'x',
      fullWidth: false,
      styles,
    }));
    expect(ours.styledCharsToString(chars)).toBe(original.styledCharsToString(chars));
  });

  it('keeps agreeing after more styles and sequences than it remembers', () => {
    for (let color = 0; color < 60_000; color++) {
      const line = `\u001B[38;2;${color >> 16};${(color >> 8) & 255};${color & 255}mx`;
      if (color % 5000 === 0)
        expect(ours.styledCharsFromTokens(ours.tokenize(line))).toEqual(original.styledCharsFromTokens(original.tokenize(line)));
      else ours.styledCharsFromTokens(ours.tokenize(line));
    }
  });

  it('gives equal characters as one object, so that comparing them is cheap', () => {
    const [first, second, third] = ours.styledCharsFromTokens(ours.tokenize('\u001B[31maa\u001B[39ma'));
    expect(first).toBe(second);
    expect(first).not.toBe(third);
  });
});
