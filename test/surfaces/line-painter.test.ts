import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Line, Role} from '../../src/screen/line.js';
import {dark} from '../../src/screen/theme.js';
import {LinePainter} from '../../src/surfaces/line-painter.js';
import {Emulator, seen} from '../helpers/emulator.js';

const look = {theme: 'dark', colorLevel: 3, isAscii: false} as const;
const linesOf = (text: string): readonly Line[] => text.split('\n').map(line => [{text: line}]);

function open(columns = 10, rows = 3) {
  const emulator = new Emulator(columns, rows);
  const painter = new LinePainter(emulator);
  return {
    emulator,
    painter,
    draw: (lines: readonly Line[]) => painter.draw(lines, look),
    write: (text: string) => painter.draw(linesOf(text), look),
  };
}

/** Pieces of text with nothing in them that terminals may measure differently, in every role. */
const piece = fc.record(
  {
    text: fc.oneof(
      {weight: 6, arbitrary: fc.string({unit: 'grapheme-ascii', maxLength: 6})},
      {weight: 3, arbitrary: fc.stringMatching(/^[─│┌┐└┘▁▂▃▄▅▆▇█●✓✖▲▶⠁⣿…→é×]{1,6}$/)},
      {weight: 1, arbitrary: fc.stringMatching(/^[日本語データ、]{1,4}$/)},
    ),
    role: fc.constantFrom(...(Object.keys(dark) as Role[])),
  },
  {requiredKeys: ['text']},
);
const drawable: fc.Arbitrary<Line> = fc.array(piece, {maxLength: 6});
const visible = (written: string) => written.replaceAll(/\u001B\[\?2026[hl]/g, '');

describe('the painter', () => {
  it('fills the screen to its last row without scrolling it', async () => {
    const {emulator, write} = open();
    write('first\nsecond\nfills all.');
    expect(await emulator.screen()).toEqual(['first', 'second', 'fills all.']);
    write('first\nsecond\nfills all!');
    expect(await emulator.screen()).toEqual(['first', 'second', 'fills all!']);
  });

  it('cuts what does not fit', async () => {
    const {emulator, write} = open();
    write('0123456789abc\n2\n3\n4\n5');
    expect(await emulator.screen()).toEqual(['0123456789', '2', '3']);
  });

  it('writes only what changed, and nothing when nothing did', () => {
    const {emulator, write} = open();
    write('one\ntwo\n10:00');
    emulator.written = '';
    write('one\ntwo\n10:01');
    expect(visible(emulator.written)).toBe('\u001B[3;5H1');
    emulator.written = '';
    write('one\ntwo\n10:01');
    expect(emulator.written).toBe('');
  });

  it('shows the same as an empty terminal that gets the last frame alone', async () => {
    const frame = fc.array(drawable, {minLength: 1, maxLength: 5});
    const shows = fc.asyncProperty(fc.array(frame, {minLength: 1, maxLength: 6}), async frames => {
      const stepwise = open(14, 4);
      for (const each of frames) stepwise.draw(each);
      const fresh = open(14, 4);
      fresh.draw(frames.at(-1) ?? []);
      expect(seen(await stepwise.emulator.cells())).toEqual(seen(await fresh.emulator.cells()));
    });
    await fc.assert(shows, {numRuns: 300});
  });

  it('draws everything again after a resize, and says so', async () => {
    const {emulator, painter, write} = open();
    write('abc\ndef');
    let sizes = '';
    painter.onResize(() => {
      const {columns, rows} = painter.size();
      sizes += `${columns}x${rows}`;
    });
    emulator.resize(5, 2);
    expect(sizes).toBe('5x2');
    expect(await emulator.screen()).toEqual(['abc', 'def']);
  });

  it('draws the frame of whoever answers a resize, once', () => {
    const {emulator, painter, write} = open();
    write('old');
    painter.onResize(() => write('new'));
    emulator.written = '';
    emulator.resize(6, 3);
    expect(visible(emulator.written)).toBe('\u001B[0m\u001B[2J\u001B[1;1Hnew');
  });

  it('repaints what something else has destroyed', async () => {
    const {emulator, painter, write} = open();
    write('abc');
    emulator.write('\u001B[Hjunk');
    painter.repaint();
    expect(await emulator.screen()).toEqual(['abc', '', '']);
  });

  it('drops frames while the terminal is slow, and then shows the newest', async () => {
    const {emulator, write} = open();
    emulator.isSlow = true;
    write('frame 1');
    for (let frame = 2; frame <= 9; frame++) write(`frame ${frame}`);
    expect(await emulator.screen()).toEqual(['frame 1', '', '']);
    emulator.written = '';
    emulator.drain();
    expect(visible(emulator.written)).toBe('\u001B[1;7H9');
    emulator.drain();
    expect(visible(emulator.written)).toBe('\u001B[1;7H9');
  });

  it('is silent while it is closed, and shows the newest frame when it is opened', async () => {
    const {emulator, painter, write} = open();
    write('before');
    painter.close();
    emulator.write('\u001B[2J\u001B[Hshell');
    write('behind');
    emulator.resize(12, 3);
    expect((await emulator.screen())[0]).toBe('shell');
    painter.open();
    expect((await emulator.screen())[0]).toBe('behind');
  });

  it('lets go of the terminal', () => {
    const {emulator, painter} = open();
    painter.dispose();
    expect(emulator.listenerCount('resize') + emulator.listenerCount('drain')).toBe(0);
  });

  it('takes 80 by 24 where the terminal does not say', () => {
    const painter = new LinePainter({columns: 0, rows: 0, write: () => true, on: () => undefined, off: () => undefined});
    expect(painter.size()).toEqual({columns: 80, rows: 24});
  });
});
