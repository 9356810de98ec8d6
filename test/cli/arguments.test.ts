import {expect, it} from 'vitest';
import {argumentsOf} from '../../src/cli/arguments.js';
import {commands} from '../../src/cli/commands/index.js';
import {defaultsOf} from '../../src/cli/program/main.js';

it.each(commands.filter(({usage}) => !usage.includes('<')))('$name without a word takes what its options say of themselves', command => {
  const {_: words, $0: program, ...taken} = argumentsOf(command, [command.name]);
  const given = Object.entries(taken).filter(([, value]) => value !== undefined);
  expect(defaultsOf(command)).toEqual(Object.fromEntries(given));
  expect([words, program]).toEqual([[], 'incident-replay']);
});
