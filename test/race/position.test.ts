import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {blockedChoicesAt, choicesAt} from '../../src/race/choice.js';
import {codeOf, positionOf} from '../../src/race/code.js';
import {modelOf} from '../../src/race/model.js';
import {toldStep} from '../../src/race/narrate.js';
import {type Outlook, outlooking, prospectOf, prospectWords} from '../../src/race/outlook.js';
import {begin, type Position, staleAgainst, take} from '../../src/race/position.js';
import {protect, protectionNames, variantOf} from '../../src/race/protections.js';
import {isEmpty} from '../../src/race/state.js';
import {exploredWorld, rulesOf, type World} from '../helpers/race.js';
import {runs} from '../helpers/runs.js';
import {theDefault} from './results.js';

/** Plays by hand: each key as the list of choices shows it. */
function played(keys: string, variant?: string, world: World = theDefault): Position {
  let position = begin(modelOf(rulesOf(world, variant)));
  for (const key of keys) {
    const choice = choicesAt(position).find(each => each.key === key);
    if (choice === undefined) throw new Error(`there is no ${key} after ${position.path.length} steps`);
    position = take(position, choice.action);
  }
  return position;
}

const shown = (position: Position): readonly string[] =>
  choicesAt(position).map(({key, actor, effect, warning}) => [key, actor, effect, ...(warning === '' ? [] : [`(${warning})`])].join(' '));

/** E1 has its pass for plan 2, E2 has written plan 4, E3 has done nothing. */
const armed = '41144222';
/** The same, but E3 has a pass for plan 4 too. */
const armedWithWitness = '4114422332';

describe('what can happen next', () => {
  it('is numbered in the canonical order, its effect said in numbers before it is done', () => {
    expect(shown(played(''))).toEqual(['1 E1 takes plan 1', '2 E2 takes plan 1', '3 E3 takes plan 1', '4 Planner makes plan 2']);
    expect(shown(played(armed))).toEqual([
      '1 E1 writes plan 2 over plan 4 (goes backwards)',
      '2 E2 deletes plans 1 and 2',
      '3 E3 takes plan 4',
    ]);
    expect(shown(played(`${armed}1`))[1]).toBe('2 E2 deletes plans 1 and 2 (plan 2 is live)');
  });

  it.each([
    {variant: 'fence', keys: armed, says: '1 E1 tries plan 2, is refused: plan 4 is newer'},
    {variant: 'skip', keys: `${armed}1`, says: '2 E2 deletes plan 1'},
    {variant: 'guard', keys: `${armed}1`, says: '2 E2 deletes nothing'},
    {variant: 'early', keys: armed, says: '2 E2 lists plans 1 and 2, to delete later'},
    {variant: 'none', keys: `${armed}2`, says: '1 E1 finds plan 2 deleted, lets go'},
    {variant: 'recheck', keys: '411', says: '1 E1 asks again: is plan 2 older than plan 1? no'},
    {variant: 'none', keys: '41', says: '1 E1 asks: is plan 2 newer than plan 1? yes'},
    {variant: 'none', keys: '1', says: '1 E1 asks: is plan 1 newer than plan 1? no'},
    {variant: 'crash', keys: '1', says: '2 E1 dies with plan 1 in hand'},
    {variant: 'lease+expire', keys: '1', says: '3 clock the lease of E1 runs out'},
    {variant: 'off+repair', keys: '', says: '5 operator switches the automation off'},
    {variant: 'off+repair', keys: '5', says: '1 operator switches the automation on again'},
    {variant: 'repair', keys: `${armed}12`, says: '4 operator sets what is empty to plan 4'},
  ])('with $variant after $keys: $says', ({variant, keys, says}) => {
    expect(shown(played(keys, variant))).toContain(says);
  });

  it('names the record where there are two', () => {
    expect(shown(played('311', 'none', [2, 4, 2, 2]))[0]).toBe('1 E1 writes plan 2 over plan 1, record 1');
  });

  it('does not have a blocked write, which says why', () => {
    const before = played(`${armedWithWitness}1`);
    const emptied = played(`${armedWithWitness}12`);
    expect(blockedChoicesAt(before)).toEqual([]);
    expect(blockedChoicesAt(emptied)).toEqual([
      {
        enactor: 2,
        actor: 'E3',
        reason: 'blocked: the record points at plan 2, which no longer exists; the transaction cannot write its rollback record',
      },
    ]);
    expect(shown(emptied).some(line => line.includes('E3'))).toBe(false);
    expect(toldStep(before, choicesAt(before)[1]?.action as never)).toMatchObject({
      badges: ['EMPTY', 'BLOCKED'],
      sentences: expect.arrayContaining(['E3 has plan 4, which is fine.']),
    });
  });
});

describe('a position remembers', () => {
  it('what was answered and when, what each record had, and that it went backwards', () => {
    const position = played(armed);
    expect(position.passes).toEqual([{plan: 2, saw: 1, step: 3}, {plan: 4, saw: 1, step: 7}, null]);
    expect(position.records).toEqual([[1, 4]]);
    expect(position.wentBackwards).toBe(false);
    expect(played(`${armed}1`)).toMatchObject({records: [[1, 4, 2]], wentBackwards: true});
  });

  it('PASS IS STALE: from the moment another enactor writes a newer plan', () => {
    const staleAt = ({model, state}: Position) => state.enactors.map(me => staleAgainst(model.rules, state, me));
    expect(staleAt(played(armed.slice(0, -1)))).toEqual([null, null, null]);
    expect(staleAt(played(armed))).toEqual([{endpoint: 0, plan: 4}, null, null]);
    expect(staleAt(played(`${armed}2`))).toEqual([null, null, null]); // plan 2 is gone: E1 will let go
  });
});

describe('the outlook', () => {
  const outlookOf = (variant?: string): Outlook => {
    const work = outlooking(exploredWorld(theDefault, variant));
    for (;;) {
      const step = work.next();
      if (step.done === true) return step.value;
    }
  };
  const wordsAt = (outlook: Outlook, {state}: Position): string => {
    const prospect = prospectOf(outlook, state);
    return prospect === null ? 'unknown' : prospectWords(prospect);
  };

  it('says how near the outage is, at each step of its story', () => {
    const outlook = outlookOf();
    const stories = Array.from({length: 9}, (_, step) => wordsAt(outlook, played(armed.slice(0, step))));
    expect(stories).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2].map(steps => `outage: ${steps} steps away at the nearest`));
    expect(wordsAt(outlook, played(`${armed}1`))).toBe('outage: 1 step away at the nearest');
    expect(wordsAt(outlook, played(`${armed}12`))).toBe('outage: now; no action of any enactor leads back');
  });

  it('says when it cannot come any more', () => {
    expect(wordsAt(outlookOf('fence'), played(armed, 'fence'))).toBe('outage: no longer reachable');
    expect(wordsAt(outlookOf('heal'), played(`${armedWithWitness}12`, 'heal'))).toBe('outage: now');
    expect(wordsAt(outlookOf('lease+crash'), played('12', 'lease+crash'))).toBe(
      'no action of any enactor leads to the newest plan any more',
    );
  });

  it('no state that can still come to the outage is more than twelve steps from it', () => {
    const {toOutage, explored} = outlookOf();
    const reachable = toOutage.filter(steps => steps <= explored.space.states);
    expect(Math.max(...reachable)).toBe(12);
    for (let index = 0; index < explored.space.states; index++) {
      expect(toOutage[index] === 0).toBe(isEmpty(explored.space.stateAt(index), 0));
    }
  });
});

describe('the code of a position', () => {
  it('is the world and the keys that lead there', () => {
    expect(codeOf(played(''))).toMatch(/^3-4-1-2-none-0-[0-9a-z]{2}$/);
    expect(codeOf(played('12', 'lease+crash+fence', [2, 4, 2, 2]))).toMatch(/^2-4-2-2-fence\+lease\+crash-12-[0-9a-z]{2}$/);
  });

  it('leads back to the same position, from any walk in any world', () => {
    const worlds = fc.record({
      enactors: fc.integer({min: 1, max: 12}),
      plans: fc.integer({min: 1, max: 16}),
      endpoints: fc.integer({min: 1, max: 8}),
      age: fc.integer({min: 1, max: 16}),
    });
    const flags = fc.subarray([...protectionNames]);
    fc.assert(
      fc.property(worlds, flags, fc.array(fc.nat(), {maxLength: 60}), (size, names, draws) => {
        let position = begin(modelOf({size, protect: protect(...names)}));
        for (const draw of draws) {
          const choices = choicesAt(position);
          const choice = choices[draw % choices.length];
          if (choice !== undefined) position = take(position, choice.action);
        }
        const back = positionOf(` ${codeOf(position)}\n`);
        const {model, path, ...rest} = position;
        expect(back).toMatchObject(rest);
        expect(back.path).toHaveLength(path.length);
        expect(variantOf(back.model.rules.protect)).toBe(variantOf(model.rules.protect));
      }),
      {numRuns: runs(200), seed: 30},
    );
  });

  it.each([
    {code: '', says: 'it looks like'},
    {code: 'hello', says: 'it looks like'},
    {code: '3-4-1-2-none-0', says: 'it looks like'},
    {code: '3-4-1-2-none-4-zz', says: 'cut or changed'},
    {code: `3-4-1-2-none-${'1'.repeat(20_000)}-aa`, says: 'it looks like'},
    {code: signed('3-4-1-2-none-9'), says: 'its step 1 cannot be done'},
    {code: signed('3-4-1-2-seatbelt-0'), says: 'does not exist: seatbelt'},
    {code: signed('3-4-1-2-fence++skip-0'), says: 'does not exist'},
    {code: signed('13-4-1-2-none-0'), says: '--enactors takes a whole number from 1 to 12'},
    {code: signed('3-4-0-2-none-0'), says: '--endpoints takes a whole number'},
  ])('$code is refused: $says', ({code, says}) => {
    expect(() => positionOf(code)).toThrow(says);
  });

  it('nothing that is typed does more than be refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({unit: fc.constantFrom(...'0123456789-+abcdefnost\u001B')})), text => {
        expect(() => positionOf(text)).toThrow(/is no position|takes a whole number/);
      }),
      {numRuns: runs(500), seed: 31},
    );
  });

  it('one wrong letter is seen', () => {
    const code = codeOf(played(armed));
    for (let index = 0; index < code.length; index++) {
      const wrong = code.slice(0, index) + (code[index] === '1' ? '2' : '1') + code.slice(index + 1);
      expect(() => positionOf(wrong), wrong).toThrow();
    }
  });
});

/** A code whose last two letters are right, whatever it says. */
function signed(code: string): string {
  let sum = 7;
  for (const letter of code) sum = (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0;
  return `${code}-${(sum % 1296).toString(36).padStart(2, '0')}`;
}
