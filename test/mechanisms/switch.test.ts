import {describe, expect, it} from 'vitest';
import {type ActionAt, at, complaintsAbout, runOf, series} from '../helpers/model.js';

const flip = (minute: number, verb: string, share?: number): ActionAt => ({
  at: minute,
  target: 'region',
  verb,
  params: share === undefined ? {} : {share},
});
const turned = (rampMinutes: number, ...actions: readonly ActionAt[]) =>
  runOf({components: [{type: 'switch', id: 'region', rampMinutes}], actions});

describe('switch', () => {
  it('is off until someone turns it on', () => {
    expect(series(turned(10), 'region.share').every(value => value === 0)).toBe(true);
  });

  it.each([
    {minute: 9.75, share: 0},
    {minute: 10, share: 0},
    {minute: 15, share: 0.5},
    {minute: 20, share: 1},
    {minute: 40, share: 1},
    {minute: 45, share: 0.5},
    {minute: 50, share: 0},
  ])('on at 10, off at 40, ten minutes each way: minute $minute', ({minute, share}) => {
    expect(at(turned(10, flip(10, 'on'), flip(40, 'off')), 'region.share', minute)).toBeCloseTo(share, 9);
  });

  it('without a ramp, at once', () => {
    const run = turned(0, flip(10, 'on'), flip(40, 'off'));
    expect([9.75, 10, 39.75, 40].map(minute => at(run, 'region.share', minute))).toEqual([0, 1, 1, 0]);
  });

  it('to a share, no further; a later order moves it from there', () => {
    const run = turned(10, flip(10, 'on', 0.3), flip(30, 'on', 0.8), flip(50, 'on', 0.1));
    expect([12, 13, 29, 35, 49, 57].map(minute => at(run, 'region.share', minute))).toEqual(
      [0.2, 0.3, 0.3, 0.8, 0.8, 0.1].map(value => expect.closeTo(value, 9)),
    );
  });

  it('turned back half-way it goes back from there', () => {
    const run = turned(10, flip(10, 'on'), flip(15, 'off'));
    expect([15, 17, 20].map(minute => at(run, 'region.share', minute))).toEqual([0.5, 0.3, 0].map(value => expect.closeTo(value, 9)));
  });

  it('on when it is on, off when it is off: nothing', () => {
    expect(turned(10, flip(10, 'on'), flip(30, 'on')).table).toEqual(turned(10, flip(10, 'on')).table);
    expect(turned(10, flip(10, 'off')).table).toEqual(turned(10).table);
  });

  it('refuses a ramp below zero and a share above one', () => {
    expect(complaintsAbout({components: [{type: 'switch', id: 'region', rampMinutes: -1}]}).join()).toContain('rampMinutes');
    const action = {id: 'a', at: '2025-10-19T23:00:00Z', target: 'region', verb: 'on', params: {share: 2}};
    expect(complaintsAbout({components: [{type: 'switch', id: 'region'}], actions: [action]}).join()).toContain('params.share');
  });
});
