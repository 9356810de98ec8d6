import {describe, expect, it} from 'vitest';
import {exercises} from '../../../src/race/exercises.js';
import {protectionNames} from '../../../src/race/protections.js';
import type {LabState} from '../../../src/screens/race-lab/state.js';
import {choicesOf} from '../../../src/screens/race-lab/view.js';
import {labIn, labOn, pressed} from '../../helpers/lab.js';

/** Does steps by their numbers, found by who does what: `Planner`, `E1 pick`, `operator off`. */
function acted(from: LabState, script: string): LabState {
  return script.split(', ').reduce((state, words) => {
    const [who, name] = words.split(' ');
    const choice = choicesOf(state).choices.find(({actor, action}) => actor === who && (name === undefined || action.name === name));
    if (choice === undefined) throw new Error(`${words} cannot be done`);
    return pressed(state, choice.key);
  }, from);
}

/** Switches protections on or off in the open list, and begins there. */
const world = (...names: readonly (typeof protectionNames)[number][]): string => {
  const rows = names.map(name => protectionNames.indexOf(name)).sort((a, b) => a - b);
  return `p ${rows.map((row, index) => `${'down '.repeat(row - (rows[index - 1] ?? 0))}space`).join(' ')}`;
};

const begun = (exercise: number, keys = ''): LabState => pressed(labIn(), `x ${exercise} enter ${keys}`);
const isPassed = ({passed}: LabState, exercise: number): boolean => passed.includes(exercise - 1);

const armed = 'Planner, E1 pick, E1 check, Planner, Planner, E2 pick, E2 check, E2 apply';
const outage = `${armed}, E1 apply, E2 clean`;

describe('each exercise is passed by who does it', () => {
  it('the outage in ten steps', () => {
    const done = acted(begun(1), outage);
    expect(isPassed(done, 1)).toBe(true);
    expect(done.notice).toContain('DONE. x goes on.');
  });

  it('backwards in eight steps', () => {
    expect(isPassed(acted(begun(2), 'Planner, E1 pick, E1 check, Planner, E2 pick, E2 check, E2 apply, E1 apply'), 2)).toBe(true);
  });

  it('none of the three survives', () => {
    const asked = labOn(labIn());
    asked.press('x', '3', 'enter');
    expect(asked.screen()).toContain('WHAT DO YOU THINK?');
    const guessed = begun(3, '4');
    const checked = pressed(guessed, `${world('recheck')} c escape ${world('recheck', 'early')} c escape`);
    expect(isPassed(checked, 3)).toBe(false);
    expect(isPassed(pressed(checked, `${world('early', 'hold')} c`), 3)).toBe(true);
  });

  it('Repair while it runs, then while it is off', () => {
    const first = acted(
      begun(4),
      'Planner, E1 pick, E1 check, Planner, E2 pick, E2 check, Planner, E3 pick, E3 check, E3 apply, E1 apply, E3 clean, Planner, ' +
        'E3 pick, E3 check, operator repair, E3 apply, E2 apply, E3 clean',
    );
    expect([first.doing?.isDone, isPassed(first, 4)]).toEqual([true, false]);
    const second = acted(pressed(first, 'x enter'), `${outage}, operator off, operator repair, operator on`);
    expect(isPassed(second, 4)).toBe(true);
  });

  it('the smallest age, then one plan more', () => {
    const smallest = pressed(begun(5), 'p up right c');
    expect(smallest.notice).toContain('Now one plan more');
    expect(isPassed(pressed(smallest, 'escape p up up up right c'), 5)).toBe(true);
  });

  it('the lease, with expire, with fence', () => {
    const stuck = acted(begun(6), 'E1 pick, E1 crash');
    expect(stuck.doing?.isDone).toBe(true);
    const expiring = pressed(pressed(stuck, 'x enter'), `${world('expire')} c`);
    expect(expiring.doing).toMatchObject({task: 1, isDone: true});
    const fenced = pressed(pressed(expiring, 'escape x enter'), `${world('fence')} c`);
    expect(isPassed(fenced, 6)).toBe(true);
  });

  it('the fence alone', () => {
    expect(isPassed(pressed(begun(7), `${world('fence')} c`), 7)).toBe(true);
  });

  it.each(exercises.flatMap(({tasks}) => tasks.map(({short, lesson}) => ({short, lesson}))))(
    'and what it teaches fits the bottom line of a small screen: $short',
    ({lesson}) => {
      expect(` DONE. x goes on. ${lesson}`.length).toBeLessThanOrEqual(80);
    },
  );

  it('says what is left to check', () => {
    const guessed = begun(3, '4');
    expect(pressed(guessed, `${world('early')} c`).notice).toBe('Now recheck and hold, alone: p.');
    expect(pressed(guessed, `${world('recheck', 'early')} c`).notice).toContain('Each of the three alone');
  });

  it('there are no others', () => {
    expect(exercises).toHaveLength(7);
  });
});

describe('none is passed by a wrong one', () => {
  it.each([
    {
      exercise: 1,
      what: 'in more steps than it takes',
      state: () => acted(begun(1), `E3 pick, E3 check, ${outage}`),
      says: 'Empty, but in 12 steps; 10 are enough.',
    },
    {exercise: 1, what: 'by a replay', state: () => pressed(begun(1), 'r $'), says: 'A replay did some of these steps.'},
    {
      exercise: 1,
      what: 'by taking a replay over',
      state: () => pressed(begun(1), 'r $ left e 2'),
      says: 'A replay did some of these steps.',
    },
    {exercise: 1, what: 'in another world', state: () => acted(pressed(begun(1), `${world('heal')} enter`), outage), says: ''},
    {
      exercise: 2,
      what: 'in ten steps',
      state: () => acted(begun(2), `E3 pick, E3 check, ${armed}, E1 apply`),
      says: 'It went backwards, but in 11 steps; 8 are enough.',
    },
    {
      exercise: 3,
      what: 'with a wrong answer',
      state: () => begun(3, `3 ${world('recheck')} c escape ${world('recheck', 'early')} c escape ${world('early', 'hold')} c`),
      says: 'The checker has a story against hold',
    },
    {
      exercise: 4,
      what: 'by a whole new race',
      state: () => acted(begun(4), `${outage}, operator repair, E1 clean`),
      says: '',
    },
    {
      exercise: 5,
      what: 'with a larger age',
      state: () => pressed(begun(5), 'p up right right c'),
      says: 'Age 4 is safe here. Is a smaller one?',
    },
    {
      exercise: 6,
      what: 'by the crash of somebody else',
      state: () => acted(begun(6), 'E1 pick, E2 crash'),
      says: '',
    },
    {
      exercise: 7,
      what: 'with more than it takes',
      state: () => pressed(begun(7), `${world('fence', 'guard', 'heal')} c`),
      says: 'with 3 protections',
    },
    {exercise: 7, what: 'with what does not hold', state: () => pressed(begun(7), `${world('skip')} c`), says: 'Not all three hold.'},
    {exercise: 7, what: 'with a lease', state: () => pressed(begun(7), `${world('lease')} c`), says: 'Not all three hold.'},
    {exercise: 7, what: 'where nobody dies', state: () => pressed(begun(7), `${world('lease', 'crash')} c`), says: 'leave crash on'},
  ])('$exercise $what', ({exercise, state, says}) => {
    const end = state();
    expect(isPassed(end, exercise)).toBe(false);
    expect(end.doing?.isDone).toBe(false);
    expect(end.notice).toContain(says);
  });

  it('done by hand after a replay counts: every step was the person’s', () => {
    expect(isPassed(acted(pressed(begun(1), 'r $ e 0'), outage), 1)).toBe(true);
  });
});
