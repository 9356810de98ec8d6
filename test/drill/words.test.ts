import {describe, expect, it} from 'vitest';
import {checkWords, lintWords, type Words, wordsOf} from '../../src/drill/play/words.js';
import {setUp} from '../../src/drill/scenario/setup.js';
import {drillFrom, minuteMs, played, setUpSmall, smallScenario, withDrill} from '../helpers/drill.js';
import {prepared} from '../helpers/flagship.js';

const good: Words = {
  audience: 'public',
  impact: 'Requests fail',
  scope: 'all customers of the region',
  doing: 'we look into it',
  nextMinutes: 20,
};
const blocking = (words: Partial<Words>) =>
  lintWords({...good, ...words})
    .filter(({isBlocking}) => isBlocking)
    .map(({about}) => about);

describe('a word to an audience', () => {
  it('has impact, scope, action and the next time', () => {
    expect(blocking({})).toEqual([]);
    for (const part of ['impact', 'scope', 'doing'] as const) expect(blocking({[part]: ' '})).toEqual(['missing']);
    expect(blocking({nextMinutes: 0})).toEqual(['missing']);
  });

  it.each([
    'fixed in 30 minutes',
    'we will be back within the hour and a half, within 2 hours all is restored',
    'resolved by 14:00',
    'ETA 20 min',
    'we expect recovery within the hour',
  ])('promises no end: %s', doing => expect(blocking({doing})).toContain('promise'));

  it.each(['people are at work since 30 minutes', 'we try again in 5 minutes', 'going back over the last changes'])(
    'may say when something is done: %s',
    doing => {
      expect(blocking({doing})).not.toContain('promise');
    },
  );

  it('says nothing about people or their faults', () => {
    expect(blocking({doing: 'we search the root cause'})).toEqual(['wording']);
  });

  it('begins with EXERCISE, whatever it says', () => {
    expect(wordsOf(good)).toMatch(/^EXERCISE – not a real incident\. Requests fail\. .* Next word in 20 minutes\.$/);
  });

  it('claims nothing that the team has not seen', () => {
    const audiences = [
      {
        id: 'public',
        title: 'Public',
        windows: [{everyMinutes: 20}],
        claims: [{pattern: '\\bDNS\\b', fact: {signal: 'dns.regional', op: '<', value: 0.5} as const, says: 'it is so'}],
      },
    ];
    const scenario = {...smallScenario, audiences};
    const setup = setUp(withDrill(scenario), drillFrom(scenario), {variant: '60', twin: null, seed: 1, policy: 'hold'}, timeline => ({
      ...prepared,
      timeline,
    }));
    const claim = {...good, impact: 'DNS answers are empty'};
    const state = played(setup, [{type: 'start-ex'}, {type: 'advance', byMs: 10 * minuteMs}]);
    expect(checkWords(setup, state, claim).map(({about}) => about)).toEqual(['claim']);
    const looked = played(setup, [{type: 'look', seat: 'dns', panel: 'resolver'}], state);
    expect(checkWords(setup, looked, claim)).toEqual([]);
  });

  it('warns of words that were said before', () => {
    const setup = setUpSmall();
    const state = played(setup, [{type: 'start-ex'}, {type: 'post', seat: 'ic', ...good}]);
    expect(checkWords(setup, state, good)).toMatchObject([{about: 'news', isBlocking: false}]);
  });
});
