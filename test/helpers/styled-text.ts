import fc from 'fast-check';

const sgr = (...parameters: readonly (string | number)[]) => `\u001B[${parameters.join(';')}m`;
const byte = fc.nat(255);

/** Escape sequences that change how text looks, some of them pointless or malformed. */
const style = fc.oneof(
  fc.constantFrom(0, 1, 2, 3, 4, 7, 9, 22, 23, 24, 27, 29, 39, 49, 53, 55).map(code => sgr(code)),
  fc.oneof(fc.integer({min: 30, max: 37}), fc.integer({min: 40, max: 47}), fc.integer({min: 90, max: 107})).map(code => sgr(code)),
  fc.tuple(fc.constantFrom(38, 48), byte).map(([layer, color]) => sgr(layer, 5, color)),
  fc.tuple(fc.constantFrom(38, 48), byte, byte, byte).map(([layer, ...color]) => sgr(layer, 2, ...color)),
  fc.array(fc.nat(110), {maxLength: 4}).map(codes => sgr(...codes)),
  fc.constantFrom(
    sgr(1, 31),
    sgr(22, 39),
    sgr(38, 2, 1),
    sgr('', 1),
    '\u001B[m',
    '\u001B[2J',
    '\u001B[3',
    '\u001B',
    '\u009B31m',
    '\u001B[38:5:1m',
  ),
  fc.constantFrom('\u001B]8;;https://example.com\u0007', '\u001B]8;;\u0007', '\u001B]8;id=1;x\u0007', '\u001B]0;title\u0007'),
);
const plain = fc.oneof(
  {weight: 6, arbitrary: fc.string({unit: 'grapheme-ascii', maxLength: 6})},
  {weight: 3, arbitrary: fc.stringMatching(/^[─│┌┐└┘▁▂▃▄▅▆▇█●✓✖▲▶⠁⣿…→é×]{1,6}$/)},
);
const intricate = fc.oneof(
  fc.stringMatching(/^[日本語データ한국어、！]{1,4}$/),
  fc.string({unit: 'grapheme', maxLength: 4}),
  fc.string({unit: 'binary', maxLength: 3}),
  fc.constantFrom(
    '👩‍👩‍👧‍👦',
    '🇯🇵',
    '⚠️',
    '❤️',
    'e\u0301',
    '\u0301',
    '한',
    'ﾞ',
    '\u200D',
    '\uFE0F',
    '\uFE0F',
    '\t',
    '\r\n',
    '⌚',
    '\u0007',
    '\uD83D',
  ),
);

/** Lines of text with styles, as Ink and the program itself write them, and as they do not. */
export const styledLine = fc
  .array(fc.oneof({weight: 4, arbitrary: plain}, {weight: 3, arbitrary: style}, {weight: 1, arbitrary: intricate}), {maxLength: 12})
  .map(pieces => pieces.join(''));

/** The same with nothing in it that terminals and string-width may measure differently. */
export const drawableLine = fc
  .array(
    fc.oneof(
      {weight: 4, arbitrary: plain},
      {weight: 1, arbitrary: fc.stringMatching(/^[日本語データ、]{1,4}$/)},
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          ...[0, 1, 2, 3, 4, 7, 22, 23, 24, 27, 31, 32, 39, 41, 49].map(code => sgr(code)),
          sgr(38, 5, 208),
          sgr(48, 2, 1, 2, 3),
        ),
      },
    ),
    {maxLength: 10},
  )
  .map(pieces => pieces.join(''));
