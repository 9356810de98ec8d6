import {describe, expect, it} from 'vitest';
import type {Line, Role} from '../../src/screen/line.js';
import {blankRow, diffRow, fillRow, type Row} from '../../src/surfaces/line-cells.js';

const look = {theme: 'dark', colorLevel: 1, isAscii: false} as const;
/** `{major:text}` is text in a role. */
const lineOf = (text: string): Line =>
  text.split(/(\{[a-z]+:[^}]*\})/).map(piece => {
    const [, role, inner] = /^\{([a-z]+):([^}]*)\}$/.exec(piece) ?? [];
    return role === undefined ? {text: piece} : {text: inner ?? '', role: role as Role};
  });
function rowOf(line: string, columns: number): Row {
  const row = blankRow(columns);
  fillRow(row, lineOf(line), look);
  return row;
}
const text = (line: string, columns: number) =>
  rowOf(line, columns)
    .map(cell => cell?.text ?? '<')
    .join('');
const diff = (shown: string, wanted: string, columns = 20) => diffRow(rowOf(shown, columns), rowOf(wanted, columns), 2);
describe('a row of cells', () => {
  it.each([
    {line: '', columns: 3, cells: '   ', why: 'nothing is blank'},
    {line: 'abc', columns: 3, cells: 'abc', why: 'fits'},
    {line: 'abcd', columns: 3, cells: 'abc', why: 'is cut'},
    {line: '日本', columns: 4, cells: '日<本<', why: 'wide characters take two'},
    {line: '日本', columns: 3, cells: '日< ', why: 'half a wide character is not shown'},
    {line: '{major:ab}c', columns: 4, cells: 'abc ', why: 'styles take none'},
    {line: 'a\u001B[2Jb', columns: 6, cells: 'a [2Jb', why: 'other commands lose their power'},
    {line: 'a\tb\u0007\u009Bc', columns: 6, cells: 'a b  c', why: 'control characters too'},
    {line: 'a\u200Bb', columns: 4, cells: 'a b ', why: 'what has no width gets the column it was given'},
  ])('$why: $line', ({line, columns, cells}) => {
    expect(text(line, columns)).toBe(cells);
  });
});

describe('the way from one row to the next', () => {
  it.each([
    {shown: 'same', wanted: 'same', out: '', why: 'nothing for nothing'},
    {shown: '{major:re}{major:d}', wanted: '{major:red}', out: '', why: 'where a piece ended does not matter'},
    {shown: 'clock 10:00', wanted: 'clock 10:01', out: '\u001B[3;11H1', why: 'one cell'},
    {shown: 'a23456789z', wanted: 'b23456789y', out: '\u001B[3;1Hb23456789y', why: 'eight equal cells between are written again'},
    {shown: 'a234567890z', wanted: 'b234567890y', out: '\u001B[3;1Hb\u001B[3;11Hy', why: 'nine are not'},
    {shown: 'word', wanted: '', out: '\u001B[3;1H\u001B[K', why: 'four blanks at the end are erased'},
    {shown: 'text', wanted: 'tex', out: '\u001B[3;4H ', why: 'one is written'},
    {shown: 'a', wanted: '{bold:a}', out: '\u001B[3;1H\u001B[1ma\u001B[0m', why: 'only the style differs'},
    {shown: '日本', wanted: '日木', out: '\u001B[3;3H木', why: 'a wide character is written whole'},
    {shown: '日本', wanted: 'ab本', out: '\u001B[3;1Hab', why: 'a wide character makes way'},
    {
      shown: 'abcd',
      wanted: '👩‍👧xd',
      out: '\u001B[3;1H  \u001B[3;1H👩‍👧\u001B[3;3Hx',
      why: 'a character that terminals measure differently cannot move what stands after it',
    },
    {shown: '👍', wanted: '', out: '\u001B[3;1H  ', why: 'and is taken away whole'},
    {shown: 'ab本', wanted: '日本', out: '\u001B[3;1H日', why: 'and comes back'},
  ])('$why', ({shown, wanted, out}) => {
    expect(diff(shown, wanted)).toBe(out);
  });

  it('erases only to the right of a full row, never its last column', () => {
    expect(diff('', 'x'.repeat(20))).toBe(`\u001B[3;1H${'x'.repeat(20)}`);
    expect(diff('x'.repeat(20), `${'x'.repeat(16)}`)).toBe('\u001B[3;17H\u001B[K');
    expect(diff('x'.repeat(20), `${'x'.repeat(17)}`)).toBe('\u001B[3;18H   ');
  });

  it('writes blanks that show instead of erasing them', () => {
    expect(diff('', `{history:${' '.repeat(20)}}`)).toMatch(/ {20}\u001B\[0m$/);
  });
});
