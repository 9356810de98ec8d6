import {actorOf} from '../../../race/choice.js';
import type {Action} from '../../../race/model.js';
import type {Position} from '../../../race/position.js';
import {at, isEmpty} from '../../../race/state.js';
import {deedOf} from '../../../race/step-effect.js';
import {cell, type Line, type Role, rule, type Span, span} from '../../../screen/line.js';
import type {PanelView} from '../../../screen/panel.js';
import {type LabAction, type LabState, storyOf} from '../state.js';
import {positionsOf} from '../view.js';

/** The story as a picture: a column for each step, a row for each who acts, so that the gap is seen. */

const nameColumns = 10;

/** Who acts in the story, in a fixed order. */
function actorsOf(story: readonly Action[], enactors: number): readonly string[] {
  const acting = new Set(story.map(actorOf));
  const all = ['Planner', ...Array.from({length: enactors}, (_, index) => `E${index + 1}`), 'clock', 'operator'];
  return all.filter(name => acting.has(name));
}

/** Rows that the picture of any story of this world fits in: what is below it keeps its place. */
export function stripRows({position}: LabState): number {
  const {size, protect} = position.model.rules;
  return 2 + size.enactors + size.endpoints + (protect.expire ? 1 : 0) + (protect.off || protect.repair ? 1 : 0);
}

export const strip: PanelView<LabState, LabAction> = {
  title(state, width) {
    const {replay, position} = state;
    const length = storyOf(state).length;
    const words = replay === null ? 'THE STORY SO FAR' : `REPLAY of ${replay.title}`;
    const place = `step ${position.path.length} of ${length}${replay?.playing === true ? ', playing' : ''}`;
    const room = width - place.length - 8;
    return rule(width, [
      {at: 1, span: span(words.length > room ? cell(words, room) : words, replay === null ? 'bold' : 'selected')},
      {at: width - place.length - 3, span: span(place, 'accent')},
    ]);
  },
  need(state) {
    const {size} = state.position.model.rules;
    return 1 + actorsOf(storyOf(state), size.enactors).length + size.endpoints;
  },
  lines(state, width, height) {
    const story = storyOf(state);
    if (story.length === 0) return [[span(' Nothing has happened yet.', 'dim')]];
    const {size} = state.position.model.rules;
    const picture: Picture = {story, positions: positionsOf(state), here: state.position.path.length, ...pageOf(state, width)};
    // With little room the records at the end are left out, which stand above too; then the Planner, whose plans do.
    const actors = actorsOf(story, size.enactors);
    const shown = actors.length < height ? actors : actors.filter(name => name !== 'Planner');
    return [
      [span(cell(' step', nameColumns), 'dim'), ...stepCells(picture)],
      ...shown.map((name): Line => [span(cell(` ${name}`, nameColumns)), ...actorCells(picture, name)]),
      ...Array.from({length: size.endpoints}, (_, endpoint): Line => {
        const name = size.endpoints === 1 ? 'DNS' : `record ${endpoint + 1}`;
        return [span(cell(` ${name}`, nameColumns), 'bold'), ...recordCells(picture, endpoint)];
      }),
    ];
  },
  /** To the step that stands there. */
  click(state, width, _height, _row, column) {
    const {first, last, cellColumns} = pageOf(state, width);
    const step = first + Math.floor((column - nameColumns) / cellColumns) + 1;
    return column < nameColumns || step > last ? undefined : {type: 'jump', step};
  },
};

/** Steps in sight. */
type Page = {readonly first: number; readonly last: number; readonly cellColumns: number};

/** Whole pages, so that nothing moves while one steps through them. */
function pageOf(state: LabState, width: number): Page {
  const {length} = storyOf(state);
  const cellColumns = length > 99 ? 4 : 3;
  const count = Math.max(1, Math.floor((width - nameColumns - 1) / cellColumns));
  const first = Math.floor(Math.max(0, state.position.path.length - 1) / count) * count;
  return {first, last: Math.min(length, first + count), cellColumns};
}

type Picture = Page & {
  readonly story: readonly Action[];
  readonly positions: readonly Position[];
  /** Steps that have been done. */
  readonly here: number;
};

const placesOf = ({first, last}: Picture): readonly number[] => Array.from({length: last - first}, (_, index) => first + index);

/** What has not happened yet stands back. */
const later = (picture: Picture, index: number, role?: Role): Role | undefined => (index >= picture.here ? 'dim' : role);

const stepCells = (picture: Picture): readonly Span[] =>
  placesOf(picture).map(index => {
    const isHere = index + 1 === picture.here;
    return span(`${isHere ? '>' : ''}${index + 1}`.padStart(picture.cellColumns), isHere ? 'selected' : 'dim');
  });

/** From the answer that an enactor got to the write that uses it, a dotted line. */
function actorCells(picture: Picture, name: string): readonly Span[] {
  const {story, positions, cellColumns} = picture;
  return placesOf(picture).map(index => {
    const action = story[index];
    const before = positions[index];
    const after = positions[index + 1];
    const enactor = /^E(\d+)$/.exec(name)?.[1];
    const me = enactor === undefined ? -1 : Number(enactor) - 1;
    const hasPass = (position: Position | undefined): boolean =>
      me >= 0 && position !== undefined && (position.passes[me] ?? null) !== null && isArmed(position, me);
    const isOwn = action !== undefined && before !== undefined && actorOf(action) === name;
    const dots = (hasPass(before) ? '.' : ' ').repeat(cellColumns - 1);
    if (!isOwn) return span(`${dots}${hasPass(before) && hasPass(after) ? '.' : ' '}`, later(picture, index, 'partial'));
    const {letter, role} = letterOf(before, action);
    return span(`${letter.length > 1 ? dots.slice(letter.length - 1) : dots}${letter}`, later(picture, index, role));
  });
}

/** Whether an enactor goes on using an answer: it is about to write. */
const isArmed = ({state}: Position, index: number): boolean => {
  const pc = state.enactors[index]?.pc;
  return pc === at.apply || pc === at.recheck;
};

function letterOf(before: Position, action: Action): {readonly letter: string; readonly role?: Role} {
  const deed = deedOf(before.model.rules, before.state, action);
  switch (deed.kind) {
    case 'pick':
      return {letter: 'P'};
    case 'check':
      return deed.yes ? {letter: 'C', role: 'ok'} : {letter: 'c', role: 'dim'};
    case 'recheck':
      return deed.yes ? {letter: 'R', role: 'ok'} : {letter: 'r', role: 'dim'};
    case 'apply':
      if (deed.result !== 'written') return {letter: '!', role: 'ok'};
      return {letter: 'A', ...(deed.plan < deed.over ? {role: 'major' as const} : {})};
    case 'clean':
    case 'delete':
      return {letter: 'X', ...(deed.live.length > 0 ? {role: 'major' as const} : {})};
    case 'list':
      return {letter: 'L'};
    case 'crash':
      return {letter: '+', role: 'major'};
    case 'plan':
      return {letter: String(deed.plan)};
    case 'expire':
      return {letter: 'e'};
    case 'repair':
      return {letter: 'R'};
    case 'off':
      return {letter: '0'};
    case 'on':
      return {letter: '1'};
    default:
      return deed satisfies never;
  }
}

/** What each record has after a step, where that has changed; `-`: it is empty. */
function recordCells(picture: Picture, endpoint: number): readonly Span[] {
  const {positions, cellColumns} = picture;
  const plain = (position: Position | undefined): string =>
    position === undefined ? '' : isEmpty(position.state, endpoint) ? '-' : String(position.state.dns[endpoint]);
  return placesOf(picture).map(index => {
    const is = plain(positions[index + 1]);
    const was = plain(positions[index]);
    // Its first column says what it has had all along.
    const isNews = is !== was || index === 0 || index === picture.first;
    const role: Role | undefined = is === '-' ? 'major' : Number(is) < Number(was) ? 'partial' : 'ok';
    return span((isNews ? is : '').padStart(cellColumns), later(picture, index, role));
  });
}
