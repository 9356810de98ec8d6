import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {parseAar} from '../../src/export/aar-json.js';
import {beginFlagship, writeJournal} from '../helpers/drill-report.js';
import {runCli} from '../helpers/run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'report-'));
const journal = join(folder, 'drill.jsonl');
/** The program, which reads the journals of this folder. */
const cli = (argv: readonly string[]) => {
  const files = readdirSync(folder).filter(name => name.endsWith('.jsonl'));
  return runCli(argv, {files: Object.fromEntries(files.map(name => [join(folder, name), readFileSync(join(folder, name))]))});
};
beforeAll(() => writeJournal(journal));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

describe('drill report', () => {
  it('writes Markdown to standard output, and nothing else', async () => {
    const {exitCode, stdout, stderr} = await cli(['drill', 'report', journal, '--team', 'Team Red']);
    expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: ''});
    expect(stdout.startsWith('EXERCISE')).toBe(true);
    expect(stdout).toContain('# After-action report: Quiet Sunday – Team Red – 20');
    expect(stdout).toContain(`incident-replay drill replay ${journal}`);
  });

  it.each([
    [['-o', 'a.html'], 'a.html', '<!-- EXERCISE'],
    [['-o', 'a.json'], 'a.json', '{\n  "mark": "EXERCISE'],
    [['-o', 'a.md'], 'a.md', 'EXERCISE'],
    [['--format', 'html', '-o', 'page'], 'page', '<!-- EXERCISE'],
  ])('%j: the format is asked for, or the name says it', async (args, name, beginning) => {
    const {exitCode, stdout} = await cli(['drill', 'report', journal, ...args.map(arg => (arg === name ? join(folder, name) : arg))]);
    expect({exitCode, stdout}).toEqual({exitCode: 0, stdout: ''});
    expect(readFileSync(join(folder, name), 'utf8').startsWith(beginning)).toBe(true);
    // Others on the machine need not read it.
    expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  });

  it('the same journal gives the same report', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => cli(['drill', 'report', journal, '--json'])));
    expect(one?.stdout).toBe(two?.stdout);
    expect(parseAar(one?.stdout ?? '').run.seats).toHaveLength(8);
  });

  it('tells nothing of a drill that has not ended', async () => {
    const path = join(folder, 'open.jsonl');
    const {play, journal: file} = await beginFlagship(path);
    play.take({type: 'start-ex'}, 0);
    play.take({type: 'advance', byMs: 60 * 60_000}, 1000);
    file.close();
    const {exitCode, stdout, stderr} = await cli(['drill', 'report', path, '-o', join(folder, 'early.html')]);
    expect({exitCode, stdout}).toEqual({exitCode: 1, stdout: ''});
    expect(stderr).toContain('the drill has not ended');
    expect(existsSync(join(folder, 'early.html'))).toBe(false);
  });

  it('says where it cannot write', async () => {
    const {exitCode, stderr} = await cli(['drill', 'report', journal, '-o', join(folder, 'none', 'x.md')]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('cannot be written');
  });
});
