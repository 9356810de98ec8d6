import {describe, expect, it} from 'vitest';
import {toAscii} from '../../../src/screen/ascii.js';
import {replayProgram} from '../../../src/screens/replay/program.js';
import type {AppState} from '../../../src/screens/replay/state/state.js';
import {size} from '../../helpers/console.js';
import {night, prepared} from '../../helpers/flagship.js';
import {shown} from '../../helpers/program.js';

/** The console at a moment; its time passes when a test says so. */
function open(at: string) {
  const positionMs = night(at);
  const program = replayProgram({
    ...{prepared, opening: {positionMs, plan: [], start: {}}, theme: 'dark'},
    reopen: (plan, atMs, theme) => `reopen ${plan.length} ${atMs === night('02:31')} ${theme}`,
  });
  const console = shown(program, size('120x40'));
  let moment: AppState = console.scene().view.state;
  console.run.onChange(() => {
    const {scene} = console;
    if (scene().program === program) moment = scene().view.state;
  });
  return {...console, moment: () => ({plan: moment.plan, positionMs: moment.positionMs})};
}

describe('the console', () => {
  it('steps through the record and back', () => {
    const console = open('23:45');
    expect(console.screen()).toContain('23:45:00 PDT');
    console.press('right');
    expect(console.screen()).toContain('23:46:00 PDT');
    console.press('h');
    expect(console.screen()).toContain('23:45:00 PDT');
  });

  it('throws a mitigation at this moment, shows what it saves, and undoes it', () => {
    const console = open('00:38');
    console.press('m');
    expect(console.screen()).toContain('MITIGATION ─');
    console.type('jjjjjj');
    console.pass(5000);
    expect(console.screen()).toMatch(/thrown now\s+saves .* user-min/);
    console.press('enter');
    expect(console.screen()).toContain('WHAT-IF');
    expect(console.screen()).toMatch(/saves .* user-min .*SIMULATED/);
    expect(console.moment().plan).toEqual([{op: 'add', mitigation: 'dns-restore-by-hand', atMs: night('00:38')}]);
    console.press('u');
    expect(console.screen()).not.toContain('WHAT-IF');
    expect(console.moment().plan).toEqual([]);
  });

  it('opens the race lab at this moment, and comes back exactly as it was', () => {
    const console = open('23:49');
    const before = console.screen();
    console.press('6', 'left');
    expect(console.screen()).toContain('REPLAY of the night');
    expect(console.screen()).toContain('step 9 of 10');
    console.pass(5000);
    expect(console.screen()).toContain('checker: BROKEN');
    console.press('e', '2');
    expect(console.screen()).toContain('EMPTY: plan 2 is gone');
    console.run.paste('q');
    console.press('escape');
    expect(console.screen()).toBe(before);
    expect(console.moment()).toEqual({plan: [], positionMs: night('23:49')});
  });

  it('stands still while the lab is open, and plays on afterwards', () => {
    const console = open('23:05');
    expect(console.screen()).toContain('paused');
    console.press('space', '6');
    expect(console.screen()).toContain('RACE LAB');
    const {positionMs} = console.moment();
    console.pass(5000);
    expect(console.screen()).toContain('checker: BROKEN');
    expect(console.moment().positionMs).toBe(positionMs);
    console.press('escape');
    expect(console.screen()).toContain('playing');
    console.pass(1000);
    expect(console.moment().positionMs).toBeGreaterThan(positionMs);
  });

  it('proves why, and takes keys meanwhile', () => {
    const console = open('02:31');
    console.press('y');
    expect(console.screen()).toContain('DynamoDB  major outage since 23:48');
    console.pass(5000);
    expect(console.screen()).toContain('NECESSARY  without it:');
    console.press('escape');
    expect(console.screen()).not.toContain('NECESSARY');
  });

  it('shows history beside the plan, how well the model agrees, and the replay again', () => {
    const console = open('00:38');
    console.press(...'mjjjjjj', 'enter', 'c');
    expect(console.screen()).toContain('COMPARE ─ SIMULATED');
    expect(console.screen()).toMatch(/all clear +\d\d:\d\d +\d\d:\d\d +-\dh\d\d/);
    console.press('5');
    console.pass(1000);
    expect(console.screen()).toMatch(/predicted +\d+ edges/);
    console.press('1');
    expect(console.screen()).toContain('RECORD ─ FACT');
  });

  it('works out until when the open mitigation helps while nobody presses a key', () => {
    const console = open('05:30');
    console.press('m', ...'j'.repeat(17));
    expect(console.screen()).toMatch(/Switch NLB AZ failover off +until {3}…/);
    console.pass(60_000);
    expect(console.screen()).toMatch(/Switch NLB AZ failover off +until \d\d:\d\d/);
  });

  it('searches the record, goes through the hits, and comes back to a bookmark', () => {
    const console = open('23:45');
    console.press('b', '/');
    console.type('zone number');
    console.press('enter');
    expect(console.screen()).toContain('No event has all these words.');
    console.press(...Array<string>(11).fill('backspace'), ...'RECOVERY', 'enter');
    expect(console.screen()).toMatch(/1 of \d+: /);
    console.press('n');
    expect(console.screen()).toMatch(/2 of \d+: /);
    console.press("'");
    expect(console.screen()).toContain('23:45:00 PDT');
  });

  it('goes where it is told, and says what is no time', () => {
    const console = open('23:45');
    console.press('g', ...'soon', 'enter');
    expect(console.screen()).toContain('"soon" is not a time of this incident');
    console.press(...Array<string>(4).fill('backspace'), ...'05:30', 'enter');
    expect(console.screen()).toContain('05:30:00 PDT');
  });

  it('runs what the palette finds, and presses keys from it', () => {
    const console = open('23:45');
    const run = (text: string) => {
      console.press(':');
      console.type(text);
      console.press('enter');
    };
    run('next event');
    expect(console.screen()).toContain('23:46:00 PDT');
    run('lambda');
    expect(console.screen()).toMatch(/›. Lambda /);
    run('zoom');
    expect(console.screen()).not.toContain('─ RECORD');
    run('quit');
    expect(console.hasEnded()).toBe(true);
  });

  it('stops playing at a breakpoint, to the millisecond, and says which', () => {
    const console = open('23:45');
    console.press('B', ...'dynamodb', 'space', ...'red', 'enter', 'enter'); // enter on nothing closes
    expect(console.screen()).toContain('◇ breakpoint');
    console.press(...']]]]]]', 'space');
    console.pass(5000);
    expect(console.screen()).toMatch(/Breakpoint at 23:48: DynamoDB becomes major outage. space plays on./);
    expect(console.screen()).toContain('paused');
    const first = prepared.history.tracks.get('dynamodb')?.changes.find(({status}) => status === 'major outage');
    expect(console.moment().positionMs).toBe(first?.atMs);
  });

  it('plays and pauses', () => {
    const console = open('23:45');
    console.press('space');
    expect(console.screen()).toContain('▶ playing');
    console.pass(500);
    expect(console.moment().positionMs).toBeGreaterThan(night('23:45'));
    console.press('space');
    expect(console.screen()).toContain('paused');
  });

  it('copies how to come back: the moment, the plan and the theme', () => {
    const console = open('02:31');
    console.press('t');
    expect(console.screen()).toContain('Theme: light.');
    console.press('s');
    expect(console.screen()).toContain('Copied: reopen 0 true light');
    expect(console.copied).toEqual(['reopen 0 true light']);
    console.press('T', 'S');
    expect(console.copied.at(-1)).toMatch(/^reopen 0 true (?!light)/);
  });

  it('draws with ASCII alone where it is asked to', () => {
    const ascii = open('02:31').rows().map(toAscii).join('\n');
    expect(ascii).toContain('X 13');
    expect(ascii).toMatch(/^[\n -~]*$/);
  });

  it('selects what is clicked, opens it with a second click, and closes it from the bottom line', () => {
    const console = open('02:31');
    console.click('EC2 launches');
    expect(console.screen()).toContain(' ›✖ EC2 launches');
    expect(console.screen()).toContain('─ SERVICE ─');
    console.click('EC2 launches');
    expect(console.screen()).not.toContain('─ RECORD ─');
    console.click('esc close', 5);
    expect(console.screen()).toContain('─ RECORD ─');
  });

  it('goes through time while the bar is held, and no longer than that', () => {
    const console = open('02:31');
    const at = (kind: 'down' | 'drag' | 'up', column: number, row: number) =>
      console.run.point({type: 'mouse', kind, button: 0, column, row});
    at('down', 30, 36);
    const pressedMs = console.moment().positionMs;
    at('drag', 60, 10);
    const draggedMs = console.moment().positionMs;
    expect(draggedMs).toBeGreaterThan(pressedMs);
    at('up', 60, 10);
    at('drag', 90, 36);
    expect(console.moment().positionMs).toBe(draggedMs);
    expect(console.rows()[36]?.[60]).toBe('┃');
  });

  it('takes a paste for text where text is typed, and for nothing elsewhere', () => {
    const console = open('02:31');
    const before = console.screen();
    for (const text of ['q', ' ', 'escape', 'm\n\r', 'ctrl-r', '$', '\u001B[C']) console.run.paste(text);
    console.press('/');
    expect(console.screen()).toContain(' search ▏');
    console.run.paste('enter ');
    console.run.paste('backspace');
    console.run.paste('\nctrl-r');
    expect(console.screen()).toContain(' search enter backspace ctrl-r▏');
    console.press('escape');
    expect(console.screen()).toBe(before);
  });

  it('leaves with q', () => {
    const console = open('02:31');
    console.press('q');
    expect(console.hasEnded()).toBe(true);
  });
});
