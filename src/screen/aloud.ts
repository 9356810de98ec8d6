import {printable} from '../format/text.js';
import {statuses} from '../timeline/types.js';
import {signs, sustainSign} from './signs.js';

/** A text of the screen in the words of a person who reads it aloud: signs, units and shapes become words, or go. */

const one = (count: string, unit: string): string => `${count} ${unit}${count === '1' ? '' : 's'}`;
const side = (sign: string): string => (sign === '-' ? 'minus' : 'plus');

type Rule = readonly [form: RegExp, words: string | ((...parts: readonly string[]) => string)];

/** In this order. What a rule puts in is plain words that no later rule takes apart. */
const rules: readonly Rule[] = [
  // Pictures and frames.
  [/[▁▂▃▄▅▆▇█▏▚]+/g, ' '],
  [/[─│┃├└┴┬┼┤╌≈]+/g, ' '],
  [/^ *› */, 'Selected: '],
  [/\[x\] /g, 'thrown: '],
  [/\[ \] /g, ''],
  // Differences: `(-29 %)`, `-34 to -26 %`, `-2h37`, `+45m`.
  [/ \(([+-])(\d[^()]*%)\)/g, (_, sign = '', share = '') => `, ${side(sign)} ${share}`],
  [
    /(?<![\w.])(?=[+-]|0 to [+-])([+-]?)(\d+) to ([+-]?)(\d+) %/g,
    (_, a = '', from = '', b = '', to = '') => `from ${signedNumber(a, from)} to ${signedNumber(b, to)} percent`,
  ],
  [/(?<![\w.])([+-])(\d+)m\b/g, (_, sign = '', minutes = '') => `${side(sign)} ${one(minutes, 'minute')}`],
  [
    /(?<![\w.])([+-])(\d+)h(\d\d)\b/g,
    (_, sign = '', hours = '', minutes = '') => `${side(sign)} ${one(hours, 'hour')} ${one(String(Number(minutes)), 'minute')}`,
  ],
  [
    /(?<![\w.])([+-])(\d+)d(\d\d)\b/g,
    (_, sign = '', days = '', hours = '') => `${side(sign)} ${one(days, 'day')} ${one(String(Number(hours)), 'hour')}`,
  ],
  // Numbers with units.
  [/<(\d[\d.]*) ?%/g, 'less than $1 percent'],
  [/>(\d[\d.]*) ?%/g, 'more than $1 percent'],
  [/(\d) ?%/g, '$1 percent'],
  [/(\d) (?:tn)\b/g, '$1 trillion'],
  [/(\d) (?:bn)\b/g, '$1 billion'],
  [/(\d) M\b/g, '$1 million'],
  [/(\d) k\b/g, '$1 thousand'],
  [/\buser-min\b/g, 'user-minutes'],
  [/(\d)\/min\b/g, '$1 per minute'],
  [/\b([\d.,]*\d) min\b/g, (_, count = '') => one(count, 'minute')],
  [/\b([\d.,]*\d) h\b/g, (_, count = '') => one(count, 'hour')],
  [/\b([\d.,]*\d) d\b/g, (_, count = '') => one(count, 'day')],
  [/\b([\d.,]*\d) s\b/g, (_, count = '') => one(count, 'second')],
  [/(\d)×/g, '$1 times'],
  // A key at the beginning of a sentence: `$ goes to the end.`
  [/(^|[.:] )([$'/?]) (?=[a-z])/g, (_, before = '', key = '') => `${before}${keyWords[key] ?? key} `],
  [/ · /g, ', '],
  [/ ?[–—] ?/g, ', '],
  [/→/g, ' to '],
  [/…/g, ''],
];

const keyWords: Readonly<Record<string, string>> = {$: 'Dollar', "'": 'Apostrophe', '/': 'Slash', '?': 'Question mark'};
const signedNumber = (sign: string, size: string): string => (sign === '' ? size : `${side(sign)} ${size}`);

export function aloud(text: string): string {
  const words = rules.reduce(
    (said, [form, put]) => (typeof put === 'string' ? said.replace(form, put) : said.replace(form, put)),
    withoutSigns(text),
  );
  return printable(words)
    .trim()
    .replace(/ {2,}/g, ', ')
    .replace(/([,:;.?!])(?:, )+/g, '$1 ')
    .replace(/ +([,.;])/g, '$1');
}

/** The sign of a status goes where its word follows in the same line, and becomes the word where it stands alone. */
function withoutSigns(text: string): string {
  return statuses.reduce(
    (said, status) => {
      const {sign} = signs[status];
      const counted = said.replace(new RegExp(`${sign} (\\d+)(?![\\d:])`, 'g'), `$1 ${status}`);
      if (!counted.includes(sign)) return counted;
      if (counted.includes(status)) return counted.replaceAll(`${sign} `, '').replaceAll(sign, '');
      return counted.replace(new RegExp(`^( *)${sign} `), `$1${status}: `).replaceAll(sign, status);
    },
    text.replaceAll(`${sustainSign} `, '').replaceAll(sustainSign, ''),
  );
}

/** With a full stop, so that a voice makes a pause. */
export const sentence = (text: string): string => (text === '' || /[.:!?]$/.test(text) ? text : `${text}.`);

/** `a`, `a and b`, `a, b and c`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
