import {execFileSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import process from 'node:process';
import {expect, it} from 'vitest';

it('the pictures of the README are what the program draws', () => {
  expect(() => execFileSync(process.execPath, ['scripts/tour.mjs', '--check'], {stdio: 'pipe', encoding: 'utf8'})).not.toThrow();
});

it('the README shows pictures that are there, and every one of them', () => {
  const shown = [...readFileSync('README.md', 'utf8').matchAll(/\(docs\/([^)]+)\)/g)].map(([, name]) => name);
  expect(new Set(shown)).toEqual(new Set(readdirSync('docs')));
});
