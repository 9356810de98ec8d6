import {UserError} from '../../errors.js';
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
import {type Key, keyFor, say, standardKeys} from '../../screen/keys.js';
import type {Do, Does, Room, Sheet} from '../../screen/program.js';
import {prose} from '../../screen/prose.js';
import {type LabAction, type LabOverlay, type LabState, rulesOf, storyOf} from './state.js';
import {choicesOf, isOtherWorld, nextTask, outlookOf, protectionRows, staleStep} from './view.js';

/** Where a key means something: stepping by hand, in a replay, or in what is open over them. */
const places = ['hand', 'replay', 'results', 'protections', 'exercises', 'luck', 'why'] as const;
type Place = (typeof places)[number];

export const placeOf = ({overlay, replay}: LabState): Place =>
  overlay.type === 'none' ? (replay === null ? 'hand' : 'replay') : overlay.type;

const stepping: readonly Place[] = ['hand', 'replay'];
const reading: readonly Place[] = ['results', 'luck', 'why'];
const lists: readonly Place[] = ['protections', 'exercises'];
const without = (...left: readonly Place[]): readonly Place[] => places.filter(place => !left.includes(place));

const nothing: LabAction = {type: 'say', notice: ''};
const close: LabAction = {type: 'close'};

type Act = Do<LabState, LabAction>;
const row = keyFor<LabState, LabAction>();
const always =
  (does: Does<LabAction>): Act =>
  () =>
    does;
/** Of a pair each half has its own reason why it does nothing. */
const unless =
  (reason: (state: LabState) => string | null, does: (state: LabState) => LabAction): Act =>
  state => {
    const words = reason(state);
    return words === null ? does(state) : say(words);
  };
/** Opens a text, or closes it where it is open. */
const toggle =
  (type: 'luck' | 'why'): Act =>
  ({overlay}) =>
    overlay.type === type ? close : {type: 'open', overlay: {type, scroll: 0}};

/** What the bottom line says of a key where that is not open which it opens. */
function unlessOpen(type: LabOverlay['type'], words: string) {
  return ({overlay}: LabState): string => (overlay.type === type ? '' : words);
}

/** What has a number: a step, an exercise. */
const numbered =
  (place: number) =>
  ({overlay}: LabState): LabAction =>
    overlay.type === 'exercises' ? {type: 'open', overlay: {...overlay, row: place}} : {type: 'do', place};

const nothingNumbered =
  (place: number) =>
  (state: LabState): string | null => {
    const missing = `There is no ${place + 1} here.`;
    if (state.overlay.type === 'exercises') return place < exercises.length ? null : missing;
    if (state.replay !== null) return 'e takes over from here; then a number does a step.';
    return place < choicesOf(state).choices.length ? null : missing;
  };

const nothingChosen = (state: LabState): string | null =>
  choicesOf(state).choices.length === 0 ? 'Nothing can happen any more: u goes back, 0 starts again.' : null;

/** Up and down, in whatever list has the keys; else what is open scrolls. */
const moved =
  (by: 1 | -1) =>
  (state: LabState, room: Room): LabAction => {
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
      default:
        return scrolled(by)(state, room);
    }
  };

const scrolled =
  (by: number) =>
  ({overlay}: LabState, {scrollEnd}: Room): LabAction =>
    'scroll' in overlay ? {type: 'scroll', to: Math.max(0, Math.min(scrollEnd, overlay.scroll + by))} : nothing;

/** Some steps on or back in the story. */
const stepped =
  (by: number) =>
  ({position}: LabState): LabAction => ({type: 'jump', step: position.path.length + by});
const atStart = ({position}: LabState): string | null => (position.path.length === 0 ? 'This is the start.' : null);
const atEnd = ({rest, replay}: LabState): string | null =>
  rest.length > 0 ? null : replay === null ? 'Nothing was undone.' : 'The story ends here: e takes over, 0 starts it again.';
const atStoryEnd = ({rest}: LabState): string | null => (rest.length > 0 ? null : 'The story ends here.');

const toStale = (state: LabState): LabAction => ({type: 'jump', step: staleStep(state) ?? 0});
const noneStale = (state: LabState): string | null => (staleStep(state) === null ? 'No pass goes stale in this story.' : null);

/** Asks for the check; of the world that is put together; where it runs, stops it. */
function checkKey(state: LabState): LabAction {
  const {overlay, checker} = state;
  if (overlay.type === 'protections') {
    const entered = enterWorld(state);
    return isOtherWorld(state) && entered.type === 'enter' ? {...entered, notice: '', thenCheck: true} : {type: 'check'};
  }
  if (overlay.type !== 'results') return {type: 'check'};
  if (checker.type === 'working') return {type: 'stop-check'};
  return checker.type === 'done' || checker.type === 'refused' ? close : {type: 'check'};
}

function checkWords({overlay, checker}: LabState): string {
  if (overlay.type === 'results') return checker.type === 'working' ? 'stop' : '';
  return overlay.type === 'protections' ? 'check it' : 'check';
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
const openWorld = (state: LabState): LabAction =>
  state.overlay.type === 'protections'
    ? close
    : {type: 'open', overlay: {type: 'protections', row: dimensions.length, rules: rulesOf(state)}};

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

function enterWorld({overlay}: LabState): LabAction {
  if (overlay.type !== 'protections') return nothing;
  const {rules} = overlay;
  return {type: 'enter', position: begin(modelOf(rules)), notice: `A new start: ${variantOf(rules.protect)}. c checks it.`};
}

const sameWorld = (state: LabState): string | null => (isOtherWorld(state) ? null : 'Nothing is changed: esc goes back.');

/** Why the same steps cannot be done in the world that is put together; null: they can. */
function noRerun(state: LabState): string | null {
  const {overlay} = state;
  if (overlay.type !== 'protections') return null;
  if (storyOf(state).length === 0) return 'There are no steps to do again yet: r shows the shortest story.';
  const {size} = rulesOf(state);
  if (dimensions.some(name => name !== 'age' && size[name] !== overlay.rules.size[name]))
    return 'In a world of another size these steps have no meaning.';
  return sameWorld(state);
}

/** The same steps in the world that is put together, from where it first goes another way. */
function replayThere(state: LabState): LabAction {
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

/** Begins what is to be done in the chosen exercise, with its question where it asks first. */
export function startExercise(state: LabState): Does<LabAction> {
  if (state.overlay.type !== 'exercises') return nothing;
  const {row: exercise} = state.overlay;
  const start: LabAction = {type: 'start-exercise', exercise, task: nextTask(state, exercise)};
  const asksFirst = exercises[exercise]?.tasks[start.task]?.answers !== undefined;
  return asksFirst ? {effect: 'all', of: [start, {effect: 'open', sheet: guess}]} : start;
}

/** The exercises, at the one to do next. */
function openExercises({overlay, doing, passed}: LabState): LabAction {
  if (overlay.type === 'exercises') return close;
  const open = exercises.findIndex((_, index) => !passed.includes(index));
  const isUnderWay = doing !== null && (!doing.isDone || doing.task < (exercises[doing.exercise]?.tasks.length ?? 1) - 1);
  return {type: 'open', overlay: {type: 'exercises', row: isUnderWay ? doing.exercise : Math.max(0, open)}};
}

/** The answers of an exercise that asks first. */
const guess: Sheet<LabState, LabAction> = {
  kind: 'list',
  id: 'guess',
  title: () => 'WHAT DO YOU THINK?',
  above: (state, width) => [...prose(taskOf(state)?.task ?? '', width), []],
  rows: state => (taskOf(state)?.answers ?? []).map((words, index) => ({id: String(index), words})),
  take: (_, {id}) => ({type: 'guess', guess: Number(id)}),
};

const taskOf = ({doing}: LabState) => (doing === null ? undefined : exercises[doing.exercise]?.tasks[doing.task]);

/** Asks for a position by its code, or by the command line whose last word it is. */
const code: Sheet<LabState, LabAction> = {
  kind: 'prompt',
  id: 'code',
  title: () => 'position code',
  hint: 'a code such as 3-4-1-2-none-4115-x7, or the command line with it',
  send(_, text) {
    if (text.trim() === '') return {effect: 'close'};
    try {
      const position = positionOf(text.trim().split(/\s+/).at(-1) ?? '');
      return {type: 'enter', position, notice: `Step ${position.path.length} of that story.`};
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return {error: error.message.replace(/^race: /, '')};
    }
  },
};

/** The command line that opens the lab here. */
export const reopenLab = ({position}: LabState): string => `incident-replay race --at ${codeOf(position)}`;

/** Out of a replay to what was left for it; out of the lab to the console. */
const left = ({replay}: LabState): Does<LabAction> => (replay?.back ? {type: 'leave-replay'} : {effect: 'leave'});
const nowhereBack = ({replay, isGuest}: LabState): string | null => (isGuest || replay?.back ? null : 'q quits.');

const digits: readonly Key<LabState, LabAction>[] = Array.from({length: 9}, (_, place) =>
  row(String(place + 1), 'Steps', [...stepping, 'exercises'], place === 0 ? 'do the step of this number' : '', numbered(place), {
    not: nothingNumbered(place),
    ...(place === 0 ? {shown: '1 … 9', words: 'do the first step'} : {}),
  }),
);

/** Every key of the lab; earlier rows win. */
export const keys: readonly Key<LabState, LabAction>[] = [
  ...digits,
  row('space', 'World', ['protections'], '', toggled, {footer: 'on, off'}),
  row(['left', 'right'], 'World', ['protections'], '', [resized(-1), resized(1)], {footer: 'number', footerKeys: '←→'}),
  row('enter', 'World', ['protections'], '', enterWorld, {footer: 'begin', not: sameWorld}),
  row('w', 'World', ['protections'], 'after p: the same steps there', replayThere, {footer: 'same steps', not: noRerun}),
  row('enter', 'World', ['exercises'], '', startExercise, {footer: 'begin'}),
  row('enter', 'Steps', ['hand'], '', ({choice}) => ({type: 'do', place: choice}), {
    footer: 'do it',
    footerKeys: '1-9',
    not: nothingChosen,
  }),
  row('space', 'Steps', ['replay'], 'play, pause a replay', always({type: 'toggle-play'}), {footer: 'play', not: atStoryEnd}),
  row('space', 'Steps', ['hand'], '', always(nothing), {not: () => 'Space plays a replay: r begins one.'}),
  row(['left', 'right'], 'Steps', ['replay'], '', [unless(atStart, stepped(-1)), unless(atStoryEnd, stepped(1))], {
    footer: 'step',
    footerKeys: '←→',
  }),
  row('u left', 'Steps', ['hand'], 'undo, redo a step', stepped(-1), {
    shown: 'u ctrl-r',
    footer: 'undo',
    not: atStart,
    words: 'undo a step',
  }),
  row('ctrl-r right', 'Steps', ['hand'], 'a step back, on', stepped(1), {shown: '← →', not: atEnd, words: 'redo a step'}),
  row('0', 'Steps', stepping, '', always({type: 'jump', step: 0}), {not: atStart, words: 'to the start'}),
  row('$', 'Steps', stepping, 'to the start, the end', always({type: 'jump', step: Number.MAX_SAFE_INTEGER}), {
    shown: '0 $',
    not: atStoryEnd,
    words: 'to the end',
  }),
  row('j', 'Steps', ['replay'], 'to where a pass goes stale', toStale, {footer: 'stale', not: noneStale}),
  row('j', 'Steps', ['hand'], '', toStale, {not: noneStale, words: 'to where a pass goes stale'}),
  row('e', 'Steps', ['replay'], 'take over a replay', always({type: 'take-over'}), {footer: 'take over'}),
  row(['up', 'down'], 'Steps', places, 'choose; enter does it', [moved(-1), moved(1)], {shown: '↑ ↓'}),
  row('c', 'Checker', places, 'check every way it can go', checkKey, {footer: checkWords}),
  row('enter', 'Checker', ['results'], '', replayShortest, {not: noStory}),
  row('r', 'Checker', without('protections'), 'replay the shortest story', replayShortest, {footer: 'replay', not: noStory}),
  row('h', 'Checker', stepping, 'hint: the step nearest to it', always({type: 'hint'})),
  row('l', 'Checker', places, 'luck: what tests would see', toggle('luck')),
  row('p', 'World', places, 'protections, and the size', openWorld, {footer: unlessOpen('protections', 'protect')}),
  row('x', 'World', places, 'exercises', openExercises, {footer: unlessOpen('exercises', 'exercises')}),
  row('y', 'Steps', places, 'why: what it means', toggle('why'), {footer: unlessOpen('why', 'why')}),
  row('g', 'World', places, 'open a position code', always({effect: 'open', sheet: code})),
  row(['page-up', 'page-down'], 'Program', reading, 'read on in what is open', [scrolled(-8), scrolled(8)], {shown: 'page ↑ ↓'}),
  row('escape', 'Program', [...reading, ...lists], '', always(close), {footer: 'close'}),
  row('escape', 'Program', stepping, '', left, {
    words: 'back',
    footer: state => (nowhereBack(state) === null ? 'back' : ''),
    not: nowhereBack,
  }),
  ...standardKeys<LabState, LabAction>({
    places,
    comeBack: reopenLab,
    quit: 'quit; prints how to come back',
    ...{theme: 'T t', zoom: 'Z z', copy: 'S s'},
  }),
];
