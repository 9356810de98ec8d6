import type {InferredOptionTypes, Options} from 'yargs';
import type {Io} from './io.js';

/** An argument or an option, as yargs takes it, with the word that stands for its value in the help. */
export type Field = Options & {readonly value?: string};
type Fields = Readonly<Record<string, Field>>;

/** A command is a row: what it is called, what it takes, and what it does in the world it is given. */
export type Command = {
  readonly name: string;
  /** Its positional arguments, as yargs writes them: `[timeline]`, `<files...>`. */
  readonly usage: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly positionals: Fields;
  readonly options: Fields;
  /** What to type, and what it does. */
  readonly examples: readonly (readonly [command: string, what: string])[];
  /** Said after the options in the command's help. */
  readonly notes?: string;
  /** The exit code: 0 done, 1 the thing asked about does not hold. */
  run(args: never, io: Io): Promise<number>;
};

/** Ties a command's options to the arguments that its `run` takes. */
export const command = <P extends Fields, O extends Fields>(
  spec: Omit<Command, 'positionals' | 'options' | 'run'> & {
    readonly positionals: P;
    readonly options: O;
    run(args: InferredOptionTypes<P> & InferredOptionTypes<O>, io: Io): Promise<number>;
  },
): Command => spec as Command;
