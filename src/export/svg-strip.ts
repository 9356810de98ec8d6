import type {AfterActionReport} from '../drill/report/aar-schema.js';
import {quantity} from '../format/number.js';
import {box, label, mark, picture, rule, scaleOf, short, timeAxis} from './svg.js';

const rowHeight = 40;
const head = 34;
const lineHeight = 26;

/** What readings were all along, each on its own scale, over the band that is normal for it; orders cross all of them. */
export function stripPicture({charts: {strip, impact, lanes, endMinute}, run}: AfterActionReport): string {
  const frame = {left: 244, right: 744, top: head, bottom: head + strip.length * rowHeight};
  const x = scaleOf(0, endMinute, frame.left, frame.right);
  const orders = lanes.flatMap(({acts}) => acts.filter(({kind}) => kind === 'order'));
  return picture(frame.bottom + 24, 'What the readings did', [
    box(8, 6, 26, 10, 'team-pale'),
    label(40, 16, 'normal', 'small'),
    mark('square', 122, 12, 'team-fill'),
    label(132, 16, 'an order', 'small'),
    ...timeAxis(frame, endMinute, run.startEx.clock),
    ...orders.flatMap(({minute, id}) => [
      rule(x(minute), frame.top, x(minute), frame.bottom, 'marker'),
      mark('square', x(minute), frame.top - 6, 'team-fill', id),
    ]),
    ...strip.flatMap(({label: name, values, normal, unit, furthest}, row) => {
      const bottom = frame.top + (row + 1) * rowHeight - 6;
      const least = Math.min(...values, normal[0]);
      const most = Math.max(...values, Math.min(normal[1], Math.max(...values) * 2));
      const y = scaleOf(least, Math.max(most, least + 1e-9), bottom, bottom - lineHeight);
      const high = y(Math.min(most, normal[1]));
      const points = values.map((value, index) => `${x(impact.minutes[index] ?? 0)} ${y(value)}`);
      return [
        box(frame.left, high, frame.right - frame.left, Math.max(2, y(Math.max(least, normal[0])) - high), 'team-pale', 'normal'),
        label(236, bottom - 14, short(name, 37), 'small', 'end'),
        label(236, bottom - 1, `furthest ${quantity(furthest, unit)}`, 'small', 'end'),
        `<path d="M${points.join('L')}" class="line hue1"/>`,
      ];
    }),
  ]);
}
