import * as fc from 'fast-check';
import {afterEach, describe, expect, it} from 'vitest';
import {controllerView} from '../../../src/drill/play/controller-view.js';
import {playOf} from '../../../src/drill/play/play.js';
import {localConsole, localPort} from '../../../src/drill/play/port.js';
import {beginning} from '../../../src/drill/play/session.js';
import type {DrillState} from '../../../src/drill/scenario/state.js';
import {width} from '../../../src/format/text.js';
import {textOf} from '../../../src/screen/line.js';
import {dark, paint} from '../../../src/screen/theme.js';
import {ConsoleApp} from '../../../src/screens/controller/app.js';
import {consoleFrame} from '../../../src/screens/controller/frame.js';
import {type ConsoleUi, initialConsole} from '../../../src/screens/controller/state.js';
import {seatFrame} from '../../../src/screens/seat/frame.js';
import {OneScreenApp} from '../../../src/screens/seat/one-screen-app.js';
import {type Curtain, curtainFrame, curtainKey, drawn} from '../../../src/screens/seat/shared-screen.js';
import {size} from '../../helpers/console.js';
import {played, setUpSmall} from '../../helpers/drill.js';
import {on, seatView} from '../../helpers/drill-screens.js';
import {pretend} from '../../helpers/pretend.js';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const team = setUpSmall();
const inPlay = played(team, [
  {type: 'start-ex'},
  on(14),
  {type: 'believe', seat: 'dns', hypothesis: 'name-gone', probability: 0.6, because: 'a guess'},
]);
const rowsOf = (state: DrillState, on: string, ui: Partial<ConsoleUi> = {}) =>
  paint(consoleFrame({book: controllerView(team, state), ui: {...initialConsole(), ...ui}}, size(on)), dark, 0);

/** The console of the small drill on a pretend terminal. */
function open() {
  const play = playOf(team);
  const screen = pretend(looks => <ConsoleApp port={localConsole(play, () => play.state().wallMs + 1000)} looks={looks} />, 120, 40);
  closers.push(screen.close);
  return {...screen, play};
}

describe('the controller’s console', () => {
  it.each(['80x24', '120x40'])('shows the drill in play at %s', async on => {
    const rows = rowsOf(inPlay, on);
    await expect(`${rows.map(row => row.trimEnd()).join('\n')}\n`).toMatchFileSnapshot(`../../golden/drill-console-${on}.txt`);
  });

  const before = beginning(team);
  const after = played(
    team,
    [
      {type: 'end-ex'},
      {type: 'tell', scene: 'S1', text: 'nothing had an address'},
      {type: 'lock-story'},
      {type: 'reveal'},
      {type: 'improve', area: 'plan', action: 'a second writer', owner: 'database team', due: '2026-12-01', check: 'a game day'},
    ],
    inPlay,
  );
  it.each([
    {name: 'brief', state: before, on: '80x24'},
    {name: 'brief', state: before, on: '120x40'},
    {name: 'after', state: after, on: '80x24'},
    {name: 'after', state: after, on: '120x40'},
  ])('shows $name at $on', async ({name, state, on}) => {
    const book = {...controllerView(team, state), present: ['ic']};
    const invite = {seats: 'ABCD-EFGH@127.0.0.1:7424', controller: 'ABCD-EFGH-JKMN@127.0.0.1:7424'};
    const rows = paint(consoleFrame({book, ui: initialConsole(), invite}, size(on)), dark, 0);
    await expect(`${rows.map(row => row.trimEnd()).join('\n')}\n`).toMatchFileSnapshot(`../../golden/drill-console-${name}-${on}.txt`);
  });

  it('22: says what to do next, at every moment, in one line of 80 columns', () => {
    const next = (state: DrillState) => rowsOf(state, '80x24')[2] ?? '';
    expect(next(before)).toContain('0 of 3 seats are here. space begins');
    expect(next(inPlay)).toContain('DP-04 is being decided: time stands until it is made. i gives a hint.');
    expect(next(played(team, [{type: 'pause'}], inPlay))).toContain('Paused. space goes on.');
    expect(next(played(team, [{type: 'halt'}], inPlay))).toContain('! goes on');
    expect(next(played(team, [{type: 'end-ex'}], inPlay))).toContain('L locks it, v reveals');
    expect(next(after)).toContain('v reveals step 3 of 5');
    for (const state of [before, inPlay, after]) expect(next(state)).not.toContain('…');
  });

  it('says that it is private, and that it is an exercise', () => {
    expect(rowsOf(inPlay, '80x24')[0]).toMatch(/EXERCISE.*CONTROLLER – PRIVATE/);
  });

  it('is as large as the terminal in every line', () => {
    for (const on of ['80x24', '120x40', '200x60']) for (const row of rowsOf(inPlay, on)) expect(width(row)).toBe(size(on).columns);
  });

  it('7: releases, holds, skips, edits, adds, pauses, paces and hints with a key each, and takes the last one back', async () => {
    const {press, text, play} = open();
    const status = (id: string) => play.state().rows[id]?.status;
    press('space');
    await expect.poll(text).toContain('in play');
    press('h');
    await expect.poll(() => status('Q-01')).toBe('held');
    press('u');
    await expect.poll(() => status('Q-01')).toBe('waiting');
    press('s');
    await expect.poll(() => status('Q-01')).toBe('skipped');
    press('u');
    await expect.poll(() => status('Q-01')).toBe('waiting');
    press('e');
    await expect.poll(text).toContain('WORDS');
    press('Everything is slow.', 'enter', 'r');
    await expect.poll(() => play.state().messages.map(({text}) => text)).toEqual(['Everything is slow.']);
    press('a', 'enter', 'enter', 'A regulator calls.', 'enter');
    await expect.poll(() => play.state().messages.at(-1)).toMatchObject({inject: null, text: 'A regulator calls.', to: ['all']});
    press('+');
    await expect.poll(() => play.state().pace).toBe(2);
    press('o', 'the team says what it sees', 'enter');
    await expect.poll(() => play.state().observations.map(({text}) => text)).toEqual(['the team says what it sees']);
    press('space');
    await expect.poll(() => play.state().isPaused).toBe(true);
    press('!');
    await expect.poll(text).toContain('HALT');
  });

  it('7: gives a hint on what is being decided, and ends the exercise', async () => {
    const {press, text, play} = open();
    press('space');
    await expect.poll(text).toContain('in play');
    for (let minutes = 0; minutes < 30; minutes++) play.take(on(1), 0);
    press('i', 'enter');
    await expect.poll(() => play.state().hints.length).toBe(1);
    press('E', 'y');
    await expect.poll(() => play.state().phase).toBe('hotWash');
    press('v');
    await expect.poll(text).toContain('First the team tells its own story');
    press('L', 'v');
    await expect.poll(() => play.state().revealed).toBe(2);
  });
});

describe('8: the curtain', () => {
  const seats = () => seatFrame(seatView(team, inPlay, {}, 'ic'), size('80x24'));
  const book = () => consoleFrame({book: controllerView(team, inPlay), ui: initialConsole()}, size('80x24'));

  it('opens only through the blank screen and its answer, whatever is pressed', () => {
    const key = fc.oneof(fc.constantFrom(curtainKey, 'y', 'n', 'enter', 'escape', 'space', 'q'), fc.string({minLength: 1, maxLength: 1}));
    fc.assert(
      fc.property(fc.array(key, {maxLength: 30}), keys => {
        let curtain: Curtain = 'participants';
        for (const [index, pressed] of keys.entries()) {
          const before: Curtain = curtain;
          curtain = drawn(curtain, pressed) ?? curtain;
          const shown = curtainFrame(curtain, 'Quiet Sunday', size('80x24'), seats, book).map(textOf).join('\n');
          const isPrivate = shown.includes('PRIVATE') || shown.includes('The record is empty') || shown.includes('It is only the name');
          expect(isPrivate).toBe(curtain === 'console');
          if (isPrivate && before !== 'console') expect([before, keys[index - 1], pressed]).toEqual(['blank', curtainKey, 'y']);
        }
      }),
    );
  });

  it('never draws a word of the book before the answer, on a terminal', async () => {
    const play = playOf(team);
    play.take({type: 'start-ex'}, 0);
    const [seat] = team.seats;
    if (seat === undefined) throw new Error('no seat');
    const participants = localPort(play, {kind: 'seat', seat}, () => 0);
    const screen = pretend(looks => <OneScreenApp participants={participants} controller={localConsole(play, () => 0)} looks={looks} />);
    closers.push(screen.close);
    await expect.poll(screen.text).toContain('All is quiet');
    screen.press('ctrl-k');
    await expect.poll(screen.text).toContain('Can anybody else see this screen?');
    screen.press('x');
    await expect.poll(screen.text).toContain('All is quiet');
    screen.press('ctrl-k');
    await expect.poll(screen.text).toContain('Can anybody else see this screen?');
    expect(screen.written()).not.toMatch(/CONTROLLER|The record is empty|Error rate high|only the name/);
    screen.press('y');
    await expect.poll(screen.text).toContain('CONTROLLER – PRIVATE');
    screen.press('ctrl-k');
    await expect.poll(screen.text).toContain('All is quiet');
    expect(await screen.text()).not.toMatch(/CONTROLLER|The record is empty/);
  });
});
