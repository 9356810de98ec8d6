import type {Rules} from './enactor.js';
import {type Check, holdsAll} from './explore.js';
import type {ActionName} from './model.js';
import {type Position, retold} from './position.js';
import {namesOf, type Protection, protect, variantOf} from './protections.js';
import {defaultSize, dimensions, type Size} from './size.js';
import {at, someEmpty} from './state.js';

/** What a learner has to show for an exercise. */
export type Evidence = {
  readonly position: Position;
  /** Every step that led there was done by hand. */
  readonly isByHand: boolean;
  /** Which of its answers was chosen, from 0; null: none yet, or it asks for none. */
  readonly guess: number | null;
  /** What the checker has said since the exercise began, oldest first. */
  readonly checked: readonly Answered[];
};

/** A world and what the exhaustive check says of it. */
export type Answered = {readonly rules: Rules; readonly check: Check};

/** Null: not decided yet. `words`: what to say of it; empty: nothing. */
export type Verdict = {readonly passed: boolean; readonly words: string} | null;

/** One task of an exercise. */
export type Task = {
  /** What is to be done, in a sentence. */
  readonly task: string;
  /** The same in a few words. */
  readonly short: string;
  /** The world in which it begins; null: the one that the task before has left. */
  readonly rules: Rules | null;
  /** A question with answers to choose from, asked before anything else. */
  readonly answers?: readonly string[];
  /** Why it is worth doing, said when it is done; short enough for the bottom line of a small screen. */
  readonly lesson: string;
  /** What decides: what was stepped, or what the checker has said. */
  readonly by: 'hand' | 'checker';
  judge(evidence: Evidence): Verdict;
};

export type Exercise = {readonly title: string; readonly tasks: readonly Task[]};

const world = (size: Partial<Size>, ...names: readonly Protection[]): Rules => ({
  size: {...defaultSize, ...size},
  protect: protect(...names),
});

export const sameRules = (a: Rules, b: Rules): boolean =>
  dimensions.every(name => a.size[name] === b.size[name]) && variantOf(a.protect) === variantOf(b.protect);

const passed: Verdict = {passed: true, words: ''};
const failed = (words: string): Verdict => ({passed: false, words});

const wasReplayed = failed('A replay did some of these steps. 0 starts again: do it by hand.');
const steps = (count: number): string => `${count} steps`;

/** Of a task that is done by steps: once its goal is reached in its world, and by hand, `say` decides. */
const stepped =
  (rules: Rules, isReached: (position: Position) => boolean, say: (position: Position) => Verdict): Task['judge'] =>
  ({position, isByHand}) => {
    if (!sameRules(position.model.rules, rules) || !isReached(position)) return null;
    return isByHand ? say(position) : wasReplayed;
  };

/** The goal counts when the whole story is no longer than this. */
const within =
  (most: number, reached: string) =>
  ({path}: Position): Verdict =>
    path.length <= most ? passed : failed(`${reached}, but in ${steps(path.length)}; ${most} are enough. u goes back.`);

const isEmptied = ({state}: Position): boolean => someEmpty(state);

const plain = world({});

const emptyIt: Task = {
  task: 'Empty the record in 10 steps, by hand: let one enactor ask, wait, and write too late.',
  short: 'empty the record in 10 steps',
  rules: plain,
  lesson: 'Nobody did anything wrong: each step happens every day.',
  by: 'hand',
  judge: stepped(plain, isEmptied, within(10, 'Empty')),
};

const backwards: Task = {
  task: 'Make the record go backwards in 8 steps, without an outage: it is set to an older plan than it has.',
  short: 'go backwards in 8 steps, no outage',
  rules: plain,
  lesson: 'The old plan still works, so nobody notices the hole.',
  by: 'hand',
  judge: stepped(
    plain,
    ({wentBackwards}) => wentBackwards,
    position =>
      isEmptied(position) ? failed('Now it is empty: that is the outage. u goes back.') : within(8, 'It went backwards')(position),
  ),
};

const tempting = ['recheck', 'early', 'hold'] as const satisfies readonly Protection[];

const predict: Task = {
  task: 'Which of recheck, early and hold survives? Say so first; then check each of them (p, then c).',
  short: 'check recheck, early and hold',
  rules: plain,
  answers: [...tempting, 'none of them'],
  lesson: 'Each of them moves the window; none closes it.',
  by: 'checker',
  judge({guess, checked}) {
    if (guess === null) return null;
    const left = tempting.filter(name => !checked.some(({rules}) => sameRules(rules, world({}, name))));
    if (left.length > 0) {
      const last = checked.at(-1);
      if (last === undefined) return null;
      const isOne = tempting.some(name => sameRules(last.rules, world({}, name)));
      return failed(
        isOne ? `Now ${left.join(' and ')}, alone: p.` : 'Each of the three alone, at this size: p takes off what is too much.',
      );
    }
    return guess === tempting.length
      ? passed
      : failed(`The checker has a story against ${tempting[guess]}, as against the others. x asks again.`);
  },
};

/** The last step of this name in a story, from 0; -1: it has none. */
const lastOf = ({path}: Position, name: ActionName): number => path.findLastIndex(step => step.name === name);

const repaired = world({plans: 5}, 'repair');

const brokenAgain: Task = {
  task:
    'Repair the record while the automation runs, and have it empty again within 3 steps. A second enactor needs its pass before the ' +
    'outage.',
  short: 'Repair, and empty again within 3 steps',
  rules: repaired,
  lesson: 'While automation runs, a repair lasts until the next old pass.',
  by: 'hand',
  judge: stepped(
    repaired,
    position => isEmptied(position) && lastOf(position, 'repair') >= 0,
    position => {
      const after = position.path.length - 1 - lastOf(position, 'repair');
      return after <= 3 ? passed : failed(`Empty again, ${steps(after)} after Repair; 3 are enough. Do more before it: u undoes.`);
    },
  ),
};

const switched = world({plans: 5}, 'off', 'repair');

const offRepairOn: Task = {
  task: 'Empty it once more; then Off, Repair, On.',
  short: 'empty it, then Off, Repair, On',
  rules: switched,
  lesson: 'No old pass is left: it takes a whole new race to empty it.',
  by: 'hand',
  judge: stepped(
    switched,
    position => position.path.at(-1)?.name === 'on' && lastOf(position, 'repair') > lastOf(position, 'off'),
    position => {
      const atOff = retold(position.model, position.path)[lastOf(position, 'off')];
      return atOff !== undefined && isEmptied(atOff) ? passed : null;
    },
  ),
};

const isAge = ({rules}: Answered, age: number, plans: number): boolean => sameRules(rules, world({age, plans}));

const smallestAge: Task = {
  task: 'Find the smallest clean-up age with which this size always resolves, and check it. Then make it one plan more, and check again.',
  short: 'smallest safe age; then one plan more',
  rules: plain,
  lesson: 'A larger age is rarer, not safer: one more plan, it is back.',
  by: 'checker',
  judge({checked}) {
    const found = checked.findIndex(answered => isAge(answered, 3, 4));
    const last = checked.at(-1);
    if (last === undefined) return null;
    if (found >= 0 && checked.slice(found).some(answered => isAge(answered, 3, 5))) return passed;
    const {rules, check} = last;
    if (check.neverEmpty !== null) return null;
    if (isAge(last, 3, 4)) return failed('It always resolves. Now one plan more, the same age: check again.');
    return isAge(last, rules.size.age, 4) ? failed(`Age ${rules.size.age} is safe here. Is a smaller one?`) : null;
  },
};

const crashing = world({}, 'lease', 'crash');

const crashHolder: Task = {
  task: 'One enactor at a time, by a lease: stop everything for ever, in 2 steps.',
  short: 'crash the holder of the lease',
  rules: crashing,
  lesson: 'No second writer, no race; but if the one dies, nobody writes.',
  by: 'hand',
  judge: stepped(crashing, ({state}) => state.enactors[state.lease - 1]?.pc === at.dead, within(2, 'Stopped')),
};

const seen = (checked: readonly Answered[], ...names: readonly Protection[]): Answered | undefined =>
  checked.find(({rules}) => sameRules(rules, world({}, ...names)) || sameRules(rules, world({}, ...names, 'crash')));

const addExpire: Task = {
  task: 'Let the lease expire too (p), and check.',
  short: 'add expire, and check',
  rules: null,
  lesson: 'The lease ran out while its holder slept; it still believes.',
  by: 'checker',
  judge: ({checked}) => (seen(checked, 'lease', 'expire') === undefined ? null : passed),
};

const addFence: Task = {
  task: 'Add the fence to the lease that expires, and check.',
  short: 'add fence, and check',
  rules: null,
  lesson: 'A lease says who may write; a fence stops who comes too late.',
  by: 'checker',
  judge: ({checked}) => (seen(checked, 'lease', 'expire', 'fence') === undefined ? null : passed),
};

const cheapest: Task = {
  task: 'One enactor may die (crash stays on). Choose the fewest protections with which all three properties hold, and check.',
  short: 'the fewest protections that hold',
  rules: world({}, 'crash'),
  lesson: 'Let the write itself look: the fence alone does it.',
  by: 'checker',
  judge({checked}) {
    const last = checked.at(-1);
    if (last === undefined) return null;
    const {rules, check} = last;
    if (!dimensions.every(name => rules.size[name] === defaultSize[name])) return failed('That is another size than this exercise has.');
    if (!rules.protect.crash) return failed('Here one enactor may die: leave crash on.');
    const chosen = namesOf(rules.protect).filter(name => name !== 'crash');
    if (!holdsAll(check)) return failed('Not all three hold. Try others.');
    return chosen.length === 1 ? passed : failed(`All three hold, with ${chosen.length} protections. Are all of them needed?`);
  },
};

/** In the order in which they build on one another. */
export const exercises: readonly Exercise[] = [
  {title: 'The outage, by hand', tasks: [emptyIt]},
  {title: 'The hole that nobody notices', tasks: [backwards]},
  {title: 'Three tempting fixes', tasks: [predict]},
  {title: 'Repair while it runs, and repair while it is off', tasks: [brokenAgain, offRepairOn]},
  {title: 'Rarer is not safer', tasks: [smallestAge]},
  {title: 'One enactor at a time', tasks: [crashHolder, addExpire, addFence]},
  {title: 'The cheapest protection', tasks: [cheapest]},
];
