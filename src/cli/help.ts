import {width, wrap} from '../format/text.js';
import {sentence} from '../format/words.js';
import type {Command, Field} from './command.js';
import {version} from './version.js';

/** Options that every command takes. */
export const commonOptions = {
  help: {type: 'boolean', describe: 'this help'},
  'no-color': {type: 'boolean', describe: 'no colours; NO_COLOR=1 and FORCE_COLOR=0 to 3 are obeyed too'},
} as const satisfies Readonly<Record<string, Field>>;

const narrowest = 60;
const widest = 100;
type Row = readonly [left: string, right: string];

/** The help of the program: what it is, and its commands. */
export function programHelp(commands: readonly Command[], columns: number): string {
  return page(columns, [
    `incident-replay ${version}`,
    'Replay a real incident in the terminal, change one decision, and see what it would have saved.',
    {title: 'Usage', rows: [['incident-replay [COMMAND] [OPTIONS]', '']]},
    {title: 'Commands', rows: commands.map(({name, usage, summary}): Row => [`${name} ${usage}`.trim(), summary])},
    {title: 'Options', rows: [...optionRows(commonOptions), ['--version', 'the version']]},
    {title: 'Examples', rows: commands.flatMap(({examples}) => examples.slice(0, 1))},
    'incident-replay COMMAND --help tells more about a command. Nothing here touches the network.',
  ]);
}

/** The help of one command: every argument, every option, examples. */
export function commandHelp({name, usage, summary, positionals, options, examples, notes = ''}: Command, columns: number): string {
  return page(columns, [
    `incident-replay ${[name, usage, '[OPTIONS]'].filter(part => part !== '').join(' ')}`,
    `${sentence(summary)}.`,
    {title: 'Arguments', rows: Object.entries(positionals).map(([key, {describe = ''}]): Row => [key, describe])},
    {title: 'Options', rows: [...optionRows(options), ...optionRows(commonOptions)]},
    {title: 'Examples', rows: examples},
    ...notes.split('\n\n'),
  ]);
}

const optionRows = (options: Readonly<Record<string, Field>>): readonly Row[] =>
  Object.entries(options).map(
    ([key, {value = '', describe = '', array}]): Row => [
      `--${key}${value === '' ? '' : ` ${value}`}`,
      array === true ? `${describe}; may be repeated` : describe,
    ],
  );

type Section = {readonly title: string; readonly rows: readonly Row[]};

function page(columns: number, parts: readonly (string | Section)[]): string {
  const room = Math.max(narrowest, Math.min(widest, columns));
  const blocks = parts.map(part => (typeof part === 'string' ? paragraph(part, room) : section(part, room)));
  return blocks
    .filter(block => block.length > 0)
    .map(block => block.join('\n'))
    .join('\n\n');
}

/** Lines that are set by hand stay as they are; the first word of a paragraph that is too wide starts the wrapping. */
function paragraph(text: string, room: number): readonly string[] {
  if (text === '') return [];
  return text.split('\n').flatMap(line => (width(line) <= room ? [line] : wrapped(line, room)));
}

function wrapped(line: string, room: number): readonly string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  return wrap(line, room - indent.length).map(part => `${indent}${part}`);
}

/** Two columns; where the left one is long, the right one goes below it. */
function section({title, rows}: Section, room: number): readonly string[] {
  if (rows.length === 0) return [];
  const left = Math.min(26, Math.max(...rows.map(([text]) => width(text))));
  const right = room - left - 4;
  const lines = rows.flatMap(([text, words]) => {
    const [first = '', ...rest] = words === '' ? [] : wrap(words, right);
    const below = rest.map(part => `${' '.repeat(left + 4)}${part}`);
    if (width(text) <= left) return [`  ${text.padEnd(left)}  ${first}`.trimEnd(), ...below];
    return [`  ${text}`, ...(words === '' ? [] : [`${' '.repeat(left + 4)}${first}`, ...below])];
  });
  return [title, ...lines];
}
