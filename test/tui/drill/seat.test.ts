import {expect, it} from 'vitest';
import {observe} from '../../../src/drill/observe.js';
import {seatFrame} from '../../../src/tui/drill/frame.js';
import {initialUi, form} from '../../../src/tui/drill/state.js';
import {dark, paint} from '../../../src/tui/theme.js';
import {size} from '../../helpers/console.js';
import {minuteMs, played, setUpSmall} from '../../helpers/drill.js';

it('shows', () => {
  const setup = setUpSmall({variant: '30'});
  const seat = setup.seats[0]!;
  const card = {effect: 'the name answers', check: 'resolver', risk: 'a typing error', wayBack: 'the old record'};
  const state = played(setup, [
    {type: 'start-ex'},
    {type: 'advance', byMs: 10 * minuteMs},
    {type: 'look', seat: 'you', panel: 'resolver'},
    {type: 'believe', seat: 'you', hypothesis: 'name-gone', probability: 0.7, because: 'Resolver, 23:55'},
    {type: 'advance', byMs: 10 * minuteMs},
    {type: 'look', seat: 'you', panel: 'resolver'},
    {type: 'order', seat: 'you', action: 'bounce', card},
    {type: 'post', seat: 'you', audience: 'public', impact: 'Errors', scope: 'all', doing: 'we look', nextMinutes: 20},
  ]);
  const observation = observe(setup, state, {kind: 'seat', seat});
  for (const on of ['80x24', '120x40'])
    for (const overlay of [{type: 'none'}, {type: 'pick', what: 'order', index: 1}, form('decide', 'DP-04', 2), form('post', '', 5), {type: 'help', scroll: 0}, {type: 'brief', scroll: 0}] as const)
      console.log(paint(seatFrame({observation, ui: {...initialUi(), overlay}, pace: 'own'}, size(on)), dark, 0).join('\n'));
});
