import {describe, expect, it} from 'vitest';
import {width} from '../../src/format/text.js';
import {type Line, span} from '../../src/screen/line.js';
import {blankRow, columnsOfCode, diffRow, fillRow, type Look} from '../../src/surfaces/line-cells.js';

const look: Look = {theme: 'dark', colorLevel: 1, isAscii: false};
/** A line as a row of cells; a text stands in no style. */
function rowOf(line: string | Line, columns = 20) {
  const row = blankRow(columns);
  fillRow(row, typeof line === 'string' ? [span(line)] : line, look);
  return row;
}
const diff = (shown: string | Line, wanted: string | Line) => diffRow(rowOf(shown), rowOf(wanted), 2);

describe('a row of cells', () => {
  it.each<{line: string | Line; columns: number; cells: string; why: string}>([
    {line: '', columns: 3, cells: '   ', why: 'nothing is blank'},
    {line: 'abc', columns: 3, cells: 'abc', why: 'fits'},
    {line: 'abcd', columns: 3, cells: 'abc', why: 'is cut'},
    {line: '日本', columns: 4, cells: '日<本<', why: 'wide characters take two'},
    {line: '日本', columns: 3, cells: '日< ', why: 'half a wide character is not shown'},
    {line: [span('ab', 'ok'), span('c')], columns: 4, cells: 'abc ', why: 'styles take none'},
    {line: 'a\u001B[2Jb', columns: 6, cells: 'a [2Jb', why: 'commands lose their power'},
    {line: 'a\tb\u0007\u009Bc', columns: 6, cells: 'a b  c', why: 'control characters too'},
    {line: 'a\u200Bb', columns: 4, cells: 'a b ', why: 'what has no width gets the column it was given'},
  ])('$why: $line', ({line, columns, cells}) => {
    const shown = rowOf(line, columns).map(cell => cell?.text ?? '<');
    expect(shown.join('')).toBe(cells);
  });

  it('has nothing left of what stood in it', () => {
    const row = rowOf('日本語 and more');
    fillRow(row, [span('new')], look);
    expect(row).toEqual(rowOf('new'));
  });

  it('knows the width of every character that it does not measure', () => {
    const wrong: string[] = [];
    for (const [code, columns] of columnsOfCode.entries()) {
      if (columns !== 0 && width(String.fromCharCode(code)) !== columns) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it('has equal characters as one object, so that comparing them is cheap', () => {
    const [first, second, third] = rowOf([span('aa', 'ok'), span('a')]);
    expect(first).toBe(second);
    expect(first).not.toBe(third);
  });
});

describe('the way from one row to the next', () => {
  it.each<{shown: string | Line; wanted: string | Line; out: string; why: string}>([
    {shown: 'same', wanted: 'same', out: '', why: 'nothing for nothing'},
    {shown: [span('red', 'major')], wanted: [span('r', 'major'), span('ed', 'major')], out: '', why: 'where spans begin does not matter'},
    {shown: '', wanted: [span('   ', 'ok')], out: '', why: 'blanks have no colour, but for their background'},
    {shown: 'clock 10:00', wanted: 'clock 10:01', out: '\u001B[3;11H1', why: 'one cell'},
    {shown: 'a23456789z', wanted: 'b23456789y', out: '\u001B[3;1Hb23456789y', why: 'eight equal cells between are written again'},
    {shown: 'a234567890z', wanted: 'b234567890y', out: '\u001B[3;1Hb\u001B[3;11Hy', why: 'nine are not'},
    {shown: 'word', wanted: '', out: '\u001B[3;1H\u001B[K', why: 'four blanks at the end are erased'},
    {shown: 'text', wanted: 'tex', out: '\u001B[3;4H ', why: 'one is written'},
    {shown: 'a', wanted: [span('a', 'ok')], out: '\u001B[3;1H\u001B[32ma\u001B[0m', why: 'only the style differs'},
    {
      shown: 'ab',
      wanted: [span('a', 'ok'), span('b', 'degraded')],
      out: '\u001B[3;1H\u001B[32ma\u001B[33mb\u001B[0m',
      why: 'one colour takes the place of another',
    },
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
    expect(diff('x'.repeat(20), 'x'.repeat(16))).toBe('\u001B[3;17H\u001B[K');
    expect(diff('x'.repeat(20), 'x'.repeat(17))).toBe('\u001B[3;18H   ');
  });

  it('writes blanks that have a background instead of erasing them', () => {
    expect(diff('', [span(' '.repeat(20), 'history')])).toBe(`\u001B[3;1H\u001B[1;7m${' '.repeat(20)}\u001B[0m`);
  });
});
