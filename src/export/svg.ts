import {fit, printable} from '../format/text.js';

/** Text that stands for itself in HTML and SVG, also within an attribute. */
export const escapedHtml = (text: string): string =>
  printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** Pictures are this wide, in their own units; a page scales them. */
export const pictureWidth = 760;

/** Where the drawing is within a picture. */
export type Frame = {readonly left: number; readonly right: number; readonly top: number; readonly bottom: number};

export type Scale = (value: number) => number;
export const scaleOf =
  (from: number, until: number, low: number, high: number): Scale =>
  value =>
    Math.round((low + ((value - from) / Math.max(1e-9, until - from)) * (high - low)) * 10) / 10;

/** A picture with its title for those who do not see it. */
export const picture = (height: number, title: string, body: readonly string[]): string =>
  `<svg viewBox="0 0 ${pictureWidth} ${height}" role="img" aria-label="${escapedHtml(title)}">${body.join('')}</svg>`;

export const label = (x: number, y: number, text: string, classes = '', anchor: 'start' | 'middle' | 'end' = 'start'): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" class="${classes}">${escapedHtml(text)}</text>`;

export const rule = (x1: number, y1: number, x2: number, y2: number, classes: string): string =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" class="${classes}"/>`;

export const box = (x: number, y: number, width: number, height: number, classes: string, title = ''): string =>
  `<rect x="${x}" y="${y}" width="${Math.max(0, Math.round(width * 10) / 10)}" height="${height}" class="${classes}">${tip(title)}</rect>`;

const tip = (title: string): string => (title === '' ? '' : `<title>${escapedHtml(title)}</title>`);

/** A cut text: foreign words may be long. */
export const short = (text: string, columns: number): string => fit(printable(text), columns).trimEnd();

const shapes = {
  circle: (x: number, y: number) => `<circle cx="${x}" cy="${y}" r="4" `,
  dot: (x: number, y: number) => `<circle cx="${x}" cy="${y}" r="2.2" `,
  square: (x: number, y: number) => `<rect x="${x - 4}" y="${y - 4}" width="8" height="8" `,
  diamond: (x: number, y: number) => `<path d="M${x} ${y - 5}L${x + 5} ${y}L${x} ${y + 5}L${x - 5} ${y}Z" `,
  triangle: (x: number, y: number) => `<path d="M${x - 5} ${y - 4}L${x + 5} ${y - 4}L${x} ${y + 5}Z" `,
  bar: (x: number, y: number) => `<rect x="${x - 1.5}" y="${y - 7}" width="3" height="14" `,
  cross: (x: number, y: number) => `<path d="M${x - 4} ${y - 4}L${x + 4} ${y + 4}M${x - 4} ${y + 4}L${x + 4} ${y - 4}" `,
} as const;
export type Shape = keyof typeof shapes;

export const mark = (shape: Shape, x: number, y: number, classes: string, title = ''): string => {
  const open = shapes[shape](x, y);
  const tag = open.slice(1, open.indexOf(' '));
  return `${open}class="${classes}">${tip(title)}</${tag}>`;
};

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480];

/** The axis of simulated time: the clock of the incident. */
export function timeAxis(frame: Frame, endMinute: number, startClock: string): readonly string[] {
  const x = scaleOf(0, endMinute, frame.left, frame.right);
  const step = steps.find(step => endMinute / step <= 8) ?? 960;
  const ticks = Array.from({length: Math.floor(endMinute / step) + 1}, (_, index) => index * step);
  return [
    rule(frame.left, frame.bottom, frame.right, frame.bottom, 'axis'),
    ...ticks.flatMap(minute => [
      rule(x(minute), frame.top, x(minute), frame.bottom, 'grid'),
      label(x(minute), frame.bottom + 15, clockAt(startClock, minute), 'small', 'middle'),
    ]),
  ];
}

/** `23:45` and 30 minutes later: `00:15`. */
export function clockAt(startClock: string, minute: number): string {
  const [hours = 0, minutes = 0] = startClock.split(':').map(Number);
  const all = (hours * 60 + minutes + Math.round(minute)) % (24 * 60);
  return `${String(Math.floor(all / 60)).padStart(2, '0')}:${String(all % 60).padStart(2, '0')}`;
}

/** Heights at least `apart` from each other, as near as can be to where they belong, in the order given. */
export function spread(heights: readonly number[], apart: number): readonly number[] {
  const order = heights.map((height, index) => ({height, index})).sort((a, b) => a.height - b.height);
  const placed: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (const {height, index} of order) {
    least = Math.max(height, least + apart);
    placed[index] = least;
  }
  return placed;
}
