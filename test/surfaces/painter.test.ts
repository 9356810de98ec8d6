import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {Painter} from '../../src/surfaces/painter.js';
import {Emulator} from '../helpers/emulator.js';
import {drawableLine} from '../helpers/styled-text.js';

function open(columns = 10, rows = 3): {emulator: Emulator; painter: Painter} {
  const emulator = new Emulator(columns, rows);
  return {emulator, painter: new Painter(emulator)};
}
const visible = (written: string) => written.replaceAll(/\u001B\[\?2026[hl]/g, '');

describe('the painter', () => {
  it('fills the screen to its last row without scrolling it', async () => {
    const {emulator, painter} = open();
    painter.write('first\nsecond\nfills all.');
    expect(await emulator.screen()).toEqual(['first', 'second', 'fills all.']);
    painter.write('first\nsecond\nfills all!');
    expect(await emulator.screen()).toEqual(['first', 'second', 'fills all!']);
  });

  it('cuts what does not fit', async () => {
    const {emulator, painter} = open();
    painter.write('0123456789abc\n2\n3\n4\n5');
    expect(await emulator.screen()).toEqual(['0123456789', '2', '3']);
  });

  it('writes only what changed, and nothing when nothing did', () => {
    const {emulator, painter} = open();
    painter.write('one\ntwo\n10:00');
    emulator.written = '';
    painter.write('one\ntwo\n10:01');
    expect(visible(emulator.written)).toBe('\u001B[3;5H1');
    emulator.written = '';
    painter.write('one\ntwo\n10:01');
    expect(emulator.written).toBe('');
  });

  it('shows the same as an empty terminal that gets the last frame alone', async () => {
    const frame = fc.array(drawableLine, {minLength: 1, maxLength: 5}).map(lines => `>${lines.join('\n')}`);
    const shows = fc.asyncProperty(fc.array(frame, {minLength: 1, maxLength: 6}), async frames => {
      const stepwise = open(14, 4);
      for (const each of frames) stepwise.painter.write(each);
      const fresh = open(14, 4);
      fresh.painter.write(frames.at(-1) ?? '');
      expect(await stepwise.emulator.cells()).toEqual(await fresh.emulator.cells());
    });
    await fc.assert(shows, {numRuns: 300});
  });

  it('leaves out the cursor commands of Ink, and tells when a write is done', async () => {
    const {emulator, painter} = open();
    painter.write('\u001B[?25l');
    painter.write('\u001B[?25h');
    expect(emulator.written).toBe('');
    await new Promise<void>(resolve => painter.write('', resolve));
  });

  it('draws everything again after a resize, and says so', async () => {
    const {emulator, painter} = open();
    painter.write('abc\ndef');
    let sizes = '';
    painter.on('resize', () => {
      sizes += `${painter.columns}x${painter.rows}`;
    });
    emulator.resize(5, 2);
    expect(sizes).toBe('5x2');
    expect(await emulator.screen()).toEqual(['abc', 'def']);
  });

  it('draws the frame of whoever answers a resize, once', () => {
    const {emulator, painter} = open();
    painter.write('old');
    painter.on('resize', () => painter.write('new'));
    emulator.written = '';
    emulator.resize(6, 3);
    expect(visible(emulator.written)).toBe('\u001B[0m\u001B[2J\u001B[1;1Hnew');
  });

  it('repaints what something else has destroyed', async () => {
    const {emulator, painter} = open();
    painter.write('abc');
    emulator.write('\u001B[Hjunk');
    painter.repaint();
    expect(await emulator.screen()).toEqual(['abc', '', '']);
  });

  it('drops frames while the terminal is slow, and then shows the newest', async () => {
    const {emulator, painter} = open();
    emulator.isSlow = true;
    painter.write('frame 1');
    for (let frame = 2; frame <= 9; frame++) painter.write(`frame ${frame}`);
    expect(await emulator.screen()).toEqual(['frame 1', '', '']);
    emulator.written = '';
    emulator.drain();
    expect(visible(emulator.written)).toBe('\u001B[1;7H9');
    emulator.drain();
    expect(visible(emulator.written)).toBe('\u001B[1;7H9');
  });

  it('is silent while it is closed, and shows the newest frame when it is opened', async () => {
    const {emulator, painter} = open();
    painter.write('before');
    painter.close();
    emulator.write('\u001B[2J\u001B[Hshell');
    painter.write('behind');
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
    const painter = new Painter({columns: 0, rows: 0, write: () => true, on: () => undefined, off: () => undefined});
    expect([painter.columns, painter.rows]).toEqual([80, 24]);
  });
});
