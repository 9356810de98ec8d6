import {describe, expect, it} from 'vitest';
import {beginning} from '../../../src/drill/play/session.js';
import {pictureOfKey} from '../../../src/screen/key-names.js';
import {namesOf, pressed} from '../../../src/screen/keys.js';
import type {SeatState} from '../../../src/screens/seat/state.js';
import {played} from '../../helpers/drill.js';
import {alone, on, programOf, rowsOf, seatView, soloShown} from '../../helpers/drill-screens.js';

const quiet = seatView(alone, played(alone, [{type: 'start-ex'}]));
const {keys} = programOf(quiet);

/** What a key comes to. */
const answer = (name: string, view: SeatState) => pressed(programOf(view), view, name, {scrollEnd: 0, page: 1});

describe('the keys of a seat', () => {
  it.each(['start', 'seat'])('bind no key twice: %s', place => {
    const bound = keys.filter(({places, does}) => does !== null && places.includes(place)).flatMap(namesOf);
    expect(bound).toEqual([...new Set(bound)]);
  });

  it('are all explained: a row without words is named by another one', () => {
    const said = new Set(keys.filter(({help}) => help !== '').flatMap(key => [...namesOf(key), ...(key.shown ?? '').split(' ')]));
    const silent = keys.filter(({places}) => places.includes('seat')).flatMap(namesOf);
    const unsaid = silent.filter(key => !said.has(key) && !said.has(pictureOfKey(key)));
    expect(unsaid).toEqual(['page-up', 'page-down']);
  });

  it('say why a key does nothing', () => {
    expect(answer('a', quiet)).toEqual({type: 'say', notice: 'Every message is acknowledged.'});
    expect(answer('d', quiet)).toEqual({type: 'say', notice: 'There is nothing for you to decide.'});
    expect(answer('g', quiet)).toMatchObject({notice: expect.stringContaining('nobody to give it to')});
    const halted = seatView(alone, played(alone, [{type: 'start-ex'}, {type: 'halt'}]));
    expect(answer('o', halted)).toMatchObject({notice: expect.stringContaining('something real')});
    expect(answer('space', {...quiet, pace: 'led'})).toMatchObject({notice: 'The facilitator keeps the time.'});
    expect(answer('a', {...quiet, pace: 'watched'})).toMatchObject({notice: 'Who watches has no part in play.'});
  });

  it('show the next key to whoever knows none, at every moment', () => {
    const line = (inputs: Parameters<typeof played>[1]) =>
      rowsOf(seatView(alone, inputs.length === 0 ? beginning(alone) : played(alone, inputs)), '80x24');
    expect(line([])[2]).toContain('press enter to begin');
    expect(line([{type: 'start-ex'}])[2]).toContain('space waits');
    expect(line([{type: 'start-ex'}, on(5)])[2]).toContain('a acknowledges');
    expect(line([{type: 'start-ex'}, on(5), {type: 'acknowledge', seat: 'you', message: 'Q-01'}])[2]).toContain('l looks');
    for (const key of ['a ack', 'l look', 'o order', 'd decide', 'p post', 'space wait', '? help', 'q quit'])
      expect(line([{type: 'start-ex'}]).at(-1)).toContain(key);
  });

  it('are found by their words, and so are panels and actions', () => {
    const seat = soloShown();
    seat.press('enter', ':');
    seat.type('resolver');
    expect(seat.screen()).toContain('Resolver');
    seat.press('enter');
    expect(seat.play.state().looks).toMatchObject([{panel: 'resolver'}]);
    seat.press(':');
    seat.type('wait 5');
    seat.press('enter');
    expect(seat.screen()).toContain('5 min later');
  });

  it('copy the line that comes back, change the colours, and let one part fill the screen', () => {
    const seat = soloShown();
    seat.press('enter', 'S');
    expect(seat.copied).toEqual(['incident-replay drill resume quiet-sunday.jsonl']);
    seat.press('T');
    expect(seat.screen()).toContain('Theme: light.');
    expect(seat.screen()).toContain('LOOKED AT');
    seat.press('Z');
    expect(seat.screen()).toContain('MESSAGES');
    expect(seat.screen()).not.toContain('LOOKED AT');
  });
});
