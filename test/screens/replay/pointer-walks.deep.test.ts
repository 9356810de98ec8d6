import * as fc from 'fast-check';
import {expect, it} from 'vitest';
import type {Plan} from '../../../src/engine/plan.js';
import {hourMinute} from '../../../src/format/clock.js';
import {printable} from '../../../src/format/text.js';
import {frame, roomOf} from '../../../src/screen/frame.js';
import type {Size} from '../../../src/screen/line.js';
import {textOf} from '../../../src/screen/line.js';
import {pointer} from '../../../src/screen/pointer.js';
import type {MouseEvent} from '../../../src/screen/pointer-event.js';
import type {Scene} from '../../../src/screen/program.js';
import type {OpenSheet} from '../../../src/screen/sheet.js';
import {moved} from '../../../src/screen/sheet-state.js';
import {
  type Action,
  type AppState,
  initialState,
  type Overlay,
  panels,
  type Screen,
  scrollOf,
} from '../../../src/screens/replay/state/state.js';
import {countUpTo} from '../../../src/screens/replay/state/timeline-index.js';
import type {View} from '../../../src/screens/replay/state/view.js';
import {sceneOf, screenOf, single, viewAt, viewOf as viewWith} from '../../helpers/console.js';
import {flagship, night, prepared} from '../../helpers/flagship.js';
import {sceneOver} from '../../helpers/keys.js';
import {button, type Cell, notch, obeyed, pressAt} from '../../helpers/pointing.js';

/** Whatever a hand does with the mouse, on whatever screen: what happens is about what is drawn under the pointer. */

const first = viewAt(prepared, night('02:31'));
const {stage, history} = first;
const failoverOff: Plan = [{op: 'add', mitigation: 'nlb-failover-off', atMs: night('05:30')}];
const {now: whatIf} = viewWith(prepared, {...first.state, plan: failoverOff}, stage);
const viewOf = (state: AppState): View => ({...first, state, now: state.plan.length === 0 ? history : whatIf});
const {sheet: help} = sceneOver(prepared, first, '?');

const ids = (list: readonly {readonly id: string}[]) => fc.constantFrom(...list.map(({id}) => id));
const scroll = fc.nat(12);
const overlay: fc.Arbitrary<Overlay> = fc.oneof(
  {weight: 4, arbitrary: fc.constant<Overlay>({type: 'none'})},
  {weight: 2, arbitrary: fc.record({type: fc.constant('mitigations' as const), scroll})},
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

type Selects = Extract<Action, {readonly type: `select-${string}`}>;

function expectSelected(view: View, command: Selects, text: string, title: string): void {
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

/** What is asked for, by its name: of the program, or of what is open over it. */
type Asked = Action | {readonly type: 'move'; readonly by: number} | {readonly type: 'close' | 'help' | 'other'};

function namedOf(does: ReturnType<typeof single>): Asked | undefined {
  if (does === undefined || !('effect' in does)) return does;
  const effect = does as {readonly effect: string; readonly by?: number; readonly sheet?: unknown};
  if (effect.effect === 'move') return {type: 'move', by: effect.by ?? 0};
  return {type: effect.effect === 'close' ? 'close' : effect.sheet === 'help' ? 'help' : 'other'};
}

/** Holds what is asked for against what was drawn where the report came from. */
function expectAbout(scene: Scene, on: Size, event: MouseEvent, isHeld: boolean, asked: Asked): void {
  const rows = frame(scene, on).map(textOf);
  const {column, row} = event;
  const bar = rows.findLastIndex(line => line.startsWith('─ TIMELINE'));
  if (isHeld && event.kind !== 'wheel') {
    expect(asked.type).toBe('seek');
    return;
  }
  expect(rows[row]?.[column]).toBeDefined();
  if (row === on.rows - 1 && event.kind !== 'wheel') return;
  const {text, title} = drawnAt(rows, column, row);
  if (event.kind === 'wheel') {
    if (asked.type === 'move') expect(scene.sheet).not.toBeNull();
    else if (asked.type === 'seek-by') expect(row).toBeGreaterThanOrEqual(bar);
    else if (asked.type === 'select-service') expect(title).toContain(titles.services);
    else if (asked.type === 'select-record') expect(title).toContain(titles.record);
    else if (asked.type === 'select-mitigation') expect(title).toContain(titles.mitigations);
    else expect(asked.type).toBe('scroll');
  } else if (asked.type === 'focus') expect(title).toContain(titles[asked.panel]);
  else if (asked.type === 'open') expect(text).toMatch(/^ ›/);
  else if (asked.type.startsWith('select-')) expectSelected(scene.view, asked as Selects, text, title);
  else expect.unreachable(`a click asks for ${asked.type}`);
}

/** What is open over the console afterwards. */
function sheetAfter(scene: Scene, on: Size, asked: Asked): OpenSheet | null {
  if (asked.type === 'help') return help;
  if (asked.type === 'close') return null;
  if (asked.type === 'move' && scene.sheet !== null) return moved(scene.sheet, scene.view, asked.by, roomOf(scene, on).scrollEnd);
  return scene.sheet;
}

/** Whether the button goes down on the bar, below its title; a sheet takes the mouse for itself. */
function isOnBar(scene: Scene, on: Size, {button: which, column, row}: Exclude<MouseEvent, {readonly kind: 'wheel'}>): boolean {
  const bar = frame(scene, on)
    .map(textOf)
    .findLastIndex(line => line.startsWith('─ TIMELINE'));
  return scene.sheet === null && which === 0 && bar !== -1 && row > bar && row < on.rows - 1 && column >= 0 && column < on.columns;
}

it('any clicks, drags and turns of the wheel are about what is drawn under the pointer', () => {
  const seen: Record<string, number> = {};
  fc.assert(
    fc.property(
      state,
      fc.constantFrom(null, null, null, help),
      fc.array(fc.record({on: size, report}), {minLength: 1, maxLength: 8}),
      (start, open, reports) => {
        let scene: Scene = {...sceneOf(viewOf(start)), sheet: open};
        let pressedOnBar = false;
        const point = pointer();
        const [{on: opening} = {on: {columns: 80, rows: 24}}] = reports;
        for (const [index, one] of reports.flatMap(each => (each.report.isTwice ? [each, each] : [each])).entries()) {
          const on = index % 3 === 2 ? one.on : opening;
          const event = eventOf(one.report, on);
          if (event.kind === 'down') pressedOnBar = isOnBar(scene, on, event);
          else if (event.kind !== 'drag' && event.kind !== 'wheel') pressedOnBar = false;
          const asked = namedOf(single(point(scene, on, event, roomOf(scene, on)) as ReturnType<typeof single>));
          // What began on the bar goes on there, and nothing else is dragged.
          if (event.kind === 'drag') expect(asked !== undefined).toBe(pressedOnBar && event.button === 0 && scene.sheet === null);
          if (asked === undefined) continue;
          seen[asked.type] = (seen[asked.type] ?? 0) + 1;
          expectAbout(scene, on, event, pressedOnBar, asked);
          const sheet = sheetAfter(scene, on, asked);
          const isOfProgram = !['move', 'close', 'help', 'other'].includes(asked.type);
          const {state: then} = isOfProgram ? obeyed(scene.view, asked as Action) : scene.view;
          expect(Number.isInteger(then.positionMs) && then.positionMs >= stage.startMs && then.positionMs <= stage.endMs).toBe(true);
          expect(scrollOf(then.overlay)).toBeGreaterThanOrEqual(0);
          // A throw makes another run: here it is as if the key had not been pressed.
          scene = {...scene, sheet, view: then.plan === scene.view.state.plan ? viewOf(then) : scene.view};
        }
        expect(frame(scene, opening)).toHaveLength(opening.rows);
      },
    ),
    {numRuns: 400},
  );
  for (const type of ['select-service', 'select-record', 'select-mitigation', 'focus', 'open', 'seek', 'seek-by', 'scroll', 'move']) {
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
      const command = event.row === on.rows - 1 ? undefined : pressAt(view, on, [event.column, event.row]);
      if (command === undefined || !('type' in command) || !command.type.startsWith('select-')) return;
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
