import process from 'node:process';
import {afterEach, describe, expect, it} from 'vitest';
import {RealTerminal} from '../helpers/pty.js';

const open: RealTerminal[] = [];
/** The console at 02:31 of the flagship's night, drawn. */
async function start(...args: readonly string[]): Promise<RealTerminal> {
  const terminal = new RealTerminal(process.execPath, ['bin/incident-replay.js', 'play', '--at', '02:31', ...args], {
    columns: 120,
    rows: 40,
  });
  open.push(terminal);
  await terminal.shows('02:31:00 PDT');
  return terminal;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map(terminal => terminal.dispose()));
});

/** The row of the bar in which events and the position stand. */
const barRow = 36;

describe('the mouse in a real terminal', () => {
  it('selects a service with a click, opens it with another, and closes it from the bottom line', async () => {
    const terminal = await start();
    const [column, row] = terminal.cellOf('EC2 launches');
    terminal.click(column, row);
    await terminal.shows(() => terminal.rows()[row]?.startsWith(' ›✖ EC2 launches') === true);
    terminal.click(column, row);
    await terminal.shows('esc close');
    terminal.click(...terminal.cellOf(' close'));
    await terminal.shows(screen => screen.includes('─ RECORD ─') && !screen.includes('esc close'));
  });

  it('moves a selection with the wheel, and reads on in what is open', async () => {
    const terminal = await start();
    terminal.wheel(3, ...terminal.cellOf('SERVICES'));
    await terminal.shows(' ›✖ DWFM leases');
    terminal.wheel(-2, ...terminal.cellOf('SERVICES'));
    await terminal.shows(' ›✖ DynamoDB');
    terminal.press('c');
    const compared = await terminal.shows('NOT OPERATIONAL');
    terminal.wheel(2, ...terminal.cellOf('NOT OPERATIONAL'));
    await terminal.shows(screen => screen !== compared);
    terminal.wheel(-2, ...terminal.cellOf('NOT OPERATIONAL'));
    await terminal.shows(screen => screen === compared);
  });

  it('goes through time with a drag on the bar, also when it leaves it', async () => {
    const terminal = await start();
    terminal.drag([30, barRow], [40, barRow], [50, 20], [60, 3]);
    await terminal.shows(() => terminal.rows()[barRow]?.[60] === '┃');
    terminal.drag([30, 20], [40, barRow], [50, barRow]); // began on a panel
    terminal.wheel(1, 60, barRow); // a sign that all of it has been read
    await terminal.shows(screen => /:\d[1-9]:00 PDT/.test(screen));
    expect(terminal.rows()[barRow]?.[60]).toBe('┃');
  });

  it('keeps up with a drag across the whole bar and back', async () => {
    const terminal = await start();
    const there = Array.from({length: 110}, (_, index) => [5 + index, barRow] as const);
    terminal.drag(...there, ...there.toReversed(), ...there.slice(0, 80));
    await terminal.shows(() => terminal.rows()[barRow]?.[84] === '┃');
  });

  it('presses keys on the bottom line, the last of them q', async () => {
    const terminal = await start();
    terminal.click(...terminal.cellOf('compare'));
    await terminal.shows('COMPARE ─');
    terminal.click(...terminal.cellOf('replay'));
    await terminal.shows('─ RECORD ─');
    terminal.click(...terminal.cellOf('quit'));
    expect(await terminal.ended).toEqual({exitCode: 0, signal: 0});
    expect(terminal.leftovers()).toEqual([]);
    expect(terminal.screen().trim()).toMatch(/^incident-replay play aws-us-east-1-2025-10-20 --at T\+2:43:00 --fresh$/);
  });

  it('is not harmed by reports that are wrong, or from beside the screen', async () => {
    const terminal = await start();
    const before = terminal.screen();
    const reports = [
      '<0;0;0M',
      '<0;500;500M',
      '<0;99999999999999999999;1M',
      '<;;M',
      '<0;5M',
      '<64;0;0M',
      '<0;1;2;3M',
      '<255;1;1M',
      '<0;7',
      '<0;1;1m',
      'M !!',
    ];
    for (const report of reports) terminal.press(`\u001B[${report}`);
    terminal.paste('q$\r ');
    terminal.press('g');
    await terminal.shows(' go to ▏');
    terminal.press('escape');
    await terminal.shows(screen => screen === before);
  });

  it('is off with --no-mouse: nothing is asked of the terminal, and no report does anything', async () => {
    const terminal = await start('--no-mouse');
    expect(terminal.leftovers()).not.toContain('mouse reports');
    expect(terminal.written).not.toContain('\u001B[?100');
    const before = terminal.screen();
    terminal.click(...terminal.cellOf('EC2 launches'));
    terminal.drag([30, barRow], [60, barRow]);
    terminal.click(...terminal.cellOf('quit'));
    terminal.press('?');
    await terminal.shows('play or pause');
    terminal.press('escape');
    await terminal.shows(screen => screen === before);
    terminal.press('q');
    await terminal.ended;
    expect(terminal.screen().trim()).toMatch(/ --no-mouse$/);
  });

  it.each([
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
    ['SIGQUIT', 3],
  ] as const)('is given back when %s ends the console within a drag', async (signal, number) => {
    const terminal = await start();
    expect(terminal.leftovers()).toContain('mouse reports');
    terminal.press(`\u001B[<0;31;${barRow + 1}M`);
    await terminal.shows(() => terminal.rows()[barRow]?.[30] === '┃');
    terminal.signal(signal);
    expect((await terminal.ended).signal).toBe(number);
    expect(terminal.leftovers()).toEqual([]);
  });
});
