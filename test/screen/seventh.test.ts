import {describe, expect, it} from 'vitest';
import {type Key, keyFor, standardKeys} from '../../src/screen/keys.js';
import {rule, span} from '../../src/screen/line.js';
import type {PanelView} from '../../src/screen/panel.js';
import type {CommonMessage, Program} from '../../src/screen/program.js';
import type {Sheet} from '../../src/screen/sheet.js';
import {nextTheme, type ThemeName} from '../../src/screen/theme.js';
import {heard, shown} from '../helpers/program.js';

/** A seventh console, as somebody new would write it: errands with a list, a form and a clock. */
type State = {
  readonly errands: readonly {readonly what: string; readonly minutes: number}[];
  readonly at: number;
  readonly isRunning: boolean;
  readonly seconds: number;
  readonly notice: string;
  readonly theme: ThemeName;
};
type Message =
  | {readonly type: 'move'; readonly by: number}
  | {readonly type: 'at'; readonly index: number}
  | {readonly type: 'add'; readonly what: string; readonly minutes: number}
  | {readonly type: 'run'}
  | {readonly type: 'tick'; readonly elapsedMs: number};

const first: State = {
  ...{errands: [{what: 'water the plants', minutes: 5}], at: 0, isRunning: false, seconds: 0},
  ...{notice: '', theme: 'dark'},
};

function update(before: State, message: Message | CommonMessage): State {
  const state = before.notice === '' || message.type === 'tick' ? before : {...before, notice: ''};
  switch (message.type) {
    case 'move':
      return {...state, at: Math.max(0, Math.min(state.errands.length - 1, state.at + message.by))};
    case 'at':
      return {...state, at: message.index};
    case 'add':
      return {...state, errands: [...state.errands, {what: message.what, minutes: message.minutes}], notice: `Added: ${message.what}.`};
    case 'run':
      return {...state, isRunning: !state.isRunning};
    case 'tick':
      return {...state, seconds: state.seconds + message.elapsedMs / 1000};
    case 'say':
      return {...state, notice: message.notice};
    default:
      return {...state, theme: nextTheme(state.theme), notice: `Theme: ${nextTheme(state.theme)}.`};
  }
}

const list: PanelView<State, Message> = {
  title: (_, width) => rule(width, [{at: 1, span: span('ERRANDS', 'bold')}]),
  need: ({errands}) => errands.length,
  lines: ({errands, at}) =>
    errands.map(({what, minutes}, index) => [
      span(index === at ? ' › ' : '   ', 'key'),
      span(what, index === at ? 'selected' : undefined),
      span(`  ${minutes} min`, 'dim'),
    ]),
  click: ({errands}, _width, _height, row) => (row < errands.length ? {type: 'at', index: row} : undefined),
};

const form: Sheet<State, Message> = {
  kind: 'form',
  id: 'add',
  title: () => 'A NEW ERRAND',
  fields: () => ({what: {label: 'what', asks: 'one thing to do'}, minutes: {label: 'minutes', asks: 'how long', suggestion: '10'}}),
  send: (_, {what = '', minutes = ''}) =>
    what === '' ? {missing: 'What is to be done?', field: 'what'} : {type: 'add', what, minutes: Number(minutes)},
};

const row = keyFor<State, Message>();
const keys: readonly Key<State, Message>[] = [
  row('a', 'Errands', ['main'], 'add an errand', () => ({effect: 'open', sheet: form}), {footer: 'add'}),
  row(['up k', 'down j'], 'Errands', ['main'], 'up and down', [() => ({type: 'move', by: -1}), () => ({type: 'move', by: 1})], {
    footer: 'move',
    footerKeys: '↑↓',
  }),
  row('space', 'Time', ['main'], 'start or stop the clock', () => ({type: 'run'}), {
    footer: ({isRunning}) => (isRunning ? 'stop' : 'start'),
  }),
  ...standardKeys<State, Message>({places: ['main'], comeBack: () => 'errands'}),
];

const errands: Program<State, State, Message> = {
  ...{name: 'errands', first, update, keys},
  view: state => state,
  ui: state => state,
  place: () => 'main',
  head: ({seconds}) => [[span(` Errands, ${Math.floor(seconds)} s`, 'accent')]],
  body: (_, {columns, rows}, over) => [{width: columns, parts: [{panel: over?.panel ?? list, height: rows}]}],
  small: () => [[span('Errands')]],
  clock: {isOn: ({isRunning}) => isRunning, tick: (_, elapsedMs) => ({type: 'tick', elapsedMs})},
};

describe('a seventh console, of a list, a form and a clock', () => {
  it('is worked with keys', () => {
    const screen = shown(errands);
    screen.press('a');
    screen.type('buy milk');
    screen.press('enter', 'enter');
    expect(screen.screen()).toContain('buy milk  10 min');
    expect(screen.screen()).toContain('Added: buy milk.');
    screen.press('down');
    expect(screen.screen()).toContain('› buy milk');
  });

  it('says what is missing in a form, and goes to it', () => {
    const screen = shown(errands);
    screen.press('a', 'enter', '5', 'enter');
    expect(screen.screen()).toContain('What is to be done?');
    screen.type('post');
    screen.press('enter', 'enter');
    expect(screen.screen()).toContain('post  5 min');
  });

  it('has the mouse: hints, rows, fields and the wheel', () => {
    const screen = shown(errands);
    screen.click('add');
    screen.click('minutes');
    screen.type('3');
    screen.click('what');
    screen.type('sweep');
    screen.press('enter', 'enter');
    screen.click('sweep');
    expect(screen.screen()).toContain('› sweep');
    screen.wheel(-1, 'sweep');
    expect(screen.screen()).toContain('› water the plants');
  });

  it('has a palette, help, colours, zoom, a way back, and can be left', () => {
    const screen = shown(errands);
    screen.press(':');
    screen.type('start');
    screen.press('enter');
    screen.pass(2000);
    expect(screen.screen()).toContain('Errands, 2 s');
    screen.press('?');
    expect(screen.screen()).toContain('add an errand');
    screen.press('escape', 'T');
    expect(screen.scene().view.theme).toBe('light');
    screen.press('Z');
    expect(screen.screen()).toContain('ERRANDS');
    screen.press('S');
    expect(screen.copied).toEqual(['errands']);
    screen.press('q');
    expect(screen.hasEnded()).toBe(true);
  });

  it('takes pastes as text, and one line of them', () => {
    const screen = shown(errands);
    screen.press('a');
    screen.run.paste('feed\nthe cat');
    expect(screen.screen()).toContain('feed the cat');
  });

  it('has a voice', () => {
    const listener = heard(errands);
    expect(listener.news()).toContain('Selected: water the plants, 5 minutes.');
    expect(listener.press('a')).toBe('A new errand.\nWhat: one thing to do.');
    expect(listener.press('x')).toBe('x');
    expect(listener.press('enter')).toBe('Minutes: 10. how long.');
    expect(listener.press('enter')).toContain('Added: x.');
    expect(listener.press('?')).toContain('a: add an errand.');
    listener.press('escape', 'space');
    expect(listener.pass(3000)).toContain('Errands, 3 seconds.');
    expect(listener.press('G')).toBe('capital G means nothing here. Question mark lists the keys.');
    expect(listener.press('i')).toContain('Selected: water the plants');
  });

  it('costs under 150 lines', async () => {
    const {readFileSync} = await import('node:fs');
    const text = readFileSync(new URL(import.meta.url), 'utf8');
    const own = text.slice(text.indexOf('/** A seventh console'), text.indexOf("describe('a seventh"));
    expect(own.split('\n').length).toBeLessThan(150);
  });
});
