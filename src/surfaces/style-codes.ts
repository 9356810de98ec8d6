import {Chalk, type ChalkInstance} from 'chalk';
import type {ColorLevel, Style} from '../screen/theme.js';

/** What turns one property of a style on and off: parameters of an SGR sequence. */
type Code = {readonly on: string; readonly off: string};

const mark = '\u0000';
const parameters = (sequences: string): readonly string[] => sequences.match(/\d[\d;]*/g) ?? [];

/** The codes of a style, as chalk writes them; none without colour. */
export function codesOf({color, bold, dim, inverse}: Style, level: ColorLevel): readonly Code[] {
  let chalk: ChalkInstance = new Chalk({level});
  if (bold) chalk = chalk.bold;
  if (dim) chalk = chalk.dim;
  if (inverse) chalk = chalk.inverse;
  if (color !== undefined) chalk = level === 1 ? chalk[color[0]] : level === 2 ? chalk.ansi256(color[1]) : chalk.rgb(...color[2]);
  const [open = '', close = ''] = chalk(mark).split(mark);
  const offs = parameters(close).toReversed();
  return parameters(open).map((on, index) => ({on, off: offs[index] ?? ''}));
}

/** Bold and dim end with the same code, and neither ends the other. */
const endsNothing = '22';

/** The shortest sequence from one style to another. */
export function transition(from: readonly Code[], to: readonly Code[]): string {
  if (to.length === 0) return from.length === 0 ? '' : '\u001B[0m';
  const ended = from.filter(({on, off}) => !to.some(code => code.on === on || (code.off === off && off !== endsNothing)));
  const offs = new Set(ended.map(({off}) => off));
  const begun = to.filter(({on, off}) => offs.has(off) || !from.some(code => code.on === on));
  const codes = [...offs, ...begun.map(({on}) => on)];
  return codes.length === 0 ? '' : `\u001B[${codes.join(';')}m`;
}
