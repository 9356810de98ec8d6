import {describe, expect, it} from 'vitest';
import {drillProblems} from '../../src/drill/lint/lint.js';
import {pathText} from '../../src/timeline/problem.js';
import type {Json, JsonObject, Timeline} from '../../src/timeline/types.js';
import {withDrill} from '../helpers/drill.js';
import {flagship, flagshipText} from '../helpers/flagship.js';
import {quietSunday} from '../helpers/quiet-sunday.js';
import {runCli} from '../helpers/run-cli.js';

/** Where something stands in the drill; an entry of a list by its id or its place. */
type Where = readonly (string | number)[];
/** What stands there instead; undefined: nothing. */
type Change = readonly [where: Where, value: Json | undefined];

const entryOf = (holder: Json, key: string | number): number | string =>
  Array.isArray(holder) && typeof key === 'string' ? holder.findIndex(item => item.id === key) : key;

function changed(holder: Json, where: Where, value: Json | undefined): Json {
  const [key, ...rest] = where;
  if (key === undefined) return value ?? null;
  const at = entryOf(holder, key);
  const copy = Array.isArray(holder) ? [...holder] : {...(holder as JsonObject)};
  const slots = copy as Record<string | number, Json>;
  if (rest.length === 0 && value === undefined) delete slots[at];
  else slots[at] = changed(slots[at] ?? null, rest, value);
  return copy as Json;
}

/** Quiet Sunday with mistakes in it. */
const withMistakes = (changes: readonly Change[]): Timeline =>
  withDrill(changes.reduce<Json>((drill, [where, value]) => changed(drill, where, value), flagship.drill as JsonObject) as JsonObject);

const told = (changes: readonly Change[]): readonly string[] =>
  drillProblems(withMistakes(changes)).map(({severity, path, message}) => `${severity} ${pathText(path)} ${message}`);

const late = 'An old plan overwrote a new one.';

describe('the linter of scenarios', () => {
  it('has nothing to say against Quiet Sunday, and nothing about a timeline without a drill', () => {
    expect(drillProblems(flagship)).toEqual([]);
    expect(drillProblems({...flagship, drill: null})).toEqual([]);
  });

  it.each<[string, RegExp, ...Change[]]>([
    ['a wrong shape', /^error drill\.codeName is missing/, [['codeName'], undefined]],
    ['a seat', /drill\.msel\[0\]\.to\[0\] there is no seat "dsn"/, [['msel', 'Q-01', 'to', 0], 'dsn']],
    ['a signal', /the model has no signal "ddb.publik"/, [['panels', 'endpoint', 'readings', 0, 'signal'], 'ddb.publik']],
    ['a signal in a condition', /drill\.msel\[0\]\.when\.signal the model has no/, [['msel', 'Q-01', 'when', 'signal'], 'ddb.pub']],
    ['a mitigation', /there is no mitigation "nlb-of"/, [['palette', 'removals-off', 'mitigation'], 'nlb-of']],
    ['a recorded action', /there is no recorded action "dns.restor"/, [['palette', 'write-record', 'recorded', 0], 'dns.restor']],
    ['what other teams do', /is done by other teams by themselves/, [['autonomous'], ['dns.restore']]],
    ['an order', /options\[0\]\.orders\[0\] there is no action/, [['decisions', 'DP-09', 'options', 0, 'orders', 0], 'limit']],
    ['an option of history', /history DP-09 has no option "z"/, [['decisions', 'DP-09', 'history'], 'z']],
    ['what it comes after', /there is no inject, decision or action "ease"/, [['msel', 'Q-39b', 'when', 'since'], 'ease']],
    ['an id used twice', /decisions\[1\]\.id is used a second time: "Q-01"/, [['decisions', 1, 'id'], 'Q-01']],
    ['a time outside the model', /endsAt is outside the time of the model/, [['endsAt'], '2025-11-20T15:00:00-07:00']],
    ['a row outside the drill', /at is outside the time of the drill/, [['msel', 'Q-02', 'at'], '2025-10-20T15:30:00-07:00']],
    ['a twin that cannot be made', /twins\[0\] makes no model/, [['twins', 'V1', 'components', 'resolvers', 'spreadTauMin'], -1]],
    ['a panel of a twin', /there is no panel "nmes"/, [['twins', 'V1', 'says', 'nmes'], []]],
    ['a pattern', /pattern is no regular expression/, [['audiences', 0, 'claims', 0, 'pattern'], '(']],
    ['what became known later', /says what became known only afterwards \(race\)/, [['msel', 'Q-12', 'text'], late]],
    ['… in a hint', /hints\[4\]\.levels\[1\] says what became known/, [['hints', 4, 'levels', 1], 'A congestive collapse.']],
    ['… on a panel of a twin', /says\.names\[0\]\.text says what became/, [['twins', 'V1', 'says', 'names', 0, 'text'], late]],
    ['the real name', /^error drill\.purpose names the real incident: "AWS"/, [['purpose'], 'AWS is down.']],
    ['… of the place', /title names the real incident/, [['panels', 'names', 'title'], 'Names in us-east-1']],
  ])('tells of %s', (_, expected, ...changes) => {
    const lines = told(changes);
    expect(lines).toContainEqual(expect.stringMatching(expected));
    expect(lines).toContainEqual(expect.stringMatching(/^error /));
  });

  const silentDecoys = quietSunday.palette.map(({id}): Change => [['palette', id, 'decoy'], undefined]);
  const shortScenes = [0, 1, 2, 3, 4].map((at): Change => [['variants', '60', 'scenes', at, 'wallMinutes'], 2]);
  it.each<[string, RegExp, ...Change[]]>([
    ['an objective that nothing serves', /objectives\[5\] no inject and no decision/, [['objectives', 5], {id: 'O9', title: 'Sing'}]],
    [
      'a decision without a cue',
      /drill\.decisions\[0\] has no cue/,
      [['msel', 'Q-04', 'decision'], undefined],
      [['decisions', 'DP-01', 'opens'], {reached: '2025-10-19T23:58:00-07:00'}],
    ],
    ['a cue after its decision', /opens before its first cue/, [['decisions', 'DP-13', 'opens'], {since: 'Q-01', minutes: 0}]],
    [
      'an option that dominates',
      /decisions\[7\]\.options\[0\] dominates all others/,
      [['decisions', 'DP-08', 'experts'], [{who: 'Everybody', ranking: ['a', 'b', 'c'], reason: 'Of course.'}]],
    ],
    [
      'what the night did and nobody can order',
      /nobody can do what was done on the night: "ec2.relax"/,
      [['palette', 'ease-launches', 'recorded'], []],
    ],
    ['a lead time of its own', /says 3, and the mitigation takes 10/, [['palette', 'removals-off', 'leadMinutes'], 3]],
    ['a cue that no panel shows', /cuePanels show no signal of its cue/, [['palette', 'removals-off', 'cuePanels'], ['names']]],
    ['missing decoys', /drill\.palette has 0 decoys/, ...silentDecoys],
    ['missing twins', /drill\.twins 0 differ in the model/, [['twins'], []]],
    ['too many injects', /variants\[1\]\.injects \d+ injects in 10 minutes/, ...shortScenes],
    [
      'a decision that never opens',
      /"DP-13" can never open here/,
      [
        ['variants', '60', 'injects'],
        ['Q-01', 'Q-02'],
      ],
    ],
    [
      'a policy that sees through the fog',
      /asks for "dwfm.collapsed", which no panel shows/,
      [['policies', 'best', 'rules', 0, 'when', 'signal'], 'dwfm.collapsed'],
    ],
    ['words that hurt', /debrief\[0\]\.question uses "root cause"/, [['debrief', 0, 'question'], 'What was the root cause?']],
    ['words that rank people', /brief\[0\] uses "winner"/, [['brief', 0], 'There is one winner.']],
  ])('warns of %s', (_, expected, ...changes) => {
    const lines = told(changes);
    expect(lines).toContainEqual(expect.stringMatching(expected));
    expect(lines.filter(line => !line.startsWith('warning '))).toEqual([]);
  });
});

describe('validate', () => {
  const fileWith = (from: string, to: string): string => {
    expect(flagshipText).toContain(from);
    return flagshipText.replace(from, to);
  };
  const words = '"cost": "one person, a word to every region"';
  const files = {
    'seat.json': fileWith('"to": ["dns"],', '"to": ["dsn"],'),
    'lead.json': fileWith(`"leadMinutes": 15,\n        ${words}`, `"leadMinutes": 16,\n        ${words}`),
  };

  it('names the line and the column of a mistake, and what was probably meant', async () => {
    const {exitCode, stdout} = await runCli(['validate', 'seat.json'], {files});
    const line = files['seat.json'].split('\n').findIndex(text => text.includes('"dsn"')) + 1;
    expect(stdout).toContain(`seat.json:${line}:16 drill.msel[0].to[0] there is no seat "dsn"`);
    expect(stdout).toContain('did you mean "dns"?');
    expect(exitCode).toBe(1);
  });

  it('warnings do not fail', async () => {
    const {exitCode, stdout} = await runCli(['validate', 'lead.json'], {files});
    expect(stdout).toMatch(/lead\.json:\d+:\d+ drill\.palette\[1\]\.leadMinutes warning: says 16/);
    expect(stdout).toContain('✓ lead.json: 1 warning');
    expect(exitCode).toBe(0);
  });

  it('a mistake in the drill does not keep the incident from being simulated', async () => {
    expect((await runCli(['simulate', 'seat.json'], {files})).exitCode).toBe(0);
  });
});
