import {describe, expect, it} from 'vitest';
import {labBindingFor, labBindings, labContexts, labGroups, labRowsOf} from '../../../src/screens/race-lab/keymap.js';
import {labPointed} from '../../../src/screens/race-lab/pointer.js';
import {size} from '../../helpers/console.js';
import {labIn, pressed, screenOfLab} from '../../helpers/lab.js';

describe('the key table of the lab', () => {
  it.each(labContexts)('binds no key twice in %s', context => {
    const keys = labBindings.filter(({contexts}) => contexts.includes(context)).flatMap(({keys}) => keys);
    expect(keys).toEqual([...new Set(keys)]);
  });

  it('escape closes whatever is open', () => {
    for (const context of labContexts) expect(labBindingFor('escape', context), context).toBeDefined();
  });

  it('explains every key in the help, or on the bottom line of the place where it works', () => {
    const shown = new Set(labGroups.flatMap(labRowsOf).flatMap(({keys, shown: words}) => [...keys, ...(words ?? '').split(' ')]));
    const below = new Set(labBindings.filter(({footer}) => footer !== undefined).flatMap(({keys}) => keys));
    const pictures: Readonly<Record<string, string>> = {left: '←', right: '→', up: '↑', 'page-up': 'page', escape: 'esc'};
    const unexplained = labBindings
      .flatMap(({keys}) => keys)
      .filter(key => !shown.has(key) && !below.has(key) && !shown.has(pictures[key] ?? key) && !/^[2-9]$/.test(key));
    expect(unexplained).toEqual([]);
  });

  it('is the help: every row stands on it', () => {
    const screen = screenOfLab(pressed(labIn(), '?'), '80x24').join('\n');
    for (const {help} of labGroups.flatMap(labRowsOf)) expect(screen).toContain(help);
  });

  it.each([
    {on: 'hand', keys: '', says: /1-9 do it .*c check .*r replay .*p protect .*x exercises .*\? help .*q quit/},
    {on: 'replay', keys: 'r', says: /space play .*step .*j stale .*e take over .*esc back/},
    {on: 'protections', keys: '4 p space', says: /space on, off .*number .*enter begin .*w same steps/},
    {on: 'exercises', keys: 'x', says: /enter begin/},
    {on: 'results', keys: 'c', says: /r replay .*esc close/},
  ])('the bottom line of $on names the next key', ({keys, says}) => {
    expect(screenOfLab(pressed(labIn(), keys), '80x24').at(-1)).toMatch(says);
  });

  it.each([
    {at: '←', step: 0},
    {at: '→', step: 2},
    {at: 'step', step: 2},
  ])('a click on $at of the bottom line is that key', ({at, step}) => {
    const replay = pressed(labIn(), 'r right');
    const column = screenOfLab(replay, '80x24').at(-1)?.indexOf(at) ?? -1;
    const command = labPointed(replay, size('80x24'), {type: 'mouse', kind: 'down', button: 0, column, row: 23});
    expect(command).toMatchObject({type: 'jump', step});
  });
});
