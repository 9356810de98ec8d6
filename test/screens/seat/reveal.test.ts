import {describe, expect, it} from 'vitest';
import type {Input} from '../../../src/drill/play/input.js';
import {observationSchema} from '../../../src/drill/play/observation-schema.js';
import {observe} from '../../../src/drill/play/observe.js';
import {revealing} from '../../../src/drill/report/reveal.js';
import {revealSteps} from '../../../src/drill/scenario/state.js';
import {width} from '../../../src/format/text.js';
import {played, setUpSmall} from '../../helpers/drill.js';
import {on, rowsOf, seatView} from '../../helpers/drill-screens.js';

const team = setUpSmall({variant: '60'});
const ended = played(team, [{type: 'start-ex'}, on(60), {type: 'end-ex'}, {type: 'tell', scene: 'S1', text: 'nothing had an address'}]);
const locked = played(team, [{type: 'lock-story'}], ended);
const all = played(
  team,
  [1, 2, 3, 4].map((): Input => ({type: 'reveal'})),
  locked,
);

describe('the reveal of a team', () => {
  it('is data in the observation, a page for each step that is open, and nothing before', () => {
    const reveals = revealing(team);
    const seen = (state: typeof all) => observe(team, state, {kind: 'projector'}, reveals);
    expect(seen(ended).reveal).toEqual([]);
    expect(seen(locked).reveal).toMatchObject([{step: 'story', scenes: [{story: 'nothing had an address'}]}]);
    expect(seen(all).reveal.map(({step}) => step)).toEqual(revealSteps);
    for (const state of [ended, locked, all]) expect(observationSchema.parse(seen(state))).toEqual(seen(state));
  });

  it.each(['80x24', '120x40'])('is drawn as wide as the screen, the newest step first, at %s', on => {
    const observation = observe(team, all, {kind: 'projector'}, revealing(team));
    const rows = rowsOf({...seatView(team, all), observation}, on);
    expect(rows.join('\n')).toContain('HOW IT WORKED');
    expect(rows.join('\n')).toContain('AWS us-east-1 outage');
    for (const row of rows) expect(width(row)).toBe(Number(on.split('x')[0]));
  });
});
