import type {Input} from '../../src/drill/play/input.js';
import {observe} from '../../src/drill/play/observe.js';
import {type Play, playOf} from '../../src/drill/play/play.js';
import type {DrillPort} from '../../src/drill/play/port.js';
import type {Setup} from '../../src/drill/scenario/setup.js';
import type {DrillState} from '../../src/drill/scenario/state.js';
import {frame} from '../../src/screen/frame.js';
import {type Line, type Size, textOf} from '../../src/screen/line.js';
import type {Scene} from '../../src/screen/program.js';
import {type OpenSheet, openedSheet, type Sheet} from '../../src/screen/sheet.js';
import {seatProgram} from '../../src/screens/seat/program.js';
import {soloProgram} from '../../src/screens/seat/solo.js';
import {initialState, type Message, type SeatState} from '../../src/screens/seat/state.js';
import {size} from './console.js';
import {minuteMs, setUpSmall} from './drill.js';
import {heard, shown} from './program.js';

/** The small drill for one person. */
export const alone = setUpSmall({variant: '30'});

export const on = (minutes: number): Input => ({type: 'advance', byMs: minutes * minuteMs});
export const card = {effect: 'the name answers', check: 'Resolver', risk: 'a typing error', wayBack: 'the old record'};

/** A drill that stands still, and takes everything. */
export const stillPort = (observation: SeatState['observation']): DrillPort => ({
  observation: () => observation,
  send: () => null,
  check: () => [],
  onChange: () => () => {},
});

/** What the seat of somebody alone, or another seat, sees. */
export function seatView(setup: Setup, state: DrillState, more: Partial<SeatState> = {}, id?: string): SeatState {
  const seat = setup.seats.find(one => one.id === id) ?? setup.seats[0];
  if (seat === undefined) throw new Error('no seats');
  const port = stillPort(observe(setup, state, {kind: 'seat', seat}));
  return {...initialState(port, setup.variant.isSolo, 'dark'), ...more};
}

/** The screen of a seat as it stands. */
export const programOf = ({observation, pace}: SeatState) =>
  seatProgram({port: stillPort(observation), wait: pace === 'own' ? () => '' : null, theme: 'dark', comeBack: 'incident-replay drill'});

/** A sheet that is open over a seat, as far as it is filled in. */
export const open = (sheet: Sheet<SeatState, Message>, more: Partial<OpenSheet> = {}): OpenSheet => ({...openedSheet(sheet), ...more});

/** The help of a seat. */
export function helpOver(view: SeatState): OpenSheet | null {
  const seat = shown(programOf(view));
  seat.press('?');
  return seat.scene().sheet;
}

export const sceneOf = (view: SeatState, sheet: OpenSheet | null = null): Scene => ({
  program: programOf(view),
  view,
  sheet,
  isZoomed: false,
});
export const linesOf = (view: SeatState, on: Size, sheet: OpenSheet | null = null): readonly Line[] => frame(sceneOf(view, sheet), on);

/** The rows of a participant's screen without colour. */
export const rowsOf = (view: SeatState, on: string, sheet: OpenSheet | null = null): readonly string[] =>
  linesOf(view, size(on), sheet).map(textOf);

/** The small drill for one person, as it is played. */
export function soloOf(play: Play = playOf(alone)) {
  const [seat] = play.setup.seats;
  if (seat === undefined) throw new Error('no seat');
  return {
    play,
    program: soloProgram({play, seat, wallMs: () => play.state().wallMs + 1000, journal: 'quiet-sunday.jsonl', theme: 'dark'}),
  };
}

/** The same on a pretended screen: keys by name, and texts that are typed. */
export function soloShown(at = '80x24') {
  const {play, program} = soloOf();
  const seat = shown(program, size(at));
  const press = (...keys: readonly string[]): void => {
    for (const key of keys) {
      if (key.length === 1 || keyNames.includes(key)) seat.press(key);
      else seat.type(key);
    }
  };
  return {...seat, press, play};
}
const keyNames = ['enter', 'escape', 'space', 'tab', 'up', 'down', 'backspace'];

/** The same for a listener. */
export function soloHeard() {
  const {play, program} = soloOf();
  return {...heard(program), play};
}
