import {describe, expect, it} from 'vitest';
import {hourMinute} from '../../../src/format/clock.js';
import {reduce} from '../../../src/screens/replay/state/reducer.js';
import {type Action, type AppState, initialState, speeds} from '../../../src/screens/replay/state/state.js';
import {openingMs} from '../../../src/screens/replay/state/timeline-index.js';
import {stageFor} from '../../helpers/console.js';
import {flagship, night, prepared} from '../../helpers/flagship.js';

const stage = stageFor(prepared);
const at = (clock: string): AppState => initialState(stage, night(clock), []);
const walk = (state: AppState, ...actions: readonly Action[]): AppState =>
  actions.reduce((before, action) => reduce(stage, before, action), state);
const clockOf = (state: AppState): string => hourMinute(flagship, state.positionMs);

const play: Action = {type: 'toggle-play'};
const tick = (elapsedMs: number): Action => ({type: 'tick', elapsedMs});
const nextEvent: Action = {type: 'step', to: 'event', direction: 1};
const previousEvent: Action = {type: 'step', to: 'event', direction: -1};
const throwFence: Action = {type: 'throw', mitigation: 'dns-fence-at-commit', notice: 'thrown'};
const takeFenceBack: Action = {type: 'take-back', mitigation: 'dns-fence-at-commit', notice: 'taken back'};
const undo: Action = {type: 'undo'};
const redo: Action = {type: 'redo'};

describe('where the replay opens', () => {
  it('is a quarter of an hour before the incident, paused, on the record', () => {
    const state = initialState(stage, openingMs(flagship), []);
    expect([clockOf(state), state.playing, state.focus]).toEqual(['23:33', false, 'record']);
  });

  it('is inside the run, wherever it was asked to be', () => {
    expect(initialState(stage, stage.startMs - 1, []).positionMs).toBe(stage.startMs);
    expect(initialState(stage, stage.endMs + 1, []).positionMs).toBe(stage.endMs);
  });
});

describe('playing', () => {
  it('goes on by real time times speed', () => {
    expect(clockOf(walk(at('02:00'), play, tick(1000)))).toBe('02:01');
    expect(clockOf(walk(at('02:00'), play, {type: 'change-speed', by: 1}, tick(1000)))).toBe('02:02');
  });

  it('does nothing while paused: the very same state', () => {
    const state = at('02:00');
    expect(reduce(stage, state, tick(1000))).toBe(state);
  });

  it('holds at the end of the run', () => {
    const state = walk({...at('02:00'), positionMs: stage.endMs - 1000}, play, tick(1000));
    expect([state.positionMs, state.playing]).toEqual([stage.endMs, false]);
    expect(walk(state, play)).toMatchObject({playing: false, notice: expect.stringContaining('The run ends here')});
  });

  it('stays a millisecond before the end while there is one', () => {
    expect(walk({...at('02:00'), speed: 1, positionMs: stage.endMs - 1001}, play, tick(1000))).toMatchObject({
      positionMs: stage.endMs - 1,
      playing: true,
    });
  });

  it('goes ten times faster through an hour without events, and slows down before the next one', () => {
    const gap = stage.moments.findIndex((atMs, index) => (stage.moments[index + 1] ?? 0) - atMs >= 60 * 60_000);
    const [before = 0, next = 0] = stage.moments.slice(gap, gap + 2);
    const from = (atMs: number) => ({...at('02:00'), positionMs: atMs, playing: true});
    const minute = 60_000;
    expect(walk(from(before + 4 * minute), tick(1000)).positionMs).toBe(before + 5 * minute);
    expect(walk(from(before + 5 * minute), tick(1000)).positionMs).toBe(before + 15 * minute);
    expect(walk(from(next - 6 * minute), tick(1000)).positionMs).toBe(next - 5 * minute);
    expect(walk(from(next - 5 * minute), tick(1000)).positionMs).toBe(next - 4 * minute);
  });

  it('has speeds from real time to an hour a second, and says where they end', () => {
    const faster = walk(at('02:00'), ...speeds.map((): Action => ({type: 'change-speed', by: 1})));
    expect(faster).toMatchObject({speed: 3600, notice: 'That is the highest speed.'});
    const slower = walk(at('02:00'), ...speeds.map((): Action => ({type: 'change-speed', by: -1})));
    expect(slower).toMatchObject({speed: 1, notice: 'That is real time.'});
  });
});

describe('stepping', () => {
  it.each([
    {from: '02:24', action: nextEvent, to: '02:25', why: 'the next instant with an event'},
    {from: '02:25', action: nextEvent, to: '02:27', why: 'several events of one instant are one step'},
    {from: '02:26', action: previousEvent, to: '02:25', why: 'the instant before'},
    {from: '02:25', action: previousEvent, to: '02:24', why: 'not the instant itself'},
    {from: '02:31', action: {type: 'step', to: 'phase', direction: -1} as const, to: '02:25', why: 'the start of this phase'},
    {from: '02:25', action: {type: 'step', to: 'phase', direction: -1} as const, to: '23:48', why: 'the phase before'},
    {from: '02:31', action: {type: 'step', to: 'phase', direction: 1} as const, to: '04:14', why: 'the next phase'},
    {from: '02:31', action: {type: 'seek-by', deltaMs: -60_000} as const, to: '02:30', why: 'a minute back'},
    {from: '02:31', action: {type: 'seek', atMs: night('05:30')} as const, to: '05:30', why: 'go to'},
  ])('$from → $to: $why', ({from, action, to}) => {
    expect(clockOf(walk(at(from), action))).toBe(to);
  });

  it('says so at the last event, and stays', () => {
    const last = {...at('02:31'), positionMs: stage.moments.at(-1) ?? 0};
    expect(walk(last, nextEvent)).toMatchObject({positionMs: last.positionMs, notice: 'No later event. $ goes to the end.'});
  });

  it('cannot leave the run', () => {
    expect(walk(at('23:00'), {type: 'seek-by', deltaMs: -60_000}).positionMs).toBe(stage.startMs);
  });

  it('puts the cursor of the record back to now', () => {
    expect(walk(at('02:31'), {type: 'select-record', offset: -3}, nextEvent).recordOffset).toBe(0);
  });
});

describe('the plan', () => {
  it('throws at this moment, takes back, undoes and redoes', () => {
    const thrown = walk(at('00:38'), throwFence);
    expect(thrown.plan).toEqual([{op: 'add', mitigation: 'dns-fence-at-commit', atMs: night('00:38')}]);
    expect(walk(thrown, takeFenceBack).plan).toEqual([]);
    expect(walk(thrown, undo).plan).toEqual([]);
    expect(walk(thrown, undo, redo).plan).toEqual(thrown.plan);
    expect(walk(thrown, takeFenceBack, undo).plan).toEqual(thrown.plan);
  });

  it('forgets what could be redone once something else is thrown', () => {
    const state = walk(at('00:38'), throwFence, undo, {type: 'throw', mitigation: 'flush-dns-caches', notice: ''}, redo);
    expect(state.plan.map(edit => 'mitigation' in edit && edit.mitigation)).toEqual(['flush-dns-caches']);
    expect(state.notice).toBe('Nothing to redo.');
  });

  it('has nothing to undo as it was opened', () => {
    expect(walk(at('00:38'), undo)).toMatchObject({plan: [], notice: 'Nothing to undo.'});
  });

  it('taking back what was not thrown changes nothing that could be undone', () => {
    expect(walk(at('00:38'), takeFenceBack).past).toEqual([]);
  });
});

describe('bookmarks', () => {
  const mark: Action = {type: 'bookmark', notice: ''};

  it('are set at this moment, kept in order, and removed by the same key', () => {
    const both = walk(at('02:31'), mark, {type: 'seek', atMs: night('00:38')}, mark);
    expect(both.bookmarks).toEqual([night('00:38'), night('02:31')]);
    expect(walk(both, mark).bookmarks).toEqual([night('02:31')]);
    expect(walk(both, {type: 'seek-by', deltaMs: 1}, mark).bookmarks.length).toBe(3);
  });
});

describe('the theme', () => {
  it('steps on, says which, and comes round again', () => {
    const next: Action = {type: 'next-theme'};
    expect(walk(at('00:38'), next)).toMatchObject({theme: 'light', notice: 'Theme: light.'});
    expect(walk(at('00:38'), next, next, next).theme).toBe('color-blind');
    expect(walk(at('00:38'), next, next, next, next)).toMatchObject({theme: 'dark', notice: 'Theme: dark.'});
  });
});

describe('what is open', () => {
  it('is one thing at a time', () => {
    const state = walk(
      at('00:38'),
      {type: 'open', overlay: {type: 'mitigations', scroll: 0}},
      {type: 'open', overlay: {type: 'why', service: 'ec2', scroll: 0}},
    );
    expect(state.overlay).toEqual({type: 'why', service: 'ec2', scroll: 0});
    expect(walk(state, {type: 'close'}).overlay).toEqual({type: 'none'});
  });

  it('another screen closes it', () => {
    const why: Action = {type: 'open', overlay: {type: 'why', service: 'ec2', scroll: 0}};
    const state = walk(at('00:38'), why, {type: 'show', screen: {type: 'fidelity', scroll: 0}});
    expect([state.screen.type, state.overlay.type]).toEqual(['fidelity', 'none']);
  });

  it('scrolls before the screen below it does', () => {
    const fidelity = walk(at('00:38'), {type: 'show', screen: {type: 'fidelity', scroll: 0}}, {type: 'scroll', to: 3});
    expect(fidelity.screen).toEqual({type: 'fidelity', scroll: 3});
    const card = walk(fidelity, {type: 'open', overlay: {type: 'mitigations', scroll: 0}}, {type: 'scroll', to: 2});
    expect([card.overlay, card.screen]).toEqual([
      {type: 'mitigations', scroll: 2},
      {type: 'fidelity', scroll: 3},
    ]);
    expect(walk(at('00:38'), {type: 'scroll', to: 2})).toMatchObject({screen: {type: 'replay'}, overlay: {type: 'none'}});
  });

  it('a go-to closes when it gets there, the mitigations stay', () => {
    const seek: Action = {type: 'seek', atMs: night('05:30')};
    expect(walk(at('00:38'), {type: 'open', overlay: {type: 'go-to', text: '05:30', error: ''}}, seek).overlay.type).toBe('none');
    expect(walk(at('00:38'), {type: 'open', overlay: {type: 'mitigations', scroll: 0}}, seek).overlay.type).toBe('mitigations');
  });

  it('a hit of the search shows in the replay, whatever was open', () => {
    const search: Action = {type: 'open', overlay: {type: 'search', text: 'dns', error: ''}};
    const hit: Action = {type: 'find', text: 'dns', atMs: night('02:25'), recordOffset: -1, place: 2, notice: '1 of 2: DNS'};
    const state = walk(at('00:38'), {type: 'show', screen: {type: 'fidelity', scroll: 0}}, search, hit);
    expect(state).toMatchObject({search: 'dns', recordOffset: -1, focus: 'record', notice: '1 of 2: DNS'});
    expect([clockOf(state), state.screen.type, state.overlay.type]).toEqual(['02:25', 'replay', 'none']);
    expect(walk(state, {type: 'seek-by', deltaMs: 0})).toMatchObject({recordOffset: 0, search: 'dns'});
  });

  it('a notice stays while the incident plays and goes with the next key', () => {
    const said = walk(at('00:38'), play, {type: 'say', notice: 'look'});
    expect(walk(said, tick(100)).notice).toBe('look');
    expect(walk(said, {type: 'focus-next', by: 1}).notice).toBe('');
  });

  it('tab goes round the panels and shift-tab back', () => {
    const next: Action = {type: 'focus-next', by: 1};
    expect(walk(at('00:38'), next, next, next, next).focus).toBe('record');
    expect(walk(at('00:38'), next, {type: 'focus-next', by: -1}).focus).toBe('record');
  });
});
