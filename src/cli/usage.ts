import {UserError} from '../errors.js';
import {sentence} from '../format/words.js';
import {distanceOf, nameHint} from '../timeline/nearest.js';
import type {Command} from './command.js';
import {commonOptions} from './help.js';

const program = 'incident-replay';

/** What yargs found wrong with a command line, in our words: what, then what to do. Exit code 2. */
export function usageError(message: string, argv: readonly string[], command: Command | undefined): UserError {
  const help = `${program}${command === undefined ? '' : ` ${command.name}`} --help shows how it is used.`;
  const where = command === undefined ? '' : `${command.name}: `;
  const wrong = (what: string, hint = ''): UserError => new UserError(`${where}${what}`, `${hint === '' ? '' : `${hint} `}${help}`, 2);

  const unknown = /^Unknown arguments?: (.*)$/s.exec(message)?.[1]?.split(', ')[0];
  if (unknown !== undefined) return unknownWord(unknown, argv, command, wrong);
  const valueless = /^Not enough arguments following: (.*)$/s.exec(message)?.[1];
  if (valueless !== undefined) {
    return wrong(`--${valueless} needs a value.`, `A value that begins with - is written --${valueless}=VALUE.`);
  }
  if (message.startsWith('Not enough non-option arguments')) return wrong(`${command?.usage ?? 'a command'} is missing.`);
  const choice = /Argument: (.*), Given: (.*), Choices: (.*)$/s.exec(message);
  if (choice !== null) return wrong(`--${choice[1]} is one of ${choice[3]?.replace(/"/g, '')}, not ${choice[2]}.`);
  return wrong(message.replace(/\s+/g, ' '));
}

function unknownWord(
  word: string,
  argv: readonly string[],
  command: Command | undefined,
  wrong: (what: string, hint?: string) => UserError,
): UserError {
  const typed = argv.find(part => part.startsWith('-') && part.replace(/^-+(no-)?/, '').split('=')[0] === word);
  if (typed === undefined && argv.includes(word)) return wrong(`"${word}" is one argument too many.`);
  const names = [...Object.keys(command?.options ?? {}), ...Object.keys(commonOptions)];
  const shown = typed?.split('=')[0] ?? (word.length === 1 ? `-${word}` : `--${word}`);
  const hint = nameHint(
    shown,
    names.map(name => `--${name}`),
  );
  return wrong(`there is no option ${shown}.`, `${sentence(hint)}.`);
}

/** What yargs lets through: an option given twice that is taken once, a number that is none, words after `--`. */
export function refuseAmbiguous(command: Command, args: Readonly<Record<string, unknown>>, argv: readonly string[]): void {
  const wrong = (what: string): UserError =>
    new UserError(`${command.name}: ${what}`, `${program} ${command.name} --help shows how it is used.`, 2);
  for (const [name, option] of Object.entries(command.options)) {
    const value = args[name];
    if (Array.isArray(value) && option.array !== true) throw wrong(`--${name} is given more than once.`);
    if (option.type === 'number' && value !== undefined && !Number.isFinite(value)) throw wrong(`--${name} takes a number.`);
    if (option.type === 'boolean' && argv.some(word => word.startsWith(`--${name}=`) && !/=(true|false)$/.test(word))) {
      throw wrong(`--${name} takes no value.`);
    }
    // An option whose value may be left out has an empty one then.
    if (option.type === 'string' && option.requiresArg !== true) continue;
    for (const text of Array.isArray(value) ? value : [value]) if (text === '') throw wrong(`--${name} needs a value.`);
  }
  const [extra] = Array.isArray(args._) ? args._ : [];
  if (extra !== undefined) throw wrong(`"${String(extra)}" is one argument too many.`);
}

/** A word that was taken for a timeline may have been meant as a command. */
export function withMeantCommand(error: UserError, argv: readonly string[], commands: readonly Command[]): UserError {
  const word = argv.find(each => !each.startsWith('-'));
  const meant = commands.find(({name}) => word !== undefined && distanceOf(word, name) <= Math.max(1, Math.floor(name.length / 3)));
  return meant === undefined
    ? error
    : new UserError(error.message, `Did you mean the command ${meant.name}? ${error.hint}`.trim(), error.exitCode);
}
