import type {Line, Role} from './line.js';

/** 0: no colour and no other attribute; 1: 16 colours; 2: 256; 3: truecolor. */
export type ColorLevel = 0 | 1 | 2 | 3;

type Style = {
  /** The colour at levels 1, 2 and 3: an SGR code, an index of the 256, red-green-blue. */
  readonly color?: readonly [number, number, readonly [number, number, number]];
  readonly bold?: true;
  readonly dim?: true;
  readonly inverse?: true;
};

export type Theme = Readonly<Record<Role, Style>>;

const accent = [36, 80, [95, 215, 215]] as const;
const grey = [90, 245, [138, 143, 152]] as const;

/** For dark backgrounds. One accent; the four status colours; greys for everything that may stand back. */
export const dark: Theme = {
  accent: {color: accent, bold: true},
  bold: {bold: true},
  dim: {color: grey},
  rule: {color: [90, 240, [88, 94, 104]]},
  key: {color: accent},
  selected: {color: accent, bold: true},
  history: {inverse: true, bold: true},
  'what-if': {color: accent, inverse: true, bold: true},
  simulated: {color: accent},
  ghost: {color: grey},
  ok: {color: [32, 78, [95, 200, 125]]},
  degraded: {color: [33, 221, [240, 210, 90]]},
  partial: {color: [35, 215, [255, 165, 80]]},
  major: {color: [31, 203, [255, 95, 95]], bold: true},
};

function colorCode(color: NonNullable<Style['color']>, level: ColorLevel): string {
  if (level === 1) return String(color[0]);
  return level === 2 ? `38;5;${color[1]}` : `38;2;${color[2].join(';')}`;
}

function codes({color, bold, dim, inverse}: Style, level: ColorLevel): {readonly open: string; readonly close: string} {
  const open: string[] = [];
  const close: string[] = [];
  if (bold) open.push('1');
  if (dim) open.push('2');
  if (bold || dim) close.push('22');
  if (inverse) {
    open.push('7');
    close.push('27');
  }
  if (color) {
    open.push(colorCode(color, level));
    close.push('39');
  }
  return {open: `\u001B[${open.join(';')}m`, close: close.map(code => `\u001B[${code}m`).join('')};
}

/** Lines as the terminal takes them; each keeps its width. */
export function paint(lines: readonly Line[], theme: Theme, level: ColorLevel): string[] {
  if (level === 0) return lines.map(line => line.map(({text}) => text).join(''));
  const styles = new Map<Role, {readonly open: string; readonly close: string}>();
  for (const role of Object.keys(theme) as Role[]) styles.set(role, codes(theme[role], level));
  return lines.map(line => {
    let painted = '';
    for (const {text, role} of line) {
      const style = role === undefined || isBlank(text, theme[role]) ? undefined : styles.get(role);
      painted += style === undefined ? text : style.open + text + style.close;
    }
    return painted;
  });
}

/** A colour on blanks shows nothing, unless it is the background. */
const isBlank = (text: string, {inverse}: Style): boolean => inverse !== true && text.trim() === '';
