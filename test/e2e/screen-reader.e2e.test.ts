import process from 'node:process';
import {afterEach, describe, expect, it} from 'vitest';
import {RealTerminal, type TerminalOptions} from '../helpers/pty.js';

const program = 'bin/incident-replay.js';
const open: RealTerminal[] = [];
function start(args: readonly string[], options: TerminalOptions = {}, file = process.execPath): RealTerminal {
  const terminal = new RealTerminal(file, file === process.execPath ? [program, 'play', ...args] : args, {
    columns: 120,
    rows: 40,
    ...options,
  });
  open.push(terminal);
  return terminal;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map(terminal => terminal.dispose()));
});

const isReady = 'Q quits.';

describe('the console for a screen reader', () => {
  it('answers “what if the automation had been off?” in plain lines, without one escape byte', async () => {
    const terminal = start(['--screen-reader']);
    await terminal.shows(isReady);
    expect(terminal.leftovers()).toEqual([]);
    terminal.press('m');
    await terminal.shows('1 of 26: Disable DNS automation, here.');
    terminal.press('enter');
    await terminal.shows(/WHAT-IF: saves [\d.]+ billion user-minutes, minus \d+ percent against history\. SIMULATED\./);
    terminal.press('c');
    await terminal.shows('Services hit: 0, in history');
    terminal.press('q');
    expect(await terminal.ended).toEqual({exitCode: 0, signal: 0});
    expect(terminal.written.split('\r\n').at(-2)).toMatch(
      /^incident-replay play \S+ --at \S+ --what-if dns-automation-disable@\S+ --screen-reader$/,
    );
    expect(terminal.written).not.toMatch(/[\u0000-\u0009\u000B\u000C\u000E-\u001F\u007F-\u009F]/);
    expect(terminal.written.replaceAll('\r\n', '')).not.toContain('\r');
  });

  it('plays in silence, and speaks when it is asked and when it stops', async () => {
    const terminal = start(['--screen-reader', '--at', '21T03:00']);
    await terminal.shows(isReady);
    terminal.press(...Array.from({length: 6}, () => ']'));
    await terminal.shows('Speed: 3600 times real time.');
    terminal.press('space');
    await terminal.shows('The run ends here.');
    const [, whilePlaying] = /Space pauses, I says where it is\.\r\n([\s\S]*?)Paused\./.exec(terminal.written) ?? [];
    expect(whilePlaying).toBe('');
    expect(terminal.screen()).toContain('FACT 21 Oct 04:05 action: The last stuck Redshift clusters are restored.');
  });

  it.each([
    {name: 'INK_SCREEN_READER', args: [], env: {INK_SCREEN_READER: 'true'}},
    {name: 'a dumb terminal', args: ['--screen-reader'], env: {TERM: 'dumb'}},
  ])('opens with $name', async ({args, env}) => {
    const terminal = start(args, {env});
    await terminal.shows(isReady);
    terminal.press('q');
    expect((await terminal.ended).exitCode).toBe(0);
    expect(terminal.written).not.toContain('\u001B');
  });

  it('stays on the screen where it is not wanted', async () => {
    const terminal = start(['--no-screen-reader'], {env: {INK_SCREEN_READER: 'true'}});
    await terminal.shows('HISTORY');
    expect(terminal.leftovers()).toContain('alternate screen');
  });

  it.each([
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const)('dies of %s, also while it plays', async (name, number) => {
    const terminal = start(['--screen-reader']);
    await terminal.shows(isReady);
    terminal.press('space');
    await terminal.shows('Playing');
    terminal.signal(name);
    expect((await terminal.ended).signal).toBe(number);
  });

  it('ends with Ctrl-C as by the signal, and says all of it again with Ctrl-L', async () => {
    const terminal = start(['--screen-reader']);
    await terminal.shows(isReady);
    terminal.press('g', '0', '2', 'ctrl-l');
    await terminal.shows('Typed so far: 02');
    terminal.press('ctrl-c');
    expect((await terminal.ended).signal).toBe(2);
  });

  it('gives the terminal to the shell with Ctrl-Z, and says where it is after fg', async () => {
    const terminal = start(['--norc', '--noprofile', '-i'], {env: {PS1: 'shell> '}}, 'bash');
    await terminal.shows('shell>');
    terminal.press(`'${process.execPath}' ${program} play --screen-reader`, 'enter');
    await terminal.shows(isReady);
    terminal.press('ctrl-z');
    await terminal.shows('Stopped');
    terminal.press('echo $((20 + 3))', 'enter');
    await terminal.shows(/^23$/m);
    terminal.press('fg', 'enter');
    await terminal.shows(/fg[\s\S]*HISTORY\. Paused\./);
    terminal.press('q');
    await terminal.shows(/incident-replay play .* --screen-reader/);
    terminal.press('echo $((40 + 2))', 'enter');
    await terminal.shows(/^42$/m);
  });
});
