import * as fc from 'fast-check';
import {expect, it} from 'vitest';
import {width} from '../../../src/format/text.js';
import {namesOf} from '../../../src/screen/keys.js';
import {type Line, type Size, textOf} from '../../../src/screen/line.js';
import {signs} from '../../../src/screen/signs.js';
import {initialState} from '../../../src/screens/replay/state/state.js';
import type {View} from '../../../src/screens/replay/state/view.js';
import {LinePainter} from '../../../src/surfaces/line-painter.js';
import {statuses} from '../../../src/timeline/types.js';
import {replayFrom, stageFor} from '../../helpers/console.js';
import {Emulator, seen} from '../../helpers/emulator.js';
import {night, prepared} from '../../helpers/flagship.js';
import {shown} from '../../helpers/program.js';

type Input =
  | {readonly kind: 'key'; readonly name: string}
  | {readonly kind: 'paste'; readonly text: string}
  | {
      readonly kind: 'mouse';
      readonly what: 'down' | 'drag' | 'up' | 'wheel';
      readonly x: number;
      readonly y: number;
      readonly wheel: 1 | -1;
    }
  | {readonly kind: 'resize'; readonly size: Size}
  | {readonly kind: 'tick'; readonly elapsedMs: number};

const share = fc.double({min: 0, max: 1, noNaN: true});
const stage = stageFor(prepared);
const {asks: _, ...program} = replayFrom(prepared, initialState(stage, night('23:45'), []));
const keys = [...new Set(program.keys.flatMap(namesOf)), 'backspace', '3', 'e', '2'].filter(name => name !== 'q');
const input: fc.Arbitrary<Input> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('key' as const),
      name: fc.constantFrom(...keys, 'm', 'm', 'm', 'enter', 'enter', 'enter', 'enter', 'escape', 'escape'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('paste' as const),
      text: fc.constantFrom('02:25', 'ec2 red', 'next red', '\u001B[2J', '漢字', 'launch'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('mouse' as const),
      what: fc.constantFrom('down' as const, 'drag' as const, 'up' as const, 'wheel' as const),
      x: share,
      y: share,
      wheel: fc.constantFrom(1 as const, -1 as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('resize' as const),
      size: fc.oneof(
        fc.constantFrom({columns: 80, rows: 24}, {columns: 120, rows: 40}, {columns: 200, rows: 60}),
        fc.record({columns: fc.integer({min: 20, max: 220}), rows: fc.integer({min: 3, max: 70})}),
      ),
    }),
  },
  {weight: 2, arbitrary: fc.record({kind: fc.constant('tick' as const), elapsedMs: fc.integer({min: 0, max: 3000})})},
);

/** The console as it runs, drawing through the painter on an emulated terminal. */
function open() {
  const emulator = new Emulator(80, 24);
  emulator.write('\u001B[?1049h');
  const painter = new LinePainter(emulator);
  const on = {columns: 80, rows: 24};
  let replay = shown(program, on);
  const mouse = ({what, x, y, wheel}: Extract<Input, {kind: 'mouse'}>): void => {
    const at = {column: Math.floor(x * (on.columns - 1)), row: Math.floor(y * (on.rows - 1))};
    replay.run.point(what === 'wheel' ? {type: 'mouse', kind: 'wheel', wheel, ...at} : {type: 'mouse', kind: what, button: 0, ...at});
  };
  const view = (): View => replay.scene().view;
  const feed = (given: Input): void => {
    if (given.kind === 'key') replay.press(given.name);
    else if (given.kind === 'paste') replay.run.paste(given.text);
    else if (given.kind === 'mouse') mouse(given);
    else if (given.kind === 'tick') replay.pass(given.elapsedMs);
    else {
      Object.assign(on, given.size);
      emulator.resize(on.columns, on.rows);
    }
  };
  /** As if nobody had quit, nor gone to the lab. */
  const goOn = (state: View['state']): void => {
    if (replay.hasEnded()) replay = shown({...program, first: state}, on);
    else if (replay.scene().program.name !== program.name) replay.press('escape');
  };
  const draw = (): readonly Line[] => {
    const lines = replay.lines();
    painter.draw(lines, lookOf(view()));
    return lines;
  };
  return {
    feed(given: Input): void {
      const {state} = view();
      feed(given);
      goOn(state);
    },
    ...{emulator, draw, view, size: (): Size => on, sheet: () => replay.scene().sheet?.sheet.id},
  };
}

const lookOf = ({state: {theme}}: View) => ({theme, colorLevel: 3, isAscii: false}) as const;

/** What a terminal shows that has seen this one frame and nothing before. */
async function cellsOf(lines: readonly Line[], view: View, {columns, rows}: Size): Promise<readonly string[]> {
  const emulator = new Emulator(columns, rows);
  emulator.write('\u001B[?1049h');
  new LinePainter(emulator).draw(lines, lookOf(view));
  return emulator.cells();
}

/** Every service whose sign stands on a line has its status word there too; returns the words that were seen. */
function wordsBesideSigns(view: View, lines: readonly string[]): readonly string[] {
  const seen = new Map<string, string>();
  for (const row of lines) {
    if (!/^ [ ›]/.test(row) || !Object.values(signs).some(({sign}) => row.slice(2).startsWith(`${sign} `))) continue;
    // Of services whose names begin alike, the one that is named whole.
    const [service] = stage.services
      .filter(({name}) => row.slice(4).startsWith(`${name} `))
      .toSorted((one, other) => other.name.length - one.name.length);
    const status = view.now.run.tracks.get(service?.id ?? '')?.changes.findLast(({atMs}) => atMs <= view.state.positionMs)?.status;
    if (service === undefined || status === undefined || seen.has(service.id)) continue;
    expect(row).toContain(`${signs[status].sign} `);
    expect(row).toContain(status);
    seen.set(service.id, status);
  }
  return [...seen.values()];
}

it('10,000 random keys, clicks and resizes: whole lines, the words without colour, and the screen that a full repaint would give', async () => {
  let inputs = 0;
  let plans = 0;
  const words = new Map<string, number>();
  const screens = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(input, {minLength: 250, maxLength: 250, size: 'max'}), async given => {
      const console = open();
      console.draw();
      for (const [index, each] of given.entries()) {
        console.feed(each);
        const drawn = console.draw();
        const {state} = console.view();
        inputs++;
        const lines = drawn.map(textOf);
        expect(lines.length).toBe(console.size().rows);
        for (const line of lines) expect(width(line)).toBe(console.size().columns);
        if (state.screen.type === 'replay')
          for (const word of wordsBesideSigns(console.view(), lines)) words.set(word, (words.get(word) ?? 0) + 1);
        screens
          .add(state.screen.type)
          .add(state.overlay.type)
          .add(console.sheet() ?? 'none');
        if (state.plan.length > 0) plans++;
        if (index % 40 === 39 || index === given.length - 1)
          expect(seen(await console.emulator.cells())).toEqual(seen(await cellsOf(drawn, console.view(), console.size())));
      }
    }),
    {numRuns: 40, endOnFailure: true}, // a smaller example would take an hour to find
  );
  expect(inputs).toBe(10_000);
  for (const status of statuses) expect(words.get(status), status).toBeGreaterThan(200);
  expect(plans).toBeGreaterThan(500);
  expect([...screens]).toEqual(
    expect.arrayContaining(['replay', 'map', 'compare', 'record', 'fidelity', 'palette', 'filter', 'breakpoints', 'why', 'help']),
  );
}, 900_000);
