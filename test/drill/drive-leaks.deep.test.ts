import * as fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Viewer} from '../../src/drill/play/visibility.js';
import {drillOf} from '../../src/drill/scenario/scenario.js';
import {type Setup, setUp} from '../../src/drill/scenario/setup.js';
import {setUpSmall} from '../helpers/drill.js';
import {forbidden, secretsOf} from '../helpers/drill-secrets.js';
import {driven} from '../helpers/drive.js';
import {flagship, prepared} from '../helpers/flagship.js';
import {runs} from '../helpers/runs.js';

/** What programs send: requests that mean something here, and rubbish. */
function requestsFor({drill}: Setup): fc.Arbitrary<unknown> {
  const id = fc.constantFrom(
    ...[drill.panels, drill.palette, drill.decisions, drill.msel, drill.hypotheses, drill.audiences, drill.seats]
      .flat()
      .map(each => each.id),
    ...['j1', 'j2', 'j3', 'a', 'b', 'nothing'],
  );
  const text = fc.string({maxLength: 12});
  const card = fc.record({effect: text, check: text, risk: text, wayBack: text});
  const type = <Shape>(name: string, shape: {[Key in keyof Shape]: fc.Arbitrary<Shape[Key]>}) =>
    fc.record({op: fc.constant('act'), input: fc.record({type: fc.constant(name), ...shape})});
  return fc.oneof(
    {weight: 4, arbitrary: fc.record({op: fc.constant('advance'), minutes: fc.integer({min: 1, max: 90})})},
    {weight: 2, arbitrary: fc.constant({op: 'advance'})},
    {weight: 3, arbitrary: type('look', {panel: id})},
    type('order', {action: id, card}),
    type('cancel', {order: id}),
    type('decide', {decision: id, option: id, ranking: fc.constant([]), reason: fc.constant('a reason of some length')}),
    type('ask-hint', {decision: id}),
    type('acknowledge', {message: id}),
    type('believe', {hypothesis: id, probability: fc.double({min: 0, max: 1}), because: text}),
    type('post', {audience: id, impact: text, scope: text, doing: text, nextMinutes: fc.integer()}),
    type('task', {owner: id, text, dueMinutes: fc.integer({min: 0, max: 99})}),
    type('take-task', {task: id}),
    type('note', {text, kind: fc.constantFrom('note', 'todo', 'can')}),
    type('take-command', {readBack: fc.boolean()}),
    fc.constantFrom({op: 'observe'}, {op: 'score'}, {op: 'reset'}, {op: 'schema'}),
    fc.object(),
    fc.record({op: fc.constantFrom('act', 'reset', 'observe'), input: fc.object(), seed: fc.anything()}, {requiredKeys: ['op']}),
  );
}

const shipped = drillOf(flagship);
const setups: readonly Setup[] = [
  setUpSmall(),
  setUpSmall({variant: '30'}),
  // Everybody alone, and every seat at two tables: what others see is part of this.
  ...['30', '150'].map(id =>
    setUp(flagship, shipped as NonNullable<typeof shipped>, {variant: id, twin: null, seed: 1, policy: 'hold'}, timeline => ({
      ...prepared,
      timeline,
    })),
  ),
];
const places = setups.flatMap(setup =>
  setup.seats.map(seat => ({setup, seat, name: `${setup.drill.codeName}, ${setup.variant.id}, ${seat.id}`})),
);

describe('no answer says what may not be known now', () => {
  it.each(places)('$name', ({setup, seat}) => {
    const viewer: Viewer = {kind: 'seat', seat};
    fc.assert(
      fc.property(fc.array(requestsFor(setup), {minLength: 5, maxLength: 30}), requests => {
        const drive = driven(setup, seat.id);
        for (const request of requests) {
          const line = JSON.stringify(request);
          const answer = JSON.stringify(drive.answer(line));
          const {state} = drive.drill().play;
          const {brief, purpose, artificialities} = setup.drill;
          const open = [purpose, ...brief, ...artificialities, line].join('\n');
          const said = forbidden(secretsOf(setup, state(), viewer), open).filter(text =>
            answer.includes(JSON.stringify(text).slice(1, -1)),
          );
          expect(said, line).toEqual([]);
        }
      }),
      {numRuns: runs(30)},
    );
  });

  it.each(places)('nothing tells what the night itself found and did: $name', ({setup, seat}) => {
    const drive = driven(setup, seat.id);
    const facts = setup.drill.facts.map(({text}) => text);
    for (let hours = 0; hours < 16; hours++) {
      const said = JSON.stringify(drive.answer('{"op":"observe"}'));
      expect(facts.filter(text => said.includes(text))).toEqual([]);
      drive.answer('{"op":"advance","minutes":60}');
    }
  });

  it('what exists and may not be known is refused in the words for what does not exist', () => {
    const setup = setUpSmall();
    const act = (input: unknown): unknown => {
      const drive = driven(setup, 'ten');
      drive.answer('{"op":"advance","minutes":20}');
      return drive.answer(JSON.stringify({op: 'act', input}));
    };
    const card = {effect: 'e', check: 'c', risk: '', wayBack: ''};
    expect(act({type: 'look', panel: 'resolver'})).toMatchObject({ok: false, error: 'There is no panel "resolver".'});
    expect(act({type: 'order', action: 'stop', card})).toMatchObject({ok: false, error: 'There is no action "stop".'});
    expect(act({type: 'acknowledge', message: 'Q-01'})).toMatchObject({ok: false, error: 'There is no such message.'});
    expect(act({type: 'ask-hint', decision: 'DP-04'})).toMatchObject({ok: false, error: 'This is not to be decided now.'});
  });
});
