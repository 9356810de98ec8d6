import {describe, expect, it} from 'vitest';
import {lessons} from '../../../src/learn/index.js';
import {beginning} from '../../../src/learn/walk.js';
import {namesOf} from '../../../src/screen/keys.js';
import {keys} from '../../../src/screens/learn/keys.js';
import {learnProgram} from '../../../src/screens/learn/program.js';
import {closed, type LearnState} from '../../../src/screens/learn/state.js';
import type {LearnView} from '../../../src/screens/learn/view.js';
import {keysFor, knowing, stepOf, walkAt} from '../../helpers/learn.js';
import {shown} from '../../helpers/program.js';

/** Somebody at the keyboard. */
function learner(walk = beginning(7), overlay = closed) {
  const learning = shown(learnProgram(walk, 'dark', overlay));
  const view = (): LearnView => learning.scene().view;
  return {...learning, view, state: (): LearnState => view().state};
}

const places = [...new Set(keys.flatMap(({places: own}) => own))].filter(place => !place.startsWith('sheet-'));

describe('the keys of learn', () => {
  it.each(places)('binds no key twice: %s', place => {
    const bound = keys.filter(({places: own, does}) => does !== null && own.includes(place)).flatMap(namesOf);
    expect(bound.filter((key, index) => bound.indexOf(key) !== index)).toEqual([]);
  });

  it.each(places)('can always be left, and always helps: %s', place => {
    const bound = keys.filter(({places: own}) => own.includes(place)).flatMap(namesOf);
    expect(bound).toContain('escape');
    if (!place.startsWith('text')) expect(bound).toContain('q');
  });

  it('keys alone pass every lesson', {timeout: 60_000}, () => {
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
    expect(person.screen()).toContain('KEYS');
    person.press('escape', 'ctrl-u');
    expect(person.state().draft.impact).toBe('');
    person.press('escape', 'q');
    expect(person.hasEnded()).toBe(true);
  });

  it('a time is typed with its colon', () => {
    const person = learner({...walkAt('console', 7), isAgain: true});
    while (!person.screen().includes('as 03:40')) person.press('enter');
    person.press('down', 'down');
    person.type('03:40');
    expect(person.screen()).toContain('03:40▏');
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
