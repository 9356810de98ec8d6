import {describe, expect, it} from 'vitest';
import type {Plan} from '../../../src/engine/plan.js';
import {hitsOf} from '../../../src/screens/replay/search.js';
import {reduce} from '../../../src/screens/replay/state/reducer.js';
import {type AppState, initialState} from '../../../src/screens/replay/state/state.js';
import {stageOf} from '../../../src/screens/replay/state/timeline-index.js';
import {selectedHappening, type View} from '../../../src/screens/replay/state/view.js';
import {askedBy, isAction, screenOf, size, stageFor, viewAt, viewOf} from '../../helpers/console.js';
import {flagship, night, prepared} from '../../helpers/flagship.js';

const stage = stageFor(prepared);
const {events, services} = flagship;

/** Presses keys one after the other, as a person does. */
function press(from: View, ...keys: readonly string[]): View {
  return keys.reduce((view, key) => {
    const command = askedBy(view, key);
    return !isAction(command) ? view : viewOf(prepared, reduce(stage, view.state, command), stage);
  }, from);
}

const searching = (text: string, atMs: number, plan: Plan = []): View =>
  viewAt(prepared, atMs, plan, {overlay: {type: 'search', text, error: ''}});
function selected(view: View): string {
  const happening = selectedHappening(view);
  return happening?.kind === 'fact' ? happening.event.id : '';
}
const idsOf = (text: string): readonly string[] => hitsOf(stage, text).map(index => events[index]?.id ?? '');

describe('what is found', () => {
  it('are events with every word, in any case, in any order', () => {
    expect(idsOf('RECOVERY  strong')).toEqual(idsOf('strong recovery'));
    expect(idsOf('strong recovery').length).toBeGreaterThan(0);
    expect(idsOf('strong recovery').length).toBeLessThan(idsOf('recovery').length);
    expect(idsOf('strong zebra')).toEqual([]);
  });

  it('by id, and by the name of a service that only the service list spells', () => {
    expect(idsOf('e046')).toEqual(['E046']);
    const named = services.find(({id, name}) => name.toLowerCase() !== id && events.some(event => event.services.includes(id)));
    const about = events.filter(event => event.services.includes(named?.id ?? '')).map(({id}) => id);
    expect(idsOf(named?.name ?? '')).toEqual(expect.arrayContaining(about));
  });

  it('letter by letter, whatever a letter means elsewhere', () => {
    expect(idsOf('.')).toEqual(events.filter(event => `${event.title}\n${event.detail}`.includes('.')).map(({id}) => id));
    for (const text of ['(', '[a', 'a|b|c', '\\', '*', '^', '$x', '+?{']) expect(() => idsOf(text)).not.toThrow();
  });

  it('is nothing for no words', () => {
    expect(idsOf('  ')).toEqual([]);
  });

  it('among 100,000 events before a person notices', () => {
    const many = Array.from({length: 100_000}, (_, index) => ({...(events[index % events.length] as (typeof events)[0]), id: `E${index}`}));
    // The best of three: something else may have the processor.
    const tookMs = [1, 2, 3].map(() => {
      const large = stageOf({...flagship, events: many}, prepared.history.tracks);
      const startedMs = performance.now();
      expect(hitsOf(large, 'e99999')).toEqual([99_999]);
      return performance.now() - startedMs;
    });
    expect(Math.min(...tookMs)).toBeLessThan(200);
  });
});

describe('the search', () => {
  const ids = idsOf('recovery');
  const atOf = (id: string | undefined): number => stage.eventById.get(id ?? '')?.atMs ?? 0;

  it('goes to the first hit at or after this moment, with the cursor of the record on it', () => {
    const third = ids[2];
    const found = press(searching('Recovery ', atOf(third)), 'enter');
    expect(atOf(selected(found))).toBe(atOf(third));
    expect(found.state).toMatchObject({positionMs: atOf(third), overlay: {type: 'none'}, search: 'Recovery'});
    const place = ids.indexOf(selected(found)) + 1;
    expect(found.state.notice).toBe(`${place} of ${ids.length}: ${stage.eventById.get(selected(found))?.title}`);
    expect(screenOf(found, size('80x24')).at(-1)).toContain(`${place} of ${ids.length}: `);
  });

  it.each(['history', 'a what-if'])('n goes through all hits and round, N the same way back, in %s', which => {
    const plan: Plan = which === 'history' ? [] : [{op: 'add', mitigation: 'nlb-failover-off', atMs: night('05:30')}];
    let view = press(searching('recovery', stage.startMs, plan), 'enter');
    const there = ids.map(() => {
      const id = selected(view);
      view = press(view, 'n');
      return id;
    });
    expect(there).toEqual(ids);
    expect(selected(view)).toBe(ids[0]);
    const back = ids.map(() => {
      view = press(view, 'N');
      return selected(view);
    });
    expect(back).toEqual(ids.toReversed());
  });

  it('goes on from where one has gone meanwhile', () => {
    const found = press(searching('recovery', stage.startMs), 'enter');
    const between = {...found, state: reduce(stage, found.state, {type: 'seek', atMs: atOf(ids[4]) + 1})};
    expect(atOf(selected(press(between, 'N')))).toBe(atOf(ids[4]));
    expect(atOf(selected(press(between, 'n')))).toBeGreaterThan(atOf(ids[4]));
  });

  it('wraps where no hit is left', () => {
    const found = press(searching(ids[0] ?? '', stage.endMs), 'enter');
    expect([selected(found), found.state.positionMs]).toEqual([ids[0], atOf(ids[0])]);
  });

  it('says so when there is no hit, and keeps what was typed', () => {
    const {state} = press(searching('zebra', night('02:31')), 'enter');
    expect(state.overlay).toEqual({type: 'search', text: 'zebra', error: 'No event has all these words.'});
  });

  it('closes when nothing was typed', () => {
    expect(press(searching(' ', night('02:31')), 'enter').state.overlay.type).toBe('none');
  });
});

describe('bookmarks', () => {
  const at = (atMs: number, bookmarks: readonly number[] = []): View =>
    viewOf(prepared, {...initialState(stage, atMs, []), bookmarks} satisfies AppState, stage);
  const [early, late] = [night('00:38'), night('05:30')];

  it('b says what it did', () => {
    const set = press(at(early), 'b');
    expect(set.state.notice).toBe("Bookmark set at 00:38. ' goes to the next one.");
    expect(press(set, 'b').state).toMatchObject({bookmarks: [], notice: 'Bookmark at 00:38 removed.'});
  });

  it("' goes to the next one, and from the last one to the first", () => {
    expect(press(at(early, [early, late]), "'").state.positionMs).toBe(late);
    expect(press(at(late, [early, late]), "'").state.positionMs).toBe(early);
    expect(press(at(late + 1, [early]), "'").state.positionMs).toBe(early);
    expect(press(at(early, [early]), "'").state.notice).toBe('This is the only bookmark.');
  });
});
