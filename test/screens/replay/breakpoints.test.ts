import * as fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Plan} from '../../../src/engine/plan.js';
import {type Run, statusAt, valueAt} from '../../../src/engine/run.js';
import {type Prepared, prepare, simulate} from '../../../src/engine/simulate.js';
import {hourMinute} from '../../../src/format/clock.js';
import {breakpointCleared, breakpointTyped, nextStop, parseBreakpoint, wordsOf} from '../../../src/screens/replay/state/breakpoint-text.js';
import {type Breakpoint, hitsIn, hitsOf} from '../../../src/screens/replay/state/breakpoints.js';
import {reduce} from '../../../src/screens/replay/state/reducer.js';
import {type AppState, initialState, speeds} from '../../../src/screens/replay/state/state.js';
import {askedBy, screenOf, size, stageFor, viewAt} from '../../helpers/console.js';
import {flagship, night, prepared} from '../../helpers/flagship.js';
import {pressed} from '../../helpers/keys.js';

const stage = stageFor(prepared);
const {history} = prepared;
const clocks = (times: readonly number[]): readonly string[] => times.map(atMs => hourMinute(flagship, atMs));

const asking = (text: string, change: Partial<AppState> = {}, of: Prepared = prepared) =>
  viewAt(of, night('02:31'), [], {overlay: {type: 'breakpoints', text, error: '', index: 0}, ...change});
const parsed = (text: string): Breakpoint => parseBreakpoint(text, asking(text));

describe('a breakpoint is written as people say it', () => {
  it.each<{text: string; is: Breakpoint}>([
    {text: 'ec2 major outage', is: {kind: 'status', service: 'ec2', status: 'major outage'}},
    {text: 'EC2 launches RED', is: {kind: 'status', service: 'ec2', status: 'major outage'}},
    {text: 'ec2 green', is: {kind: 'status', service: 'ec2', status: 'operational'}},
    {text: 'any  degraded', is: {kind: 'status', service: null, status: 'degraded'}},
    {text: 'dwfm.leased < 0.5', is: {kind: 'signal', signal: 'dwfm.leased', op: '<', value: 0.5}},
    {text: 'DWFM.leased<=50%', is: {kind: 'signal', signal: 'dwfm.leased', op: '<=', value: 0.5}},
    {text: 'DWFM leases held > 50 %', is: {kind: 'signal', signal: 'dwfm.leased', op: '>', value: 0.5}},
    {text: 'held >= 0.5', is: {kind: 'signal', signal: 'dwfm.leased', op: '>=', value: 0.5}},
    {text: 'dwfm < 1e-1', is: {kind: 'signal', signal: 'dwfm.leased', op: '<', value: 0.1}},
    {text: '02:25', is: {kind: 'time', atMs: night('02:25')}},
    {text: 'T+2:37', is: {kind: 'time', atMs: night('02:25')}},
    {text: 'e012', is: {kind: 'time', atMs: stage.eventById.get('E012')?.atMs ?? 0}},
    {text: 'phase 3', is: {kind: 'phase', phase: flagship.phases[2]?.id ?? ''}},
    {text: 'Phase leases collapse', is: {kind: 'phase', phase: flagship.phases[2]?.id ?? ''}},
    {text: 'leases collapse', is: {kind: 'phase', phase: flagship.phases[2]?.id ?? ''}},
    {text: 'any phase', is: {kind: 'phase', phase: null}},
  ])('$text', ({text, is}) => {
    expect(parsed(text)).toEqual(is);
  });

  it('is plain JSON', () => {
    for (const text of ['any red', 'dwfm.leased < 0.5', '02:25', 'any phase'])
      expect(JSON.parse(JSON.stringify(parsed(text)))).toEqual(parsed(text));
  });

  it('understands every service, signal label and phase by what the screen calls it', () => {
    for (const {id, name, signals} of stage.services) {
      expect(parsed(`${name} red`)).toMatchObject({service: id});
      for (const {signal, label} of signals) expect(parsed(`${name} ${label} > 1`)).toMatchObject({signal});
    }
    for (const {id, title} of flagship.phases) expect(parsed(title)).toEqual({kind: 'phase', phase: id});
  });

  it.each([
    {text: 'ec3 red', says: 'No service is called "ec3": did you mean "ec2"?'},
    {text: 'dwfm.leasd < 0.5', says: 'No signal is called "dwfm.leasd": did you mean "dwfm.leased"?'},
    {text: 'errors > 5 %', says: 'Several services show "errors": say which, as in "EC2 launches errors".'},
    {text: 'dwfm.leased < half', says: '"half" is not a number: 0.5, 50 %, 12 min, 1,200 and 2.1 M are.'},
    {text: 'phase 12', says: 'No phase is called "12": there are 1 to 11, or any phase.'},
    {text: 'phase leases colapse', says: 'No phase is called "leases colapse": did you mean "leases collapse"?'},
    {text: 'unwindng', says: '"unwindng" is nothing to stop at. Did you mean "unwinding"?'},
    {text: 'soon', says: '"soon" is nothing to stop at. Known: dns-automation red · any degraded · dns.regional < 0.5 · 02:25'},
    {text: '2030-01-01T00:00:00Z', says: '2030-01-01T00:00:00Z is after the run ends.'},
  ])('$text: $says', ({text, says}) => {
    expect(breakpointTyped(asking(text))).toMatchObject({type: 'type', text, error: expect.stringContaining(says)});
  });

  it('of a record without a model knows statuses, but no signals', () => {
    const record = prepare({...flagship, model: null});
    expect(breakpointTyped(asking('dwfm.leased < 1', {}, record))).toMatchObject({error: expect.stringContaining('no signals')});
  });
});

describe('where playing stops', () => {
  const ec2 = history.tracks.get('ec2')?.changes ?? [];

  it.each<{text: string; at: readonly string[]; why: string}>([
    {text: 'ec2 red', at: clocks(ec2.slice(1).flatMap(({atMs, status}) => (status === 'major outage' ? [atMs] : []))), why: 'each time'},
    {text: '02:25', at: ['02:25'], why: 'once'},
    {text: 'phase 3', at: ['02:25'], why: 'where it begins'},
    {text: 'any phase', at: clocks(flagship.phases.map(({startsAtMs}) => startsAtMs).filter(atMs => atMs > stage.startMs)), why: 'each'},
    {text: 'dwfm.leased >= 0', at: [], why: 'what is so from the start never becomes so'},
    {text: '0%', at: [], why: 'playing begins there'},
  ])('$text: $at, $why', ({text, at}) => {
    expect(clocks(hitsOf(history, parsed(text)))).toEqual(at);
  });

  it('is where a signal crosses, not where it stays: true at each hit, false a step before', () => {
    const hits = hitsOf(history, parsed('dwfm.leased < 0.5'));
    expect(hits.length).toBeGreaterThan(0);
    for (const atMs of hits) {
      expect(valueAt(history, 'dwfm.leased', atMs)).toBeLessThan(0.5);
      expect(valueAt(history, 'dwfm.leased', atMs - history.stepMs)).toBeGreaterThanOrEqual(0.5);
    }
  });

  it('any service: each time that one of them turns to it', () => {
    const own = stage.services.flatMap(({id}) => hitsOf(history, {kind: 'status', service: id, status: 'major outage'}));
    expect(hitsOf(history, parsed('any red'))).toEqual([...new Set(own)].sort((a, b) => a - b));
  });

  it('takes the last of two statuses that a record gives at one moment', () => {
    const changes = [
      {atMs: history.startMs, status: 'operational'},
      {atMs: night('01:00'), status: 'major outage'},
      {atMs: night('01:00'), status: 'operational'},
      {atMs: night('02:00'), status: 'degraded'},
      {atMs: night('02:00'), status: 'major outage'},
    ] as const;
    const run: Run = {...history, tracks: new Map([['ec2', {service: 'ec2', changes}]])};
    expect(clocks(hitsOf(run, parsed('ec2 red')))).toEqual(['02:00']);
    expect(hitsOf(run, parsed('ec2 degraded'))).toEqual([]);
    expect(hitsOf(run, parsed('ec2 green'))).toEqual([]);
  });

  it('follows the plan: what is prevented is not hit', () => {
    const plan: Plan = [{op: 'add', mitigation: 'dns-fence-at-commit', atMs: night('23:35')}];
    expect(hitsOf(history, parsed('dynamodb red')).length).toBeGreaterThan(0);
    expect(hitsOf(simulate(prepared, plan), parsed('dynamodb red'))).toEqual([]);
  });

  it('is worked out once for a run and a list', () => {
    const breakpoints = [parsed('any red')];
    expect(hitsIn(history, breakpoints)).toBe(hitsIn(history, breakpoints));
    expect(hitsIn(history, [...breakpoints])).not.toBe(hitsIn(history, breakpoints));
  });
});

const now = viewAt(prepared, stage.startMs).now;

/** Plays from a moment to the end of the run, on again after every stop; the moments of the stops. */
function stopsWhilePlaying(from: AppState, elapsed: (tick: number) => number): readonly number[] {
  const stops: number[] = [];
  let state = from;
  for (let tick = 0; state.positionMs < stage.endMs; tick++) {
    if (!state.playing) state = reduce(stage, state, {type: 'toggle-play'});
    state = reduce(stage, state, {type: 'tick', elapsedMs: elapsed(tick), stop: nextStop({state, stage, now})});
    if (!state.playing && state.notice.startsWith('Breakpoint')) stops.push(state.positionMs);
  }
  return stops;
}

describe('playing', () => {
  const kinds = [
    'ec2 red',
    'any degraded',
    'any green',
    'dwfm.leased < 0.5',
    'nlb.err > 1%',
    '02:25',
    'e046',
    'phase 3',
    'any phase',
    '100%',
  ];

  it.each(kinds)('in ticks of any size stops at the same moments as in ticks of a step: %s', text => {
    const breakpoints = [parsed(text)];
    const start: AppState = {...initialState(stage, stage.startMs, []), breakpoints};
    const stepwise = stopsWhilePlaying({...start, speed: 3600}, () => history.stepMs / 3600);
    expect(stepwise).toEqual(hitsIn(history, breakpoints)[0]);
    fc.assert(
      fc.property(
        fc.array(fc.integer({min: 1, max: 20_000}), {minLength: 1, maxLength: 9}),
        fc.constantFrom(...speeds.filter(speed => speed >= 600)),
        (elapsed, speed) => {
          expect(stopsWhilePlaying({...start, speed}, tick => Math.max(20, elapsed[tick % elapsed.length] ?? 0))).toEqual(stepwise);
        },
      ),
      {numRuns: 20},
    );
  });

  it('stops at the first of several, says which, and goes on from there', () => {
    const breakpoints = [parsed('02:27'), parsed('phase 3'), parsed('02:25')];
    const state: AppState = {...initialState(stage, night('02:24'), []), breakpoints, playing: true, speed: 3600};
    const stopped = reduce(stage, state, {type: 'tick', elapsedMs: 1000, stop: nextStop({state, stage, now})});
    expect([stopped.positionMs, stopped.playing]).toEqual([night('02:25'), false]);
    expect(stopped.notice).toBe('Breakpoint at 02:25: phase 3 begins: leases collapse (and 1 more). space plays on.');
    expect(nextStop({state: stopped, stage, now})?.atMs).toBe(night('02:27'));
  });

  it('does not jump over one in a quiet stretch', () => {
    const gap = stage.moments.findIndex((atMs, index) => (stage.moments[index + 1] ?? 0) - atMs >= 60 * 60_000);
    const quietMs = (stage.moments[gap] ?? 0) + 10 * 60_000;
    const stop = {atMs: quietMs + 1, notice: 'stop'};
    const state: AppState = {...initialState(stage, quietMs, []), playing: true};
    expect(reduce(stage, state, {type: 'tick', elapsedMs: 1000, stop})).toMatchObject({positionMs: quietMs + 1, playing: false});
  });

  it.each([
    {stop: 999, at: 1000, why: 'one that is passed already'},
    {stop: 1000, at: 1000, why: 'one at this very moment'},
    {stop: 1101, at: 1000, why: 'one after this tick'},
  ])('does not stop at $why', ({stop, at}) => {
    const state: AppState = {...initialState(stage, night('02:25') + at, []), playing: true, speed: 1};
    const action = {type: 'tick', elapsedMs: 100, stop: {atMs: night('02:25') + stop, notice: 'stop'}} as const;
    expect(reduce(stage, state, action)).toMatchObject({positionMs: night('02:25') + at + 100, playing: true, notice: ''});
  });

  it('stepping and seeking ignore them', () => {
    const state: AppState = {...initialState(stage, night('02:24'), []), breakpoints: [parsed('02:25')]};
    expect(reduce(stage, state, {type: 'seek', atMs: night('02:26')}).positionMs).toBe(night('02:26'));
    expect(reduce(stage, state, {type: 'seek-by', deltaMs: 120_000})).toMatchObject({positionMs: night('02:26'), notice: ''});
  });
});

describe('the list of breakpoints', () => {
  const press = (view: ReturnType<typeof asking>, key: string) => pressed(prepared, view, key);
  const three = {breakpoints: [parsed('any red'), parsed('02:25'), parsed('dynamodb green')]};

  it('enter sets what is typed, says when it stops playing next, and is ready for another', () => {
    const {state} = press(asking('ec2 green'), 'enter');
    expect(state.breakpoints).toEqual([parsed('ec2 green')]);
    expect(state.overlay).toEqual({type: 'breakpoints', text: '', error: '', index: 0});
    const [next = 0] = hitsOf(history, parsed('ec2 green'));
    expect(state.notice).toBe(`Set: EC2 launches becomes operational, next ${hourMinute(flagship, next)}.`);
  });

  it.each([
    {text: '02:25', says: 'Set: time 02:25, not again.'},
    {text: 'dwfm.leased > 200 %', says: 'Set: DWFM leases held above 200 %, not in this run.'},
  ])('$text: $says', ({text, says}) => {
    expect(breakpointTyped(asking(text))).toMatchObject({type: 'set-breakpoint', notice: says});
  });

  it('does not set one twice', () => {
    expect(breakpointTyped(asking('any red', three))).toMatchObject({type: 'type', error: 'This one is set already.'});
  });

  it('enter on nothing closes', () => {
    expect(press(asking(' '), 'enter').state.overlay.type).toBe('none');
  });

  it('down and ctrl-x remove one; the next one is chosen then', () => {
    const removed = press(press(asking('', three), 'down'), 'ctrl-x');
    expect(removed.state.breakpoints).toEqual([parsed('any red'), parsed('dynamodb green')]);
    expect(removed.state.overlay).toMatchObject({index: 1});
    expect(removed.state.notice).toBe('Removed: time 02:25.');
    expect(press(press(removed, 'ctrl-x'), 'ctrl-x').state.breakpoints).toEqual([]);
  });

  it('ctrl-x with none set says so', () => {
    expect(askedBy(asking(''), 'ctrl-x')).toEqual({type: 'say', notice: 'No breakpoint is set.'});
    expect(breakpointCleared(asking(''))).toEqual({type: 'say', notice: ''});
  });

  it('down stops at the last one', () => {
    const last = ['down', 'down', 'down'].reduce(press, asking('', three));
    expect(last.state.overlay).toMatchObject({index: 2});
  });

  for (const on of ['80x24', '120x40']) {
    it(`shows each with its next hit, and the bar has them, at ${on}`, async () => {
      const overlay = {type: 'breakpoints', text: 'ec3 red', error: 'No service is called "ec3": did you mean "ec2"?', index: 1} as const;
      const change = {...three, breakpoints: [...three.breakpoints, parsed('dwfm.leased > 50%'), parsed('phase 5')], overlay};
      const rows = screenOf(viewAt(prepared, night('02:31'), [], change), size(on));
      await expect(`${rows.map(row => row.trimEnd()).join('\n')}\n`).toMatchFileSnapshot(`../../golden/console-breakpoints-${on}.txt`);
    });
  }

  it('shows on the bar where the next hit is, and the word for its sign', () => {
    const bar = (change: Partial<AppState>, on: string) => screenOf(viewAt(prepared, night('02:31'), [], change), size(on)).slice(-6);
    for (const on of ['80x24', '80x40', '120x40', '200x60']) {
      expect(bar({}, on).join('\n')).not.toContain('◇');
      const both = {breakpoints: [parsed('ec2 green')], bookmarks: [night('04:00')]};
      expect(bar(both, on).join('\n').split('◇').length).toBe(3);
      expect(bar(both, on).join('\n')).toMatch(/◇ (?:breakpoint|stop) .*▼ (?:book)?mark/);
    }
    expect(
      bar({breakpoints: [parsed('02:25')]}, '80x24')
        .join('')
        .split('◇').length,
    ).toBe(2); // the word alone: it is not hit again
  });

  it('says a status that a service has by its name', () => {
    expect(wordsOf(stage, parsed('ec2 red'))).toBe('EC2 launches becomes major outage');
    expect(statusAt(history, 'ec2', hitsOf(history, parsed('ec2 red'))[0] ?? 0).status).toBe('major outage');
  });
});
