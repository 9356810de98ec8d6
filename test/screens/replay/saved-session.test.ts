import {describe, expect, it} from 'vitest';
import {history, type Plan} from '../../../src/engine/plan.js';
import {width} from '../../../src/format/text.js';
import {type Asked, type Found, hintFor, type Kept, openingOf} from '../../../src/screens/replay/saved-session.js';
import {reduce} from '../../../src/screens/replay/state/reducer.js';
import {initialState} from '../../../src/screens/replay/state/state.js';
import {openingMs} from '../../../src/screens/replay/state/timeline-index.js';
import {stageFor} from '../../helpers/console.js';
import {flagship, night, prepared} from '../../helpers/flagship.js';

const thrown: Plan = [{op: 'add', mitigation: 'dns-fence-at-commit', atMs: night('23:40')}];
const other: Plan = [{op: 'add', mitigation: 'nlb-failover-off', atMs: night('05:30')}];
const left: Kept = {positionMs: night('02:25'), plan: thrown, bookmarks: [night('00:38')]};

function opened(kept: Kept, asked: Asked = {}, more: Partial<Found> = {}) {
  const {positionMs, plan, start} = openingOf(flagship, {kept, leftOut: [], isFirst: false, ...more}, asked);
  return {...initialState(stageFor(prepared), positionMs, plan), ...start};
}

describe('the console opens', () => {
  it('where it was left, and says how to start afresh', () => {
    const state = opened(left);
    expect([state.positionMs, state.plan, state.bookmarks]).toEqual([night('02:25'), thrown, [night('00:38')]]);
    expect(state.notice).toBe('Back where you left: 02:25, 1 thrown. 0 goes to the start, u undoes.');
    const undone = reduce(stageFor(prepared), state, {type: 'undo'});
    expect(undone.plan).toEqual(history);
    expect(reduce(stageFor(prepared), undone, {type: 'redo'}).plan).toEqual(thrown);
  });

  it.each<{what: string; kept: Kept; asked: Asked; at: number; plan: Plan; says: string}>([
    {what: 'at the start, when nothing is kept', kept: {}, asked: {}, at: openingMs(flagship), plan: history, says: ''},
    {
      what: 'without a word when it was left at the start',
      kept: {positionMs: openingMs(flagship), plan: []},
      asked: {},
      at: openingMs(flagship),
      plan: history,
      says: '',
    },
    {
      what: 'at the time that is asked for, with the plan it was left with',
      kept: left,
      asked: {positionMs: night('05:30')},
      at: night('05:30'),
      plan: thrown,
      says: 'Your plan is back: 1 thrown. u undoes it.',
    },
    {
      what: 'with the plan that is asked for, at the time it was left',
      kept: left,
      asked: {plan: other},
      at: night('02:25'),
      plan: other,
      says: 'Back where you left: 02:25. 0 goes to the start.',
    },
    {
      what: 'with no plan where none is asked for in so many words',
      kept: left,
      asked: {plan: []},
      at: night('02:25'),
      plan: [],
      says: 'Back where you left: 02:25. 0 goes to the start.',
    },
    {
      what: 'as asked for, when all is',
      kept: left,
      asked: {plan: other, positionMs: night('05:30')},
      at: night('05:30'),
      plan: other,
      says: '',
    },
    {what: 'afresh', kept: left, asked: {isFresh: true}, at: openingMs(flagship), plan: history, says: ''},
  ])('$what', ({kept, asked, at, plan, says}) => {
    const state = opened(kept, asked);
    expect([state.positionMs, state.plan, state.notice]).toEqual([at, plan, says]);
    expect(state.bookmarks).toEqual(kept.bookmarks ?? []);
    expect(state.past).toEqual(asked.plan === undefined && plan.length > 0 ? [history] : []);
  });

  it('with a word on what could not be used', () => {
    const lost = {leftOut: ['the kept plan, for another version of this timeline']};
    const state = opened({positionMs: night('02:25')}, {}, lost);
    expect(state.notice).toBe('Left out: the kept plan, for another version of this timeline. Back: 02:25.');
    expect(opened({}, {}, lost).notice).toBe('Left out: the kept plan, for another version of this timeline.');
  });

  it('with what to do, the very first time', () => {
    expect(opened({}, {}, {isFirst: true}).notice).toBe('space plays, ←→ step, m changes a decision (what if?), ? shows all keys.');
    expect(opened({}, {positionMs: night('02:25')}, {isFirst: true}).notice).toBe(hintFor(flagship));
    expect(hintFor({...flagship, model: null})).toBe('space plays, ←→ step, ? shows all keys.');
  });

  it('with words that fit 80 columns', () => {
    const busy: Plan = Array.from({length: 12}, (_, index) => ({op: 'remove', action: `a${index}`}));
    const late = flagship.model?.endsAtMs ?? 0;
    for (const state of [opened({positionMs: late, plan: busy}), opened({}, {}, {isFirst: true})]) {
      expect(width(` ${state.notice}`)).toBeLessThanOrEqual(80);
    }
  });
});
