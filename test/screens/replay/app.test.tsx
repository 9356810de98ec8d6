import {PassThrough} from 'node:stream';
import {render} from 'ink';
import {afterEach, describe, expect, it} from 'vitest';
import {history, type Plan} from '../../../src/engine/plan.js';
import {App} from '../../../src/screens/replay/app.js';
import type {AppState} from '../../../src/screens/replay/state.js';
import type {MouseEvent} from '../../../src/surfaces/input.js';
import {InputRouter} from '../../../src/surfaces/input-router.js';
import {Painter} from '../../../src/surfaces/painter.js';
import type {Ms} from '../../../src/timeline/types.js';
import {Emulator} from '../../helpers/emulator.js';
import {night, prepared} from '../../helpers/flagship.js';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** The console on a pretend terminal. */
function open(at: string, isAscii = false) {
  const emulator = new Emulator(120, 40);
  emulator.write('\u001B[?1049h'); // the alternate screen, which no resize wraps
  const painter = new Painter(emulator);
  const keyboard = new PassThrough();
  const router = new InputRouter(keyboard as unknown as NodeJS.ReadStream, () => false);
  const copied: string[] = [];
  let paste: (text: string) => void = () => {};
  let point: (event: MouseEvent) => void = () => {};
  const reopen = (plan: Plan, positionMs: Ms, theme: string) => `reopen ${plan.length} ${positionMs === night('02:31')} ${theme}`;
  let moment: {plan: Plan; positionMs: Ms} = {plan: history, positionMs: night(at)};
  const screen = {
    size: () => ({columns: painter.columns, rows: painter.rows}),
    onResize: (listener: () => void) => {
      painter.on('resize', listener);
      return () => painter.off('resize', listener);
    },
    onPaste: (listener: (text: string) => void) => {
      paste = listener;
      return () => {};
    },
    onMouse: (listener: (event: MouseEvent) => void) => {
      point = listener;
      return () => {};
    },
    copy: (text: string) => {
      copied.push(text);
      return true;
    },
  };
  const onMoment = ({plan, positionMs}: AppState) => {
    moment = {plan, positionMs};
  };
  router.start();
  const start = {prepared, plan: history, positionMs: night(at), theme: 'dark', colorLevel: 0, isAscii} as const;
  const app = render(<App {...start} {...{screen, onMoment, reopen}} />, {
    stdout: painter as unknown as NodeJS.WriteStream,
    stdin: router as unknown as NodeJS.ReadStream,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  closers.push(() => {
    app.unmount();
    router.stop();
  });
  return {
    emulator,
    ended: app.waitUntilExit(),
    press: (text: string) => keyboard.write(text),
    paste: (text: string) => paste(text),
    point: (event: MouseEvent) => point(event),
    moment: () => moment,
    copied,
    text: async () => (await emulator.screen()).join('\n'),
  };
}

const keys = {right: '\u001B[C', down: '\u001B[B', enter: '\r', shiftRight: '\u001B[1;2C'};

describe('the console', () => {
  it('steps through the record and back', async () => {
    const console = open('23:45');
    await expect.poll(console.text).toContain('23:45:00 PDT');
    console.press(keys.right);
    await expect.poll(console.text).toContain('23:46:00 PDT');
    console.press('h');
    await expect.poll(console.text).toContain('23:45:00 PDT');
  });

  it('throws a mitigation at this moment, shows what it saves, and undoes it', async () => {
    const console = open('00:38');
    await expect.poll(console.text).toContain('HISTORY');
    console.press('m');
    await expect.poll(console.text).toContain('MITIGATION ─');
    console.press('jjjjjj'); // keys held down arrive together
    await expect.poll(console.text).toMatch(/thrown now\s+saves .* user-min/);
    console.press(keys.enter);
    await expect.poll(console.text).toContain('WHAT-IF');
    await expect.poll(console.text).toMatch(/saves .* user-min .*SIMULATED/);
    expect(console.moment().plan).toEqual([{op: 'add', mitigation: 'dns-restore-by-hand', atMs: night('00:38')}]);
    console.press('u');
    await expect.poll(console.text).not.toContain('WHAT-IF');
    expect(console.moment().plan).toEqual([]);
  });

  it('opens the race lab at this moment, and comes back exactly as it was', async () => {
    const console = open('23:49');
    await expect.poll(console.text).toContain('HISTORY');
    const before = await console.text();
    console.press('6\u001B[D'); // a key that comes with it is the lab's
    await expect.poll(console.text).toContain('REPLAY of the night');
    await expect.poll(console.text).toContain('step 9 of 10');
    await expect.poll(console.text).toContain('checker: BROKEN');
    console.press('e2');
    await expect.poll(console.text).toContain('EMPTY: plan 2 is gone');
    console.paste('q');
    console.press('\u001B');
    await expect.poll(console.text).toBe(before);
    expect(console.moment()).toEqual({plan: [], positionMs: night('23:49')});
  });

  it('stands still while the lab is open, and plays on afterwards', async () => {
    const console = open('23:05');
    await expect.poll(console.text).toContain('paused');
    console.press(' 6');
    await expect.poll(console.text).toContain('RACE LAB');
    const {positionMs} = console.moment();
    await expect.poll(console.text).toContain('checker: BROKEN');
    expect(console.moment().positionMs).toBe(positionMs);
    console.press('\u001B');
    await expect.poll(console.text).toContain('playing');
    await expect.poll(() => console.moment().positionMs).toBeGreaterThan(positionMs);
  });

  it('proves why, and takes keys meanwhile', async () => {
    const console = open('02:31');
    await expect.poll(console.text).toContain('HISTORY');
    console.press('y');
    await expect.poll(console.text).toContain('DynamoDB  major outage since 23:48');
    await expect.poll(console.text).toContain('NECESSARY  without it:');
    console.press('\u001B');
    await expect.poll(console.text).not.toContain('NECESSARY');
  });

  it('shows history beside the plan, how well the model agrees, and the replay again', async () => {
    const console = open('00:38');
    await expect.poll(console.text).toContain('HISTORY');
    console.press('mjjjjjj\rc');
    await expect.poll(console.text).toContain('COMPARE ─ SIMULATED');
    await expect.poll(console.text).toMatch(/all clear +\d\d:\d\d +\d\d:\d\d +-\dh\d\d/);
    console.press('5');
    await expect.poll(console.text).toMatch(/predicted +\d+ edges/);
    console.press('1');
    await expect.poll(console.text).toContain('RECORD ─ FACT');
  });

  it('works out until when the open mitigation helps while nobody presses a key', async () => {
    const console = open('05:30');
    await expect.poll(console.text).toContain('HISTORY');
    console.press(`m${'j'.repeat(17)}`);
    await expect.poll(console.text).toMatch(/Switch NLB AZ failover off +until {3}…/);
    await expect.poll(console.text, {timeout: 15_000}).toMatch(/Switch NLB AZ failover off +until \d\d:\d\d/);
  });

  it('searches the record, goes through the hits, and comes back to a bookmark', async () => {
    const console = open('23:45');
    console.press('b/zone number\r');
    await expect.poll(console.text).toContain('No event has all these words.');
    console.press(`${'\u007F'.repeat(11)}RECOVERY\r`);
    await expect.poll(console.text).toMatch(/1 of \d+: /);
    console.press('n');
    await expect.poll(console.text).toMatch(/2 of \d+: /);
    console.press("'");
    await expect.poll(console.text).toContain('23:45:00 PDT');
  });

  it('goes where it is told, and says what is no time', async () => {
    const console = open('23:45');
    console.press('gsoon\r');
    await expect.poll(console.text).toContain('"soon" is not a time of this incident');
    console.press('\u007F\u007F\u007F\u007F05:30\r');
    await expect.poll(console.text).toContain('05:30:00 PDT');
  });

  it('runs what the palette finds, and presses keys from it', async () => {
    const console = open('23:45');
    console.press(':next event\r');
    await expect.poll(console.text).toContain('23:46:00 PDT');
    console.press(':lambda\r');
    await expect.poll(console.text).toMatch(/›. Lambda /);
    console.press(':zoom\r');
    await expect.poll(console.text).not.toContain('TIMELINE');
    console.press(':quit\r');
    await expect(console.ended).resolves.toBeUndefined();
  });

  it('stops playing at a breakpoint, to the millisecond, and says which', async () => {
    const console = open('23:45');
    console.press('Bdynamodb red\r\r'); // enter on nothing closes
    await expect.poll(console.text).toContain('◇ breakpoint');
    console.press(']]]]]] ');
    await expect.poll(console.text).toMatch(/Breakpoint at 23:48: DynamoDB becomes major outage. space plays on./);
    await expect.poll(console.text).toContain('paused');
    const first = prepared.history.tracks.get('dynamodb')?.changes.find(({status}) => status === 'major outage');
    expect(console.moment().positionMs).toBe(first?.atMs);
  });

  it('plays and pauses', async () => {
    const console = open('23:45');
    console.press(' ');
    await expect.poll(console.text).toContain('▶ playing');
    await expect.poll(() => console.moment().positionMs).toBeGreaterThan(night('23:45'));
    console.press(' ');
    await expect.poll(console.text).toContain('paused');
  });

  it('follows the size of the window', async () => {
    const console = open('02:31');
    console.emulator.resize(80, 24);
    await expect.poll(async () => (await console.emulator.screen())[23]).toMatch(/q quit$/);
    console.emulator.resize(60, 20);
    await expect.poll(console.text).toContain('needs 80x24');
  });

  it('copies how to come back: the moment, the plan and the theme', async () => {
    const console = open('02:31');
    await expect.poll(console.text).toContain('HISTORY');
    console.press('t');
    await expect.poll(console.text).toContain('Theme: light.');
    console.press('s');
    await expect.poll(console.text).toContain('Copied: reopen 0 true light');
    expect(console.copied).toEqual(['reopen 0 true light']);
  });

  it('draws with ASCII alone where it is asked to', async () => {
    const console = open('02:31', true);
    await expect.poll(console.text).toContain('X 13');
    expect(await console.text()).toMatch(/^[\n -~]*$/);
  });

  it('selects what is clicked, opens it with a second click, and closes it from the bottom line', async () => {
    const console = open('02:31');
    await expect.poll(console.text).toContain('HISTORY');
    const row = (await console.emulator.screen()).findIndex(line => line.includes('EC2 launches'));
    console.point({type: 'mouse', kind: 'down', button: 0, column: 8, row});
    await expect.poll(console.text).toContain(' ›✖ EC2 launches');
    await expect.poll(console.text).toContain('─ SERVICE ─');
    console.point({type: 'mouse', kind: 'down', button: 0, column: 8, row});
    await expect.poll(console.text).not.toContain('─ RECORD ─');
    const close = (await console.emulator.screen())[39]?.indexOf('esc close') ?? -1;
    console.point({type: 'mouse', kind: 'down', button: 0, column: close + 5, row: 39});
    await expect.poll(console.text).toContain('─ RECORD ─');
  });

  it('goes through time while the bar is held, and no longer than that', async () => {
    const console = open('02:31');
    await expect.poll(console.text).toContain('HISTORY');
    const at = (kind: 'down' | 'drag' | 'up', column: number, row: number) => console.point({type: 'mouse', kind, button: 0, column, row});
    at('down', 30, 36);
    const pressedMs = console.moment().positionMs;
    at('drag', 60, 10);
    const draggedMs = console.moment().positionMs;
    expect(draggedMs).toBeGreaterThan(pressedMs);
    at('up', 60, 10);
    at('drag', 90, 36);
    expect(console.moment().positionMs).toBe(draggedMs);
    await expect.poll(async () => (await console.emulator.screen())[36]?.[60]).toBe('┃');
  });

  it('takes a paste for text where text is typed, and for nothing elsewhere', async () => {
    const console = open('02:31');
    await expect.poll(console.text).toContain('HISTORY');
    const before = await console.text();
    for (const text of ['q', ' ', 'escape', 'm\n\r', 'ctrl-r', '$', '\u001B[C']) console.paste(text);
    console.press('/');
    await expect.poll(console.text).toContain(' search ▏');
    console.paste('enter ');
    console.paste('backspace');
    console.paste('\nctrl-r');
    await expect.poll(console.text).toContain(' search enter backspace ctrl-r▏');
    console.press('\u001B');
    await expect.poll(console.text).toBe(before);
  });

  it('leaves with q', async () => {
    const console = open('02:31');
    await expect.poll(console.text).toContain('HISTORY');
    console.press('q');
    await expect(console.ended).resolves.toBeUndefined();
    expect(console.moment().positionMs).toBe(night('02:31'));
  });
});
