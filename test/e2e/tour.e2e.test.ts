import {execFile} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import process from 'node:process';
import {promisify} from 'node:util';
import {expect, it} from 'vitest';

// Nine consoles one after the other, some of which simulate hundreds of nights before their picture is whole.
it('the pictures of the README are what the program draws', async () => {
  const {stderr} = await promisify(execFile)(process.execPath, ['scripts/tour.mjs', '--check']);
  expect(stderr).toBe('');
}, 300_000);

it('the README shows pictures that are there, and every one of them', () => {
  const shown = [...readFileSync('README.md', 'utf8').matchAll(/\(docs\/([^)]+)\)/g)].map(([, name]) => name);
  expect(new Set(shown)).toEqual(new Set(readdirSync('docs')));
});
