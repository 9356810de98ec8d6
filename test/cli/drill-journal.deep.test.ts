import {appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {begin, type Playing, replayed, stateHash} from '../../src/cli/drill/open-drill.js';
import type {Input} from '../../src/drill/play/input.js';
import {parseJournal} from '../../src/drill/play/journal.js';
import {reopenJournal} from '../../src/host/journal-file.js';
import {randomAt} from '../../src/model/random.js';
import {minuteMs, smallScenario, withDrill} from '../helpers/drill.js';
import {smallDrill} from '../helpers/drill-host.js';
import {flagship} from '../helpers/flagship.js';
import {runCli} from '../helpers/run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'journal-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));
const at = (name: string): string => join(folder, name);

/** The flagship's file with the small drill in it. */
const scenarioFile = at('scenario.json');
const flagshipText = readFileSync('timelines/aws-us-east-1-2025-10-20.json', 'utf8');
writeFileSync(scenarioFile, JSON.stringify({...(JSON.parse(flagshipText) as object), drill: smallScenario}));

const card = {effect: 'the name answers', check: 'resolver', risk: '', wayBack: 'the old record'};
const on = (minutes: number): Input => ({type: 'advance', byMs: minutes * minuteMs});
const inputs: readonly Input[] = [
  {type: 'recognise', seat: 'ten'},
  {type: 'start-ex'},
  on(20),
  {type: 'look', seat: 'dns', panel: 'resolver'},
  {type: 'believe', seat: 'dns', hypothesis: 'name-gone', probability: 0.7, because: 'zero addresses – „NOERROR“'},
  {type: 'hold', inject: 'Q-03'},
  {type: 'undo'},
  {type: 'order', seat: 'dns', action: 'bounce', card},
  on(5),
  {type: 'decide', seat: 'ic', decision: 'DP-04', option: 'a', ranking: ['a', 'b'], reason: 'nothing may write over it'},
  {type: 'note', seat: 'dns', text: 'two of us, 👀 on it', kind: 'can'},
  {type: 'halt'},
  {type: 'resume'},
  on(60),
  {type: 'end-ex'},
];

function played(name: string): Playing {
  let nowMs = 0;
  const playing = begin(smallDrill(), {variant: '60', twin: null, seed: 1, policy: 'hold'}, at(name), () => nowMs);
  for (const input of inputs) {
    nowMs += 1500;
    expect(playing.play.take(input, playing.wallMs())).toBe(null);
  }
  return playing;
}

const whole = played('whole.jsonl');
whole.journal.close();
const bytes = readFileSync(at('whole.jsonl'));
const read = (path: string) => parseJournal(path, readFileSync(path));
const {setup} = whole.play;
const opened = smallDrill();

describe('a journal', () => {
  it('replays to the same state', () => {
    const again = replayed('whole.jsonl', {journal: read(at('whole.jsonl')), opened, setup});
    expect(stateHash(again.state())).toBe(stateHash(whole.play.state()));
    expect(again.entries()).toEqual(whole.play.entries());
  });

  it('cut at fifty places: it goes on, and at most the last input is lost', () => {
    const header = bytes.indexOf(10) + 1;
    for (let round = 0; round < 50; round++) {
      const cut = header + Math.floor(randomAt(7, 'cut', round) * (bytes.length - header));
      const path = at(`cut-${round}.jsonl`);
      writeFileSync(path, bytes.subarray(0, cut));
      const journal = read(path);
      const finished = bytes.subarray(0, cut).filter(byte => byte === 10).length - 1;
      expect(journal.lines).toHaveLength(finished);
      const play = replayed(path, {journal, opened, setup});
      const file = reopenJournal(path, journal.keptBytes, journal.readBytes);
      for (const input of inputs.slice(finished)) {
        expect(play.take(input, play.state().wallMs)).toBe(null);
        file.append(play.entries().at(-1) as never);
      }
      file.close();
      expect(read(path)).toMatchObject({isTorn: false});
      expect(read(path).lines.map(({input}) => input)).toEqual(inputs);
    }
  });

  it('cut at every byte: it is read up to the last whole input, or is no journal yet', () => {
    const header = bytes.indexOf(10) + 1;
    for (let cut = 0; cut <= bytes.length; cut++) {
      const part = bytes.subarray(0, cut);
      if (cut < header) {
        expect(() => parseJournal('cut', part)).toThrow('cut:1: this is no journal of a drill.');
        continue;
      }
      const {lines, keptBytes, isTorn} = parseJournal('cut', part);
      expect([lines.length, keptBytes, isTorn]).toEqual([
        part.filter(byte => byte === 10).length - 1,
        part.lastIndexOf(10) + 1,
        part.at(-1) !== 10,
      ]);
    }
  });

  it('is there for its owner only, and nothing overwrites it', () => {
    expect(statSync(at('whole.jsonl')).mode & 0o777).toBe(0o600);
    expect(() => played('whole.jsonl')).toThrow('a journal is never overwritten');
    expect(readFileSync(at('whole.jsonl'))).toEqual(bytes);
  });

  it('that somebody else writes is not written on', () => {
    const path = at('two.jsonl');
    writeFileSync(path, bytes);
    expect(() => reopenJournal(path, bytes.length - 10, bytes.length - 5)).toThrow('by somebody else too'); // it has grown since it was read
    expect(readFileSync(path)).toEqual(bytes);
    const mine = reopenJournal(path, bytes.length, bytes.length);
    appendFileSync(path, '{}\n');
    expect(() => mine.append({wallMs: 0, input: {type: 'start-ex'}})).toThrow('by somebody else too');
    mine.close();
  });

  it('says nothing in clear that a participant may not know', () => {
    const text = bytes.toString();
    for (const secret of ['An old plan overwrote', 'It meets the same missing plan', flagship.incident.id, flagship.incident.title]) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain('EXERCISE');
  });
});

describe('drill replay', () => {
  const journalOf = async (name: string): Promise<string> => {
    const path = at(name);
    const {openDrill} = await import('../../src/cli/drill/scenario-file.js');
    const io = {bundled: {ids: async () => []}, readFile: async (file: string) => readFileSync(file)} as never;
    const playing = begin(await openDrill(io, scenarioFile), {variant: '60', twin: null, seed: 1, policy: 'hold'}, path, () => 0);
    for (const input of inputs) playing.play.take(input, 0);
    playing.journal.close();
    return path;
  };
  const world = {folder: '/', timelines: folder};

  it('prints a line an input, and as JSON the state and what each seat knows', async () => {
    const path = await journalOf('replayed.jsonl');
    const words = await runCli(['drill', 'replay', path], world);
    expect(words.exitCode).toBe(0);
    expect(words.stdout.split('\n')).toHaveLength(inputs.length + 3);
    expect(words.stdout).toContain('dns         look resolver');
    const {stdout} = await runCli(['drill', 'replay', path, '--json'], world);
    const result = JSON.parse(stdout) as {stateHash: string; inputs: number; observations: {seat: string}[]};
    expect(result).toMatchObject({exercise: true, inputs: inputs.length});
    expect(words.stdout).toContain(result.stateHash);
    expect(result.observations.map(({seat}) => seat)).toEqual(['ic', 'dns', 'ten']);
  });

  it('exits 1 with the place when the scenario has changed, or the journal', async () => {
    const path = await journalOf('changed.jsonl');
    const other = JSON.stringify({...(JSON.parse(flagshipText) as object), drill: {...smallScenario, codeName: 'Calm Monday'}});
    const changed = await runCli(['drill', 'replay', path], {...world, files: {[scenarioFile]: other}});
    expect([changed.exitCode, changed.stderr]).toEqual([1, expect.stringContaining(':1: the scenario is not the one that was played')]);
    const text = readFileSync(path, 'utf8');
    const run = (altered: string) => runCli(['drill', 'replay', path], {...world, files: {[path]: altered}});
    expect((await run(text.replace('"probability":0.7', '"probability":0.8'))).stderr).toContain(':6: here the drill goes another way');
    expect((await run(text.replace('"panel":"resolver"', '"panel":"nowhere"'))).stderr).toContain(':5: look is refused: There is no panel');
    expect((await run(text.replace('"type":"look"', '"type":"peek"'))).stderr).toContain(':5: this line is no input');
  });
});

describe('drill on the command line', () => {
  it('the catalogue and the help name neither the incident nor its answer', async () => {
    const list = await runCli(['drill', 'list']);
    const help = await runCli(['drill', '--help']);
    const wrong = await runCli(['drill', 'host', '--twin', 'x']);
    expect(list.exitCode).toBe(0);
    for (const text of [list.stdout, (await runCli(['drill', 'list', '--json'])).stdout, help.stdout, wrong.stderr]) {
      expect(text).not.toMatch(/aws|dns automation|dynamo|us-east|race|enactor/i);
      expect(text).not.toContain(flagship.incident.title);
    }
    expect(list.stdout).toContain('Quiet Sunday');
    expect(withDrill(smallScenario).drill).not.toBe(null);
  });

  it.each([
    [['drill', 'hots'], 'there is no "hots"'],
    [['drill', 'replay'], 'needs a journal'],
    [['drill', 'join', '--json', '!'], 'CODE@HOST:PORT'],
    [['drill', 'join', 'ABCD-EFGH'], 'joined in a terminal'],
    [['drill', 'host', '--variant', '45'], 'There is no variant 45'],
    [['drill', 'host', '--variant', '30'], 'for somebody alone'],
    [['drill', 'host', '--seed', '0'], 'A seed is a whole number'],
    [['drill', 'host', '--pace', '61'], 'The pace is 1 to 60'],
    [['drill', 'host', 'loud-monday'], 'There is no exercise "loud-monday"'],
    [['drill', '--solo'], 'on a terminal'],
  ])('%j is wrong usage, in words', async (argv, words) => {
    const {exitCode, stderr} = await runCli(argv);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(words)]);
  });

  it('who dials where nobody hosts is told so', async () => {
    const {exitCode, stderr} = await runCli(['drill', 'join', 'ABCD-EFGH@127.0.0.1:1', '--json']);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('Nobody hosts a drill at 127.0.0.1:1')]);
  });
});
