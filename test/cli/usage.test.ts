import {describe, expect, it} from 'vitest';
import {commands} from '../../src/cli/commands/index.js';
import type {Io} from '../../src/cli/io.js';
import {main} from '../../src/cli/program/main.js';
import {runCli} from '../helpers/run-cli.js';

const file = 'shop-bad-release.json';

describe('wrong usage ends with exit code 2, nothing on stdout, and what to do on stderr', () => {
  it.each<{argv: string[]; says: string; and: string}>([
    {argv: ['simulate', '--wat-if', 'x'], says: 'there is no option --wat-if', and: 'Did you mean "--what-if"'},
    {argv: ['simulate', '-q'], says: 'there is no option -q', and: '--help'},
    {argv: ['simulate', '--no-bogus'], says: 'there is no option --no-bogus', and: '--help'},
    {argv: ['simulat'], says: '"simulat" is no bundled incident and no file here', and: 'Did you mean the command simulate?'},
    {argv: ['simulate', 'a', 'b'], says: '"b" is one argument too many', and: '--help'},
    {argv: ['simulate', '--', '-x'], says: '"-x" is one argument too many', and: '--help'},
    {argv: ['simulate', '--what-if'], says: '--what-if needs a value', and: '--what-if=VALUE'},
    {argv: ['simulate', '--what-if', '-x@1'], says: '--what-if needs a value', and: '--what-if=VALUE'},
    {argv: ['simulate', '--plan='], says: '--plan needs a value', and: '--help'},
    {argv: ['simulate', '--plan', 'a', '--plan', 'b'], says: '--plan is given more than once', and: '--help'},
    {argv: ['simulate', '--mode', 'later'], says: '--mode is one of reactive, clock', and: '--help'},
    {argv: ['simulate', '--seed', 'x'], says: '--seed takes a number', and: '--help'},
    {argv: ['simulate', file, '--seed', '1.5'], says: '--seed takes a whole number', and: ''},
    {argv: ['simulate', '--json=maybe'], says: '--json takes no value', and: '--help'},
    {argv: ['validate'], says: '<files...> is missing', and: 'incident-replay validate --help'},
    {argv: ['play', file, '--at', 'soon'], says: '"soon" is not a time', and: 'T+2:37'},
    {argv: ['play', file, '--at', '13:00'], says: '13:00 is after the run ends', and: '10:00 to 12:00'},
    {argv: ['simulate', 'nothing-here.json'], says: 'nothing-here.json cannot be read: there is no such file', and: ''},
    {argv: ['simulate', 'no-such-incident'], says: 'is no bundled incident', and: 'Known:'},
  ])('incident-replay $argv: $says', async ({argv, says, and}) => {
    const {exitCode, stdout, stderr} = await runCli(argv);
    expect(stderr).toContain(says);
    expect(stderr).toContain(and);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});

describe('help', () => {
  it('lists every command', async () => {
    for (const argv of [['--help'], ['-h'], ['help'], ['--no-color', '--help']]) {
      const {exitCode, stdout, stderr} = await runCli(argv);
      for (const {name, summary} of commands)
        expect(stdout.replace(/\s+/g, ' ')).toContain(`${name} ${summary}`.split(' ').slice(-4).join(' '));
      expect(stderr).toBe('');
      expect(exitCode).toBe(0);
    }
  });

  it.each(commands.map(command => ({command, name: command.name})))(
    'of $name describes every option and fits into 80 columns',
    async ({command}) => {
      for (const argv of [
        [command.name, '--help'],
        ['help', command.name],
      ]) {
        const {exitCode, stdout} = await runCli(argv);
        for (const [option, {describe: words}] of Object.entries(command.options)) {
          expect(stdout).toContain(`--${option}`);
          expect(words).toBeTruthy();
        }
        const tooWide = stdout.split('\n').filter(line => line.length > 80 && !line.startsWith('  incident-replay'));
        expect(tooWide).toEqual([]);
        expect(exitCode).toBe(0);
      }
    },
  );

  it('asked for a version, says only that', async () => {
    const {exitCode, stdout} = await runCli(['--version']);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(exitCode).toBe(0);
  });
});

it('reports a bug of ours with exit code 70 and everything that a report needs', async () => {
  const io = {stdout: {columns: 80}, stderr: {write: (text: string) => said.push(text)}, describeBug: String, env: {}} as unknown as Io;
  const said: string[] = [];
  expect(await main(['list'], io)).toBe(70);
  expect(said.join('')).toContain('TypeError');
  const {describeBug} = await import('../../src/cli/print.js');
  const words = describeBug(new Error('ouch'), ['play', 'x'], 'Node 20');
  for (const part of ['this is a bug', 'incident-replay play x', 'Node 20', 'ouch', 'at ']) expect(words).toContain(part);
});
