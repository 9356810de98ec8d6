import {describe, expect, it} from 'vitest';
import {type Observation, observe} from '../../src/drill/play/observe.js';
import {step} from '../../src/drill/play/session.js';
import {type Eyes, isKnown} from '../../src/drill/play/visibility.js';
import {reportOf} from '../../src/drill/report/aar.js';
import {playPolicy} from '../../src/drill/report/policy.js';
import type {Seat} from '../../src/drill/scenario/scenario.js';
import type {Setup} from '../../src/drill/scenario/setup.js';
import type {DrillState} from '../../src/drill/scenario/state.js';
import {aarMarkdown} from '../../src/export/aar-markdown.js';
import {quietSunday, setUpFlagship} from '../helpers/drill-report.js';

const moment = quietSunday.startsAtMs + 60 * 60_000;

describe('who can know a thing, by its tag', () => {
  it.each([
    {tag: 'SIM-c', public: true, insider: true},
    {tag: 'PUB', public: true, insider: true},
    {tag: 'FIC', public: true, insider: true},
    {tag: 'SIM-i', public: false, insider: true},
    {tag: 'OPS', public: false, insider: true},
    {tag: 'LATE', public: false, insider: false},
  ] as const)('$tag: public $public, insider $insider, from its time on; the debrief all of it', ({tag, ...views}) => {
    for (const eyes of ['public', 'insider'] satisfies Eyes[]) {
      expect(isKnown({tag, fromMs: moment}, eyes, moment)).toBe(views[eyes]);
      expect(isKnown({tag, fromMs: moment}, eyes, moment - 1)).toBe(false);
      expect(isKnown({tag, fromMs: null}, eyes, moment)).toBe(views[eyes]);
    }
    expect(isKnown({tag, fromMs: moment}, 'debrief', moment - 1)).toBe(true);
  });
});

describe('the night as those in it can know it', () => {
  const setup = setUpFlagship({variant: '150'});
  const history = quietSunday.policies.find(({id}) => id === 'history');
  if (history === undefined) throw new Error('the flagship has no policy of history');
  const {state: night} = playPolicy(setup, history);
  const state = withEveryHint(setup, night);
  const tagOf = (id: string): string => quietSunday.msel.find(row => row.id === id)?.know.tag ?? 'none';
  const seen = (seat: Seat): Observation => observe(setup, state, {kind: 'seat', seat});
  const tagsOf = (seat: Seat): readonly string[] => [
    ...new Set([
      ...seen(seat).messages.map(({id}) => tagOf(id)),
      ...seen(seat).panels.map(({id}) => quietSunday.panels.find(panel => panel.id === id)?.know.tag ?? 'none'),
    ]),
  ];

  it('what each view shows, by tag', () => {
    const byView = (view: Seat['view']): readonly string[] =>
      [...new Set(setup.seats.filter(seat => seat.view === view).flatMap(tagsOf))].sort();
    expect({public: byView('public'), insider: byView('insider')}).toMatchInlineSnapshot(`
      {
        "insider": [
          "FIC",
          "OPS",
          "PUB",
          "SIM-c",
          "SIM-i",
        ],
        "public": [
          "FIC",
          "PUB",
          "SIM-c",
        ],
      }
    `);
  });

  it.each(setup.seats)('$id reads no word that explains the night, in panels, injects, options, hints or actions', seat => {
    const said = JSON.stringify(seen(seat)).toLowerCase();
    const late = quietSunday.facts.filter(({know}) => know.tag === 'LATE');
    expect(late.flatMap(({words}) => words).length).toBeGreaterThan(10);
    expect(state.hints.length).toBeGreaterThan(20);
    for (const {id, text, words} of late) {
      for (const word of [text, ...words]) expect(said.includes(word.toLowerCase()), `${id}: ${word}`).toBe(false);
    }
  });

  it('the report explains nothing before its reveal', () => {
    const report = aarMarkdown(reportOf(setup, state));
    const [own = '', reveal = ''] = report.split('## 10 Reveal');
    for (const {text, know} of quietSunday.facts) {
      const first = text.slice(0, 40);
      if (know.tag === 'LATE') expect(own.includes(first), first).toBe(false);
      expect(reveal.includes(first), first).toBe(true);
    }
  });
});

/** Every hint that can be asked for, asked by whoever decides. */
function withEveryHint(setup: Setup, state: DrillState): DrillState {
  const asked = setup.drill.hints.flatMap(({decision}) =>
    setup.seats.flatMap(({id}) => [1, 2, 3].map(() => ({type: 'ask-hint', seat: id, decision}) as const)),
  );
  return asked.reduce((next, input) => step(setup, next, input, next.wallMs).state, state);
}
