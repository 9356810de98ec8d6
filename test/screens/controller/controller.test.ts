import {describe, expect, it} from 'vitest';
import {controllerView} from '../../../src/drill/play/controller-view.js';
import {playOf} from '../../../src/drill/play/play.js';
import {type ControllerPort, localConsole} from '../../../src/drill/play/port.js';
import {beginning} from '../../../src/drill/play/session.js';
import type {DrillState} from '../../../src/drill/scenario/state.js';
import {width} from '../../../src/format/text.js';
import {namesOf} from '../../../src/screen/keys.js';
import {controllerProgram} from '../../../src/screens/controller/program.js';
import {size} from '../../helpers/console.js';
import {played, setUpSmall} from '../../helpers/drill.js';
import {on} from '../../helpers/drill-screens.js';
import {heard, shown} from '../../helpers/program.js';

const team = setUpSmall();
const inPlay = played(team, [
  {type: 'start-ex'},
  on(14),
  {type: 'believe', seat: 'dns', hypothesis: 'name-gone', probability: 0.6, because: 'a guess'},
]);
const before = beginning(team);
const after = played(
  team,
  [
    {type: 'end-ex'},
    {type: 'tell', scene: 'S1', text: 'nothing had an address'},
    {type: 'lock-story'},
    {type: 'reveal'},
    {type: 'improve', area: 'plan', action: 'a second writer', owner: 'database team', due: '2026-12-01', check: 'a game day'},
  ],
  inPlay,
);

/** The console of a drill that stands at a moment. */
function rowsOf(state: DrillState, on: string, more: Partial<ControllerPort> = {}, present: readonly string[] = []): readonly string[] {
  const port = {...localConsole(playOf(team), () => 0), view: () => ({...controllerView(team, state), present}), ...more};
  return shown(controllerProgram({port, theme: 'dark'}), size(on)).rows();
}

/** The console of the small drill, which goes on. */
function opened(at = size('120x40')) {
  const play = playOf(team);
  const port = localConsole(play, () => play.state().wallMs + 1000);
  return {...shown(controllerProgram({port, theme: 'dark'}), at), play};
}

describe('the controller’s console', () => {
  it.each(['80x24', '120x40'])('shows the drill in play at %s', async on => {
    const rows = rowsOf(inPlay, on);
    await expect(`${rows.map(row => row.trimEnd()).join('\n')}\n`).toMatchFileSnapshot(`../../golden/drill-console-${on}.txt`);
  });

  it.each([
    {name: 'brief', state: before, on: '80x24'},
    {name: 'brief', state: before, on: '120x40'},
    {name: 'after', state: after, on: '80x24'},
    {name: 'after', state: after, on: '120x40'},
  ])('shows $name at $on', async ({name, state, on}) => {
    const invite = () => ({seats: 'ABCD-EFGH@127.0.0.1:7424', controller: 'ABCD-EFGH-JKMN@127.0.0.1:7424'});
    const rows = rowsOf(state, on, {invite}, ['ic']);
    await expect(`${rows.map(row => row.trimEnd()).join('\n')}\n`).toMatchFileSnapshot(`../../golden/drill-console-${name}-${on}.txt`);
  });

  it('says what to do next, at every moment, in one line of 80 columns', () => {
    const next = (state: DrillState) => rowsOf(state, '80x24')[2] ?? '';
    expect(next(before)).toContain('0 of 3 seats are here. space begins');
    expect(next(inPlay)).toContain('DP-04 is being decided: time stands until it is made. i gives a hint.');
    expect(next(played(team, [{type: 'pause'}], inPlay))).toContain('Paused. space goes on.');
    expect(next(played(team, [{type: 'halt'}], inPlay))).toContain('! goes on');
    expect(next(played(team, [{type: 'end-ex'}], inPlay))).toContain('L locks it, v reveals');
    expect(next(after)).toContain('v reveals step 3 of 5');
    for (const state of [before, inPlay, after]) expect(next(state)).not.toContain('…');
  });

  it('says that it is private, and that it is an exercise', () => {
    expect(rowsOf(inPlay, '80x24')[0]).toMatch(/EXERCISE.*CONTROLLER – PRIVATE/);
  });

  it('is as large as the terminal in every line', () => {
    for (const on of ['80x24', '120x40', '200x60']) for (const row of rowsOf(inPlay, on)) expect(width(row)).toBe(size(on).columns);
  });
});

describe('the keys of the controller’s console', () => {
  it('are bound once each', () => {
    const names = controllerProgram({port: localConsole(playOf(team), () => 0), theme: 'dark'})
      .keys.filter(({places}) => places.includes('console'))
      .flatMap(namesOf);
    expect(names).toEqual([...new Set(names)]);
  });

  it('release, hold, skip, edit, add, pause, pace and observe with a key each, and take the last one back', () => {
    const {press, type, screen, play} = opened();
    const status = (id: string) => play.state().rows[id]?.status;
    press('space');
    expect(screen()).toContain('in play');
    press('h');
    expect(status('Q-01')).toBe('held');
    press('u');
    expect(status('Q-01')).toBe('waiting');
    press('s');
    expect(status('Q-01')).toBe('skipped');
    press('u');
    expect(status('Q-01')).toBe('waiting');
    press('e');
    expect(screen()).toContain('WORDS');
    type('Everything is slow.');
    press('enter', 'r');
    expect(play.state().messages.map(({text}) => text)).toEqual(['Everything is slow.']);
    press('a', 'enter', 'enter');
    type('A regulator calls.');
    press('enter');
    expect(play.state().messages.at(-1)).toMatchObject({inject: null, text: 'A regulator calls.', to: ['all']});
    press('+');
    expect(play.state().pace).toBe(2);
    press('-', '-');
    expect(screen()).toContain('That is real time.');
    press('o');
    type('the team says what it sees');
    press('enter');
    expect(play.state().observations.map(({text}) => text)).toEqual(['the team says what it sees']);
    press('space');
    expect(play.state().isPaused).toBe(true);
    press('!');
    expect(screen()).toContain('HALT');
  });

  it('give a hint on what is being decided, and end the exercise', () => {
    const {press, type, screen, play} = opened();
    press('i');
    expect(screen()).toContain('The drill is not being played.');
    press('space');
    for (let minutes = 0; minutes < 30; minutes++) play.take(on(1), 0);
    press('i', 'enter');
    expect(play.state().hints.length).toBe(1);
    press('E', 'y');
    expect(play.state().phase).toBe('hotWash');
    press('space');
    expect(screen()).toContain('The exercise is over.');
    press('v');
    expect(screen()).toContain('First the team tells its own story');
    press('t', 'enter');
    type('Nothing had an address.');
    press('enter');
    expect(play.state().story).toMatchObject({S1: 'Nothing had an address.'});
    press('L', 'v');
    expect(play.state().revealed).toBe(2);
    press('w', 'enter', 'down');
    type('database team');
    press('enter', 'enter', 'enter');
    expect(screen()).toContain('✖ An improvement needs an owner and a date');
    press('up');
    type('2026-12-01');
    press('enter', 'enter');
    expect(play.state().improvements).toMatchObject([{owner: 'database team', due: '2026-12-01'}]);
  });

  it('halt whatever is open, but where they are text', () => {
    const {press, screen, play} = opened();
    press('space', 'E', '!');
    expect(play.state()).toMatchObject({isHalted: true, phase: 'play'});
    expect(screen()).not.toContain('SURE?');
    press('!', 'y');
    expect(play.state().isHalted).toBe(false);
    press('n', '!');
    expect(play.state().isHalted).toBe(true);
    press('!', 'y', 'b', '!');
    expect(play.state().isHalted).toBe(true);
    press('!', 'y', 'o', '!');
    expect(play.state().isHalted).toBe(false);
    expect(screen()).toContain('seen        !▏');
  });

  it('reach an input that is answered later, and say why it is refused', async () => {
    const play = playOf(team);
    const local = localConsole(play, () => 0);
    const port: ControllerPort = {...local, send: async input => local.send(input)};
    const {press, screen} = shown(controllerProgram({port, theme: 'dark'}));
    press('space');
    await expect.poll(screen).toContain('StartEx.');
    press('o', 'enter');
    await expect.poll(screen).toContain('✖ An observation needs words.');
  });

  it('leave only after a question', () => {
    const {press, screen, hasEnded} = opened();
    press('q');
    expect(screen()).toContain('Leave the console?');
    press('n', 'q', 'y');
    expect(hasEnded()).toBe(true);
  });
});

describe('what every screen has, on the controller’s console', () => {
  it('has help, a palette, themes, zoom, and a way back to copy', () => {
    const {press, type, screen, scene, copied, play} = opened(size('80x24'));
    press('?');
    expect(screen()).toContain('HALT – real incident; go on');
    press('escape', ':');
    type('begin ');
    press('escape', ':');
    type('startex');
    press('enter');
    expect(play.state().phase).toBe('play');
    press('T');
    expect(screen()).toContain('Theme: ');
    press('Z');
    expect(scene().isZoomed).toBe(true);
    press('S');
    expect(copied).toEqual(['incident-replay drill join --controller CODE']);
  });

  it('a click chooses a row, a hint presses its key, and the wheel reads on in the book', () => {
    const {press, click, wheel, scene, screen, play} = opened({columns: 120, rows: 24});
    press('space');
    click('Q-02');
    expect(scene().view.row).toBe('Q-02');
    wheel(1, 'THE BOOK');
    expect(scene().view).toMatchObject({row: 'Q-02', scroll: 0}); // it is all in sight
    click('skip');
    expect(play.state().rows['Q-02']?.status).toBe('skipped');
    click('Q-02 skipped'); // the notice makes room for the keys
    click('observe');
    expect(screen()).toContain('WHAT YOU SAW');
  });

  it('is heard: what comes, what is to be decided, a halt, and never the clock alone', () => {
    const play = playOf(team);
    const person = heard(controllerProgram({port: localConsole(play, () => play.state().wallMs + 1000), theme: 'dark'}));
    expect(person.news()).toContain('CONTROLLER, PRIVATE');
    expect(person.press('space')).toContain('StartEx.');
    play.take(on(3), 0);
    expect(person.news()).toContain('Given: Q-01');
    play.take(on(1), 0);
    expect(person.news()).toBe('');
    for (let minutes = 0; minutes < 10; minutes++) play.take(on(1), 0);
    expect(person.news()).toContain('To be decided: What may still write the name?');
    play.take({type: 'halt'}, 0);
    expect(person.news()).toContain('HALT');
    expect(person.press('o', 'n')).toContain('Seen:');
    const place = person.press('escape', 'I');
    expect(place).toContain('Selected: Q-03, waits');
    expect(place).toContain('It is so: The name has no address.');
    expect(place).not.toMatch(/[○●✓▶]|operational/);
  });
});
