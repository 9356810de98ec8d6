import {bugExitCode, UserError} from '../../errors.js';
import type {Arguments} from '../arguments.js';
import {colorLevelOf} from '../color.js';
import type {Command} from '../command.js';
import {commands} from '../commands/index.js';
import {commandHelp, programHelp} from '../help.js';
import type {Io} from '../io.js';
import {printUserError} from '../print.js';
import {usageError, withMeantCommand} from '../usage.js';
import {version} from '../version.js';

/** What a command is asked to do where nothing but its name is written: what its options are by default. */
export const defaultsOf = ({options, positionals}: Command): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries({...positionals, ...options}).flatMap(([name, {default: value}]) => (value === undefined ? [] : [[name, value]])),
  );

/**
 * The whole program as a function: the arguments in, the exit code out. 0 done; 1 the thing asked about does not hold;
 * 2 wrong usage; 70 a bug of ours.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const words = withCommand(argv);
  try {
    const asked = wordsOf(words, io.stdout.columns);
    if (asked !== null) {
      io.stdout.write(`${asked}\n`);
      return 0;
    }
    const command = commandOf(words);
    if (command === undefined) throw usageError('a command is missing', words, command);
    // Where nothing is written there is nothing to take apart, and the parser stays away.
    const args: Arguments = argv.length === 0 ? defaultsOf(command) : (await import('../arguments.js')).argumentsOf(command, words);
    return await command.run(args as never, {...io, colorLevel: colorLevelOf(args.color, io)});
  } catch (error) {
    if (error instanceof UserError) {
      printUserError(io, words.length > argv.length ? withMeantCommand(error, argv, commands) : error);
      return error.exitCode;
    }
    io.stderr.write(`${io.describeBug(error)}\n`);
    return bugExitCode;
  }
}

const isColor = (word: string): boolean => word === '--no-color' || word === '--color';
const isHelp = (word: string): boolean => word === '--help' || word === '-h';

/** The command that a command line names: its first word, colours aside. */
function commandOf(argv: readonly string[]): Command | undefined {
  const word = argv.find(each => !isColor(each));
  return commands.find(({name}) => name === word);
}

/** Names the first command where none is named: `incident-replay mine.json` plays that file. */
function withCommand(argv: readonly string[]): readonly string[] {
  const start = argv.findIndex(word => !isColor(word));
  const word = argv[start] ?? '';
  if (word === 'help') return [...argv.slice(start + 1), '--help'];
  const [first] = commands;
  const isAboutTheProgram = isHelp(word) || word === '--version';
  return isAboutTheProgram || first === undefined || commandOf(argv) !== undefined ? argv : [first.name, ...argv];
}

/** Help and version; null where something is to be done. */
function wordsOf(argv: readonly string[], columns: number): string | null {
  const words = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  const command = commandOf(words);
  if (words.some(isHelp)) return command === undefined ? programHelp(commands, columns) : commandHelp(command, columns);
  return words.includes('--version') ? version : null;
}
