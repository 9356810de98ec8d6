import {describe, expect, it} from 'vitest';
import {lessons} from '../../../src/learn/index.js';
import {beginning} from '../../../src/learn/walk.js';
import {bindings, commandFor, contextOf, contexts, typed} from '../../../src/screens/learn/keymap.js';
import {closed, initialState, type LearnState, reduce} from '../../../src/screens/learn/state.js';
import {type LearnView, pages} from '../../../src/screens/learn/view.js';
import {keysFor, knowing, stepOf, walkAt} from '../../helpers/learn.js';

/** Somebody at the keyboard. */
function learner(walk = beginning(7), overlay = closed) {
  const pageOf = pages();
  let state: LearnState = initialState(walk, pageOf, 'dark', overlay);
  const view = (): LearnView => ({state, page: pageOf(state.walk)});
  return {
    view,
    state: () => state,
    press(...keys: readonly string[]) {
      for (const key of keys) {
        const command = commandFor(key, view()) ?? typed(view(), key, key === 'space' ? ' ' : key);
        if (command !== undefined && command.type !== 'quit') state = reduce(pageOf, state, command);
      }
    },
  };
}

describe('the keys of learn', () => {
  it.each(contexts)('binds no key twice: %s', context => {
    const keys = bindings.filter(({contexts: own}) => own.includes(context)).flatMap(({keys: own}) => own);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it.each(contexts)('can always be left, and always helps: %s', context => {
    const keys = bindings.filter(({contexts: own}) => own.includes(context)).flatMap(({keys: own}) => own);
    expect(keys).toContain('escape');
    if (!context.startsWith('text')) expect(keys).toContain('q');
  });

  it('20: keys alone pass every lesson', {timeout: 60_000}, () => {
    const person = learner(beginning(3), {type: 'list', at: 0, isStart: true});
    person.press('enter');
    for (let steps = 0; person.state().walk.stage.type !== 'done' && steps < 300; steps++) {
      const {state, page} = person.view();
      if (state.walk.stage.type !== 'page') person.press('enter');
      else person.press(...keysFor(stepOf(page.exercise, state.walk.given), knowing(stepOf(page.exercise, state.walk.given))));
    }
    expect(Object.keys(person.state().walk.passed)).toHaveLength(lessons.length);
  });

  it('a number takes digits, and letters stay keys', () => {
    const person = learner({...walkAt('caches', 7), isAgain: true});
    person.press('1', 'x', '2', 'backspace', '9');
    expect(person.state().draft.half).toBe('19');
    person.press('l');
    expect(person.state().overlay.type).toBe('list');
    person.press('escape');
    expect(person.state().draft.half).toBe('19');
  });

  it('a text takes every letter; escape leads out', () => {
    const person = learner({...walkAt('words', 7), isAgain: true});
    person.press('q', '?', 'space', 'l');
    expect(person.state().draft.impact).toBe('q? l');
    person.press('escape');
    expect(contextOf(person.view())).toBe('help');
    expect(commandFor('q', person.view())).toEqual({type: 'quit'});
    person.press('enter', 'ctrl-u');
    expect(person.state().draft.impact).toBe('');
  });

  it('says what is missing, and goes to it', () => {
    const person = learner({...walkAt('caches', 7), isAgain: true});
    person.press('enter', '5', 'enter');
    expect(person.state()).toMatchObject({at: 0, notice: expect.stringContaining('half are back after')});
  });

  it('keeps what was typed for the second try', () => {
    const person = learner({...walkAt('caches', 7), isAgain: true});
    person.press('9', '9', 'enter', '9', '9', 'enter');
    expect(person.state().walk.stage.type).toBe('told');
    person.press('enter');
    expect(person.state().draft).toEqual({half: '99', most: '99'});
  });

  it('a dial stops at both ends', () => {
    const person = learner({...walkAt('console', 7), isAgain: true});
    person.press('left', 'left', 'right', 'right');
    expect(person.state().draft.clock).toBe('2');
  });

  it('going back to the lesson one is in changes nothing', () => {
    const person = learner({...walkAt('caches', 7), isAgain: true});
    const before = person.state().walk;
    person.press('1', 'l', 'enter');
    expect(person.state().walk).toBe(before);
    expect(person.state().draft.half).toBe('1');
  });

  it('an unknown key does nothing', () => {
    const person = learner(beginning(7));
    const before = person.state();
    person.press('z', 'page-down');
    expect(person.state()).toBe(before);
  });
});
