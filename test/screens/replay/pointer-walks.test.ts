import * as fc from 'fast-check';
import {expect, it} from 'vitest';
import type {Plan} from '../../../src/engine/plan.js';
import {simulate} from '../../../src/engine/simulate.js';
import {hourMinute} from '../../../src/format/clock.js';
import {printable} from '../../../src/format/text.js';
import type {Command} from '../../../src/screens/replay/keymap.js';
import {commandOf, holdsBar} from '../../../src/screens/replay/pointer.js';
import {factsOf} from '../../../src/screens/replay/state/facts.js';
import {noAnswers} from '../../../src/screens/replay/state/questions.js';
import {type AppState, initialState, type Overlay, panels, type Screen, scrollOf} from '../../../src/screens/replay/state/state.js';
import {countUpTo} from '../../../src/screens/replay/state/timeline-index.js';
import type {Size, View} from '../../../src/screens/replay/state/view.js';
import type {MouseEvent} from '../../../src/surfaces/input.js';
import {screenOf, stageFor} from '../../helpers/console.js';
import {flagship, night, prepared} from '../../helpers/flagship.js';
import {button, type Cell, notch, obeyed} from '../../helpers/pointing.js';

/** Whatever a hand does with the mouse, on whatever screen: what happens is about what is drawn under the pointer. */

const stage = stageFor(prepared);
const history = factsOf(prepared.history, prepared.history);
const failoverOff: Plan = [{op: 'add', mitigation: 'nlb-failover-off', atMs: night('05:30')}];
const whatIf = factsOf(simulate(prepared, failoverOff), prepared.history);
const viewOf = (state: AppState): View => ({state, stage, now: state.plan.length === 0 ? history : whatIf, history, answers: noAnswers});

const ids = (list: readonly {readonly id: string}[]) => fc.constantFrom(...list.map(({id}) => id));
const scroll = fc.nat(12);
const overlay: fc.Arbitrary<Overlay> = fc.oneof(
  {weight: 4, arbitrary: fc.constant<Overlay>({type: 'none'})},
  {weight: 2, arbitrary: fc.record({type: fc.constant('mitigations' as const), scroll})},
  fc.record({type: fc.constant('help' as const), scroll}),
  fc.record({type: fc.constantFrom('go-to' as const, 'search' as const), text: fc.constant('now'), error: fc.constant('')}),
  fc.record({type: fc.constant('why' as const), service: ids(stage.services), scroll}),
  fc.record({
    type: fc.constant('detail' as const),
    subject: fc.record({kind: fc.constant('event' as const), id: ids(flagship.events)}),
    scroll,
  }),
);
const screen: fc.Arbitrary<Screen> = fc.oneof(
  {weight: 5, arbitrary: fc.constant<Screen>({type: 'replay'})},
  fc.record({type: fc.constantFrom('compare' as const, 'fidelity' as const), scroll}),
);
const top = fc.option(fc.nat(150));
const state: fc.Arbitrary<AppState> = fc
  .record({
    positionMs: fc.integer({min: stage.startMs, max: stage.endMs}),
    plan: fc.constantFrom<Plan>([], failoverOff),
    focus: fc.constantFrom(...panels),
    service: ids(stage.services),
    mitigation: ids(flagship.mitigations),
    recordOffset: fc.oneof(fc.constant(0), fc.integer({min: -150, max: 150})),
    tops: fc.record({services: top, record: top, mitigations: top}),
    notice: fc.constantFrom('', '', 'Said.'),
    screen,
    overlay,
  })
  .map(change => ({...initialState(stage, change.positionMs, change.plan), ...change}));
const size: fc.Arbitrary<Size> = fc.oneof(
  fc.constantFrom({columns: 80, rows: 24}, {columns: 120, rows: 40}, {columns: 200, rows: 60}),
  fc.record({columns: fc.integer({min: 60, max: 230}), rows: fc.integer({min: 16, max: 70})}),
);
/** Shares of the screen, so that most reports hit it, whatever its size; some are beside it. */
const share = fc.integer({min: -30, max: 1030}).map(thousandths => thousandths / 1000);
const cell = fc.record({x: share, y: share});
const report = fc.record({
  kind: fc.constantFrom('down' as const, 'down' as const, 'drag' as const, 'up' as const, 'wheel' as const, 'move' as const),
  which: fc.constantFrom(0, 0, 0, 1, 2, 9),
  by: fc.constantFrom(1 as const, -1 as const),
  cell,
  /** A hand that presses twice. */
  isTwice: fc.boolean(),
});
type Report = typeof report extends fc.Arbitrary<infer T> ? T : never;

const eventOf = ({kind, which, by, cell: {x, y}}: Omit<Report, 'isTwice'>, {columns, rows}: Size): MouseEvent => {
  const place: Cell = [Math.floor(x * columns), Math.floor(y * rows)];
  return kind === 'wheel' ? notch(by, place) : button(kind, place, which);
};

/** What is drawn in the panel under a cell: its row between the rules, the nearest title above, and how many rows are below. */
function drawnAt(
  rows: readonly string[],
  column: number,
  row: number,
): {readonly text: string; readonly title: string; readonly below: number} {
  const between = (line: string) => {
    const from = Math.max(...[...'│├┤┼┬'].map(rule => line.lastIndexOf(rule, column)));
    const until = [...'│├┤┼┬'].map(rule => line.indexOf(rule, column)).filter(index => index !== -1);
    return line.slice(from + 1, Math.min(line.length, ...until));
  };
  const isTitle = (line: string) => line.startsWith('─ ');
  const above = rows.slice(0, row + 1).map(between);
  const below = rows
    .slice(row + 1)
    .map(between)
    .findIndex(isTitle);
  return {text: above.at(-1) ?? '', title: above.findLast(isTitle) ?? '', below};
}

/** The beginning of a text as a narrow panel shows it. */
const beginning = (text: string): string => printable(text).slice(0, 10).trimEnd();

function expectSelected(view: View, command: Extract<Command, {readonly type: `select-${string}`}>, text: string, title: string): void {
  if (command.type === 'select-service') {
    expect(title).toContain('─ SERVICES');
    expect(text.slice(4)).toMatch(RegExp(`^${beginning(stage.serviceById.get(command.id)?.name ?? '')}`));
  } else if (command.type === 'select-mitigation') {
    expect(title).toContain('─ MITIGATIONS');
    expect(text).toContain(`] ${beginning(flagship.mitigations.find(({id}) => id === command.id)?.title ?? '')}`);
  } else {
    expect(title).toContain('─ RECORD');
    const happening = view.now.happenings[countUpTo(view.now.times, view.state.positionMs) - 1 + command.offset];
    expect(text).toContain(beginning(happening?.kind === 'fact' ? happening.event.title : (happening?.text ?? '')));
    if (/^..[ ~<>]\d\d:/.test(text)) expect(text).toContain(hourMinute(flagship, happening?.atMs ?? 0));
  }
}

const titles = {services: '─ SERVICES', record: '─ RECORD', mitigations: '─ MITIGATIONS', impact: '─ IMPACT'} as const;

/** Holds a command against what was drawn where the report came from. */
function expectAbout(view: View, on: Size, event: MouseEvent, isHeld: boolean, command: Command): void {
  const rows = screenOf(view, on);
  const {column, row} = event;
  const bar = rows.findLastIndex(line => line.startsWith('─ TIMELINE'));
  if (isHeld && event.kind !== 'wheel') {
    expect(command.type).toBe('seek');
    return;
  }
  expect(rows[row]?.[column]).toBeDefined();
  if (row === on.rows - 1) return;
  const {text, title} = drawnAt(rows, column, row);
  if (event.kind === 'wheel') {
    if (command.type === 'seek-by') expect(row).toBeGreaterThanOrEqual(bar);
    else if (command.type === 'select-service') expect(title).toContain(titles.services);
    else if (command.type === 'select-record') expect(title).toContain(titles.record);
    else if (command.type === 'select-mitigation') expect(title).toContain(titles.mitigations);
    else expect(command.type).toBe('scroll');
  } else if (command.type === 'focus') expect(title).toContain(titles[command.panel]);
  else if (command.type === 'open') expect(text).toMatch(/^ ›/);
  else if (command.type.startsWith('select-')) expectSelected(view, command as Extract<Command, {type: `select-${string}`}>, text, title);
  else expect.unreachable(`a click asks for ${command.type}`);
}

it('any clicks, drags and turns of the wheel are about what is drawn under the pointer', () => {
  const seen: Record<string, number> = {};
  fc.assert(
    fc.property(state, fc.array(fc.record({on: size, report}), {minLength: 1, maxLength: 8}), (start, reports) => {
      let view = viewOf(start);
      let isHeld = false;
      let pressedOnBar = false;
      const [{on: first} = {on: {columns: 80, rows: 24}}] = reports;
      for (const [index, one] of reports.flatMap(each => (each.report.isTwice ? [each, each] : [each])).entries()) {
        const on = index % 3 === 2 ? one.on : first;
        const event = eventOf(one.report, on);
        isHeld = holdsBar(view, on, event, isHeld);
        const command = commandOf(view, on, event, isHeld);
        if (event.kind === 'down') {
          const bar = screenOf(view, on).findLastIndex(line => line.startsWith('─ TIMELINE'));
          pressedOnBar =
            event.button === 0 &&
            bar !== -1 &&
            event.row > bar &&
            event.row < on.rows - 1 &&
            event.column >= 0 &&
            event.column < on.columns;
        } else if (event.kind !== 'drag' && event.kind !== 'wheel') pressedOnBar = false;
        expect(isHeld).toBe(pressedOnBar);
        if (command === undefined) continue;
        seen[command.type] = (seen[command.type] ?? 0) + 1;
        expectAbout(view, on, event, isHeld, command);
        const {state: then} = obeyed(view, command);
        expect(Number.isInteger(then.positionMs) && then.positionMs >= stage.startMs && then.positionMs <= stage.endMs).toBe(true);
        expect(scrollOf(then.overlay)).toBeGreaterThanOrEqual(0);
        // A throw makes another run: here it is as if the key had not been pressed.
        if (then.plan === view.state.plan) view = viewOf(then);
      }
      expect(screenOf(view, first)).toHaveLength(first.rows);
    }),
    {numRuns: 400},
  );
  for (const type of ['select-service', 'select-record', 'select-mitigation', 'focus', 'open', 'seek', 'seek-by', 'scroll']) {
    expect(seen[type], type).toBeGreaterThan(5);
  }
}, 60_000);

it('a click on a row leaves it where it is, with the cursor on it', () => {
  let clicks = 0;
  fc.assert(
    fc.property(state, size, cell, (start, on, place) => {
      const view = viewOf(start);
      const event = eventOf({kind: 'down', which: 0, by: 1, cell: place}, on);
      // The arrows of the bottom line select too.
      const command = event.row === on.rows - 1 ? undefined : commandOf(view, on, event, false);
      if (command?.type !== 'select-service' && command?.type !== 'select-record' && command?.type !== 'select-mitigation') return;
      const then = viewOf(obeyed(view, command).state);
      const [before, after] = [view, then].map(of => drawnAt(screenOf(of, on), event.column, event.row));
      // With the keys elsewhere another panel can take this place, a longer card can take its rows, and customers fold when none is selected.
      if (before?.title.slice(0, 8) !== after?.title.slice(0, 8) || before?.below !== after?.below || isUnfolded(view) !== isUnfolded(then))
        return;
      clicks++;
      expect(after?.text).toMatch(/^ ›/);
    }),
    {numRuns: 600},
  );
  expect(clicks).toBeGreaterThan(50);
}, 60_000);

const isUnfolded = ({state: {service}}: View): boolean => /customer/i.test(stage.serviceById.get(service)?.group ?? '');
