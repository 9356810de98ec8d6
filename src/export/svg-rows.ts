import type {AfterActionReport} from '../drill/report/aar-schema.js';
import {percent} from '../format/number.js';
import {box, type Frame, label, mark, picture, rule, type Scale, type Shape, scaleOf, short, timeAxis} from './svg.js';

const rowHeight = 24;

/** Rows with a name on the left and time to the right. */
function rowsOf(count: number, head: number): {readonly frame: Frame; readonly y: (row: number) => number; readonly height: number} {
  const top = head;
  const bottom = top + Math.max(1, count) * rowHeight;
  return {frame: {left: 244, right: 744, top, bottom}, y: row => top + row * rowHeight + rowHeight / 2, height: bottom + 24};
}

const nameOf = (text: string, y: number): string => label(236, y + 4, short(text, 37), 'small', 'end');

const actShapes: Readonly<Record<string, {readonly shape: Shape; readonly classes: string}>> = {
  inject: {shape: 'triangle', classes: 'open'},
  look: {shape: 'dot', classes: 'faint-fill'},
  belief: {shape: 'diamond', classes: 'best-fill'},
  order: {shape: 'square', classes: 'team-fill'},
  decision: {shape: 'diamond', classes: 'history-fill'},
  word: {shape: 'bar', classes: 'ink-fill'},
};
const otherAct = {shape: 'circle', classes: 'open'} as const;

/** One lane per seat: what reached it, and what it did. */
export function lanesPicture({charts: {lanes, endMinute}, run}: AfterActionReport): string {
  const {frame, y, height} = rowsOf(lanes.length, 34);
  const x = scaleOf(0, endMinute, frame.left, frame.right);
  const kinds = [...Object.entries(actShapes), ['task, note, other', otherAct] as const];
  return picture(height, 'Who did what, when', [
    ...kinds.flatMap(([kind, {shape, classes}], index) => [
      mark(shape, 12 + index * 105, 12, classes),
      label(22 + index * 105, 16, kind, 'small'),
    ]),
    ...timeAxis(frame, endMinute, run.startEx.clock),
    ...lanes.flatMap(({seat, acts}, row) => [
      nameOf(seat, y(row)),
      rule(frame.left, y(row), frame.right, y(row), 'grid'),
      ...acts.map(({minute, kind, id}) => {
        const {shape, classes} = actShapes[kind] ?? otherAct;
        return mark(shape, x(minute), y(row), classes, `${kind} ${id}`);
      }),
    ]),
  ]);
}

/** When the world showed something, when somebody looked, and when somebody acted on it. */
export function seenPicture({charts: {seen, endMinute}, run}: AfterActionReport): string {
  const {frame, y, height} = rowsOf(seen.length, 34);
  const x = scaleOf(0, endMinute, frame.left, frame.right);
  const legend = [
    ['bar', 'ink-fill', 'the world showed it'],
    ['circle', 'open', 'somebody looked'],
    ['square', 'team-fill', 'held, or acted on'],
  ] as const;
  return picture(height, 'What the world showed, what was seen, what was done', [
    ...legend.flatMap(([shape, classes, words], index) => [
      mark(shape, 12 + index * 170, 12, classes),
      label(22 + index * 170, 16, words, 'small'),
    ]),
    ...timeAxis(frame, endMinute, run.startEx.clock),
    ...seen.flatMap(({what, available, lookedAt, actedOn}, row) => {
      const known = [available, lookedAt, actedOn].filter(minute => minute !== null);
      return [
        nameOf(what, y(row)),
        ...(known.length > 1 ? [rule(x(Math.min(...known)), y(row), x(Math.max(...known)), y(row), 'thread')] : []),
        ...(available === null ? [] : [mark('bar', x(available), y(row), 'ink-fill', 'shown')]),
        ...(lookedAt === null ? [] : [mark('circle', x(lookedAt), y(row), 'open', 'looked at')]),
        ...(actedOn === null
          ? [label(...besideMarks(known.map(x), frame, y(row)))]
          : [mark('square', x(actedOn), y(row), 'team-fill', 'acted on')]),
      ];
    }),
  ]);
}

/** Where the words for what was not done stand: right of the marks, or left of them where there is no room. */
function besideMarks(places: readonly number[], frame: Frame, y: number): readonly [number, number, string, string, 'start' | 'end'] {
  const last = Math.max(frame.left, ...places);
  const isNear = last > frame.right - 90;
  return [isNear ? Math.min(...places) - 10 : last + 10, y + 4, 'not acted on', 'small', isNear ? 'end' : 'start'];
}

/** Words to each audience: a bar from each post to when the next was promised; below it, when the last word was too old. */
export function wordsPicture({charts: {words, endMinute}, run}: AfterActionReport): string {
  const {frame, y, height} = rowsOf(words.length, 34);
  const x = scaleOf(0, endMinute, frame.left, frame.right);
  return picture(height, 'Words to each audience', [
    mark('bar', 12, 12, 'team-fill'),
    label(22, 16, 'a word, and until when the next was promised', 'small'),
    box(330, 10, 30, 4, 'bad-fill'),
    label(366, 16, 'no word that was new enough', 'small'),
    mark('cross', 580, 12, 'bad-line'),
    label(590, 16, 'promise not kept', 'small'),
    ...timeAxis(frame, endMinute, run.startEx.clock),
    ...words.flatMap(({audience, posts, stale}, row) => [
      nameOf(audience, y(row)),
      ...stale.map(([from, until]) =>
        box(x(from), y(row) + 7, x(Math.min(endMinute, until)) - x(from), 3, 'bad-fill', 'no word that was new enough'),
      ),
      ...posts.flatMap(({minute, due, isKept, isValid, id}) => [
        box(x(minute), y(row) - 5, x(Math.min(endMinute, due)) - x(minute), 9, isValid ? 'team-pale' : 'faint-pale', id),
        mark('bar', x(minute), y(row) - 1, isValid ? 'team-fill' : 'faint-fill', id),
        ...(isKept === false && due <= endMinute ? [mark('cross', x(due), y(row) - 1, 'bad-line', 'promise not kept')] : []),
      ]),
    ]),
  ]);
}

/** Protections that were off: hollow until somebody owned that. */
export function guardsPicture({charts: {guards, endMinute}, run}: AfterActionReport): string {
  const {frame, y, height} = rowsOf(guards.length, 34);
  const x: Scale = scaleOf(0, endMinute, frame.left, frame.right);
  return picture(height, 'Protections that were off', [
    box(8, 6, 26, 10, 'bad-open'),
    label(40, 16, 'off, without an owner', 'small'),
    box(200, 6, 26, 10, 'team-fill'),
    label(232, 16, 'off, with an owner', 'small'),
    ...timeAxis(frame, endMinute, run.startEx.clock),
    ...guards.flatMap(({title, from, until, ownedFrom, owner}, row) => {
      const owned = ownedFrom ?? until;
      return [
        nameOf(title, y(row)),
        box(x(from), y(row) - 5, x(owned) - x(from), 10, 'bad-open', 'without an owner'),
        box(x(owned), y(row) - 5, x(until) - x(owned), 10, 'team-fill', owner ?? ''),
      ];
    }),
  ]);
}

/** Each option of each decision, by how much more than the best one users lose; shaded: what could be defended. */
export function decisionsPicture({decisions: {decisions}}: AfterActionReport): string {
  const told = decisions.filter(({options}) => options.some(({lost}) => lost !== null));
  const {frame, y, height} = rowsOf(told.length, 34);
  const x = scaleOf(0, 1, frame.left + 14, frame.right - 14);
  return picture(height, 'Decisions and what could be defended', [
    mark('square', 12, 12, 'team-fill'),
    label(22, 16, 'chosen', 'small'),
    mark('circle', 112, 12, 'open'),
    label(122, 16, 'another option', 'small'),
    mark('triangle', 252, 12, 'history-fill'),
    label(262, 16, 'history’s', 'small'),
    box(352, 6, 26, 12, 'band'),
    label(384, 16, 'the defensible set', 'small'),
    rule(frame.left, frame.bottom, frame.right, frame.bottom, 'axis'),
    label(frame.left, frame.bottom + 15, 'least lost', 'small'),
    label(frame.right, frame.bottom + 15, 'most lost', 'small', 'end'),
    ...told.flatMap(({id, title, options}, row) => optionMarks(id, title, options, x, y(row))),
  ]);
}

type Options = AfterActionReport['decisions']['decisions'][number]['options'];

/** Options no further apart than this stand beside each other. */
const nearShare = 0.04;

function optionMarks(id: string, title: string, options: Options, x: Scale, y: number): readonly string[] {
  const all = options.flatMap(({lost}) => (lost === null ? [] : [lost]));
  const least = Math.min(...all);
  const range = Math.max(...all) - least;
  // Where no option differs from another, all stand at the same place.
  const place = (lost: number | null): number => (range < 1 ? 0 : ((lost ?? least) - least) / range);
  const groups = new Map<number, Options>();
  for (const option of options) {
    const near = [...groups.keys()].find(at => Math.abs(at - place(option.lost)) < nearShare) ?? place(option.lost);
    groups.set(near, [...(groups.get(near) ?? []), option]);
  }
  const spots = [...groups].flatMap(([at, group]) =>
    group.map((option, index) => ({option, at, left: x(at) + (at > 0.9 ? -1 : 1) * index * 22})),
  );
  const widest = Math.max(x(0), ...spots.filter(({option}) => option.isDefensible === true).map(({left}) => left));
  return [
    nameOf(`${id} ${title}`, y),
    box(x(0) - 10, y - 9, widest - x(0) + 24, 18, 'band'),
    ...spots.flatMap(({option: {id: letter, isChosen, isHistory}, at, left}) => {
      const words = `${letter}: ${percent(at)} of the way from the least lost to the most`;
      const shape = isChosen ? mark('square', left, y, 'team-fill', words) : mark('circle', left, y, 'open', words);
      return [
        shape,
        ...(isHistory ? [mark('triangle', left, y - 8, 'history-fill', 'history’s')] : []),
        label(left + 6, y + 4, letter, 'small'),
      ];
    }),
  ];
}

/** P, S, M, U of each objective. */
export function objectivesPicture({objectives}: AfterActionReport): string {
  const {y, height} = rowsOf(objectives.length, 8);
  return picture(height - 20, 'Objectives', [
    ...objectives.flatMap(({id, title, rating}, row) => [
      label(8, y(row) + 4, short(`${id} ${title}`, 52), 'small'),
      ...(['P', 'S', 'M', 'U'] as const).flatMap((letter, index) => [
        box(400 + index * 34, y(row) - 9, 28, 18, letter === rating ? 'team-fill' : 'open'),
        label(414 + index * 34, y(row) + 4, letter, letter === rating ? 'small on-team' : 'small', 'middle'),
      ]),
      ...(rating === null ? [label(546, y(row) + 4, 'not rated', 'small')] : []),
    ]),
  ]);
}
