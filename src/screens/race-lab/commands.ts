import {UserError} from '../../errors.js';
import {printable} from '../../format/text.js';
import {codeOf, positionOf} from '../../race/code.js';
import {exercises} from '../../race/exercises.js';
import {firstBroken, isBroken} from '../../race/explore.js';
import {modelOf} from '../../race/model.js';
import {toldTrace} from '../../race/narrate.js';
import {begin, type Position, take} from '../../race/position.js';
import {properties} from '../../race/properties.js';
import {protections, variantOf} from '../../race/protections.js';
import {rerun} from '../../race/schedule.js';
import {dimensions, largest, type Size} from '../../race/size.js';
import {shortestTrace} from '../../race/trace.js';
import {nextTask} from './panels/exercises.js';
import {isOtherWorld, protectionRows} from './panels/protections.js';
import {type LabAction, type LabState, rulesOf, storyOf} from './state.js';
import {choicesOf, outlookOf, staleStep} from './view.js';

/** What keys do whose effect depends on what is on the screen, and why they do nothing. */

const nothing: LabAction = {type: 'say', notice: ''};

/** What has a number: a step, an exercise, an answer. */
export const numbered =
  (place: number) =>
  ({overlay}: LabState): LabAction => {
    if (overlay.type === 'guess') return {type: 'guess', guess: place};
    return overlay.type === 'exercises' ? {type: 'open', overlay: {...overlay, row: place}} : {type: 'do', place};
  };

export const nothingNumbered =
  (place: number) =>
  (state: LabState): string | null => {
    const {overlay} = state;
    const missing = `There is no ${place + 1} here.`;
    if (overlay.type === 'exercises') return place < exercises.length ? null : missing;
    if (overlay.type === 'guess') return place < answersOf(state) ? null : missing;
    if (state.replay !== null) return 'e takes over from here; then a number does a step.';
    return place < choicesOf(state).choices.length ? null : missing;
  };

const answersOf = ({doing}: LabState): number =>
  doing === null ? 0 : (exercises[doing.exercise]?.tasks[doing.task]?.answers?.length ?? 0);

export const doChosen = ({choice}: LabState): LabAction => ({type: 'do', place: choice});
export const nothingChosen = (state: LabState): string | null =>
  choicesOf(state).choices.length === 0 ? 'Nothing can happen any more: u goes back, 0 starts again.' : null;

/** Up and down, in whatever list has the keys; else what is open scrolls. */
export const moved =
  (by: 1 | -1) =>
  (state: LabState, scrollEnd: number): LabAction => {
    const {overlay} = state;
    const within = (row: number, count: number): number => Math.max(0, Math.min(count - 1, row + by));
    switch (overlay.type) {
      case 'none':
        return state.replay === null ? {type: 'choose', row: within(state.choice, choicesOf(state).choices.length)} : nothing;
      case 'results':
        return outlookOf(state) === null ? nothing : {type: 'open', overlay: {...overlay, row: within(overlay.row, properties.length)}};
      case 'protections':
        return {type: 'open', overlay: {...overlay, row: within(overlay.row, protectionRows)}};
      case 'exercises':
        return {type: 'open', overlay: {...overlay, row: within(overlay.row, exercises.length)}};
      case 'guess':
        return {type: 'open', overlay: {...overlay, row: within(overlay.row, answersOf(state))}};
      default:
        return scrolled(by)(state, scrollEnd);
    }
  };

export const scrolled =
  (by: number) =>
  ({overlay}: LabState, scrollEnd: number): LabAction =>
    'scroll' in overlay ? {type: 'scroll', to: Math.max(0, Math.min(scrollEnd, overlay.scroll + by))} : nothing;

/** Some steps on or back in the story. */
export const stepped =
  (by: number) =>
  ({position}: LabState): LabAction => ({type: 'jump', step: position.path.length + by});
export const atStart = ({position}: LabState): string | null => (position.path.length === 0 ? 'This is the start.' : null);
export const atEnd = ({rest, replay}: LabState): string | null =>
  rest.length > 0 ? null : replay === null ? 'Nothing was undone.' : 'The story ends here: e takes over, 0 starts it again.';
export const atStoryEnd = ({rest}: LabState): string | null => (rest.length > 0 ? null : 'The story ends here.');

export const notPlaying = (): string => 'Space plays a replay: r begins one.';

export const toStale = (state: LabState): LabAction => ({type: 'jump', step: staleStep(state) ?? 0});
export const noneStale = (state: LabState): string | null => (staleStep(state) === null ? 'No pass goes stale in this story.' : null);

/** The check while it runs, and when it is done. */
export function checkKey({checker}: LabState): LabAction {
  if (checker.type === 'working') return {type: 'stop-check'};
  return checker.type === 'done' || checker.type === 'refused' ? {type: 'close'} : {type: 'check'};
}

/** Why there is no story to replay; null: there is. */
export function noStory(state: LabState): string | null {
  const outlook = outlookOf(state);
  if (outlook === null) return 'The check is not done: c shows how far it is.';
  const {check} = outlook.explored;
  const {overlay} = state;
  const property = overlay.type === 'results' ? properties[overlay.row] : undefined;
  if (property !== undefined)
    return isBroken(check, property.name) ? null : `"${property.words}" holds here: there is no story against it.`;
  return firstBroken(check) === null ? 'All three properties hold here: there is no story against any. p changes the world.' : null;
}

/** The shortest story against the chosen property, or the first that is broken. */
export function replayShortest(state: LabState): LabAction {
  const outlook = outlookOf(state);
  if (outlook === null) return nothing;
  const {overlay} = state;
  const {explored} = outlook;
  const name = overlay.type === 'results' ? properties[overlay.row]?.name : firstBroken(explored.check);
  const trace = name == null ? null : shortestTrace(explored, name);
  if (trace === null) return nothing;
  const story = trace.reduce(take, begin(state.position.model));
  const words = properties.find(property => property.name === name)?.words;
  return {type: 'replay', story, at: 0, title: `the shortest story against "${words}"`};
}

/** The world of the lab, to change. */
export const openWorld = (state: LabState): LabAction => ({
  type: 'open',
  overlay: {type: 'protections', row: dimensions.length, rules: rulesOf(state)},
});

/** The chosen protection on or off. */
export function toggled({overlay}: LabState): LabAction {
  if (overlay.type !== 'protections') return nothing;
  const protection = protections[overlay.row - dimensions.length];
  if (protection === undefined) return {type: 'say', notice: '← and → change a number.'};
  const {rules} = overlay;
  return {type: 'draft', rules: {...rules, protect: {...rules.protect, [protection.name]: !rules.protect[protection.name]}}};
}

/** The chosen number, one up or down. */
export const resized =
  (by: 1 | -1) =>
  ({overlay}: LabState): LabAction => {
    const name = overlay.type === 'protections' ? dimensions[overlay.row] : undefined;
    if (overlay.type !== 'protections' || name === undefined) return {type: 'say', notice: 'Space puts a protection on or off.'};
    const {rules} = overlay;
    const value = Math.max(1, Math.min(largest[name], rules.size[name] + by));
    const size: Size = {...rules.size, [name]: value};
    return {type: 'draft', rules: {...rules, size}};
  };

export function enterWorld({overlay}: LabState): LabAction {
  if (overlay.type !== 'protections') return nothing;
  const {rules} = overlay;
  return {type: 'enter', position: begin(modelOf(rules)), notice: `A new start: ${variantOf(rules.protect)}. c checks it.`};
}

/** The check of the world that is put together. */
export function checkThere(state: LabState): LabAction {
  const entered = enterWorld(state);
  return isOtherWorld(state) && entered.type === 'enter' ? {...entered, notice: '', thenCheck: true} : {type: 'check'};
}

export const sameWorld = (state: LabState): string | null => (isOtherWorld(state) ? null : 'Nothing is changed: esc goes back.');

/** Why the same steps cannot be done in the world that is put together; null: they can. */
export function noRerun(state: LabState): string | null {
  const {overlay} = state;
  if (overlay.type !== 'protections') return null;
  if (storyOf(state).length === 0) return 'There are no steps to do again yet: r shows the shortest story.';
  const {size} = rulesOf(state);
  if (dimensions.some(name => name !== 'age' && size[name] !== overlay.rules.size[name]))
    return 'In a world of another size these steps have no meaning.';
  return sameWorld(state);
}

/** The same steps in the world that is put together, from where it first goes another way. */
export function replayThere(state: LabState): LabAction {
  if (state.overlay.type !== 'protections') return nothing;
  const {rules} = state.overlay;
  const model = modelOf(rules);
  const {path, differences} = rerun(wholeStory(state), model);
  const told = toldTrace(model, path);
  const notes = new Map<number, string>();
  for (const {step, words} of differences) {
    // Its title has the words already where they are those of the step itself.
    const note = told[step - 1]?.label === words ? 'Differs.' : `Differs: ${words}.`;
    notes.set(step, [notes.get(step), note].filter(before => before !== undefined).join(' '));
  }
  const [first] = differences;
  return {
    type: 'replay',
    story: path.reduce(take, begin(model)),
    at: first?.step ?? path.length,
    title: `the same steps with ${variantOf(rules.protect)}`,
    notes,
    notice: first === undefined ? 'Nothing differs: the same story to its end.' : `Step ${first.step} differs: ${first.words}.`,
  };
}

const wholeStory = (state: LabState): Position => state.rest.reduce(take, state.position);

export const startExercise = (state: LabState): LabAction =>
  state.overlay.type === 'exercises'
    ? {type: 'start-exercise', exercise: state.overlay.row, task: nextTask(state, state.overlay.row)}
    : nothing;

/** The exercises, at the one to do next. */
export function openExercises({doing, passed}: LabState): LabAction {
  const open = exercises.findIndex((_, index) => !passed.includes(index));
  const isUnderWay = doing !== null && (!doing.isDone || doing.task < (exercises[doing.exercise]?.tasks.length ?? 1) - 1);
  return {type: 'open', overlay: {type: 'exercises', row: isUnderWay ? doing.exercise : Math.max(0, open)}};
}

export const takeGuess = ({overlay}: LabState): LabAction => (overlay.type === 'guess' ? {type: 'guess', guess: overlay.row} : nothing);

/** Opens the position whose code was typed, or the last word of a command line that names one. */
export function goToCode({overlay}: LabState): LabAction {
  if (overlay.type !== 'code' || overlay.text.trim() === '') return {type: 'close'};
  try {
    const position = positionOf(overlay.text.trim().split(/\s+/).at(-1) ?? '');
    return {type: 'enter', position, notice: `Step ${position.path.length} of that story.`};
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return {type: 'type', text: overlay.text, error: error.message.replace(/^race: /, '')};
  }
}

/** The command line that opens the lab here. */
export const reopenLab = ({position}: LabState): string => `incident-replay race --at ${codeOf(position)}`;

const longestInput = 2000;

/** A key or a paste as text for the code that is being typed; undefined: none is. */
export function typedInLab({overlay}: LabState, name: string, input: string): LabAction | undefined {
  if (overlay.type !== 'code') return undefined;
  if (name === 'backspace') return {type: 'type', text: overlay.text.slice(0, -1)};
  if (input === '' || name.startsWith('ctrl-')) return undefined;
  return {type: 'type', text: printable(overlay.text + input).slice(0, longestInput)};
}
