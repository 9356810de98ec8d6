import {describe, expect, it} from 'vitest';
import {exercises} from '../../../src/race/exercises.js';
import {namesOf, picturesOf} from '../../../src/screen/keys.js';
import {keys} from '../../../src/screens/race-lab/keys.js';
import {labIn, labOn, pressed, screenOfLab} from '../../helpers/lab.js';

const places = [...new Set(keys.flatMap(({places: own}) => own))].filter(place => !place.startsWith('sheet-'));

describe('the keys of the lab', () => {
  it.each(places)('binds no key twice in %s', place => {
    const bound = keys.filter(({places: own, does}) => does !== null && own.includes(place)).flatMap(namesOf);
    expect(bound).toEqual([...new Set(bound)]);
  });

  it('escape closes whatever is open', () => {
    for (const place of places) expect(keys.filter(({places: own}) => own.includes(place)).flatMap(namesOf), place).toContain('escape');
  });

  it('explains every key in the help, or on the bottom line of the place where it works', () => {
    const shown = new Set(keys.filter(({help}) => help !== '').flatMap(key => [...namesOf(key), ...picturesOf(key).split(' ')]));
    const below = new Set(keys.filter(({footer}) => footer !== undefined).flatMap(namesOf));
    const pictures: Readonly<Record<string, string>> = {left: '←', right: '→', up: '↑', 'page-up': 'page', escape: 'esc'};
    // Small letters beside the big ones of every screen.
    const also = ['z', 's'];
    const unexplained = keys
      .flatMap(namesOf)
      .filter(key => !shown.has(key) && !below.has(key) && !shown.has(pictures[key] ?? key) && !/^[2-9]$/.test(key) && !also.includes(key));
    expect(unexplained).toEqual([]);
  });

  it('are the help: every row stands on it', () => {
    const lab = labOn(labIn());
    lab.press('?');
    let seen = lab.screen();
    for (let page = 0; page < 6; page++) {
      lab.press('page-down');
      seen += lab.screen();
    }
    for (const {help} of keys) expect(seen).toContain(help);
    expect(seen).toContain('a Planner that never stops');
  });

  it.each([
    {on: 'hand', script: '', says: /1-9 do it .*c check .*r replay .*p protect .*x exercises .*\? help .*q quit/},
    {on: 'replay', script: 'r', says: /space play .*step .*j stale .*e take over .*esc back/},
    {on: 'protections', script: '4 p space', says: /space on, off .*number .*enter begin .*w same steps/},
    {on: 'exercises', script: 'x', says: /enter begin/},
    {on: 'results', script: 'c', says: /r replay .*esc close/},
  ])('the bottom line of $on names the next key', ({script, says}) => {
    expect(screenOfLab(pressed(labIn(), script), '80x24').at(-1)).toMatch(says);
  });

  it.each([
    {small: 't', big: 'T'},
    {small: 'z', big: 'Z'},
    {small: 's', big: 'S'},
  ])('$small does what $big does', ({small, big}) => {
    const [one, other] = [labOn(labIn()), labOn(labIn())];
    one.press(small);
    other.press(big);
    expect([one.rows(), one.state().theme, one.copied]).toEqual([other.rows(), other.state().theme, other.copied]);
    expect(one.rows()).not.toEqual(labOn(labIn()).rows());
  });

  it('z fills the screen with what has the keys', () => {
    const lab = labOn(pressed(labIn(), 'r'));
    lab.press('z');
    expect(lab.rows()[2]).toContain('REPLAY of the shortest story');
    expect(lab.screen()).not.toContain('PLAN STORE');
  });

  it('the palette finds keys, and what each half of a pair does', () => {
    const lab = labOn(pressed(labIn(), '4'));
    lab.press(':');
    lab.type('undo');
    lab.press('enter');
    expect(lab.state().position.path).toHaveLength(0);
  });

  it('as a guest escape leaves, once a replay is left', () => {
    const lab = labOn({...labIn(), isGuest: true});
    lab.pass(0);
    lab.press('4', 'r', 'escape');
    expect([lab.hasEnded(), lab.state().position.path.length]).toEqual([false, 1]);
    lab.press('escape');
    expect(lab.hasEnded()).toBe(true);
  });
});

describe('the mouse in the lab', () => {
  it.each([
    {at: '←', step: 0},
    {at: '→', step: 2},
    {at: 'step  j', step: 2},
  ])('a click on $at of the bottom line is that key', ({at, step}) => {
    const lab = labOn(pressed(labIn(), 'r right'));
    lab.click(at);
    expect(lab.state().position.path).toHaveLength(step);
  });

  it('does a step, and goes to one in the picture', () => {
    const lab = labOn(pressed(labIn(), '4114'), '120x40');
    lab.click('E2 pick');
    expect(lab.state().position.path).toHaveLength(5);
    lab.click(' step    ', 10 + 3);
    expect(lab.state().position.path).toHaveLength(2);
  });

  it('begins an exercise: the first click chooses it, the second begins, and a third answers', () => {
    const lab = labOn(pressed(labIn(), 'x'));
    lab.click('Three tempting fixes');
    expect(lab.state().overlay).toEqual({type: 'exercises', row: 2});
    lab.click('Three tempting fixes');
    expect(lab.screen()).toContain('WHAT DO YOU THINK?');
    lab.click(exercises[2]?.tasks[0]?.answers?.[3] ?? '');
    expect(lab.state().doing).toMatchObject({exercise: 2, guess: 3});
  });

  it('puts a world together', () => {
    const lab = labOn(pressed(labIn(), 'p'));
    lab.click('plans  ');
    lab.click('‹  4 ›', 5);
    lab.click('‹  5 ›', 0);
    lab.click('‹  4 ›', 5);
    lab.click('fence ');
    lab.click('fence ');
    expect(lab.state().overlay).toMatchObject({rules: {size: {plans: 5}, protect: {fence: true}}});
  });

  it('tells the story against a broken property, and says where there is none', () => {
    const lab = labOn(pressed(labIn('skip'), 'c'));
    lab.click('always resolves   ');
    expect(lab.state().notice).toContain('holds here');
    lab.click('never goes backwards');
    lab.click('never goes backwards');
    expect(lab.state().replay?.title).toContain('never goes backwards');
  });

  it('the wheel moves what has the keys', () => {
    const lab = labOn(labIn());
    lab.wheel(1, 'WHAT CAN HAPPEN');
    expect(lab.state().choice).toBe(1);
    lab.press('x');
    lab.wheel(1, 'EXERCISES');
    expect(lab.state().overlay).toEqual({type: 'exercises', row: 1});
  });
});
