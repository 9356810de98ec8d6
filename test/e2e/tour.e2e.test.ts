import {execFileSync} from 'node:child_process';
import process from 'node:process';
import {expect, it} from 'vitest';

it('the pictures of the README are what the program draws', () => {
  expect(() => execFileSync(process.execPath, ['scripts/tour.mjs', '--check'], {stdio: 'pipe', encoding: 'utf8'})).not.toThrow();
});
