import {unreachable} from '../../errors.js';
import type {Setup} from '../scenario/setup.js';
import {type DrillState, type Improvement, type Row, revealSteps} from '../scenario/state.js';
import {hint} from './acts.js';
import {atMinute, delivered, toInstant} from './advance.js';
import type {ControlInput} from './input.js';
import {accepted, refused, type Step, stampOf} from './step.js';

/** The last key of the controller can be taken back for so long. */
export const undoWindowMs = 10_000;

/** What the controller does. */
export function control(setup: Setup, state: DrillState, input: ControlInput): Step {
  switch (input.type) {
    case 'start-ex':
      if (state.phase !== 'brief') return refused(state, 'The drill has begun.');
      return accepted(atMinute(setup, {...state, phase: 'play', wallMs: 0}));
    case 'end-ex':
      if (state.phase !== 'play') return refused(state, 'The drill is not being played.');
      return accepted({...state, phase: 'hotWash', isPaused: false, undo: null});
    case 'halt':
      return accepted({...state, isHalted: true});
    case 'pause':
      return accepted({...state, isPaused: true});
    case 'resume':
      return accepted({...state, isPaused: false, isHalted: false});
    case 'observe':
      if (input.text.trim() === '') return refused(state, 'An observation needs words.');
      return accepted({...state, observations: [...state.observations, {...stampOf(state), text: input.text, objective: input.objective}]});
    case 'rate':
    case 'tell':
    case 'lock-story':
    case 'reveal':
    case 'improve':
      return afterwards(setup, state, input);
    case 'mark':
      return accepted(input.as === 'agent' ? {...state, isAgent: true} : {...state, isPractice: true});
    case 'undo':
      return undone(state);
    default:
      return pacing(setup, state, input);
  }
}

type Pacing = Extract<ControlInput, {type: 'release' | 'hold' | 'skip' | 'edit' | 'add' | 'pace' | 'scene' | 'give-hint'}>;

/** Keys that steer the play, and can be taken back. */
function pacing(setup: Setup, state: DrillState, input: Pacing): Step {
  if (state.phase !== 'play') return refused(state, 'The drill is not being played.');
  const result = steered(setup, state, input);
  if (result.refused !== null) return result;
  return accepted({...result.state, undo: {wallMs: state.wallMs, before: {...state, undo: null}}});
}

function steered(setup: Setup, state: DrillState, input: Pacing): Step {
  switch (input.type) {
    case 'release':
    case 'hold':
    case 'skip':
    case 'edit':
      return steeredRow(setup, state, input);
    case 'add': {
      if (input.text.trim() === '') return refused(state, 'A message needs words.');
      const message = {...stampOf(state), inject: null, channel: input.channel, to: input.to, text: input.text};
      return accepted({...state, messages: [...state.messages, message]});
    }
    case 'pace':
      if (!(input.pace >= 1 && input.pace <= 60)) return refused(state, 'The pace is 1 to 60 simulated minutes a minute.');
      return accepted({...state, pace: input.pace});
    case 'scene': {
      const scene = setup.drill.scenes.find(({id}) => id === input.scene);
      if (scene === undefined || !setup.variant.scenes.some(({scene: id}) => id === input.scene))
        return refused(state, 'There is no such scene.');
      if (scene.endsAtMs <= state.nowMs) return refused(state, 'That scene is over: time does not go back.');
      return accepted({...toInstant(setup, state, Math.max(state.nowMs, scene.startsAtMs)), scene: scene.id});
    }
    case 'give-hint':
      return hint(setup, state, input.decision, 'controller');
    default:
      return unreachable(input);
  }
}

type RowInput = Extract<ControlInput, {type: 'release' | 'hold' | 'skip' | 'edit'}>;

function steeredRow(setup: Setup, state: DrillState, input: RowInput): Step {
  const inject = setup.drill.msel.find(({id}) => id === input.inject);
  const row = state.rows[input.inject];
  // The cupboard of contingencies is open in every variant.
  if (inject === undefined || (row === undefined && inject.kind !== 'contingency')) return refused(state, 'There is no such inject.');
  const known: Row = row ?? {status: 'waiting', sinceMs: null, deliveredAtMs: null, text: null};
  if (known.status === 'delivered') return refused(state, 'It has been delivered.');
  const withRow = (change: Partial<Row>): DrillState => ({...state, rows: {...state.rows, [inject.id]: {...known, ...change}}});
  if (input.type === 'release') return accepted(delivered(setup, withRow({}), inject));
  if (input.type === 'edit') return accepted(withRow({text: input.text}));
  if (input.type === 'skip') return accepted(withRow({status: 'skipped'}));
  return accepted(withRow({status: known.status === 'held' ? 'waiting' : 'held'}));
}

/** Takes back what the last key did to rows, pace and messages; time and what seats did meanwhile stay. */
function undone(state: DrillState): Step {
  const {undo} = state;
  if (undo === null || state.wallMs - undo.wallMs > undoWindowMs) return refused(state, 'Nothing to take back: ten seconds have passed.');
  const {before} = undo;
  const later = state.messages.filter(
    ({inject, id}) => before.messages.some(other => other.id === id) || (inject !== null && before.rows[inject] === undefined),
  );
  const {rows, pace, scene, hints} = before;
  return accepted({...state, rows, pace, scene, hints, messages: later, undo: null});
}

type Afterwards = Extract<ControlInput, {type: 'rate' | 'tell' | 'lock-story' | 'reveal' | 'improve'}>;

/** A day that a calendar has, but for the last ones of short months. */
export const datePattern = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

function afterwards({drill}: Setup, state: DrillState, input: Afterwards): Step {
  if (input.type === 'rate') {
    if (!drill.objectives.some(({id}) => id === input.objective)) return refused(state, 'There is no such objective.');
    const {objective, rating, note} = input;
    return accepted({
      ...state,
      rated: [...state.rated.filter(rated => rated.objective !== objective), {...stampOf(state), objective, rating, note}],
    });
  }
  if (state.phase !== 'hotWash') return refused(state, 'This belongs after EndEx.');
  switch (input.type) {
    case 'tell':
      if (state.storyLockedWallMs !== null) return refused(state, 'The story is locked: the reveal has begun.');
      return accepted({...state, story: {...state.story, [input.scene]: input.text}});
    case 'lock-story':
      return accepted({...state, storyLockedWallMs: state.storyLockedWallMs ?? state.wallMs, revealed: Math.max(1, state.revealed)});
    case 'reveal':
      if (state.storyLockedWallMs === null) return refused(state, 'First the team tells its own story, and locks it.');
      return accepted({...state, revealed: Math.min(revealSteps.length, state.revealed + 1)});
    case 'improve': {
      const {area, action, owner, due, check} = input;
      if (owner.trim() === '' || !datePattern.test(due)) return refused(state, 'An improvement needs an owner and a date, as 2026-12-01.');
      const made: Improvement = {...stampOf(state), area, action, owner, due, check};
      return accepted({...state, improvements: [...state.improvements, made]});
    }
    default:
      return unreachable(input);
  }
}
