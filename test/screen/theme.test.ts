import * as fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Plan} from '../../src/engine/plan.js';
import type {Line, Role} from '../../src/screen/line.js';
import {signs} from '../../src/screen/signs.js';
import {type ColorLevel, dark, grounds, themeNames, themes} from '../../src/screen/theme.js';
import type {AppState} from '../../src/screens/replay/state/state.js';
import type {Look} from '../../src/surfaces/line-cells.js';
import {LinePainter} from '../../src/surfaces/line-painter.js';
import {codesOf, transition} from '../../src/surfaces/style-codes.js';
import {size, viewAt} from '../helpers/console.js';
import {Emulator} from '../helpers/emulator.js';
import {night, prepared} from '../helpers/flagship.js';
import {showing} from '../helpers/keys.js';

type Rgb = readonly [number, number, number];

/** Relative luminance and contrast, as WCAG defines them. */
function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map(value => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: Rgb, b: Rgb): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** The colour of an index from 16 on, as xterm has it. */
function ofIndex(index: number): Rgb {
  if (index >= 232) {
    const grey = 8 + 10 * (index - 232);
    return [grey, grey, grey];
  }
  const part = (divisor: number): number => [0, 95, 135, 175, 215, 255][Math.floor((index - 16) / divisor) % 6] as number;
  return [part(36), part(6), part(1)];
}

function hue([red, green, blue]: Rgb): number {
  const [low, high] = [Math.min(red, green, blue), Math.max(red, green, blue)];
  if (high === low) return Number.NaN;
  const sixth =
    high === red ? (green - blue) / (high - low) : high === green ? 2 + (blue - red) / (high - low) : 4 + (red - green) / (high - low);
  return (sixth * 60 + 360) % 360;
}

const statusRoles: readonly Role[] = Object.values(signs).map(({role}) => role);
const looks = themeNames.flatMap(name =>
  ([2, 3] as const).map(level => ({
    name,
    level,
    colors: statusRoles.map(role => {
      const {color} = themes[name][role];
      if (color === undefined) throw new Error(`${name} has no colour for ${role}`);
      return level === 2 ? ofIndex(color[1]) : color[2];
    }),
  })),
);

const failoverOff: Plan = [{op: 'add', mitigation: 'nlb-failover-off', atMs: night('05:30')}];
function framed(state: Partial<AppState>, ...keys: readonly string[]): readonly Line[] {
  const console = showing(prepared, viewAt(prepared, night('07:30'), failoverOff, state), size('120x40'));
  console.press(...keys);
  return console.lines();
}
const frames = [
  framed({}),
  framed({}, '?'),
  framed({overlay: {type: 'mitigations', scroll: 0}}),
  framed({screen: {type: 'compare', scroll: 0}}),
  framed({screen: {type: 'fidelity', scroll: 0}}),
];

/** What a terminal shows of lines, and whether any of them has a style. */
async function drawnWith(lines: readonly Line[], look: Look): Promise<{readonly text: string; readonly hasStyles: boolean}> {
  const emulator = new Emulator(120, 40);
  emulator.write('\u001B[?1049h');
  new LinePainter(emulator).draw(lines, look);
  return {text: (await emulator.screen()).join('\n'), hasStyles: /\u001B\[[1-9][\d;]*m/.test(emulator.written)};
}

describe('a theme', () => {
  it('changes colours and attributes alone: the text is the same in every theme, at every level', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...frames),
        fc.constantFrom(...themeNames),
        fc.constantFrom<ColorLevel>(0, 1, 2, 3),
        async (lines, name, level) => {
          const plain = await drawnWith(lines, {theme: 'dark', colorLevel: 0, isAscii: false});
          const drawn = await drawnWith(lines, {theme: name, colorLevel: level, isAscii: false});
          expect(drawn.text).toBe(plain.text);
          expect(drawn.hasStyles).toBe(level > 0);
        },
      ),
      {numRuns: 50},
    );
  });

  it.each(themeNames)('%s has a style for every role', name => {
    expect(Object.keys(themes[name]).sort()).toEqual(Object.keys(dark).sort());
    for (const style of Object.values(themes[name])) expect(Object.keys(style)).not.toEqual([]);
  });

  it.each(looks)('$name shows every status clearly on its background, at level $level', ({name, colors}) => {
    const least = name === 'high-contrast' ? 7 : 3;
    for (const color of colors) expect(contrast(color, grounds[name])).toBeGreaterThanOrEqual(least);
  });

  it.each(themeNames)('%s gives every status its own colour, at every level', name => {
    for (const level of [1, 2, 3] as const) {
      const drawn = statusRoles.map(role => transition([], codesOf(themes[name][role], level)));
      expect(new Set(drawn).size).toBe(statusRoles.length);
    }
  });

  it.each(looks.filter(({name}) => name === 'color-blind'))(
    'color-blind is read without hues: the worse, the lighter, at level $level',
    ({colors}) => {
      for (const [index, color] of colors.slice(1).entries()) {
        const better = colors[index] as Rgb;
        expect(luminance(color)).toBeGreaterThan(luminance(better));
        expect(contrast(color, better)).toBeGreaterThanOrEqual(1.3);
      }
      const isRedOrGreen = (color: Rgb): boolean => hue(color) < 20 || hue(color) > 330 || (hue(color) > 70 && hue(color) < 170);
      expect(colors.filter(isRedOrGreen)).toEqual([]);
    },
  );
});
