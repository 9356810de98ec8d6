import * as fc from 'fast-check';
import {expect, it} from 'vitest';
import {statusAt} from '../../../src/engine/run.js';
import {type Prepared, prepare, simulate} from '../../../src/engine/simulate.js';
import {frame} from '../../../src/screen/frame.js';
import {type Filter, noFilter} from '../../../src/screens/replay/state/filter.js';
import {reduce} from '../../../src/screens/replay/state/reducer.js';
import {type Action, type AppState, initialState, type Screen} from '../../../src/screens/replay/state/state.js';
import type {Stage} from '../../../src/screens/replay/state/timeline-index.js';
import type {Timeline, TimelineEvent} from '../../../src/timeline/types.js';
import {answered, sceneOf, size, stageFor, viewOf} from '../../helpers/console.js';
import {flagship} from '../../helpers/flagship.js';
import {aModel} from '../../helpers/model.js';

const minuteMs = 60_000;

/** An hour of one small service that waits for a record, with three events and two switches. */
function smallIncident(): Timeline {
  const bare = aModel({
    components: [
      {type: 'switch', id: 'gate'},
      {type: 'service', id: 'shop', deps: [{on: {not: 'gate.share'}}]},
    ],
    mitigations: [
      {id: 'close', title: 'Close the gate', target: 'gate', verb: 'on', leadMinutes: 5},
      {id: 'open', title: 'Open the gate', target: 'gate', verb: 'off', leadMinutes: 2},
    ],
    services: [
      {
        id: 'shop',
        name: 'Shop',
        group: 'Data plane',
        signals: [{role: 'errorRatio', signal: 'shop.err', label: 'errors', unit: 'ratio'}],
        status: {signal: 'shop.err', degraded: 0.05, partial: 0.2, major: 0.5, holdMinutes: 1},
      },
    ],
  });
  const template = flagship.events[0] as TimelineEvent;
  const events = [5, 20, 20, 41].map((minute, index) => ({
    ...template,
    id: `E${index}`,
    atMs: minute * minuteMs,
    title: `Event ${index}`,
    services: index === 1 ? ['shop'] : [],
    sources: [],
  }));
  const phases = [
    {id: 'first', title: 'first half', startsAtMs: 0, endsAtMs: 30 * minuteMs, summary: ''},
    {id: 'second', title: 'second half', startsAtMs: 30 * minuteMs, endsAtMs: 60 * minuteMs, summary: ''},
  ];
  return {...bare, events, phases};
}

const step: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    type: fc.constant('step' as const),
    to: fc.constantFrom('event' as const, 'phase' as const),
    direction: fc.constantFrom(1 as const, -1 as const),
  }),
  fc.record({type: fc.constant('seek-by' as const), deltaMs: fc.constantFrom(-60, -5, -1, 1, 5, 60).map(minutes => minutes * minuteMs)}),
  fc.record({type: fc.constant('seek' as const), atMs: fc.integer({min: 0, max: 60}).map(minute => minute * minuteMs)}),
  fc.record({
    type: fc.constant('tick' as const),
    elapsedMs: fc.integer({min: 0, max: 2000}),
    stop: fc.option(fc.record({atMs: fc.integer({min: 0, max: 60 * minuteMs}), notice: fc.constant('stopped')}), {nil: undefined}),
  }),
  fc.constant<Action>({type: 'toggle-play'}),
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('throw' as const),
      mitigation: fc.constantFrom('close', 'open'),
      notice: fc.constant('thrown'),
    }),
  },
  fc.record({type: fc.constant('take-back' as const), mitigation: fc.constantFrom('close', 'open'), notice: fc.constant('taken back')}),
  fc.constant<Action>({type: 'bookmark', notice: 'set'}),
  fc
    .integer({min: 0, max: 60})
    .map((minute): Action => ({type: 'find', text: 'event', atMs: minute * minuteMs, recordOffset: -1, place: 2, notice: 'found'})),
  fc.constant<Action>({type: 'set-breakpoint', breakpoint: {kind: 'status', service: 'shop', status: 'operational'}, notice: 'set'}),
  fc.record({type: fc.constant('remove-breakpoint' as const), index: fc.constantFrom(0, 1), notice: fc.constant('removed')}),
  fc.record({type: fc.constant('zoom' as const), on: fc.boolean()}),
  fc.constant<Action>({type: 'open', overlay: {type: 'breakpoints', text: 'shop', error: '', index: 2}}),
  fc.constant<Action>({type: 'type', text: 'gate'}),
  fc.record({type: fc.constant('choose' as const), index: fc.constantFrom(0, 1)}),
  fc.constant<Action>({type: 'show-service', id: 'shop'}),
  fc.constant<Action>({type: 'show-mitigation', id: 'open'}),
  fc.constant<Action>({type: 'undo'}),
  fc.constant<Action>({type: 'redo'}),
  fc.record({type: fc.constant('focus-next' as const), by: fc.constantFrom(1 as const, -1 as const)}),
  fc.record({
    type: fc.constant('show' as const),
    screen: fc.constantFrom<Screen>(
      {type: 'replay'},
      {type: 'map'},
      {type: 'compare', scroll: 0},
      {type: 'fidelity', scroll: 0},
      {type: 'record', cursor: null, top: 0, reading: false, scroll: 0},
      {type: 'record', cursor: 1, top: 0, reading: true, scroll: 0},
    ),
  }),
  fc.constant<Action>({type: 'open', overlay: {type: 'why', service: 'shop', scroll: 0}}),
  fc.record({
    type: fc.constant('filter' as const),
    filter: fc.constantFrom<Filter>(
      noFilter,
      {...noFilter, services: {only: true, names: ['']}},
      {...noFilter, kinds: {only: true, names: []}},
    ),
  }),
  fc.constant<Action>({type: 'open', overlay: {type: 'filter', row: 2, top: 0}}),
  fc.constant<Action>({type: 'close'}),
  fc.record({type: fc.constant('select-record' as const), offset: fc.integer({min: -2, max: 2})}),
);

/** What a person sees once they stand still and everything has been worked out. */
const shown = (prepared: Prepared, stage: Stage, state: AppState): string =>
  JSON.stringify(frame(sceneOf(answered(prepared, viewOf(prepared, state, stage))), size('120x40')));

it('any walk to a moment, a plan and a panel gives the same screen', () => {
  const prepared = prepare(smallIncident());
  const stage = stageFor(prepared);
  const cameFrom = initialState(stage, 10 * minuteMs, []);
  const closed = simulate(prepared, [{op: 'add', mitigation: 'close', atMs: 10 * minuteMs}]);
  expect(statusAt(closed, 'shop', 30 * minuteMs).status).toBe('major outage'); // so that a plan shows
  let moved = 0;
  let changed = 0;
  fc.assert(
    fc.property(fc.array(step, {minLength: 1, maxLength: 25}), actions => {
      const walked = actions.reduce((state, action) => reduce(stage, state, action), cameFrom);
      // Standing still at the same moment: playing is paused, the notice has been read.
      const stands: readonly Action[] = [
        ...(walked.playing ? [{type: 'toggle-play'} as const] : []),
        {type: 'seek', atMs: walked.positionMs},
        {type: 'say', notice: ''},
      ];
      const end = stands.reduce((state, action) => reduce(stage, state, action), walked);
      const {focus, screen, overlay, bookmarks, filter, breakpoints, zoomed, service, mitigation} = end;
      const direct: AppState = {
        ...initialState(stage, end.positionMs, [...end.plan]),
        ...{focus, screen, overlay, bookmarks, filter},
        ...{breakpoints, zoomed, service, mitigation},
      };
      if (end.positionMs !== cameFrom.positionMs) moved++;
      if (end.plan.length > 0) changed++;
      expect(shown(prepared, stage, end)).toBe(shown(prepared, stageFor(prepared), direct));
    }),
    {numRuns: 2000},
  );
  // The walks went somewhere.
  expect(moved).toBeGreaterThan(500);
  expect(changed).toBeGreaterThan(500);
});
