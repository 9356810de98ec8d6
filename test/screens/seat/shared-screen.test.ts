import * as fc from 'fast-check';
import {afterEach, describe, expect, it} from 'vitest';
import {controllerView} from '../../../src/drill/play/controller-view.js';
import {playOf} from '../../../src/drill/play/play.js';
import {localConsole, localPort} from '../../../src/drill/play/port.js';
import type {DrillState} from '../../../src/drill/scenario/state.js';
import {frame} from '../../../src/screen/frame.js';
import {textOf} from '../../../src/screen/line.js';
import type {Scene} from '../../../src/screen/program.js';
import {controllerProgram} from '../../../src/screens/controller/program.js';
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

/** The console at a moment. */
function consoleOf(state: DrillState): Scene {
  const port = {...localConsole(playOf(team), () => 0), view: () => controllerView(team, state)};
  const program = controllerProgram({port, theme: 'dark'});
  return {program, view: program.first, sheet: null, isZoomed: false};
}

describe('the curtain', () => {
  const seats = () => seatFrame(seatView(team, inPlay, {}, 'ic'), size('80x24'));
  const book = () => frame(consoleOf(inPlay), size('80x24'));

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
