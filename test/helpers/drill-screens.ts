import type {Input} from '../../src/drill/play/input.js';
import {observe} from '../../src/drill/play/observe.js';
import type {Setup} from '../../src/drill/scenario/setup.js';
import type {DrillState} from '../../src/drill/scenario/state.js';
import {dark, paint} from '../../src/screen/theme.js';
import {seatFrame} from '../../src/screens/seat/frame.js';
import {initialUi, type Ui} from '../../src/screens/seat/state.js';
import type {SeatView} from '../../src/screens/seat/view.js';
import {size} from './console.js';
import {minuteMs, setUpSmall} from './drill.js';

/** The small drill for one person. */
export const alone = setUpSmall({variant: '30'});

export const on = (minutes: number): Input => ({type: 'advance', byMs: minutes * minuteMs});
export const card = {effect: 'the name answers', check: 'Resolver', risk: 'a typing error', wayBack: 'the old record'};

/** What the seat of somebody alone, or another seat, sees. */
export function seatView(setup: Setup, state: DrillState, ui: Partial<Ui> = {}, id?: string): SeatView {
  const seat = setup.seats.find(one => one.id === id) ?? setup.seats[0];
  if (seat === undefined) throw new Error('no seats');
  const observation = observe(setup, state, {kind: 'seat', seat});
  return {observation, ui: {...initialUi(), ...ui}, pace: setup.variant.isSolo ? 'own' : 'led'};
}

/** The rows of a participant's screen without colour. */
export const rowsOf = (view: SeatView, on: string): readonly string[] => paint(seatFrame(view, size(on)), dark, 0);
