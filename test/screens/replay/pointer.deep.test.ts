import {describe, expect, it} from 'vitest';
import {prepare} from '../../../src/engine/simulate.js';
import {frame, roomOf} from '../../../src/screen/frame.js';
import {pictureOfKey} from '../../../src/screen/key-names.js';
import {halvesOf, type Key, namesOf, pressed} from '../../../src/screen/keys.js';
import {textOf} from '../../../src/screen/line.js';
import type {Scene} from '../../../src/screen/program.js';
import {keyedIn} from '../../../src/screen/sheet-keys.js';
import type {AppState, Overlay, Screen} from '../../../src/screens/replay/state/state.js';
import type {View} from '../../../src/screens/replay/state/view.js';
import {askedBy, sceneOf, screenOf, size, viewAt} from '../../helpers/console.js';
import {flagship, night, prepared} from '../../helpers/flagship.js';
import {sceneOver} from '../../helpers/keys.js';
import {askedIn, button, type Cell, click, mouse, notch, obeyed, placeOf, pressAt, turn} from '../../helpers/pointing.js';

const [small, middle, large] = [size('80x24'), size('120x40'), size('200x60')];
const at = (clock: string, state: Partial<AppState> = {}): View => viewAt(prepared, night(clock), [], state);

const why: Overlay = {type: 'why', service: 'ec2', scroll: 0};
const mitigations: Overlay = {type: 'mitigations', scroll: 0};
const compare: Screen = {type: 'compare', scroll: 0};

describe('a click', () => {
  it.each([small, middle, large])('selects the service that is drawn there, at $columns columns', on => {
    const view = at('02:31');
    expect(click(view, on, 'EC2 launches')).toMatchObject({type: 'select-service', id: 'ec2'});
    const then = obeyed(view, click(view, on, 'EC2 launches'));
    expect(then.state).toMatchObject({focus: 'services', service: 'ec2'});
    expect(screenOf(then, on).join('\n')).toContain(' ›✖ EC2 launches');
  });

  it.each([small, middle, large])('selects the row of the record, at $columns columns', on => {
    const view = at('02:31');
    const then = obeyed(view, click(view, on, 'Post 6: strong signs'));
    expect(screenOf(then, on).join('\n')).toMatch(/ › 02:27 {2}NOTICE {5}Post 6/);
    expect(then.state.positionMs).toBe(view.state.positionMs);
  });

  it('selects the mitigation, and moves no row of a long list', () => {
    const view = at('05:30', {overlay: mitigations, mitigation: 'nlb-failover-off'});
    const row = placeOf(view, small, '›[ ]')[1] + 1;
    const before = screenOf(view, small);
    const then = screenOf(obeyed(view, pressAt(view, small, [10, row])), small);
    expect(then[row]).toMatch(/^ ›/);
    const plain = (line = '') => line.replace('›', ' ').slice(0, 20);
    expect(then.slice(4, row + 1).map(plain)).toEqual(before.slice(4, row + 1).map(plain));
  });

  it('moves no row of the services when they come in pages, nor of the record far from now', () => {
    const paged = at('02:31', {focus: 'services', service: 'connect'});
    const far = at('02:31', {recordOffset: 40});
    for (const [view, titles] of [
      [paged, ['SERVICES', 'RECORD']],
      [far, ['RECORD', 'TIMELINE']],
    ] as const) {
      const [top, end] = titles.map(title => placeOf(view, small, title)[1]) as [number, number];
      const names = (of: View) =>
        screenOf(of, small)
          .slice(top + 1, end)
          .map(line => line.replace('›', ' ').slice(0, 40));
      const then = obeyed(view, pressAt(view, small, [20, top + 2]));
      expect(screenOf(then, small)[top + 2]).toMatch(/^ ›/);
      expect(names(then)).toEqual(names(view));
    }
  });

  it('on what is selected opens it, as enter does', () => {
    const view = at('02:31', {focus: 'services', service: 'ec2'});
    expect(click(view, middle, 'EC2 launches')).toEqual(askedBy(view, 'enter'));
    const record = at('02:31');
    expect(click(record, middle, ' ›')).toEqual(askedBy(record, 'enter'));
    const catalogue = at('05:30', {focus: 'mitigations', mitigation: 'nlb-failover-off'});
    expect(click(catalogue, large, ' ›')).toEqual({type: 'open', overlay: mitigations});
  });

  it('on what is selected beside something open opens it in its place', () => {
    const view = at('02:31', {focus: 'services', service: 'ec2', overlay: mitigations});
    expect(click(view, middle, 'EC2 launches')).toMatchObject({type: 'open', overlay: {subject: {kind: 'service', id: 'ec2'}}});
  });

  it('in the open mitigations only selects: pressing twice throws nothing', () => {
    const view = at('05:30', {overlay: mitigations, mitigation: 'nlb-failover-off'});
    const command = click(view, small, ' ›');
    expect(command).toMatchObject({type: 'select-mitigation', id: 'nlb-failover-off'});
    expect(obeyed(view, command).state).toMatchObject({plan: [], focus: 'record', overlay: mitigations});
  });

  it.each([
    {what: 'a title', text: 'SERVICES', gives: {type: 'focus', panel: 'services'}},
    {what: 'a heading', text: 'CONTROL PLANE', gives: {type: 'focus', panel: 'services'}},
    {what: 'the line of now', text: '╌╌', gives: {type: 'focus', panel: 'record'}},
    {what: 'the detail', text: '─ EVENT', gives: undefined},
    {what: 'the clock', text: '02:31:00 PDT', gives: undefined},
    {what: 'the title of the bar', text: 'TIMELINE', gives: undefined},
    {what: 'the rule between columns', text: '│', gives: undefined},
  ])('on $what gives the keys at most', ({text, gives}) => {
    expect(click(at('02:31'), middle, text)).toEqual(gives);
  });

  it('on numbers gives them the keys', () => {
    expect(click(at('02:31'), large, 'minutes not operational')).toEqual({type: 'focus', panel: 'impact'});
  });

  it('on a folded row gives the keys at most', () => {
    expect(click(at('02:31'), small, ' more')).toEqual({type: 'focus', panel: 'services'});
  });

  it('with another button, or where nothing is, does nothing', () => {
    const view = at('02:31');
    for (const which of [1, 2, 6, 8, 9]) expect(pressAt(view, middle, placeOf(view, middle, 'EC2'), which)).toBeUndefined();
    const outside: readonly Cell[] = [
      [-1, -1],
      [5, 40],
      [120, 5],
      [99_998, 99_998],
      [-1, 5],
    ];
    for (const place of outside) expect(pressAt(view, middle, place)).toBeUndefined();
    expect(pressAt(view, size('60x20'), [3, 5])).toBeUndefined();
  });

  it('on a record without a model selects as well', () => {
    const record = viewAt(prepare({...flagship, model: null}), night('02:31'));
    expect(obeyed(record, click(record, middle, 'EC2 launches')).state.service).toBe('ec2');
    const open = viewAt(prepare({...flagship, model: null}), night('02:31'), [], {focus: 'mitigations'});
    expect(click(open, small, 'This file is a record')).toEqual({type: 'focus', panel: 'mitigations'});
  });
});

describe('a click on the bottom line', () => {
  const scenes: readonly Scene[] = [
    sceneOf(at('02:31')),
    sceneOf(at('02:31', {overlay: why})),
    sceneOver(prepared, at('02:31'), '?'),
    sceneOf(at('05:30', {overlay: mitigations, mitigation: 'nlb-failover-off'})),
    sceneOf(at('02:31', {screen: compare})),
    sceneOf(at('02:31', {screen: {type: 'fidelity', scroll: 0}})),
  ];
  const cases = scenes.map(scene => ({scene, where: keyedIn(scene).place(scene.view as never)}));

  it.each([80, 120, 200, 300].flatMap(columns => cases.map(each => ({columns, ...each}))))(
    'does what the key does: $where at $columns columns',
    ({columns, scene, where}) => {
      const on = {columns, rows: 40};
      const line = textOf(frame(scene, on).at(-1) ?? []);
      const keyed = keyedIn(scene);
      let hints = 0;
      for (const key of keyed.keys as readonly Key<View, unknown>[]) {
        const footer = typeof key.footer === 'function' ? key.footer(scene.view) : key.footer;
        if (footer === undefined || footer === '' || !key.places.includes(where)) continue;
        const picture = key.footerKeys ?? pictureOfKey(namesOf(key)[0] ?? '');
        const column = line.indexOf(` ${picture} ${footer} `);
        if (column === -1) continue;
        hints++;
        const name = halvesOf(key).at(-1)?.names[0] ?? '';
        const asked = askedIn(scene, on, button('down', [column + picture.length + 2, 39]));
        expect(asked).toBeDefined();
        expect(asked).toEqual(pressed(keyed, scene.view as never, name, roomOf(scene, on)));
      }
      // Below a text only the keys of the program are named.
      expect(hints).toBeGreaterThan(where === 'sheet-read' ? 1 : 2);
    },
  );

  it.each([
    ['←', 'left'],
    ['→', 'right'],
    ['↑', 'up'],
    ['↓', 'down'],
    ['[', '['],
    [']', ']'],
    ['⇧←', 'shift-left', 1],
    ['⇧←→', 'shift-right', 2],
    [',', ','],
    ['.', '.'],
    ['<', '<'],
    ['>', '>'],
    ['0$', '0'],
    ['$', '$'],
  ] as const)('each picture of a pair is its own key: %s', (text, key, offset: number = 0) => {
    const view = at('02:31');
    const on = {columns: 300, rows: 40};
    const column = screenOf(view, on).at(-1)?.indexOf(text) ?? -1;
    expect(column).toBeGreaterThan(0);
    expect(pressAt(view, on, [column + offset, 39])).toEqual(askedBy(view, key));
  });

  it('says why a key does not work', () => {
    expect(click(at('02:31'), large, ' undo ')).toEqual({type: 'say', notice: 'Nothing to undo: the plan is as it was opened.'});
  });

  it('quits where it says quit', () => {
    expect(click(at('02:31'), small, ' quit ')).toEqual({effect: 'quit'});
  });

  it('takes a notice away, and types nothing into a prompt', () => {
    const said = at('02:31', {notice: 'The run ends here.'});
    expect(screenOf(obeyed(said, click(said, small, 'The run ends')), small).at(-1)).toMatch(/ quit $/);
    const prompt = at('02:31', {overlay: {type: 'go-to', text: 'q', error: ''}});
    expect(click(prompt, small, ' go to ')).toBeUndefined();
  });

  it('right of the last key does nothing', () => {
    expect(askedIn(sceneOver(prepared, at('02:31'), ':'), small, button('down', [79, 23]))).toBeUndefined();
  });
});

describe('the wheel', () => {
  it('moves the selection of the panel under the pointer, not the time', () => {
    const view = at('02:31', {service: 'ec2'});
    const first = obeyed(view, turn(view, middle, 1, 'CONTROL PLANE'));
    expect(first.state).toMatchObject({focus: 'services', positionMs: view.state.positionMs});
    expect(first.state.service).not.toBe('ec2');
    expect(obeyed(first, turn(first, middle, -1, 'CONTROL PLANE')).state.service).toBe('ec2');
    expect(obeyed(view, turn(view, middle, -1, 'RECORD')).state).toMatchObject({recordOffset: -1, focus: 'record'});
    const list = at('05:30', {mitigation: flagship.mitigations[2]?.id ?? ''});
    expect(turn(list, middle, 1, 'MITIGATIONS')).toEqual({type: 'select-mitigation', id: flagship.mitigations[3]?.id});
  });

  it('scrolls what is open, and a screen, three lines at a time and not past their ends', () => {
    const open = at('02:31', {overlay: why});
    const {scrollEnd} = roomOf(sceneOf(open), small);
    expect(turn(open, small, 1, 'WHY')).toEqual({type: 'scroll', to: Math.min(3, scrollEnd)});
    const screen = at('02:31', {screen: compare});
    expect(turn(screen, small, 1, 'COMPARE')).toEqual({type: 'scroll', to: 3});
    expect(turn(screen, small, 1, 'NOT OPERATIONAL')).toEqual({type: 'scroll', to: 3});
    expect(turn(screen, small, -1, 'NOT OPERATIONAL')).toEqual({type: 'scroll', to: 0});
  });

  it('scrolls the help', () => {
    const help = sceneOver(prepared, at('02:31'), '?');
    expect(askedIn(help, small, notch(1, [5, 6]))).toEqual({effect: 'move', by: 1});
    expect(askedIn(help, small, notch(-1, [5, 6]))).toEqual({effect: 'move', by: -1});
  });

  it('over the card of the open mitigations scrolls it, over their list selects', () => {
    const view = at('05:30', {overlay: mitigations, mitigation: 'nlb-failover-off'});
    expect(turn(view, small, 1, 'MITIGATION ─')).toEqual({type: 'scroll', to: 3});
    expect(turn(view, small, 1, 'MITIGATIONS')).toMatchObject({type: 'select-mitigation'});
  });

  it('over a screen beside what is open does not scroll what is open', () => {
    const view = at('02:31', {screen: compare, overlay: why});
    expect(turn(view, large, 1, 'NOT OPERATIONAL')).toBeUndefined();
    expect(turn(view, large, 1, 'WHY')).toMatchObject({type: 'scroll'});
  });

  it('over the bar goes a minute back or on', () => {
    expect(turn(at('02:31'), small, 1, 'TIMELINE')).toEqual({type: 'seek-by', deltaMs: 60_000});
    expect(turn(at('02:31'), small, -1, '┃')).toEqual({type: 'seek-by', deltaMs: -60_000});
  });

  it('elsewhere does nothing', () => {
    const view = at('02:31');
    for (const text of ['02:31:00 PDT', '─ IMPACT', '─ EVENT', ' quit ']) expect(turn(view, large, 1, text)).toBeUndefined();
    expect(turn(at('02:31', {overlay: {type: 'search', text: '', error: ''}}), middle, 1, '─ EVENT')).toBeUndefined();
  });
});

describe('the timeline bar', () => {
  const columnOfNow = (view: View, columns: number) => screenOf(view, {columns, rows: 40}).at(-3)?.indexOf('┃');

  it.each([80, 120, 200])('goes to the moment that is drawn at a column of %i, on a whole minute', columns => {
    const view = at('02:31');
    for (let column = 1; column < columns - 1; column++) {
      for (const row of [35, 36, 37, 38]) {
        const then = obeyed(view, pressAt(view, {columns, rows: 40}, [column, row]));
        expect(columnOfNow(then, columns)).toBe(column);
        expect(then.state.positionMs % 60_000).toBe(0);
      }
    }
  });

  it('goes to the ends beside its ends', () => {
    const view = at('02:31');
    expect(pressAt(view, middle, [0, 36])).toEqual({type: 'seek', atMs: view.stage.startMs});
    expect(pressAt(view, middle, [119, 36])).toEqual({type: 'seek', atMs: view.stage.endMs});
  });

  it('is there on the replay alone', () => {
    const view = at('02:31', {screen: compare});
    expect(pressAt(view, middle, [60, 36])).toBeUndefined();
  });

  it('follows a drag wherever it goes, until the button is let go', () => {
    const view = at('02:31');
    const moves = [button('down', [40, 36]), button('drag', [50, 2]), button('drag', [70, 99_999]), button('drag', [-1, -1])];
    const point = mouse();
    const seeks = [...moves, button('up', [60, 36]), button('drag', [61, 36])].map(event => point(view, middle, event));
    const to = (column: number) => pressAt(view, middle, [column, 36]);
    expect(seeks).toEqual([to(40), to(50), to(70), {type: 'seek', atMs: view.stage.startMs}, undefined, undefined]);
  });

  it('does not follow a drag that began elsewhere, or with another button', () => {
    const view = at('02:31');
    for (const began of [button('down', [10, 10]), button('down', [40, 36], 2), button('move', [40, 36], 3)]) {
      const point = mouse();
      point(view, middle, began);
      expect(point(view, middle, button('drag', [50, 36]))).toBeUndefined();
    }
  });

  it('is held while the wheel turns', () => {
    const view = at('02:31');
    const point = mouse();
    point(view, middle, button('down', [40, 36]));
    point(view, middle, notch(1, [4, 4]));
    expect(point(view, middle, button('drag', [50, 2]))).toEqual(pressAt(view, middle, [50, 36]));
  });
});
