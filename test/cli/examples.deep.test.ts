import {describe, expect, it} from 'vitest';
import {commands} from '../../src/cli/commands/index.js';
import {runCli} from '../helpers/run-cli.js';

describe('the examples of the help', () => {
  // A drill takes a terminal, or somebody else to play with: its own tests play it.
  const elsewhere = ['validate', 'drill'];
  const examples = commands.flatMap(({name, examples}) => (elsewhere.includes(name) ? [] : examples.map(([typed]) => typed)));
  const wordsOf = (typed: string): string[] =>
    [...(typed.split(/ [|>] /)[0] as string).matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? (bare as string)).slice(1);
  /** A search goes on for a minute; a test wants to know only that it goes. */
  const shortened = (words: string[]): string[] =>
    words[0] !== 'explore' || words[1] === 'merge'
      ? words
      : [...words.filter((word, index) => word !== '--budget' && words[index - 1] !== '--budget'), '--budget', '3', '--find', 'best'];
  const plan = (atMs: string): string => JSON.stringify([{op: 'add', mitigation: 'nlb-failover-off', at: atMs}]);
  const files: Record<string, string> = {'early.json': plan('2025-10-20T05:30:00-07:00'), 'late.json': plan('2025-10-20T09:00:00-07:00')};

  it.each(examples.filter(typed => !typed.includes('mine.json') && !typed.includes('merge')))('%s works', async typed => {
    const {exitCode, stderr} = await runCli(shortened(wordsOf(typed)), {files});
    expect(stderr).toBe('');
    // What a race is checked for may well be broken.
    expect(exitCode).toBe(typed.includes(' race') && !typed.includes('fence') ? 1 : 0);
  });

  it.each(examples.filter(typed => typed.includes('merge')))('%s works', async typed => {
    for (const shard of ['1', '2']) {
      const searched = await runCli(shortened(['explore', '--shard', `${shard}/2`, '--json']));
      files[`${shard}.json`] = searched.stdout;
    }
    const {exitCode, stderr} = await runCli(wordsOf(typed), {files});
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });
});
