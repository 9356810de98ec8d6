import {pictureOfKey} from '../../screen/key-names.js';
import {
  atEnd,
  atStart,
  atStoryEnd,
  checkKey,
  checkThere,
  doChosen,
  enterWorld,
  goToCode,
  moved,
  noneStale,
  noRerun,
  noStory,
  nothingChosen,
  nothingNumbered,
  notPlaying,
  numbered,
  openExercises,
  openWorld,
  replayShortest,
  replayThere,
  resized,
  sameWorld,
  scrolled,
  startExercise,
  stepped,
  takeGuess,
  toggled,
  toStale,
} from './commands.js';
import type {LabAction, LabOverlay, LabState} from './state.js';

/** Where a key means something: stepping by hand, in a replay, or in what is open over them. */
export const labContexts = ['hand', 'replay', 'results', 'protections', 'exercises', 'guess', 'luck', 'why', 'help', 'code'] as const;
export type LabContext = (typeof labContexts)[number];

/** A change of the state, or what is for whoever runs the lab: to leave it, to end the program, to copy how to come back. */
export type LabCommand = LabAction | {readonly type: 'leave' | 'quit' | 'copy'};

export const isLabAction = (command: LabCommand): command is LabAction =>
  command.type !== 'leave' && command.type !== 'quit' && command.type !== 'copy';

export const labGroups = ['Steps', 'Checker', 'World', 'Program'] as const;
type Group = (typeof labGroups)[number];

/** As a row of the console's table. */
export type LabBinding = {
  readonly keys: readonly string[];
  readonly help: string;
  readonly shown?: string;
  readonly footer?: string;
  readonly footerKeys?: string;
  readonly group: Group;
  readonly contexts: readonly LabContext[];
  /** Null: the terminal layer answers this key. */
  readonly command: ((state: LabState, scrollEnd: number) => LabCommand) | null;
  readonly unavailable?: (state: LabState) => string | null;
  /** When the bottom line has it; default: always. */
  readonly footerWhen?: (state: LabState) => boolean;
};

type Answer = LabBinding['command'];
type More = Pick<LabBinding, 'footer' | 'footerKeys' | 'footerWhen' | 'shown' | 'unavailable'>;

function row(keys: string, group: Group, contexts: readonly LabContext[], help: string, command: Answer, more: More = {}): LabBinding {
  return {keys: keys.split(' '), group, contexts, help, command, ...more};
}

const stepping: readonly LabContext[] = ['hand', 'replay'];
const reading: readonly LabContext[] = ['results', 'luck', 'why', 'help'];
const lists: readonly LabContext[] = ['protections', 'exercises', 'guess'];
/** Everywhere but where a text is typed. */
const live: readonly LabContext[] = labContexts.filter(context => context !== 'code');
const without = (...left: readonly LabContext[]): readonly LabContext[] => live.filter(context => !left.includes(context));
const open =
  (overlay: LabOverlay): Answer =>
  () => ({type: 'open', overlay});
const always =
  (command: LabCommand): Answer =>
  () =>
    command;
const close = always({type: 'close'});

const digits: readonly LabBinding[] = Array.from({length: 9}, (_, place) =>
  row(String(place + 1), 'Steps', [...stepping, 'exercises', 'guess'], place === 0 ? 'do the step of this number' : '', numbered(place), {
    unavailable: nothingNumbered(place),
    ...(place === 0 ? {shown: '1-9'} : {}),
  }),
);

/** Every key of the lab. Help and the bottom line are printed from these rows; earlier rows win a place below. */
export const labBindings: readonly LabBinding[] = [
  ...digits,
  row('space', 'World', ['protections'], '', toggled, {footer: 'on, off'}),
  row('left', 'World', ['protections'], '', resized(-1)),
  row('right', 'World', ['protections'], '', resized(1), {footer: 'number', footerKeys: '←→'}),
  row('enter', 'World', ['protections'], '', enterWorld, {footer: 'begin', unavailable: sameWorld}),
  row('w', 'World', ['protections'], 'after p: the same steps there', replayThere, {footer: 'same steps', unavailable: noRerun}),
  row('enter', 'World', ['exercises'], '', startExercise, {footer: 'begin'}),
  row('enter', 'World', ['guess'], '', takeGuess, {footer: 'answer'}),
  row('enter', 'Steps', ['hand'], '', doChosen, {footer: 'do it', footerKeys: '1-9', unavailable: nothingChosen}),
  row('space', 'Steps', ['replay'], 'play, pause a replay', always({type: 'toggle-play'}), {footer: 'play', unavailable: atStoryEnd}),
  row('space', 'Steps', ['hand'], '', always({type: 'toggle-play'}), {unavailable: notPlaying}),
  row('left', 'Steps', ['replay'], '', stepped(-1), {unavailable: atStart}),
  row('right', 'Steps', ['replay'], '', stepped(1), {footer: 'step', footerKeys: '←→', unavailable: atStoryEnd}),
  row('u left', 'Steps', ['hand'], 'undo, redo a step', stepped(-1), {shown: 'u ctrl-r', footer: 'undo', unavailable: atStart}),
  row('ctrl-r right', 'Steps', ['hand'], 'a step back, on', stepped(1), {shown: '← →', unavailable: atEnd}),
  row('0', 'Steps', stepping, '', always({type: 'jump', step: 0}), {unavailable: atStart}),
  row('$', 'Steps', stepping, 'to the start, the end', always({type: 'jump', step: Number.MAX_SAFE_INTEGER}), {
    shown: '0 $',
    unavailable: atStoryEnd,
  }),
  row('j', 'Steps', ['replay'], 'to where a pass goes stale', toStale, {footer: 'stale', unavailable: noneStale}),
  row('j', 'Steps', ['hand'], '', toStale, {unavailable: noneStale}),
  row('e', 'Steps', ['replay'], 'take over a replay', always({type: 'take-over'}), {footer: 'take over'}),
  row('up', 'Steps', [...live], '', moved(-1)),
  row('down', 'Steps', [...live], 'choose; enter does it', moved(1), {shown: '↑ ↓'}),
  row('c', 'Checker', ['results'], '', checkKey, {footer: 'stop', footerWhen: ({checker}) => checker.type === 'working'}),
  row('c', 'Checker', ['protections'], '', checkThere, {footer: 'check it'}),
  row('c', 'Checker', without('results', 'protections'), 'check every way it can go', always({type: 'check'}), {footer: 'check'}),
  row('r enter', 'Checker', ['results'], '', replayShortest, {footer: 'replay', unavailable: noStory}),
  row('r', 'Checker', without('results', 'protections'), 'replay the shortest story', replayShortest, {
    footer: 'replay',
    unavailable: noStory,
  }),
  row('h', 'Checker', stepping, 'hint: the step nearest to it', always({type: 'hint'})),
  row('l', 'Checker', without('luck'), 'luck: what tests would see', open({type: 'luck', scroll: 0})),
  row('l', 'Checker', ['luck'], '', close),
  row('p', 'World', ['protections'], '', close),
  row('p', 'World', without('protections'), 'protections, and the size', openWorld, {footer: 'protect'}),
  row('x', 'World', ['exercises'], '', close),
  row('x', 'World', without('exercises'), 'exercises', openExercises, {footer: 'exercises'}),
  row('enter', 'World', ['code'], '', goToCode, {footer: 'open'}),
  row('y', 'Steps', ['why'], '', close),
  row('y', 'Steps', without('why'), 'why: what it means', open({type: 'why', scroll: 0}), {footer: 'why'}),
  row('s', 'World', live, '', always({type: 'copy'})),
  row('g', 'World', live, 'copy, open a position code', open({type: 'code', text: '', error: ''}), {shown: 's g'}),
  row('page-up', 'Program', reading, '', scrolled(-8)),
  row('page-down', 'Program', reading, 'read on in what is open', scrolled(8), {shown: 'page ↑ ↓'}),
  row('t', 'Program', live, 'theme', always({type: 'next-theme'})),
  row('escape', 'Program', [...reading, ...lists, 'code'], '', close, {footer: 'close'}),
  row('escape', 'Program', stepping, '', left, {
    footer: 'back',
    footerWhen: state => nowhereBack(state) === null,
    unavailable: nowhereBack,
  }),
  row('?', 'Program', without('help'), 'all keys; close, back', open({type: 'help', scroll: 0}), {shown: '? esc', footer: 'help'}),
  row('?', 'Program', ['help'], '', close),
  row('q', 'Program', live, 'quit; prints how to come back', always({type: 'quit'}), {footer: 'quit'}),
  row('ctrl-c', 'Program', labContexts, 'quit now, suspend, redraw', null, {shown: '^C ^Z ^L'}),
];

/** Out of a replay to what was left for it; out of the lab to the console. */
function left({replay, isGuest}: LabState): LabCommand {
  if (replay !== null && replay.back !== null) return {type: 'leave-replay'};
  return isGuest ? {type: 'leave'} : {type: 'say', notice: 'q quits.'};
}

function nowhereBack({replay, isGuest}: LabState): string | null {
  return isGuest || (replay !== null && replay.back !== null) ? null : 'q quits.';
}

export const labContextOf = ({overlay, replay}: LabState): LabContext =>
  overlay.type === 'none' ? (replay === null ? 'hand' : 'replay') : overlay.type;

/** The row that answers a key here and now; undefined: the key means nothing. */
export const labBindingFor = (key: string, context: LabContext): LabBinding | undefined =>
  labBindings.find(({keys, contexts, command}) => command !== null && keys.includes(key) && contexts.includes(context));

/** What a key asks for; where it is not available, its reason is said instead. Undefined: the key means nothing. */
export function labCommandFor(key: string, state: LabState, scrollEnd: number): LabCommand | undefined {
  const binding = labBindingFor(key, labContextOf(state));
  if (binding?.command === undefined || binding.command === null) return undefined;
  const reason = binding.unavailable?.(state) ?? null;
  return reason === null ? binding.command(state, scrollEnd) : {type: 'say', notice: reason};
}

/** The keys of a row as help writes them. */
export const labKeysOf = ({keys, shown}: LabBinding): string => shown ?? keys.map(pictureOfKey).join(' ');

/** The rows of a group that say something. */
export const labRowsOf = (group: Group): readonly LabBinding[] =>
  labBindings.filter(binding => binding.group === group && binding.help !== '');
