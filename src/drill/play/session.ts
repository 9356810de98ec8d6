import type {Setup} from '../scenario/setup.js';
import type {DrillState, Row} from '../scenario/state.js';
import {act} from './acts.js';
import {advanced} from './advance.js';
import {control} from './control.js';
import {type Input, isControl} from './input.js';
import {refused, type Step} from './step.js';
import {outOfSight} from './visibility.js';

/** A drill that has not begun. */
export function beginning({drill, variant, basePlan}: Setup): DrillState {
  const waiting: Row = {status: 'waiting', sinceMs: null, deliveredAtMs: null, text: null};
  return {
    phase: 'brief',
    seq: 0,
    nowMs: drill.startsAtMs,
    wallMs: 0,
    scene: variant.scenes[0]?.scene ?? '',
    isPaused: false,
    isHalted: false,
    pace: 1,
    plan: basePlan,
    rows: Object.fromEntries(variant.injects.map(id => [id, waiting])),
    messages: [],
    looks: [],
    beliefs: [],
    orders: [],
    decisions: {},
    posts: [],
    tasks: [],
    notes: [],
    hints: [],
    command: [],
    acknowledged: [],
    observations: [],
    rated: [],
    story: {},
    storyLockedWallMs: null,
    revealed: 0,
    improvements: [],
    familiar: {},
    isPractice: false,
    isAgent: false,
    undo: null,
  };
}

/**
 * The next state. Pure: the same drill, inputs and wall times give the same states on every machine.
 *
 * @param wallMs milliseconds since StartEx, as the journal has them; never earlier than the last input's
 */
export function step(setup: Setup, before: DrillState, input: Input, wallMs: number): Step {
  const state: DrillState = {...before, seq: before.seq + 1, wallMs: Math.max(before.wallMs, wallMs)};
  const result = answer(setup, state, input);
  return result.refused === null ? result : {state: before, refused: result.refused};
}

function answer(setup: Setup, state: DrillState, input: Input): Step {
  if (state.phase === 'over') return refused(state, 'The drill is over.');
  if (input.type === 'advance') return advanced(setup, state, input.byMs);
  if (isControl(input)) return control(setup, state, input);
  if (state.isHalted) return refused(state, 'Halted: something real has happened.');
  const seat = setup.seats.find(({id}) => id === input.seat);
  if (seat === undefined) return refused(state, `There is no seat "${input.seat}".`);
  if (state.phase !== 'play' && input.type !== 'recognise') return refused(state, 'The drill is not being played.');
  const reason = outOfSight(setup, state, seat, input);
  return reason === null ? act(setup, state, seat, input) : refused(state, reason);
}
