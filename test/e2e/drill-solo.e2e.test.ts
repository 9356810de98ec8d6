import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import process from 'node:process';
import {afterAll, afterEach, describe, expect, it} from 'vitest';
import {RealTerminal, type TerminalOptions} from '../helpers/pty.js';

const open: RealTerminal[] = [];
const folder = mkdtempSync(join(tmpdir(), 'drill-'));
afterAll(() => rmSync(folder, {recursive: true}));
function start(options: TerminalOptions = {}): RealTerminal {
  // A drill writes its journal where it is played.
  const terminal = new RealTerminal(process.execPath, [resolve('bin/incident-replay.js'), 'drill', '--solo'], {...options, cwd: folder});
  open.push(terminal);
  return terminal;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map(terminal => terminal.dispose()));
});

describe('a drill alone in a real terminal', () => {
  it('is played to its end by keys, and gives the terminal back', async () => {
    const drill = start();
    await drill.shows('press enter to begin');
    drill.press('enter');
    await drill.shows('All is quiet');
    drill.press('space');
    await drill.shows('a acknowledges');
    drill.press('a', 'l', '1');
    await drill.shows('normal');
    drill.press('b', '1', '6', '0', 'enter', 'enter');
    await drill.shows('60 %');
    // On, a quarter of an hour at a time, until the last scene is over.
    for (let quarters = 0; quarters < 40 && !drill.screen().includes('TELL IT'); quarters++) {
      const before = drill.screen();
      drill.press('3');
      await drill.shows(screen => screen !== before);
    }
    await drill.shows('TELL IT AS IT LOOKED TO YOU');
    expect(drill.screen()).toContain('EXERCISE');
    expect(drill.written).not.toMatch(/AWS|DynamoDB/);
    const next = async (title: string) => {
      for (let pages = 0; pages < 8 && !drill.screen().includes(title); pages++) {
        const before = drill.screen();
        drill.press('enter');
        await drill.shows(screen => screen !== before);
      }
      await drill.shows(title);
    };
    for (const title of ['BEFORE THE REVEAL', 'YOUR STORY', 'WHAT IT COST', 'THE NIGHT ITSELF', 'THE BEST KNOWN PLAN', 'HOW IT WORKED'])
      await next(title);
    for (const title of ['ONE TO THREE CHANGES', 'WHAT YOU KEEP']) await next(title);
    drill.press('q');
    expect(await drill.ended).toEqual({exitCode: 0, signal: 0});
    expect(drill.leftovers()).toEqual([]);
    expect(drill.screen().trim()).toMatch(/^EXERCISE – Quiet Sunday/);
  });

  it.each([
    [80, 24],
    [120, 40],
    [200, 60],
  ])('fills %i by %i', async (columns, rows) => {
    const drill = start({columns, rows, env: {NO_COLOR: '1'}});
    await drill.shows('press enter to begin');
    expect(drill.rows()[rows - 1]).toMatch(/begin.*quit/);
  });
});
