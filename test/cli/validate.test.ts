import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {runCli} from '../helpers/run-cli.js';

const good = readFileSync(new URL('../fixtures/cli/shop-bad-release.json', import.meta.url), 'utf8');
const files = {
  'typo.json': good.replace('"services": ["shop"], "title": "The release goes', '"services": ["shopp"], "title": "The release goes'),
  'half.json': '{"schemaVersion": 1,',
};

describe('validate', () => {
  it('says that a sound file is sound', async () => {
    const {exitCode, stdout, stderr} = await runCli(['validate', 'shop-bad-release.json', 'mail-record.json']);
    expect(stdout).toBe('✓ shop-bad-release.json\n✓ mail-record.json\n');
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  it('names the place of a problem, and what to do', async () => {
    const {exitCode, stdout} = await runCli(['validate', 'typo.json'], {files});
    const line = files['typo.json'].split('\n').findIndex(text => text.includes('"shopp"')) + 1;
    expect(stdout).toContain(`typo.json:${line}:`);
    expect(stdout).toContain('events[0].services[0]');
    expect(stdout).toMatch(/did you mean "shop"/i);
    expect(stdout).toContain('✖ typo.json: 1 problem');
    expect(exitCode).toBe(1);
  });

  it('checks every file, and fails when one fails', async () => {
    const {exitCode, stdout} = await runCli(['validate', 'half.json', 'shop-bad-release.json'], {files});
    expect(stdout).toContain('✖ half.json');
    expect(stdout).toContain('✓ shop-bad-release.json');
    expect(exitCode).toBe(1);
  });

  it('gives programs one JSON document', async () => {
    const {exitCode, stdout, stderr} = await runCli(['validate', 'typo.json', 'shop-bad-release.json', '--json'], {files});
    const report = JSON.parse(stdout);
    expect(report.files.map(({file, ok}: {file: string; ok: boolean}) => [file, ok])).toEqual([
      ['typo.json', false],
      ['shop-bad-release.json', true],
    ]);
    expect(Object.keys(report.files[0].issues[0]).sort()).toEqual(['column', 'hint', 'line', 'message', 'path', 'severity']);
    expect(stderr).toBe('');
    expect(exitCode).toBe(1);
  });

  it('finds what only shows when the history is run', async () => {
    const neverSeen = good.replace('"op": ">", "value": 0.5', '"op": ">", "value": 2');
    const {exitCode, stdout} = await runCli(['validate', '-'], {stdin: neverSeen});
    expect(stdout).toContain('model.actions[1].when');
    expect(stdout).toContain('is done before its cue is seen');
    expect(exitCode).toBe(1);
  });

  it('says why a file cannot be read, and still checks the others', async () => {
    const {exitCode, stdout, stderr} = await runCli(['validate', 'gone.json', '.', 'shop-bad-release.json']);
    expect(stderr).toContain('gone.json cannot be read: there is no such file');
    expect(stderr).toContain('. cannot be read: that is a folder');
    expect(stdout).toBe('✓ shop-bad-release.json\n');
    expect(exitCode).toBe(2);
    const json = await runCli(['validate', 'gone.json', '--json']);
    expect(JSON.parse(json.stdout).files[0].ok).toBe(false);
    expect(json.exitCode).toBe(2);
  });

  it('refuses what is not UTF-8', async () => {
    const {exitCode, stdout} = await runCli(['validate', 'latin.json'], {files: {'latin.json': new Uint8Array([0x7b, 0xe9, 0x7d])}});
    expect(stdout).toContain('not UTF-8');
    expect(exitCode).toBe(1);
  });

  it('takes a byte order mark for nothing', async () => {
    expect((await runCli(['validate', '-'], {stdin: `\ufeff${good}`})).exitCode).toBe(0);
  });

  it('lets no escape of a file, or of its name, reach the terminal', async () => {
    const hostile = good.replace('Paper Plane', 'Paper\\u001b]0;x\\u0007').replace('"tags"', '"\u001b[2Jtags"');
    const {stdout, stderr} = await runCli(['validate', 'a\u001b[31m.json', 'hostile.json'], {files: {'hostile.json': hostile}});
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });
});
