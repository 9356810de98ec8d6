import yargs, {type Argv, type PositionalOptions} from 'yargs';
import type {Command} from './command.js';
import {stdinName} from './input.js';
import {refuseAmbiguous, usageError} from './usage.js';

/** What a command is asked to do: what it declares, and whether colours were asked for. */
export type Arguments = Readonly<Record<string, unknown>> & {readonly color?: boolean};

/** The arguments and options of a command line that names a command. Throws a UserError with exit code 2 for what the command does not take. */
export function argumentsOf(command: Command, argv: readonly string[]): Arguments {
  const found: {args: Arguments | null; error: Error | null} = {args: null, error: null};
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
  return found.args;
}

function described(builder: Argv, {positionals, options}: Command): Argv {
  let built = builder.options(options);
  for (const [key, positional] of Object.entries(positionals)) built = built.positional(key, positional as PositionalOptions);
  return built;
}
