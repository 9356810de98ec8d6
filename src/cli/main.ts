import yargs, {type Argv, type PositionalOptions} from 'yargs';
import {UserError} from '../errors.js';
import {colorLevelOf} from './color.js';
import type {Command} from './command.js';
import {commands} from './commands/index.js';
import {commandHelp, programHelp} from './help.js';
import {stdinName} from './input.js';
import type {Io} from './io.js';
import {printUserError} from './print.js';
import {refuseAmbiguous, usageError, withMeantCommand} from './usage.js';
import {version} from './version.js';

/** Exit code for a bug of ours (EX_SOFTWARE). */
export const bugExitCode = 70;

/** What a command line asks for: a command with its arguments. */
type Chosen = {readonly command: Command; readonly args: Readonly<Record<string, unknown>>};

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
    const {command, args} = parse(words);
    return await command.run(args as never, {...io, colorLevel: colorLevelOf(args.color as boolean | undefined, io)});
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

/** Throws a UserError with exit code 2 for what no command takes. */
function parse(argv: readonly string[]): Chosen {
  const command = commandOf(argv);
  if (command === undefined) throw usageError('a command is missing', argv, command);
  const found: {args: Chosen['args'] | null; error: Error | null} = {args: null, error: null};
  const parser = yargs()
    .scriptName('incident-replay')
    .locale('en')
    .help(false)
    .version(false)
    .exitProcess(false)
    .showHelpOnFail(false)
    .strict()
    .option('color', {type: 'boolean'})
    .parserConfiguration({'greedy-arrays': false, 'parse-numbers': false, 'dot-notation': false, 'camel-case-expansion': false})
    // As the default command: after any other one it lays out a help of its own, which nobody sees.
    .command(
      `$0 ${command.usage}`.trim(),
      command.summary,
      builder => described(builder, command),
      args => {
        found.args = args;
      },
    );
  const words = argv.toSpliced(argv.indexOf(command.name), 1).map(word => (word === '-' ? stdinName : word));
  parser.parse(words, {}, (error: Error | undefined | null) => {
    found.error = error ?? null;
  });
  if (found.error !== null || found.args === null) throw usageError(found.error?.message ?? 'a command is missing', argv, command);
  refuseAmbiguous(command, found.args, argv);
  return {command, args: found.args};
}

function described(builder: Argv, {positionals, options}: Command): Argv {
  let built = builder.options(options);
  for (const [key, positional] of Object.entries(positionals)) built = built.positional(key, positional as PositionalOptions);
  return built;
}
