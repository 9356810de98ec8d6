import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {afterAll, afterEach, describe, expect, it} from 'vitest';
import {RealTerminal} from '../helpers/pty.js';

const folder = mkdtempSync(join(tmpdir(), 'drill-tty-'));
const program = new URL('../../bin/incident-replay.js', import.meta.url).pathname;
const open: RealTerminal[] = [];
const drill = (...args: readonly string[]): RealTerminal => {
  const made = new RealTerminal(process.execPath, [program, 'drill', ...args], {columns: 120, rows: 40, cwd: folder});
  open.push(made);
  return made;
};
afterEach(async () => {
  for (const terminal of open.splice(0)) await terminal.dispose();
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const codesOn = (screen: string): {readonly seats: string; readonly controller: string} => {
  const [, seats = '', controller = ''] = /seats (\S+@127\.0\.0\.1:\d+)\s+controller (\S+)/.exec(screen) ?? [];
  return {seats, controller: `${controller}${seats.slice(seats.indexOf('@'))}`};
};

describe('a drill in real terminals', () => {
  it('the host shows its console with the codes, a seat is asked which it is, and hears of a halt', async () => {
    const host = drill('host', '--port', '0', '--journal', 'tty.jsonl');
    const {seats, controller} = codesOn(await host.shows('CONTROLLER – PRIVATE'));
    const seat = drill('join', seats);
    await seat.shows('Which seat?');
    seat.press('4', 'enter');
    await seat.shows('not begun');
    expect(seat.screen()).not.toContain('PRIVATE');
    const second = drill('join', controller, '--controller');
    await second.shows('CONTROLLER – PRIVATE');

    second.press('!');
    await seat.shows('HALT');
    await host.shows('HALT');

    host.press('q');
    await host.shows('Leave the console?');
    host.press('y');
    await host.shows('Ctrl-C ends it'); // the drill goes on without it
    host.signal('SIGTERM');
    expect((await host.ended).exitCode).toBe(143);
    expect((await seat.ended).exitCode).toBe(0);
    expect(seat.screen()).toContain('The host has closed the drill.');
    expect([...host.leftovers(), ...seat.leftovers()]).toEqual([]);
  });

  it('the console takes the mouse: a row, a key of the bottom line, an answer', async () => {
    const host = drill('host', '--port', '0', '--journal', 'mouse.jsonl');
    await host.shows('not begun');
    host.click(...host.cellOf('space time'));
    await host.shows('in play  1×');
    host.click(...host.cellOf('Q-02'));
    await host.shows(' ›Q-02');
    host.wheel(1, ...host.cellOf('NEXT'));
    await host.shows(' ›Q-04');
    host.press('E');
    await host.shows('End the exercise for everybody?');
    host.click(...host.cellOf('no  esc')); // as n
    await host.shows(screen => !screen.includes('SURE?'));
  });

  it('the console is heard, in plain lines', async () => {
    const host = drill('host', '--port', '0', '--journal', 'heard.jsonl', '--screen-reader');
    await host.shows('See the next failure coming.'); // its last line
    expect(host.written).toContain('EXERCISE, CONTROLLER, PRIVATE');
    host.press('space');
    await host.shows('StartEx.');
    host.press('!');
    await host.shows('HALT, real incident. Everything stands still');
    host.press('q');
    await host.shows('Leave the console?');
    host.press('y');
    await host.shows('Ctrl-C ends it');
    host.signal('SIGTERM');
    expect((await host.ended).exitCode).toBe(143);
    expect(host.written).not.toMatch(/\u001B\[\?1049h/);
  });

  it('a drill alone is played by mouse: a hint its key, a row taken, a field filled in, the wheel', async () => {
    const seat = drill('--solo', '--journal', 'clicks.jsonl');
    await seat.shows('enter begin');
    seat.click(...seat.cellOf('begin  '));
    await seat.shows('All is quiet');
    seat.click(...seat.cellOf('space wait '));
    await seat.shows('a acknowledges');
    seat.click(...seat.cellOf('later: ')); // the notice makes room for the hints
    await seat.shows('a ack ');
    seat.click(...seat.cellOf('l look '));
    await seat.shows('LOOK AT WHAT?');
    const [column, row] = seat.cellOf('›1');
    seat.click(column, row);
    await seat.shows('LOOKED AT');
    seat.click(...seat.cellOf('b think'));
    await seat.shows('WHAT MAY IT BE?');
    const list = seat.screen();
    seat.wheel(1, column, row);
    await seat.shows(screen => screen !== list);
    seat.click(...seat.cellOf('›2'));
    await seat.shows('HOW SURE, AND WHY');
    seat.click(...seat.cellOf('because'));
    await seat.shows('› because');
    seat.press('s', 'o', 'up', '6', '0', 'down', 'enter');
    await seat.shows('Noted: 60 %.');
    await seat.shows('60 %');
  });

  it('a drill alone has the palette, the colours and a way back that can be pasted', async () => {
    const seat = drill('--solo', '--journal', 'palette.jsonl');
    await seat.shows('enter begin');
    seat.press('enter');
    await seat.shows('All is quiet');
    seat.press(':');
    await seat.shows('PALETTE');
    for (const letter of 'wait until') seat.press(letter === ' ' ? 'space' : letter);
    await seat.shows(': wait until');
    seat.press('enter');
    await seat.shows('a acknowledges');
    seat.press('T');
    await seat.shows('Theme: light.');
    seat.press('S');
    await seat.shows('incident-replay drill resume palette.jsonl');
    seat.press('Z');
    await seat.shows(screen => !screen.includes('LOOKED AT'));
    seat.press('Z');
    await seat.shows('LOOKED AT');
    seat.press('q', 'y');
    expect((await seat.ended).exitCode).toBe(0);
    expect(seat.leftovers()).toEqual([]);
  });

  it('a drill alone is heard, in plain lines, to its hot wash', async () => {
    const seat = drill('--solo', '--journal', 'ears.jsonl', '--screen-reader');
    await seat.shows('THE BRIEF');
    seat.press('enter');
    await seat.shows('StartEx: the drill has begun.');
    seat.press('space');
    await seat.shows('A message waits.');
    seat.press('l');
    await seat.shows('Look at what?');
    seat.press('1');
    await seat.shows(/normal/);
    seat.press('!');
    await seat.shows('HALT, real incident.');
    seat.press('!');
    await seat.shows('Y says yes');
    seat.press('y');
    await seat.shows('The drill goes on.');
    seat.press('e');
    await seat.shows('End the exercise now?');
    seat.press('y');
    await seat.shows('Hot wash.');
    expect(seat.written).not.toMatch(/\u001B\[\?1049h|AWS|DynamoDB/);
    seat.press('ctrl-c');
    expect(seat.leftovers()).toEqual([]);
  });

  it('a seat is heard: a halt is said at once', async () => {
    const host = drill('host', '--port', '0', '--journal', 'said.jsonl');
    const {seats} = codesOn(await host.shows('CONTROLLER – PRIVATE'));
    const seat = drill('join', seats, '--seat', 'ic', '--screen-reader');
    await seat.shows('THE BRIEF');
    host.press('space');
    await seat.shows('StartEx: the drill has begun.');
    host.press('!');
    await seat.shows('HALT, real incident.');
    host.press('q');
    await host.shows('Leave the console?');
    host.press('y');
    await host.shows('Ctrl-C ends it');
    host.signal('SIGTERM');
    expect((await seat.ended).exitCode).toBe(0);
  });

  it('on one screen, no word of the console is written before the answer', async () => {
    const host = drill('host', '--port', '0', '--journal', 'one.jsonl', '--one-screen');
    await host.shows('the whole room');
    const [ctrlK, isPrivate] = ['\u000B', /PRIVATE|Nothing has an address|Q-01/];
    for (const key of ['escape', 'enter', 'n', 'q']) {
      host.press(ctrlK);
      await host.shows('Can anybody else see this screen?');
      host.press(key);
      await host.shows('THE BRIEF');
    }
    host.press(ctrlK);
    await host.shows('Can anybody else see this screen?');
    expect(host.written).not.toMatch(isPrivate);
    host.press('y');
    await host.shows('CONTROLLER – PRIVATE');
    host.press(ctrlK);
    await host.shows('THE BRIEF');
    expect(host.screen()).not.toMatch(isPrivate);
  });

  it('a host that is left before anything happened leaves nothing behind', async () => {
    const host = drill('host', '--port', '0', '--journal', 'nothing.jsonl', '--no-console');
    await host.shows('Ctrl-C ends it');
    host.press('ctrl-c');
    expect((await host.ended).exitCode).toBe(130);
    expect(readdirSync(folder).filter(name => name.startsWith('nothing'))).toEqual([]);
  });
});
