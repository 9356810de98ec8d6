import {execFile} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {promisify} from 'node:util';
import {afterAll, describe, expect, it} from 'vitest';
import {parseJournal} from '../../src/drill/play/journal.js';
import {missingIn, Person, type Step, Team} from '../helpers/drill-team.js';

const folder = mkdtempSync(join(tmpdir(), 'drill-team-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const ids = ['ic', 'dep', 'scr', 'liaison', 'dns', 'compute', 'balancer', 'function'] as const;
const journal = 'team.jsonl';
const program = new URL('../../bin/incident-replay.js', import.meta.url).pathname;
const drill = async (...args: readonly string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [program, 'drill', ...args], {cwd: folder, maxBuffer: 1e8})).stdout;
const entered = () => parseJournal(journal, readFileSync(join(folder, journal)));

/** A host, the controller's console and eight seats, each in a terminal of its own; everybody reads the brief. */
async function seated(): Promise<Team> {
  const host = new Person('host', ['host', '--variant', '60', '--no-console', '--port', '0', '--journal', journal], folder);
  const screen = await host.shows('Ctrl-C ends it');
  const [, code = ''] = /drill join ([A-Z0-9-]+@\S+)/.exec(screen) ?? [];
  const [, controllerCode = ''] = /--controller (\S+)/.exec(screen) ?? [];
  const controller = new Person('controller', ['join', controllerCode, '--controller'], folder);
  await controller.shows('0 of 8 seats are here');
  const seats = ids.map(id => new Person(id, ['join', code, '--seat', id], folder));
  await Promise.all(seats.map(seat => seat.shows('The facilitator begins the drill.')));
  await controller.shows('8 of 8 seats are here');
  return new Team(host, controller, seats, 11);
}

const note = (text: string): readonly Step[] => [
  [['n'], 'enter goes on'],
  [[text], text],
  [['enter'], 'Noted.'],
];
const report = (conditions: string): readonly Step[] => [
  [['c'], 'CONDITIONS, ACTIONS, NEEDS'],
  [[conditions, 'enter', 'we look', 'enter'], 'we look'],
  [['enter'], 'Reported.'],
];
const canOf = (conditions: string) => ({type: 'note', kind: 'can', text: `C: ${conditions}. A: we look. N: nothing.`});

/** What an expert does: looks, says how sure it is, orders. */
async function works(team: Team, id: string, action: string): Promise<void> {
  await team.act(
    id,
    [
      [['l'], 'LOOK AT WHAT?'],
      [['1'], /● normal|▲ not normal/],
    ],
    {type: 'look'},
  );
  await team.act(
    id,
    [
      [['b'], 'WHAT MAY IT BE?'],
      [['1'], 'HOW SURE'],
      [['7', '0', 'enter'], '70'],
      [['enter'], 'Noted: 70 %.'],
    ],
    {
      type: 'believe',
      probability: 0.7,
    },
  );
  const person = team.seat(id);
  await person.press(['o'], 'ORDER WHAT?');
  await person.moveTo(action);
  await team.act(
    id,
    [
      [['enter'], 'BEFORE YOU ORDER'],
      [['enter', 'enter', 'enter', 'enter'], 'Ordered: it works in'],
    ],
    {type: 'order'},
  );
}

/** Everything that is open to be decided by somebody, with a ranking and a reason. */
async function decides(team: Team, id: string): Promise<void> {
  const person = team.seat(id);
  for (let count = 0; count < 10; count++) {
    const screen = await person.shows('MESSAGES');
    if (!/\d to decide/.test(screen)) return;
    const reason = `${id} thinks so, number ${count}`;
    const asked = await person.press(['d'], /DECIDE WHAT\?|ranking/);
    if (asked.includes('DECIDE WHAT?')) await person.press(['1'], 'ranking');
    await team.act(
      id,
      [
        [['2', '1', 'enter'], '› why'],
        [[reason], reason],
        [['enter'], 'Decided, with your reason.'],
      ],
      {type: 'decide', reason},
    );
  }
}

/** The controller's keys, each once, and the last one taken back. */
async function steers(team: Team): Promise<void> {
  const released = /(X\d|Q-\d+) released/;
  await team.control([[['h'], 'held back']], {type: 'hold'});
  await team.control([[['u'], 'Taken back.']], {type: 'undo'});
  await team.control([[['s'], 'skipped. u takes it back']], {type: 'skip'});
  await team.control([[['u'], 'Taken back.']], {type: 'undo'});
  await team.control(
    [
      [['e'], 'WORDS'],
      [['Somebody reads this aloud.', 'enter'], 'Done.'],
    ],
    {type: 'edit', text: 'Somebody reads this aloud.'},
  );
  await team.control([[['r'], released]], {type: 'release'});
  await team.control(
    [
      [['a'], 'A MESSAGE'],
      [['enter', 'enter', 'A regulator calls.', 'enter'], 'Done.'],
    ],
    {
      type: 'add',
      to: ['all'],
      text: 'A regulator calls.',
    },
  );
  await team.everybodyShows('A regulator calls.');
  await team.control(
    [
      [['o'], 'WHAT YOU SAW'],
      [['The room is calm.', 'enter'], 'Done.'],
    ],
    {type: 'observe', text: 'The room is calm.'},
  );
  await team.control([[['+'], 'Pace 2×.']], {type: 'pace', pace: 2});
  await team.control([[['-'], 'Pace 1×.']], {type: 'pace', pace: 1});
  await team.control([[['space'], 'Paused.']], {type: 'pause'});
  await team.everybodyShows('Paused by the facilitator');
  await team.control([[['space'], 'Play goes on.']], {type: 'resume'});
}

/** To the next scene, past everything that happens on the way. */
async function goesTo(team: Team, spoken: string): Promise<void> {
  await team.control([[['n'], 'WHICH SCENE?']], null);
  await team.controller.moveTo(scenes[spoken] ?? '');
  await team.control([[['enter'], 'The scene begins.']], {type: 'scene'});
  await team.everybodyShows(spoken);
}
const scenes: Readonly<Record<string, string>> = {
  'It is past one in the morning.': 'By hand',
  'It is a quarter to three.': 'It does not come back',
  'It is half past five.': 'Healthy things are being removed',
  'It is the middle of the morning.': 'Let the load back in',
};

/** From StartEx into the night: a commander, the first pages, words, tasks. */
async function opens(team: Team): Promise<void> {
  await team.control([[['space'], 'in play']], {type: 'start-ex'});
  await team.everybodyShows('All is quiet');
  await team.act(
    'ic',
    [
      [['m'], 'SURE?'],
      [['y'], 'You command.'],
    ],
    {type: 'take-command'},
  );
  await team.act('scr', note('the commander is the one who said so'), {type: 'note', text: 'the commander is the one who said so'});
  await steers(team);
  await team.act(
    'ic',
    [
      [['g'], 'A TASK FOR ONE PERSON'],
      [['right', 'enter', 'keep the clock', 'enter'], 'keep the clock'],
      [['enter'], 'Given.'],
    ],
    {
      type: 'task',
      owner: 'dep',
      text: 'keep the clock',
    },
  );
  await team.seat('dep').shows('keep the clock');
  await team.act('dep', [[['y'], 'Taken.']], {type: 'take-task'});
  await team.act('function', report('the queues wait'), canOf('the queues wait'));
}

const posts: readonly Step[] = [
  [['p'], 'A WORD'],
  [['enter', 'requests fail', 'enter', 'all customers of the region', 'enter', 'we look into it', 'enter'], '› next word'],
  [['enter'], 'Posted.'],
];

/** The rest of the night, with the host lost in the middle of it, and an input on its way. */
async function playsOn(team: Team): Promise<void> {
  await goesTo(team, 'It is past one in the morning.');
  await team.control(
    [
      [['i'], 'A HINT ON WHAT?'],
      [['enter'], 'The hint is open.'],
    ],
    {type: 'give-hint'},
  );
  await decides(team, 'ic');
  await works(team, 'dns', 'Restart the resolvers');
  await team.act(
    'dns',
    [
      [['x'], 'CALL OFF'],
      [['1'], 'Called off.'],
    ],
    {type: 'cancel'},
  );
  await team.act('liaison', posts, {type: 'post', audience: 'public', impact: 'requests fail'});
  await losesTheHost(team);
  await goesTo(team, 'It is a quarter to three.');
  await works(team, 'compute', 'Limit launch requests');
  await decides(team, 'ic');
  await team.seat('dns').press(['!'], 'HALT');
  await team.everybodyShows('HALT');
  await team.controller.shows('HALT');
  await team.control(
    [
      [['!'], 'Go on after the halt?'],
      [['y'], 'Play goes on.'],
    ],
    {type: 'resume'},
  );
  await goesTo(team, 'It is half past five.');
  await works(team, 'balancer', 'by health checks off');
  await decides(team, 'ic');
  await team.act(
    'dep',
    [
      [['m'], 'SURE?'],
      [['y'], 'You command.'],
    ],
    {type: 'take-command'},
  );
  await team.everybodyShows(/Deputy commands|you command/);
  await team.act('scr', note('handed over, and read back'), {type: 'note', text: 'handed over, and read back'});
  await goesTo(team, 'It is the middle of the morning.');
}

async function losesTheHost(team: Team): Promise<void> {
  const scribe = team.seat('scr');
  await team.host.kill();
  await team.everybodyShows('The host cannot be reached');
  for (const [keys, wanted] of note('said while the host was gone').slice(0, 2)) await scribe.press(keys, wanted);
  scribe.terminal.press('enter');
  await team.host.restart('Ctrl-C ends it', ['resume', journal, '--no-console']);
  await scribe.shows('Noted.');
  team.taken.push({type: 'note', seat: 'scr', text: 'said while the host was gone'});
  await team.everybodyShows((screen: string) => !screen.includes('cannot be reached'));
  await team.controller.shows(screen => !screen.includes('cannot be reached'));
}

/** EndEx, their own story, the reveal step by step on every screen, what is to be changed. */
async function tells(team: Team): Promise<void> {
  await team.control(
    [
      [['E'], 'SURE?'],
      [['y'], 'AFTER THE EXERCISE'],
    ],
    {type: 'end-ex'},
  );
  await team.everybodyShows('EndEx');
  for (const seat of team.seats) expect(seat.terminal.written).not.toMatch(/AWS|DynamoDB|us-east|PRIVATE/);
  await team.control([[['v'], 'First the team tells its own story']], null);
  await team.control(
    [
      [['t'], 'A SCENE IN'],
      [['enter', 'the name was empty', 'enter'], 'Done.'],
    ],
    {type: 'tell', text: 'the name was empty'},
  );
  await team.control([[['L'], 'Locked.']], {type: 'lock-story'});
  await team.everybodyShows('THE TEAM’S OWN STORY');
  for (const title of ['WHAT IT COST', 'THE NIGHT ITSELF', 'THE BEST KNOWN PLAN', 'HOW IT WORKED']) {
    await team.control([[['v'], 'The next step is open.']], {type: 'reveal'});
    await team.everybodyShows(title);
  }
  await team.control(
    [
      [['w'], 'AN IMPROVEMENT'],
      [['plan', 'enter', 'a second writer', 'enter', 'the database team', 'enter', '2026-12-01', 'enter', 'a game day', 'enter'], 'Done.'],
    ],
    {
      type: 'improve',
      owner: 'the database team',
      due: '2026-12-01',
    },
  );
  await team.control(
    [
      [['R'], 'AN OBJECTIVE'],
      [['enter', 'enter', 'one commander all night', 'enter'], 'Done.'],
    ],
    {
      type: 'rate',
      rating: 'P',
      note: 'one commander all night',
    },
  );
}

describe('the sixty minutes with eight seats and a controller, in ten real terminals', () => {
  it('is played by keys to its report; terminals and the host are lost on the way, no input is', {
    timeout: 300_000,
  }, async () => {
    const team = await seated();
    try {
      await opens(team);
      await team.controller.restart('CONTROLLER – PRIVATE');
      await playsOn(team);
      await tells(team);
      expect(new Set(team.lost).size).toBeGreaterThan(3);
      team.host.terminal.signal('SIGTERM');
      expect((await team.host.terminal.ended).exitCode).toBe(143);
      for (const {terminal, name} of [...team.seats, team.controller]) {
        expect([name, (await terminal.ended).exitCode, terminal.leftovers()]).toEqual([name, 0, []]);
        expect(terminal.screen()).toContain('The host has closed the drill.');
      }
    } finally {
      await team.dispose();
    }

    const {lines, isTorn} = entered();
    expect(isTorn).toBe(false);
    expect(missingIn(lines, team.taken)).toEqual([]);
    const keys = lines.flatMap(({key}) => key ?? []);
    expect(keys).toEqual([...new Set(keys)]);
    const replays = [await drill('replay', journal, '--json'), await drill('replay', journal, '--json')];
    expect(replays[1]).toBe(replays[0]);
    expect(JSON.parse(replays[0] ?? '')).toMatchObject({inputs: lines.length, isTorn: false});

    expect(await drill('report', journal)).toMatch(/EXERCISE[\s\S]*the name was empty[\s\S]*a second writer/);
    for (const format of ['html', 'json']) {
      await drill('report', journal, '-o', `report.${format}`);
      const text = readFileSync(join(folder, `report.${format}`), 'utf8');
      for (const words of ['EXERCISE', 'the name was empty', 'a second writer', 'one commander all night']) expect(text).toContain(words);
    }
  });
});
