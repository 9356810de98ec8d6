import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {codeOf, positionOf} from '../../../src/race/code.js';
import {toldStep} from '../../../src/race/narrate.js';
import {protectionNames} from '../../../src/race/protections.js';
import {settled} from '../../../src/screens/race-lab/checking.js';
import {type LabAction, type LabState, reduceLab, rulesOf, stepMs} from '../../../src/screens/race-lab/state.js';
import {lastTold} from '../../../src/screens/race-lab/view.js';
import {hurried, labIn, labOn, pressed, screenOfLab} from '../../helpers/lab.js';

/** E1 has its pass for plan 2, E2 has written plan 4, E3 has done nothing. */
const armed = '41144222';
const outage = `${armed}12`;

const code = ({position}: LabState): string => codeOf(position);
const step = ({position}: LabState): number => position.path.length;

describe('stepping by hand', () => {
  it('does what has the number, and undoes it, as far as one likes', () => {
    const done = pressed(labIn(), outage);
    expect(lastTold(done)).toMatchObject({step: 10, label: 'E2 Clean: deletes 1 and 2', badges: ['EMPTY']});
    const back = pressed(done, 'u u u');
    expect(step(back)).toBe(7);
    expect(code(pressed(back, 'ctrl-r ctrl-r ctrl-r'))).toBe(code(done));
    expect(code(pressed(done, '0'))).toBe(code(labIn()));
    expect(code(pressed(done, '0 $'))).toBe(code(done));
  });

  it('another step than the one that was undone begins another story', () => {
    const other = pressed(labIn(), `${outage} u u 3`);
    expect(other.rest).toEqual([]);
    expect(step(other)).toBe(9);
  });

  it('the same step goes along with what was undone', () => {
    const same = pressed(labIn(), `${outage} u u 1`);
    expect(same.rest).toHaveLength(1);
  });

  it('enter does what the cursor is on', () => {
    expect(lastTold(pressed(labIn(), 'down down down enter'))?.label).toBe('Plan 2');
  });

  it.each([
    {keys: '9', says: 'There is no 9 here.'},
    {keys: 'u', says: 'This is the start.'},
    {keys: 'ctrl-r', says: 'Nothing was undone.'},
    {keys: 'space', says: 'Space plays a replay: r begins one.'},
    {keys: 'j', says: 'No pass goes stale in this story.'},
    {keys: 'escape', says: 'q quits.'},
    {keys: 'r 1', says: 'e takes over from here; then a number does a step.'},
    {keys: 'r $ right', says: 'The story ends here.'},
    {keys: 'p w', says: 'There are no steps to do again yet: r shows the shortest story.'},
    {keys: 'p right', says: 'Space puts a protection on or off.'},
    {keys: 'p enter', says: 'Nothing is changed: esc goes back.'},
  ])('$keys: $says', ({keys, says}) => {
    expect(pressed(labIn(), keys).notice).toBe(says);
  });

  it('a story has an end', () => {
    const lease = labIn('lease', [1, 1, 1, 1]);
    const long = Array.from({length: 1200}, () => '1').reduce((state, key) => hurried(state, key), lease);
    expect(step(long)).toBe(999);
    expect(long.notice).toContain('This story has 999 steps');
  });
});

describe('a replay', () => {
  it('tells the shortest story from its start, step by step', () => {
    const replay = pressed(labIn(), 'r');
    expect([step(replay), replay.rest.length, replay.replay?.title]).toEqual([0, 10, 'the shortest story against "always resolves"']);
    expect(lastTold(pressed(replay, 'right right right'))?.label).toBe('E1 Check: 2 is newer than 1');
    expect(step(pressed(replay, '$ left'))).toBe(9);
  });

  it('j goes to where the pass goes stale', () => {
    expect(lastTold(pressed(labIn(), 'r j'))).toMatchObject({step: 8, badges: ['PASS IS STALE']});
  });

  it('plays by itself, a step in the time that it takes to read one, and stands at its end', () => {
    const playing = pressed(labIn(), 'r space');
    const tick = (state: LabState, elapsedMs: number): LabState => reduceLab(state, {type: 'tick', elapsedMs});
    expect(step(tick(playing, stepMs - 1))).toBe(0);
    expect(step(tick(tick(playing, stepMs - 1), 1))).toBe(1);
    const end = Array.from({length: 20}, () => stepMs).reduce(tick, playing);
    expect([step(end), end.replay?.playing]).toEqual([10, false]);
    expect(tick(end, stepMs)).toBe(end);
  });

  it('e takes over at any step, and the numbers work from there', () => {
    const taken = pressed(labIn(), 'r right right e 4');
    expect([taken.replay, lastTold(taken)?.label, taken.rest]).toEqual([null, 'Plan 3', []]);
  });

  it('escape brings back what the person was doing', () => {
    const mine = pressed(labIn(), '4412');
    const back = pressed(pressed(mine, 'u r right right r $'), 'escape');
    expect([code(back), back.rest.length, back.replay]).toEqual([code(pressed(mine, 'u')), 1, null]);
  });

  it('of each broken property, from the verdicts', () => {
    expect(pressed(labIn(), 'c down r').replay?.title).toBe('the shortest story against "never goes backwards"');
    expect(pressed(labIn('lease+crash'), 'c down down r $').position.path).toHaveLength(2);
    expect(pressed(labIn('fence'), 'r')).toMatchObject({
      replay: null,
      notice: 'All three properties hold here: there is no story against any. p changes the world.',
    });
    expect(pressed(labIn('skip'), 'c r').notice).toBe('"always resolves" holds here: there is no story against it.');
  });
});

it('what a stopped check still had to say is not heard: it stays stopped', () => {
  const stopped = hurried(labIn('none', [4, 6, 2, 2]), 'c', 'c');
  expect(stopped.checker.type).toBe('stopped');
  const checker = {type: 'working', states: 500_000, level: 9, expected: null, doing: 'exploring'} as const;
  expect(reduceLab(stopped, {type: 'news', news: {type: 'checker', rules: rulesOf(stopped), checker}})).toBe(stopped);
});

describe('the same steps under another protection', () => {
  /** The world with a protection switched on, at its row of the list. */
  const on = (name: (typeof protectionNames)[number]): string => `${'down '.repeat(protectionNames.indexOf(name))}space`;

  it('goes to the step that differs, and says how', () => {
    const there = pressed(labIn(), `r p ${on('fence')} w`);
    expect([step(there), there.notice]).toEqual([9, 'Step 9 differs: E1 Apply: refused, 4 is newer than 2.']);
    expect(there.replay?.notes.get(9)).toBe('Differs.');
    expect(pressed(there, '$').position.state.dns).toEqual([4]);
    // What was left waits: the replay under none.
    expect(codeOf(pressed(there, 'escape').position)).toBe(codeOf(labIn().position));
  });

  it('is refused for a world of another size', () => {
    expect(pressed(labIn(), 'r p up up up right w').notice).toContain('In a world of another size');
  });
});

describe('the world', () => {
  it('begins anew with what was chosen, and its check is another', () => {
    const fenced = pressed(labIn(), `4 p down space enter`);
    expect(code(fenced)).toBe(code(labIn('fence')));
    expect(fenced.checker.type === 'done' && fenced.checker.outlook.explored.check.states).toBe(4757);
    expect(fenced.notice).toBe('A new start: fence. c checks it.');
  });

  it('numbers stay within what the model can hold', () => {
    const many = pressed(labIn(), `p up ${'right '.repeat(20)} up ${'right '.repeat(3)} up ${'left '.repeat(9)}`);
    expect(many.overlay).toMatchObject({type: 'protections', rules: {size: {plans: 1, endpoints: 4, age: 16}}});
  });

  it('c checks what is put together', () => {
    const state = pressed(labIn(), 'p down space c');
    expect([state.overlay.type, state.checker.type === 'done' && state.checker.outlook.explored.check.states]).toEqual(['results', 4757]);
  });

  it('escape leaves it as it was', () => {
    const before = pressed(labIn(), '4');
    expect(pressed(before, 'p space escape').position).toBe(before.position);
  });
});

describe('a code', () => {
  it('opens a position, alone or in the command line that names it', () => {
    const there = code(pressed(labIn(), outage));
    for (const text of [there, `incident-replay race --at ${there}`]) {
      const opened = hurried(labIn('fence'), 'g', ...text, 'enter');
      expect(code(opened)).toBe(there);
      expect(opened.notice).toBe('Step 10 of that story.');
    }
  });

  it('of a long story is pasted whole, and its end is seen', () => {
    const long = `3-4-1-2-lease-${'1'.repeat(900)}-zz`;
    const lab = labOn(labIn());
    lab.press('g');
    lab.run.paste(long);
    expect(lab.scene().sheet?.text).toBe(long);
    expect(lab.rows().at(-1)).toContain('111-zz▏');
  });

  it('that is none says what is wrong with it, and waits to be mended', () => {
    const lab = labOn(labIn());
    lab.press('g', ...'3-4-1-2-none-4-zz', 'enter');
    expect(lab.scene().sheet).toMatchObject({error: expect.stringContaining('cut or changed')});
    lab.press('backspace');
    expect(lab.scene().sheet).toMatchObject({text: '3-4-1-2-none-4-z', error: ''});
    lab.press('escape');
    expect(lab.scene().sheet).toBeNull();
  });
});

describe('laws', () => {
  const action: fc.Arbitrary<LabAction> = fc.oneof(
    {weight: 5, arbitrary: fc.record({type: fc.constant('do' as const), place: fc.nat({max: 5})})},
    {weight: 2, arbitrary: fc.record({type: fc.constant('jump' as const), step: fc.integer({min: -1, max: 30})})},
    fc.constant({type: 'take-over' as const}),
  );

  it('any walk of steps, undo and jumps gives the position of its code', () => {
    fc.assert(
      fc.property(fc.array(action, {maxLength: 40}), fc.subarray([...protectionNames]), (actions, names) => {
        const end = actions.reduce(reduceLab, labIn(names.join('+') || 'none', [3, 4, 2, 2]));
        const {model: _, path, ...rest} = end.position;
        const back = positionOf(code(end));
        expect(back).toMatchObject(rest);
        expect(back.path).toHaveLength(path.length);
        const told = lastTold(end);
        if (told !== null) expect(told.step).toBe(path.length);
      }),
      {numRuns: 100, seed: 40},
    );
  });

  it('whatever is pressed, the screen is as large as it should be', () => {
    const keys = fc.constantFrom(
      ...['1', '2', '3', '4', '5', 'up', 'down', 'left', 'right', 'enter', 'space', 'escape', 'u', 'ctrl-r', '0', '$', 'j', 'e', 'c', 'r'],
      ...['h', 'l', 'p', 'x', 'y', '?', 'w', 't', 'g', '-', 'page-down', 'page-up'],
    );
    const worlds = fc.constantFrom([3, 4, 1, 2] as const, [4, 5, 2, 2] as const, [12, 16, 8, 3] as const, [1, 1, 1, 1] as const);
    fc.assert(
      fc.property(fc.array(keys, {maxLength: 25}), worlds, fc.constantFrom('80x24', '120x40', '200x60'), (script, world, on) => {
        let state = labIn('none', world);
        // In a world as large as that nobody waits.
        if (world[0] < 4) state = settled(state);
        for (const key of script) state = hurried(state, key);
        const lines = screenOfLab(state, on);
        const [columns = 0, rows = 0] = on.split('x').map(Number);
        expect(lines.map(line => line.length)).toEqual(Array.from({length: rows}, () => columns));
      }),
      {numRuns: 150, seed: 41},
    );
  });

  it('what is said of a step never depends on how one came to it', () => {
    const there = pressed(labIn(), armed);
    const back = pressed(there, '1 u');
    expect(lastTold(back)).toEqual(lastTold(there));
    const last = there.position.path.at(-1);
    const before = pressed(there, 'u').position;
    expect(last === undefined ? null : toldStep(before, last)).toEqual(lastTold(there));
  });
});
