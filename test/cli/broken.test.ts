import {readdirSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {runCli} from '../helpers/run-cli.js';

const folder = new URL('../fixtures/broken/', import.meta.url).pathname;
const names = readdirSync(folder).filter(name => name.endsWith('.json'));

describe.each(names)('the broken timeline %s', name => {
  it.each(['validate', 'simulate', 'play'])('ends %s with exit code 1 and a place, never a stack trace', async command => {
    const {exitCode, stdout, stderr} = await runCli([command, name], {folder});
    expect(exitCode).toBe(1);
    expect(`${stdout}${stderr}`).toMatch(new RegExp(`${name.replaceAll('.', '\\.')}:\\d+:\\d+ \\S+ .+`));
    expect(`${stdout}${stderr}`).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
    expect(`${stdout}${stderr}`).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/);
  });
});

it('there are at least 25 of them', () => expect(names.length).toBeGreaterThanOrEqual(25));
