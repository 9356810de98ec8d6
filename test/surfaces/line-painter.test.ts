import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {type Line, type Role, span} from '../../src/screen/line.js';
import {dark, themeNames} from '../../src/screen/theme.js';
import type {Look} from '../../src/surfaces/line-cells.js';
import {LinePainter} from '../../src/surfaces/line-painter.js';
import {Emulator} from '../helpers/emulator.js';

const plain: Look = {theme: 'dark', colorLevel: 0, isAscii: false};

/** A painter on a small terminal; `show` draws a text in no style. */
function open(columns = 10, rows = 3) {
  const emulator = new Emulator(columns, rows);
  const painter = new LinePainter(emulator);
  const show = (text: string): void =>
    painter.draw(
      text.split('\n').map(line => [span(line)]),
      plain,
    );
  return {emulator, painter, show};
}
const visible = (written: string) => written.replaceAll(/\u001B\[\?2026[hl]/g, '');

const look = fc.record<Look>({
  theme: fc.constantFrom(...themeNames),
  colorLevel: fc.constantFrom(0, 1, 2, 3),
  isAscii: fc.boolean(),
});
/** Text with nothing in it that terminals and string-width may measure differently. */
const words = fc.oneof(
  {weight: 6, arbitrary: fc.string({unit: 'grapheme-ascii', maxLength: 6})},
  {weight: 3, arbitrary: fc.stringMatching(/^[─│┌┐└┘▁▂▃▄▅▆▇█●✓✖▲▶⠁⣿…→é×]{1,6}$/)},
  {weight: 2, arbitrary: fc.stringMatching(/^[日本語データ、]{1,4}$/)},
);
const role = fc.option(fc.constantFrom(...(Object.keys(dark) as Role[])), {nil: undefined});
const piece = fc.tuple(words, role).map(([text, meaning]) => span(text, meaning));
const line: fc.Arbitrary<Line> = fc.array(piece, {maxLength: 6});

/** Colour and weight of a blank are not seen where its background is that of the terminal. */
const unseen = /^ {2}1 \S+ \S+ 0 -1 \S+ \S+ \S+ 0 0$/;
const seen = async (emulator: Emulator) => (await emulator.cells()).map(cell => (unseen.test(cell) ? '' : cell));

describe('the painter', () => {
  it('fills the screen to its last row without scrolling it', async () => {
    const {emulator, show} = open();
    show('first\nsecond\nfills all.');
    expect(await emulator.screen()).toEqual(['first', 'second', 'fills all.']);
    show('first\nsecond\nfills all!');
    expect(await emulator.screen()).toEqual(['first', 'second', 'fills all!']);
  });

  it('cuts what does not fit', async () => {
    const {emulator, show} = open();
    show('0123456789abc\n2\n3\n4\n5');
    expect(await emulator.screen()).toEqual(['0123456789', '2', '3']);
  });

  it('writes only what changed, and nothing when nothing did', () => {
    const {emulator, show} = open();
    show('one\ntwo\n10:00');
    emulator.written = '';
    show('one\ntwo\n10:01');
    expect(visible(emulator.written)).toBe('\u001B[3;5H1');
    emulator.written = '';
    show('one\ntwo\n10:01');
    expect(emulator.written).toBe('');
  });

  it('shows the same as an empty terminal that gets the last frame alone', async () => {
    const frame = fc.record({lines: fc.array(line, {minLength: 1, maxLength: 5}), look});
    const shows = fc.asyncProperty(fc.array(frame, {minLength: 1, maxLength: 6}), async frames => {
      const stepwise = open(14, 4);
      for (const each of frames) stepwise.painter.draw(each.lines, each.look);
      const fresh = open(14, 4);
      for (const each of frames.slice(-1)) fresh.painter.draw(each.lines, each.look);
      expect(await seen(stepwise.emulator)).toEqual(await seen(fresh.emulator));
    });
    await fc.assert(shows, {numRuns: 300});
  });

  it('draws the same lines again when they look different', () => {
    const {emulator, painter} = open();
    const lines: readonly Line[] = [[span('● up', 'ok')]];
    painter.draw(lines, plain);
    emulator.written = '';
    painter.draw(lines, {...plain, colorLevel: 1});
    expect(visible(emulator.written)).toBe('\u001B[1;1H\u001B[32m● up\u001B[0m');
    painter.draw(lines, plain);
    emulator.written = '';
    painter.draw(lines, {...plain, isAscii: true});
    expect(visible(emulator.written)).toBe('\u001B[1;1Ho');
  });

  it('draws everything again after a resize, and says so', async () => {
    const {emulator, painter, show} = open();
    show('abc\ndef');
    let sizes = '';
    const stop = painter.onResize(() => {
      const {columns, rows} = painter.size();
      sizes += `${columns}x${rows}`;
    });
    emulator.resize(5, 2);
    expect(sizes).toBe('5x2');
    expect(await emulator.screen()).toEqual(['abc', 'def']);
    stop();
    emulator.resize(6, 2);
    expect(sizes).toBe('5x2');
  });

  it('draws the frame of whoever answers a resize, once', () => {
    const {emulator, painter, show} = open();
    show('old');
    painter.onResize(() => show('new'));
    emulator.written = '';
    emulator.resize(6, 3);
    expect(visible(emulator.written)).toBe('\u001B[0m\u001B[2J\u001B[1;1Hnew');
  });

  it('repaints what something else has destroyed', async () => {
    const {emulator, painter, show} = open();
    show('abc');
    emulator.write('\u001B[Hjunk');
    painter.repaint();
    expect(await emulator.screen()).toEqual(['abc', '', '']);
  });

  it('drops frames while the terminal is slow, and then shows the newest', async () => {
    const {emulator, show} = open();
    emulator.isSlow = true;
    show('frame 1');
    for (let frame = 2; frame <= 9; frame++) show(`frame ${frame}`);
    expect(await emulator.screen()).toEqual(['frame 1', '', '']);
    emulator.written = '';
    emulator.drain();
    expect(visible(emulator.written)).toBe('\u001B[1;7H9');
    emulator.drain();
    expect(visible(emulator.written)).toBe('\u001B[1;7H9');
  });

  it('is silent while it is closed, and shows the newest frame when it is opened', async () => {
    const {emulator, painter, show} = open();
    show('before');
    painter.close();
    emulator.write('\u001B[2J\u001B[Hshell');
    show('behind');
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
