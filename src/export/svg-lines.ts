import type {AfterActionReport} from '../drill/report/aar-schema.js';
import {percent, userMinutes} from '../format/number.js';
import {type Frame, label, mark, picture, rule, type Scale, scaleOf, short, spread, timeAxis} from './svg.js';

const frame = (bottom: number): Frame => ({left: 66, right: 575, top: 24, bottom});
const path = (points: readonly (readonly [number, number])[], classes: string): string =>
  `<path d="M${points.map(([x, y]) => `${x} ${y}`).join('L')}" class="line ${classes}"/>`;

type Line = {readonly name: string; readonly classes: string; readonly values: readonly number[]};

/** User-minutes lost by each moment: the team, its band, and what it is held against. */
export function impactPicture({charts: {impact, endMinute}, run}: AfterActionReport): string {
  const place = frame(300);
  const lines: readonly Line[] = [
    {name: 'team', classes: 'team', values: impact.team},
    {name: 'history', classes: 'history', values: impact.history},
    ...(impact.best === null ? [] : [{name: 'best known plan', classes: 'best', values: impact.best}]),
    {name: 'doing nothing', classes: 'nothing', values: impact.nothing},
  ];
  const last = (values: readonly number[]): number => values.at(-1) ?? 0;
  const others = Math.max(
    ...lines.filter(({name}) => name !== 'doing nothing').map(({values}) => last(values)),
    last(impact.high ?? [0]),
    1,
  );
  // Doing nothing may dwarf the rest: then it leaves the picture at the top, and its label says how much it came to.
  const top = Math.min(Math.max(last(impact.nothing), others), others * 1.6);
  const x = scaleOf(0, endMinute, place.left, place.right);
  const y = scaleOf(0, top, place.bottom, place.top);
  const points = (values: readonly number[]) =>
    impact.minutes.map((minute, index) => [x(minute), y(Math.min(top, values[index] ?? 0))] as const);
  const heights = spread(
    lines.map(({values}) => y(Math.min(top, last(values))) + 4),
    15,
  );
  return picture(330, 'User-minutes lost by each moment', [
    ...timeAxis(place, endMinute, run.startEx.clock),
    ...amountAxis(place, y, top, userMinutesShort),
    label(place.left - 6, place.top - 10, 'user-min', 'small', 'end'),
    ...(impact.low === null || impact.high === null
      ? []
      : [
          `<path d="M${[...points(impact.high), ...points(impact.low).toReversed()].map(([a, b]) => `${a} ${b}`).join('L')}Z" class="band"/>`,
        ]),
    ...impact.decisions.flatMap(({id, minute}, index) => [
      rule(x(minute), place.top, x(minute), place.bottom, 'marker'),
      label(x(minute) + 2, place.top - 4 - (index % 2) * 9, id, 'small'),
    ]),
    ...lines.toReversed().map(({values, classes}) => path(points(values), classes)),
    ...lines.map(({name, classes, values}, index) =>
      label(
        place.right + 8,
        heights[index] ?? 0,
        `${last(values) > top ? '↑ ' : ''}${name} ${userMinutesShort(last(values))}`,
        `end ${classes}-text`,
      ),
    ),
  ]);
}

const userMinutesShort = (value: number): string => userMinutes(value).replace(' user-min', '');

function amountAxis(place: Frame, y: Scale, top: number, words: (value: number) => string): readonly string[] {
  return [0, 0.25, 0.5, 0.75, 1].flatMap(share => [
    rule(place.left, y(top * share), place.right, y(top * share), 'grid'),
    label(place.left - 6, y(top * share) + 4, words(top * share), 'small', 'end'),
  ]);
}

/** How probable each mechanism was to the team, as time went by. Solid: it was so at some time. */
export function beliefsPicture({charts: {beliefs, endMinute}, run}: AfterActionReport): string {
  const place = {...frame(250), left: 50, right: 470};
  const x = scaleOf(0, endMinute, place.left, place.right);
  const y = scaleOf(0, 1, place.bottom, place.top);
  const stepped = (points: readonly (readonly [number, number])[]) => {
    const all = points.flatMap(([minute, probability], index) => {
      const before = points[index - 1];
      return before === undefined ? [[minute, probability] as const] : [[minute, before[1]] as const, [minute, probability] as const];
    });
    const final = points.at(-1);
    return [...all, ...(final === undefined ? [] : [[endMinute, final[1]] as const])].map(
      ([minute, probability]) => [x(minute), y(probability)] as const,
    );
  };
  const heights = spread(
    beliefs.map(({points}) => y(points.at(-1)?.[1] ?? 0) + 4),
    13,
  );
  return picture(Math.max(280, 30 + Math.ceil(Math.max(0, ...heights))), 'Beliefs over time', [
    ...timeAxis(place, endMinute, run.startEx.clock),
    ...amountAxis(place, y, 1, percent),
    ...beliefs.map(({points, wasTrue}, index) => path(stepped(points), `hue${index % 6}${wasTrue ? '' : ' dashed'}`)),
    ...beliefs.flatMap(({points}, index) =>
      points.map(([minute, probability]) => mark('dot', x(minute), y(probability), `hue${index % 6}-fill`, percent(probability))),
    ),
    ...beliefs.map(({text, wasTrue}, index) =>
      label(place.right + 8, heights[index] ?? 0, `${wasTrue ? 'was so: ' : 'never so: '}${short(text, 40)}`, `small hue${index % 6}-text`),
    ),
  ]);
}
