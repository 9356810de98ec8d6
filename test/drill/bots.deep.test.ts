import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {type BotResult, botResults, bots, playBot, rowsOfHistory} from '../../src/drill/report/bot-runs.js';
import {quick} from '../../src/drill/report/ensemble.js';
import {decisionsMeasure} from '../../src/drill/report/measure-decisions.js';
import {evidenceMeasure} from '../../src/drill/report/measure-evidence.js';
import {drillOf} from '../../src/drill/scenario/scenario.js';
import {type Setup, setUp} from '../../src/drill/scenario/setup.js';
import type {DrillState} from '../../src/drill/scenario/state.js';
import {userMinutesAt} from '../../src/engine/user-minutes.js';
import {flagship, prepared} from '../helpers/flagship.js';
import {runCli} from '../helpers/run-cli.js';

const drill = drillOf(flagship);
if (drill === null) throw new Error('the flagship has no drill');

/** The night for a team: most decisions that the simulation can tell apart. */
function night(twin: string | null = null, seed = 1): Setup {
  const choice = {variant: '90', twin, seed, policy: 'hold'} as const;
  return twin === null && seed === 1
    ? setUp(flagship, drill as NonNullable<typeof drill>, choice, () => prepared)
    : setUp(flagship, drill as NonNullable<typeof drill>, choice);
}

function playedBy(id: string, setup: Setup): DrillState {
  const bot = bots.find(row => row.id === id);
  if (bot === undefined) throw new Error(`no bot ${id}`);
  return playBot(
    setup,
    bot.player(setup, () => night()),
  ).state;
}

const lostBy = (setup: Setup, {plan, nowMs}: DrillState): number => userMinutesAt(setup.living(plan, nowMs), nowMs);
const versusHistory = (setup: Setup, state: DrillState): number => lostBy(setup, state) / userMinutesAt(setup.world.history, state.nowMs);

describe('on the night itself bots land where they should', () => {
  const results = botResults(night(), () => night());
  const by = (id: string): BotResult => results.find(({bot}) => bot.id === id) as BotResult;
  const lost = ({profile}: BotResult): number => profile.impact.figures[0]?.value ?? Number.NaN;
  const figure = (id: string, name: string): number | null | undefined => {
    const {impact, decisions, orders, picture, words} = by(id).profile;
    return [impact, decisions, picture, words]
      .flatMap(({figures}) => figures)
      .concat(orders.evidence)
      .find(each => each.id === name)?.value;
  };

  it('panic orders nothing for which it saw a cue, and does worse than history by more than a fifth', () => {
    expect(figure('panic', 'evidence.seen')).toBe(0);
    expect(by('panic').state.orders.length).toBeGreaterThan(30);
    const {state} = by('panic');
    expect(versusHistory(night(), state)).toBeGreaterThan(1.2);
  });

  it('nobody does worse than the statue, and nobody hears a word from it', () => {
    expect(Math.max(...results.map(lost))).toBe(lost(by('statue')));
    for (const {id} of drill.audiences) expect(figure('statue', `words.${id}.coverage`)).toBe(0);
  });

  it('who spams is noisy, and covers no more than there is', () => {
    expect(figure('spammer', 'words.public.coverage')).toBeLessThanOrEqual(1);
    expect(figure('spammer', 'words.public.noise')).toBeGreaterThan(20);
  });

  it('who finds everything as likely as not scores a quarter for each belief', () => {
    expect(by('shrug').state.beliefs.length).toBe(drill.hypotheses.length);
    expect(figure('shrug', 'picture.brier')).toBeCloseTo(0.25, 12);
  });

  it('nobody does better than the closed loop', () => {
    expect(Math.min(...results.map(lost))).toBe(lost(by('closed-loop')));
    expect(figure('closed-loop', 'evidence.seen')).toBe(1);
  });

  it('the author is told which rows come at another time than on the night; none of these does', () => {
    const rows = rowsOfHistory(night());
    expect(rows.filter(({isNear}) => !isNear)).toEqual([]);
    expect(rows.find(({id}) => id === 'Q-24')).toMatchObject({kind: 'contextual', offMinutes: expect.any(Number)});
    expect(rows.filter(({cameMs}) => cameMs === null).map(({kind}) => kind)).toEqual(['contingency', 'contingency']);
  });

  it('what bots come to is a table for the author, and no total', async () => {
    const {exitCode, stdout} = await runCli(['drill', 'bots', 'quiet-sunday', '--variant', '30']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^EXERCISE {2}Quiet Sunday/);
    for (const {id} of bots) expect(stdout).toContain(`\n${id} `);
    expect(stdout).not.toMatch(/total/i);
    // One pair of eyes sees later than eight.
    expect(stdout).toMatch(/\nRows while history is played by its rules: \d+ of \d+ come within 10 minutes of their time/);
    expect(stdout).toMatch(/\n▲ Q-23 {2}02:45 {2}comes at 02:59, \+14 min\n/);
  });
});

describe('in other worlds and under other causes', () => {
  it.each([2, 3, 4])('panic never acts on a cue (seed %i)', seed => {
    const setup = night(null, seed);
    expect(evidenceMeasure(setup, playedBy('panic', setup)).evidence[0]?.value).toBe(0);
  });

  it('panic does worse than history by more than a fifth, whatever the order of its buttons', () => {
    const seeds = [1, 2, 3, 4, 5];
    const ratios = seeds.map(seed => versusHistory(night(null, seed), playedBy('panic', night(null, seed))));
    expect(ratios.toSorted((a, b) => a - b)[2]).toBeGreaterThan(1.2);
  });

  const outside = (twin: string): number => {
    const setup = night(twin);
    const {decisions} = decisionsMeasure(setup, playedBy('historian', setup), quick);
    const told = decisions.filter(({regret}) => regret !== null);
    return told.filter(({committed, options}) => !options.some(({id, isDefensible}) => id === committed?.option && isDefensible)).length;
  };

  it.each(['V3', 'V4'])('who repeats history on twin %s decides twice or more what cannot be defended', twin => {
    expect(outside(twin)).toBeGreaterThanOrEqual(2);
  });

  // On V1 the name is well, so most of the night's decisions never come up; of those that do, the model tells one apart.
  it('who repeats history on twin V1 decides the one thing that is told apart as cannot be defended, and repairs nothing', () => {
    const setup = night('V1');
    const state = playedBy('historian', setup);
    const {decisions} = decisionsMeasure(setup, state, quick);
    const told = decisions.filter(({regret}) => regret !== null);
    expect(told.map(({id}) => id)).toEqual(['DP-05']);
    expect(outside('V1')).toBe(told.length);
    expect(lostBy(setup, state)).toBeGreaterThan(3 * lostBy(setup, playedBy('closed-loop', setup)));
    expect(lostBy(setup, state)).toBeGreaterThan(0.95 * lostBy(setup, playedBy('statue', setup)));
  });
});

describe('bots have no way to the ground truth', () => {
  const folder = 'src/drill/bots';

  it.each(readdirSync(folder))('%s knows observations and inputs only', file => {
    const imports = [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/^import (type )?.* from '([^']+)'/gm)];
    for (const [, isType, from] of imports) {
      expect(isType === 'type ' ? ['../play/input.js', '../play/observe.js', './bot.js'] : ['./orders.js']).toContain(from);
    }
  });

  it('the same seed, the same acts', () => {
    for (const id of ['random', 'panic']) expect(playedBy(id, night())).toEqual(playedBy(id, night()));
    expect(playedBy('random', night(null, 2)).looks).not.toEqual(playedBy('random', night()).looks);
  });
});
