import type {Role} from './line.js';

/** 0: no colour and no other attribute; 1: 16 colours; 2: 256; 3: truecolor. */
export type ColorLevel = 0 | 1 | 2 | 3;

type Rgb = readonly [number, number, number];

/** The sixteen colours that every terminal with colour has, but for black. */
export type ColorName =
  | ('red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'white' | 'blackBright')
  | ('redBright' | 'greenBright' | 'yellowBright' | 'blueBright' | 'magentaBright' | 'cyanBright' | 'whiteBright');

export type Style = {
  /** The colour at levels 1, 2 and 3: a name, an index of the 256, red-green-blue. */
  readonly color?: readonly [ColorName, number, Rgb];
  readonly bold?: true;
  readonly dim?: true;
  readonly inverse?: true;
};

export type Theme = Readonly<Record<Role, Style>>;

/** The themes in the order in which one key steps through them. */
export const themeNames = ['dark', 'light', 'high-contrast', 'color-blind'] as const;
export type ThemeName = (typeof themeNames)[number];

const accent = ['cyan', 80, [95, 215, 215]] as const;
const grey = ['blackBright', 245, [138, 143, 152]] as const;

/** For dark backgrounds. One accent; the four status colours; greys for everything that may stand back. */
export const dark: Theme = {
  accent: {color: accent, bold: true},
  bold: {bold: true},
  dim: {color: grey},
  rule: {color: ['blackBright', 240, [88, 94, 104]]},
  key: {color: accent},
  selected: {color: accent, bold: true},
  history: {inverse: true, bold: true},
  'what-if': {color: accent, inverse: true, bold: true},
  simulated: {color: accent},
  ghost: {color: grey},
  ok: {color: ['green', 78, [95, 200, 125]]},
  degraded: {color: ['yellow', 221, [240, 210, 90]]},
  partial: {color: ['magenta', 215, [255, 165, 80]]},
  major: {color: ['red', 203, [255, 95, 95]], bold: true},
};

const lightAccent = ['blue', 24, [0, 95, 135]] as const;
const lightGrey = ['blackBright', 241, [95, 99, 106]] as const;

/** For light backgrounds: the same colours, dark. */
const light: Theme = {
  ...dark,
  accent: {color: lightAccent, bold: true},
  dim: {color: lightGrey},
  rule: {color: ['blackBright', 247, [150, 153, 160]]},
  key: {color: lightAccent},
  selected: {color: lightAccent, bold: true},
  'what-if': {color: lightAccent, inverse: true, bold: true},
  simulated: {color: lightAccent},
  ghost: {color: lightGrey},
  ok: {color: ['green', 28, [0, 110, 50]]},
  degraded: {color: ['yellow', 94, [130, 95, 0]]},
  partial: {color: ['magenta', 130, [180, 75, 0]]},
  major: {color: ['red', 160, [200, 20, 30]], bold: true},
};

const brightAccent = ['cyanBright', 123, [120, 255, 255]] as const;
const nearWhite = ['white', 252, [208, 208, 208]] as const;

/** For black backgrounds, tired eyes and weak projectors: nothing stands back far. */
const highContrast: Theme = {
  ...dark,
  accent: {color: brightAccent, bold: true},
  dim: {color: nearWhite},
  rule: {color: nearWhite},
  key: {color: brightAccent, bold: true},
  selected: {color: brightAccent, bold: true},
  'what-if': {color: brightAccent, inverse: true, bold: true},
  simulated: {color: brightAccent},
  ghost: {color: nearWhite},
  ok: {color: ['greenBright', 120, [120, 255, 120]]},
  degraded: {color: ['yellowBright', 227, [255, 255, 90]]},
  partial: {color: ['magentaBright', 215, [255, 180, 90]]},
  major: {color: ['redBright', 210, [255, 140, 140]], bold: true},
};

/** For dark backgrounds: the worse, the lighter, from blue to white by way of amber; neither red nor green. */
const colorBlind: Theme = {
  ...dark,
  ok: {color: ['blueBright', 68, [80, 130, 205]]},
  degraded: {color: ['yellow', 178, [215, 145, 30]]},
  partial: {color: ['yellowBright', 221, [255, 215, 95]]},
  major: {color: ['whiteBright', 231, [255, 255, 255]], bold: true},
};

export const themes: Readonly<Record<ThemeName, Theme>> = {dark, light, 'high-contrast': highContrast, 'color-blind': colorBlind};

/** The background each theme is made for, where it is least in its favour: the lightest of the dark ones, the darkest of the light ones. */
export const grounds: Readonly<Record<ThemeName, Rgb>> = {
  dark: [40, 42, 54],
  light: [253, 246, 227],
  'high-contrast': [0, 0, 0],
  'color-blind': [40, 42, 54],
};

/** The colours after these, in the order in which a key goes through them. */
export const nextTheme = (theme: ThemeName): ThemeName => themeNames[(themeNames.indexOf(theme) + 1) % themeNames.length] ?? 'dark';
