import type {Plan} from '../../engine/plan.js';
import {type Key, keyFor, standardKeys} from '../../screen/keys.js';
import type {Do, Does} from '../../screen/program.js';
import type {ThemeName} from '../../screen/theme.js';
import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import {labAt} from '../race-lab/night.js';
import {labProgram} from '../race-lab/program.js';
import type {LabState} from '../race-lab/state.js';
import {
  asked,
  bookmarked,
  cannotZoom,
  choose,
  goThere,
  mapped,
  moved,
  movedOnMap,
  noBookmarks,
  noMitigations,
  noModel,
  nothingSelected,
  nothingToExplain,
  opened,
  refusalOf,
  scrolledBy,
  throwOrTakeBack,
  toNextBookmark,
  typed,
} from './commands.js';
import {nothingSearched, searched, searchedOn} from './search.js';
import {breakpointCleared, breakpointTyped, noBreakpoints} from './state/breakpoint-text.js';
import {everythingShown, filterList, movedInList, nextHeading, nowhereToGo, readingToggled, timePut, toggledHere} from './state/cursors.js';
import {type Action, type Overlay, replay, type Screen, wholeRecord} from './state/state.js';
import type {View} from './state/view.js';
import {isZoomed} from './state/view.js';

/** Where a key means something: on a screen, or in what is open over it. */
const places = [
  ...(['replay', 'zoom', 'map', 'compare', 'record', 'fidelity', 'mitigations', 'filter', 'why', 'detail'] as const),
  ...(['go-to', 'search', 'breakpoints'] as const),
] as const;
export type Place = (typeof places)[number];

export function placeOf(view: View): Place {
  const {overlay, screen} = view.state;
  if (overlay.type !== 'none') return overlay.type;
  return isZoomed(view) ? 'zoom' : screen.type;
}

/** Where time goes on and the plan can change: everywhere but where one types. */
const prompts: readonly Place[] = ['go-to', 'search', 'breakpoints'];
const live: readonly Place[] = places.filter(place => !prompts.includes(place));
const overlays: readonly Place[] = ['mitigations', 'filter', 'why', 'detail', ...prompts];
const panelled: readonly Place[] = ['replay', 'zoom'];
const scrolling: readonly Place[] = places.filter(place => ![...panelled, 'map', ...prompts].includes(place));
const without = (...left: readonly Place[]): readonly Place[] => live.filter(place => !left.includes(place));

export const isTyping = (view: View): boolean => prompts.includes(placeOf(view));

type Answer = Do<View, Action>;
/** What shows something else takes the place of a text that is open over everything. */
const instead = (action: Action): Does<Action> => ({effect: 'all', of: [{effect: 'close'}, action]});
const always =
  (action: Action): Answer =>
  () =>
    action;
const step = (to: 'event' | 'phase', direction: 1 | -1): Answer => always({type: 'step', to, direction});
const seekBy = (minutes: number): Answer => always({type: 'seek-by', deltaMs: minutes * MINUTE_MS});
const show =
  (screen: Screen): Answer =>
  () =>
    instead({type: 'show', screen});
const open =
  (overlay: Overlay): Answer =>
  () =>
    instead({type: 'open', overlay});
const close = always({type: 'close'});
const scrolled =
  (by: 1 | -1): Answer =>
  (view, {scrollEnd, page}) =>
    movedInList(view, by * page, page) ?? scrolledBy(view, by * 8, scrollEnd);
const up: Answer = (view, {scrollEnd, page}) => movedInList(view, -1, page) ?? moved(view, -1, scrollEnd);
const down: Answer = (view, {scrollEnd, page}) => movedInList(view, 1, page) ?? moved(view, 1, scrollEnd);
const chosen =
  (by: 1 | -1): Answer =>
  view =>
    choose(view, by, view.state.breakpoints.length);
const nothingToUndo = ({state}: View) => (state.past.length === 0 ? 'Nothing to undo: the plan is as it was opened.' : null);
const nothingToRedo = ({state}: View) => (state.future.length === 0 ? 'Nothing to redo.' : null);

/** The lab at this moment, over the replay. What was learned in it before stays learned. */
const lab: Answer = ({state, now}) => ({
  effect: 'enter',
  program: labProgram(labAt(now.run, state.positionMs), state.theme, {isGuest: true, passed: state.passed}),
  left: ({passed}: LabState): Action => ({type: 'lab-left', passed}),
});

const filterWords = 'filter the record by kind, confidence and service';
const row = keyFor<View, Action>();

/** As the help and the README have them. */
export const groups = ['Time', 'What if', 'Looking', 'Program'] as const;

/** The command line that opens the replay at a moment, with a plan. */
export type Reopen = (plan: Plan, positionMs: Ms, theme: ThemeName) => string;

/**
 * Every key of the replay; earlier rows win. `reopen` makes the command line that comes back here.
 */
export const keysWith = (reopen: Reopen): readonly Key<View, Action>[] => [
  row('enter', 'What if', ['mitigations'], 'mitigation: throw, take back', throwOrTakeBack, {footer: 'throw', not: refusalOf}),
  row('enter', 'Time', ['go-to'], '', goThere, {footer: 'go'}),
  row('enter', 'Looking', ['search'], '', searched, {footer: 'find'}),
  row('enter', 'Time', ['breakpoints'], '', breakpointTyped, {footer: 'set'}),
  row('backspace', 'Program', prompts, '', view => typed(view, 'backspace', '')),
  row('enter', 'Time', ['record'], '', timePut, {footer: 'go there', not: nowhereToGo}),
  row('space enter', 'Looking', ['filter'], '', toggledHere, {footer: 'show, hide'}),
  row('a', 'Looking', ['filter'], '', always(everythingShown), {footer: 'all', words: 'filter: show everything again'}),
  row('f', 'Looking', ['filter'], '', close),
  row('f', 'Looking', ['record'], '', open(filterList), {footer: 'filter', words: filterWords}),
  row('space', 'Time', without('filter'), 'play or pause', always({type: 'toggle-play'}), {
    footer: ({state}) => (state.playing ? 'pause' : 'play'),
  }),
  row(['left h', 'right l'], 'Time', live, 'previous, next event', [step('event', -1), step('event', 1)], {
    ...{shown: '← → h l', footer: 'event', footerKeys: '←→', words: ['previous event', 'next event']},
  }),
  row('m', 'What if', without('mitigations'), 'mitigations at this moment', open({type: 'mitigations', scroll: 0}), {
    ...{footer: 'mitigate', not: noMitigations},
  }),
  row('m', 'What if', ['mitigations'], '', close),
  row('enter', 'Looking', [...panelled, 'map'], 'open what is selected; zoom', opened, {
    ...{shown: 'enter z', footer: 'open', words: 'open what is selected', not: nothingSelected},
  }),
  row('enter', 'Looking', ['why', 'detail'], '', close),
  row('tab', 'Looking', panelled, 'next, previous panel', always({type: 'focus-next', by: 1}), {
    ...{shown: 'tab ⇧tab', footer: 'panel', words: 'next panel'},
  }),
  row('shift-tab', 'Looking', panelled, '', always({type: 'focus-next', by: -1}), {words: 'previous panel'}),
  row('tab', 'Looking', ['record'], '', readingToggled, {footer: 'panel'}),
  row('tab', 'Looking', ['filter'], '', nextHeading, {footer: 'group'}),
  row('y', 'Looking', without('why'), 'why: the causes, proved', view => instead(asked(view)), {footer: 'why', not: nothingToExplain}),
  row('y', 'Looking', ['why'], '', close),
  row('c 3', 'Looking', without('compare'), '', show({type: 'compare', scroll: 0}), {
    ...{footer: 'compare', words: 'show compare: history beside the plan', not: noModel},
  }),
  row('1', 'Looking', live, 'replay, map, compare … race', show(replay), {shown: '1 … 6 c', words: 'show the replay'}),
  row('c 3', 'Looking', ['compare'], '', show(replay), {footer: 'replay'}),
  row('2', 'Looking', without('map'), '', view => instead(mapped(view)), {words: 'show the map: who depends on whom'}),
  row('2', 'Looking', ['map'], '', show(replay), {footer: 'replay'}),
  row('4', 'Looking', without('record'), '', show(wholeRecord), {words: 'show the record: every event, its sources and conflicts'}),
  row('4', 'Looking', ['record'], '', show(replay), {footer: 'replay'}),
  row('5', 'Looking', without('fidelity'), '', show({type: 'fidelity', scroll: 0}), {
    ...{words: 'show fidelity: published beside simulated', not: noModel},
  }),
  row('5', 'Looking', ['fidelity'], '', show(replay), {footer: 'replay'}),
  row('6', 'Looking', live, '', lab, {words: 'open the race lab: step the DNS race by hand, check it'}),
  row(['up k', 'down j'], 'Looking', live, 'move the selection, or scroll', [up, down], {
    ...{shown: '↑ ↓ k j', footer: 'move', footerKeys: '↑↓', words: ['selection up, or scroll back', 'selection down, or scroll on']},
  }),
  row(['up', 'down'], 'Looking', ['breakpoints'], '', [chosen(-1), chosen(1)], {footer: 'choose', footerKeys: '↑↓'}),
  row(['page-up', 'page-down'], 'Looking', ['map'], '', [view => movedOnMap(view, -8), view => movedOnMap(view, 8)]),
  row(['page-up', 'page-down'], 'Looking', scrolling, 'read on in what is open', [scrolled(-1), scrolled(1)], {
    ...{shown: 'page ↑ ↓', words: ['a page back in what is open', 'a page on in what is open']},
  }),
  row('f', 'Looking', without('record', 'filter'), '', open(filterList), {words: filterWords}),
  row('g', 'Time', live, 'go to a time, event or phase', open({type: 'go-to', text: '', error: ''}), {footer: 'go to'}),
  row(
    ['[', ']'],
    ...(['Time', live, 'slower, faster: 1× to 3600×'] as const),
    [always({type: 'change-speed', by: -1}), always({type: 'change-speed', by: 1})],
    {footer: 'speed', footerKeys: '[]', words: ['play slower', 'play faster']},
  ),
  row(['shift-left', 'shift-right'], 'Time', live, 'previous, next phase', [step('phase', -1), step('phase', 1)], {
    ...{footer: 'phase', footerKeys: '⇧←→', words: ['previous phase', 'next phase']},
  }),
  row([',', '.'], 'Time', live, 'a minute, an hour back or on', [seekBy(-1), seekBy(1)], {
    ...{shown: ', . < >', footer: 'minute', footerKeys: ',.', words: ['a minute back', 'a minute on']},
  }),
  row(['<', '>'], 'Time', live, '', [seekBy(-60), seekBy(60)], {
    ...{footer: 'hour', footerKeys: '<>', words: ['an hour back', 'an hour on']},
  }),
  row(
    ['0', '$'],
    ...(['Time', live, 'start, end of the run'] as const),
    [({stage}) => ({type: 'seek', atMs: stage.startMs}), ({stage}) => ({type: 'seek', atMs: stage.endMs})],
    {footer: 'ends', footerKeys: '0$', words: ['to the start of the run', 'to the end of the run']},
  ),
  row('b', 'Time', live, '', bookmarked, {words: 'bookmark: set or remove one here'}),
  row("'", 'Time', live, 'bookmark, next; breakpoints', toNextBookmark, {
    ...{shown: "b ' B", words: 'to the next bookmark', not: noBookmarks},
  }),
  row('B', 'Time', live, '', open({type: 'breakpoints', text: '', error: '', index: 0}), {words: 'breakpoints: where playing stops'}),
  row('ctrl-x', 'Time', ['breakpoints'], '', breakpointCleared, {footer: 'remove', footerKeys: '^X', not: noBreakpoints}),
  row('/', 'Looking', live, 'search, next hit; filter, all', open({type: 'search', text: '', error: ''}), {
    ...{shown: '/ n N f a', footer: 'search', words: 'search the record'},
  }),
  row(['n', 'N'], 'Looking', live, '', [view => searchedOn(view, 1), view => searchedOn(view, -1)], {
    ...{words: ['next hit of the search', 'previous hit of the search'], not: nothingSearched},
  }),
  row('u', 'What if', live, 'undo, redo (the plan)', always({type: 'undo'}), {
    ...{shown: 'u ctrl-r', footer: 'undo', words: 'undo the last change of the plan', not: nothingToUndo},
  }),
  row('ctrl-r', 'What if', live, '', always({type: 'redo'}), {words: 'redo the change of the plan', not: nothingToRedo}),
  row('z Z', 'Looking', without('zoom'), '', always({type: 'zoom', on: true}), {
    ...{words: 'zoom: one panel fills the screen', not: cannotZoom},
  }),
  row('z Z', 'Looking', ['zoom'], '', always({type: 'zoom', on: false})),
  row('escape', 'Program', ['zoom'], '', always({type: 'zoom', on: false}), {footer: 'back'}),
  row('escape', 'Program', overlays, '', close, {footer: 'close'}),
  row('escape', 'Program', ['map', 'compare', 'record', 'fidelity'], '', show(replay), {footer: 'back'}),
  ...standardKeys<View, Action>({
    places: live,
    comeBack: ({state}) => reopen(state.plan, state.positionMs, state.theme),
    quit: 'quit; prints how to come back',
    theme: 't T',
    copy: 's S',
    zoom: 'z Z',
    without: ['zoom'],
  }),
];
