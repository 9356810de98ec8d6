import type {Command} from './command.js';

/** What a command is asked to do where nothing but its name is written: what its options are by default. */
export const defaultsOf = ({options, positionals}: Command): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries({...positionals, ...options}).flatMap(([name, {default: value}]) => (value === undefined ? [] : [[name, value]])),
  );
