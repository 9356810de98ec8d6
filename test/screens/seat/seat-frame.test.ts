import * as fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Input} from '../../../src/drill/play/input.js';
import {observe} from '../../../src/drill/play/observe.js';
import {beginning, step} from '../../../src/drill/play/session.js';
import {drillOf, type Seat} from '../../../src/drill/scenario/scenario.js';
import {type Setup, setUp} from '../../../src/drill/scenario/setup.js';
import type {DrillState} from '../../../src/drill/scenario/state.js';
import {width} from '../../../src/format/text.js';
import {textOf} from '../../../src/screen/line.js';
import type {OpenSheet} from '../../../src/screen/sheet.js';
import {type FormKind, formSheet} from '../../../src/screens/seat/forms.js';
import {briefSheet, confirmSheet, type PickKind, pickKinds, pickSheet} from '../../../src/screens/seat/sheets.js';
import {places, type SeatState} from '../../../src/screens/seat/state.js';
import {minuteMs, played, setUpSmall} from '../../helpers/drill.js';
import {alone, card, helpOver, linesOf, on, open, rowsOf, seatView, stillPort} from '../../helpers/drill-screens.js';
import {flagship, prepared} from '../../helpers/flagship.js';

const start: Input = {type: 'start-ex'};
const busy: readonly Input[] = [
  start,
  on(5),
  {type: 'acknowledge', seat: 'you', message: 'Q-01'},
  {type: 'look', seat: 'you', panel: 'resolver'},
  {type: 'believe', seat: 'you', hypothesis: 'name-gone', probability: 0.7, because: 'Resolver, 23:50'},
  on(14),
  {type: 'look', seat: 'you', panel: 'resolver'},
  {type: 'order', seat: 'you', action: 'bounce', card},
  {
    type: 'post',
    seat: 'you',
    audience: 'public',
    impact: 'Requests fail',
    scope: 'all customers of the region',
    doing: 'we look into it',
    nextMinutes: 20,
  },
  {type: 'note', seat: 'you', kind: 'can', text: 'C: down. A: looking. N: nothing.'},
  {type: 'ask-hint', seat: 'you', decision: 'DP-04'},
  on(3),
];
const inPlay = played(alone, busy);
const late = played(alone, [...busy, on(30)]);

const port = stillPort(seatView(alone, inPlay).observation);
const pick = (what: PickKind, index = 0): OpenSheet => open(pickSheet(port, what), {index});
const form = (kind: FormKind, about = '', more: Partial<OpenSheet> = {}): OpenSheet => open(formSheet(port, kind, about), more);
const posting = form('post', '', {
  typed: {audience: 'public', impact: 'Requests fail', scope: 'all customers', doing: 'fixed in 30 minutes'},
  index: 4,
});
const findings: SeatState['findings'] = [
  {about: 'promise', isBlocking: true, text: 'It promises an end. Nobody knows it: say when the next word comes.'},
];

type Golden = {readonly name: string; readonly state: DrillState; readonly more?: Partial<SeatState>; readonly sheet?: OpenSheet | null};
const goldens: readonly Golden[] = [
  {name: 'brief', state: beginning(alone)},
  {name: 'page', state: played(alone, [start, on(4)])},
  {name: 'play', state: inPlay},
  {name: 'late', state: late, more: {focus: 'decisions'}},
  {name: 'order', state: inPlay, sheet: pick('order', 1)},
  {name: 'card', state: inPlay, sheet: form('order', 'restore')},
  {name: 'decide', state: inPlay, sheet: form('decide', 'DP-04', {typed: {ranking: '2 1'}, index: 1})},
  {name: 'post', state: inPlay, more: {findings}, sheet: posting},
  {name: 'help', state: inPlay, sheet: helpOver(seatView(alone, inPlay))},
  {name: 'halt', state: played(alone, [...busy, {type: 'halt'}])},
];

describe('a participant’s screen', () => {
  for (const on of ['80x24', '120x40']) {
    it.each(goldens)(`shows $name at ${on}`, async ({name, state, more, sheet}) => {
      const rows = rowsOf(seatView(alone, state, more), on, sheet);
      await expect(`${rows.map(row => row.trimEnd()).join('\n')}\n`).toMatchFileSnapshot(`../../golden/drill-${name}-${on}.txt`);
    });
  }

  it('says EXERCISE, the code name and the time of day on every screen', () => {
    for (const {state, more, sheet} of goldens) {
      for (const on of ['80x24', '120x40', '60x10'])
        expect(rowsOf(seatView(alone, state, more), on, sheet).join('\n')).toContain('EXERCISE');
      expect(rowsOf(seatView(alone, state, more), '80x24', sheet)[0]).toMatch(/EXERCISE {3}Quiet Sunday .*\d\d:\d\d PDT/);
    }
  });

  it('says in words what colour says: normal, not normal, new, overdue, halted', () => {
    const words = (state: DrillState) => rowsOf(seatView(alone, state), '120x40').join('\n');
    expect(words(played(alone, [start, {type: 'look', seat: 'you', panel: 'resolver'}]))).toContain('● normal');
    expect(words(inPlay)).toContain('▲ not normal');
    expect(words(inPlay)).toContain('1 new');
    expect(words(late)).toContain('▲ overdue since');
    expect(words(played(alone, [...busy, {type: 'halt'}]))).toContain('HALT');
  });

  it('is as large as the terminal in every line, whatever is open', () => {
    const sheets: readonly (OpenSheet | null)[] = [
      null,
      helpOver(seatView(alone, inPlay)),
      open(briefSheet),
      open(confirmSheet(port, 'end')),
      posting,
      form('believe', 'name-gone'),
      form('task'),
      ...pickKinds.map(what => pick(what)),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...goldens.map(({state}) => state)),
        fc.constantFrom(...sheets),
        fc.constantFrom(...places),
        fc.integer({min: 0, max: 30}),
        fc.integer({min: 80, max: 200}),
        fc.integer({min: 24, max: 60}),
        (state, sheet, focus, scroll, columns, rows) => {
          const over = sheet === null ? null : {...sheet, scroll};
          const lines = linesOf(seatView(alone, state, {focus, scroll}), {columns, rows}, over);
          expect(lines.length).toBe(rows);
          for (const line of lines) expect(width(textOf(line))).toBe(columns);
        },
      ),
      {numRuns: 150},
    );
  });

  it('lets nothing that people type reach the terminal as a command', () => {
    const evil = '\u001B[2J\u0007\u202Eevil';
    const state = played(alone, [
      start,
      on(5),
      {type: 'note', seat: 'you', kind: 'note', text: evil},
      {type: 'believe', seat: 'you', hypothesis: 'name-gone', probability: 1, because: evil},
    ]);
    expect(rowsOf(seatView(alone, state, {focus: 'notes'}), '120x40').join('\n')).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/,
    );
  });
});

/** Everything that must not be read before its time: texts to come, expected actions, titles of scenes, effects, facts, the record. */
function forbidden({drill, timeline}: Setup, state: DrillState): readonly string[] {
  const isCome = (id: string): boolean => state.rows[id]?.status === 'delivered';
  const all = [
    ...drill.msel.filter(({id}) => !isCome(id)).map(({text}) => text),
    ...drill.msel.map(({expect: typical}) => typical),
    ...drill.facts.filter(({know}) => know.tag === 'LATE').map(({text}) => text),
    ...drill.scenes.map(({title}) => title),
    ...drill.decisions.flatMap(({options}) => options.map(({effect}) => effect)),
    ...drill.decisions.filter(({id}) => state.decisions[id] === undefined).map(({title}) => title),
    ...drill.twins.flatMap(({title, texts}) => [title, ...Object.values(texts)]),
    ...drill.policies.map(({title}) => title),
    ...timeline.events.map(({title}) => title),
    timeline.incident.title,
  ];
  // A text that is also one of those that have come says nothing new.
  const come = state.messages.map(({text}) => text).join('\n');
  return [...new Set(all)].filter(text => text.length >= 10 && !come.includes(text));
}

const scenarioOfFlagship = drillOf(flagship);
const real: readonly Setup[] =
  scenarioOfFlagship === null
    ? []
    : scenarioOfFlagship.variants
        .filter(({id}) => ['30', '90'].includes(id))
        .map(({id}) => setUp(flagship, scenarioOfFlagship, {variant: id, twin: null, seed: 1, policy: 'hold'}, () => prepared));

describe('what a participant may not see yet', () => {
  it.each([
    {name: 'the small drill, alone', setups: [alone]},
    {name: 'the small drill, a team', setups: [setUpSmall()]},
    {name: 'the drill of the flagship', setups: real},
  ])('is in no frame: $name', ({setups}) => {
    for (const setup of setups) {
      const {drill} = setup;
      const seats = setup.seats.map(({id}) => id);
      const seatOf = fc.constantFrom(...seats);
      const input: fc.Arbitrary<Input> = fc.oneof(
        {weight: 4, arbitrary: fc.integer({min: 1, max: 90}).map((minutes): Input => ({type: 'advance', byMs: minutes * minuteMs}))},
        fc.tuple(seatOf, fc.constantFrom(...drill.panels)).map(([seat, {id}]): Input => ({type: 'look', seat, panel: id})),
        fc.tuple(seatOf, fc.constantFrom(...drill.palette)).map(([seat, {id}]): Input => ({type: 'order', seat, action: id, card})),
        fc.tuple(seatOf, fc.constantFrom(...drill.decisions)).map(
          ([seat, {id, options}]): Input => ({
            type: 'decide',
            seat,
            decision: id,
            option: options[0]?.id ?? '',
            ranking: [],
            reason: 'it seems right',
          }),
        ),
        fc.tuple(seatOf, fc.constantFrom(...drill.decisions)).map(([seat, {id}]): Input => ({type: 'ask-hint', seat, decision: id})),
      );
      fc.assert(
        fc.property(fc.array(input, {maxLength: 12}), seatOf, fc.constantFrom(...pickKinds), (inputs, seat, what) => {
          const state = [start, ...inputs].reduce(
            (before, each) => step(setup, before, each, before.wallMs + 1000).state,
            beginning(setup),
          );
          const secrets = forbidden(setup, state);
          const sheets = [null, helpOver(seatView(setup, state, {}, seat)), open(briefSheet), pick(what, 3)];
          for (const sheet of sheets) {
            // One column, and so high that nothing is cut: what is wrapped is whole again without its breaks.
            const text = rowsOf(seatView(setup, state, {}, seat), '100x90', sheet)
              .join(' ')
              .replace(/\s+/g, ' ');
            expect(secrets.filter(secret => text.includes(secret.replace(/\s+/g, ' ')))).toEqual([]);
            expect(text).not.toMatch(/decoy/i);
          }
          const plain = JSON.stringify(observe(setup, state, {kind: 'seat', seat: setup.seats.find(({id}) => id === seat) as Seat}));
          expect(secrets.filter(secret => plain.includes(JSON.stringify(secret).slice(1, -1)))).toEqual([]);
        }),
        {numRuns: setup === alone ? 60 : 12},
      );
    }
  });

  it('and nothing says how long it is, when it ends, or how much is to come', () => {
    const endings = ['03:00', '/ 3', '1/3', '33 %', 'of 3'];
    for (const {state, more, sheet} of goldens) {
      const text = rowsOf(seatView(alone, state, more), '120x40', sheet).join('\n');
      expect(endings.filter(ending => text.includes(ending))).toEqual([]);
    }
  });
});
