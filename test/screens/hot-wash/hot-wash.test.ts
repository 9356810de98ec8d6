import {describe, expect, it} from 'vitest';
import {hotWashOf} from '../../../src/drill/play/hot-wash.js';
import type {Input} from '../../../src/drill/play/input.js';
import {observe} from '../../../src/drill/play/observe.js';
import {playOf} from '../../../src/drill/play/play.js';
import {revealing} from '../../../src/drill/report/reveal.js';
import {width} from '../../../src/format/text.js';
import {namesOf} from '../../../src/screen/keys.js';
import {hotWashProgram} from '../../../src/screens/hot-wash/program.js';
import {alone, on} from '../../helpers/drill-screens.js';
import {heard, shown} from '../../helpers/program.js';

const played: readonly Input[] = [
  {type: 'start-ex'},
  on(14),
  {type: 'look', seat: 'you', panel: 'resolver'},
  {type: 'believe', seat: 'you', hypothesis: 'name-gone', probability: 0.7, because: 'zero addresses'},
  {type: 'decide', seat: 'you', decision: 'DP-04', option: 'b', ranking: ['b', 'a'], reason: 'it costs little and says much'},
  on(60),
  {type: 'end-ex'},
];
const ended: readonly Input[] = [...played, {type: 'tell', scene: 'S1', text: 'The name was empty, and we were slow to write it.'}];
const told: readonly Input[] = [
  ...ended,
  {type: 'lock-story'},
  ...[1, 2, 3, 4].map((): Input => ({type: 'reveal'})),
  {type: 'improve', area: 'plan', action: 'a second writer', owner: 'on-call lead', due: '2026-12-01', check: 'the next drill'},
];

/** The hot wash of the small drill, after what was done in it. */
function hotWash(inputs: readonly Input[]) {
  const play = playOf(alone);
  for (const input of inputs) expect(play.take(input, 0)).toBe(null);
  const [seat] = alone.seats;
  if (seat === undefined) throw new Error('a drill alone has a seat');
  const reveals = revealing(alone);
  const program = hotWashProgram({
    after: () => hotWashOf(alone, play.state(), seat),
    reveal: () => observe(alone, play.state(), {kind: 'seat', seat}, reveals).reveal,
    send: input => play.take(input, 0),
    journal: 'quiet-sunday.jsonl',
    theme: 'dark',
  });
  return {play, program};
}

/** Somebody who presses enter until a page has come. */
function opened(inputs: readonly Input[], title: string, size = {columns: 80, rows: 24}) {
  const {play, program} = hotWash(inputs);
  const person = shown(program, size);
  for (let pages = 0; pages < 20 && !(person.rows()[2] ?? '').includes(title); pages++) person.press('enter');
  person.pass(1);
  return {...person, play};
}

const pages = [
  {name: 'story', inputs: ended, title: 'TELL IT'},
  {name: 'question', inputs: ended, title: 'LOOKING BACK'},
  {name: 'lock', inputs: ended, title: 'BEFORE THE REVEAL'},
  {name: 'impact', inputs: told, title: 'WHAT IT COST'},
  {name: 'history', inputs: told, title: 'THE NIGHT ITSELF'},
  {name: 'best', inputs: told, title: 'THE BEST KNOWN PLAN'},
  {name: 'mechanism', inputs: told, title: 'HOW IT WORKED'},
  {name: 'improve', inputs: told, title: 'ONE TO THREE CHANGES'},
  {name: 'done', inputs: told, title: 'WHAT YOU KEEP'},
] as const;

describe('after EndEx', () => {
  for (const size of [
    {columns: 80, rows: 24},
    {columns: 120, rows: 40},
    {columns: 200, rows: 60},
  ]) {
    it.each(pages)(`$name fills ${size.columns} by ${size.rows}, and begins with EXERCISE`, ({inputs, title}) => {
      const rows = opened(inputs, title, size).rows();
      expect(rows.length).toBe(size.rows);
      for (const row of rows) expect(width(row)).toBe(size.columns);
      expect(rows[0]).toContain('EXERCISE');
    });
  }

  it.each(pages)('shows $name at 80x24', async ({name, inputs, title}) => {
    const rows = opened(inputs, title).rows();
    await expect(`${rows.map(row => row.trimEnd()).join('\n')}\n`).toMatchFileSnapshot(`../../golden/drill-after-${name}-80x24.txt`);
  });

  it.each(pages.filter(({inputs}) => inputs === ended))(
    '$name says nothing of history, the best plan or the mechanism',
    ({inputs, title}) => {
      const text = opened(inputs, title, {columns: 200, rows: 60}).screen();
      for (const secret of ['AWS', 'An old plan overwrote a new one', 'The record stays', 'history  ']) expect(text).not.toContain(secret);
    },
  );
});

describe('the keys of the hot wash', () => {
  it.each(['typing', 'filling', 'reading', 'end'])('bind no key twice: %s', place => {
    const names = hotWash(ended)
      .program.keys.filter(({places}) => places.includes(place))
      .flatMap(namesOf);
    expect(names).toEqual([...new Set(names)]);
  });

  it('write the story, lock it, reveal it step by step, and write down changes', () => {
    const person = opened(played, 'TELL IT');
    person.type('Nothing had a name.');
    for (let pages = 0; pages < 20 && !person.screen().includes('LOOKING BACK · 2'); pages++) person.press('enter');
    expect(Object.values(person.play.state().story)).toContain('Nothing had a name.');
    person.type('How quiet it was');
    while (!person.screen().includes('BEFORE THE REVEAL')) person.press('enter');
    person.press('escape', 'escape', 'ctrl-u');
    while (!person.screen().includes('BEFORE THE REVEAL')) person.press('enter');
    expect(person.play.state().storyLockedWallMs).toBe(null);
    const steps = ['YOUR STORY', 'WHAT IT COST', 'THE NIGHT ITSELF', 'THE BEST KNOWN PLAN', 'HOW IT WORKED'];
    for (const [index, title] of steps.entries()) {
      person.press('enter');
      expect(person.rows()[2]).toContain(title);
      expect(person.play.state().revealed).toBe(index + 1);
      // Other plans are played in the background.
      if (index > 0) expect(person.rows()[3]).toContain('…');
      person.pass(1);
      expect(person.rows()[3]).not.toContain('…');
    }
    person.press('enter', 'enter');
    expect(person.rows()[2]).toContain('WHAT YOU KEEP');
    person.press('escape');
    person.type('plan');
    person.press('enter', 'enter', 'enter', 'enter', 'enter');
    expect(person.screen()).toContain('Say what is to be changed.');
    person.type('a second writer');
    person.press('enter');
    person.type('on-call lead');
    person.press('enter');
    person.type('soon');
    person.press('enter', 'enter');
    expect(person.screen()).toContain('Until when?');
    person.press('backspace', 'ctrl-u');
    person.type('2026-12-01');
    person.press('enter', 'enter');
    expect(person.play.state().improvements).toMatchObject([{area: 'plan', action: 'a second writer', due: '2026-12-01'}]);
    expect(person.screen()).toContain('✓ a second writer (on-call lead, 2026-12-01)');
    expect(person.rows()[2]).toContain('ONE TO THREE CHANGES');
  });

  it('take letters as text while something is written; escape leads out', () => {
    const person = opened(played, 'TELL IT');
    person.type('q? T');
    expect(person.screen()).toContain('q? T▏');
    person.press('escape');
    expect(person.screen()).toContain('KEYS');
    person.press('T');
    expect(person.screen()).toContain('Theme: ');
    person.press('escape', 'space');
    expect(person.screen()).toContain('q? T');
  });

  it('stop at the ends of a text', () => {
    const person = opened(told, 'HOW IT WORKED');
    person.press('up', 'page-up');
    expect(person.scene().view.state.scroll).toBe(0);
    for (let times = 0; times < 20; times++) person.press('page-down');
    expect(person.rows()[2]).not.toContain('more');
  });
});

describe('what every screen has, in the hot wash', () => {
  it('has help, a palette, themes, and a way back to copy', () => {
    const person = opened(told, 'WHAT IT COST');
    person.press('?');
    expect(person.screen()).toContain('back; on the first page, help');
    person.press('escape', 'S');
    expect(person.copied).toEqual(['incident-replay drill resume quiet-sunday.jsonl']);
    person.press(':');
    person.type('go on');
    person.press('enter');
    expect(person.rows()[2]).toContain('THE NIGHT ITSELF');
    person.press('q');
    expect(person.hasEnded()).toBe(true);
  });

  it('takes pastes, clicks on fields and hints, and the wheel', () => {
    const person = opened(told, 'ONE TO THREE CHANGES');
    person.click('   owner', 4);
    person.run.paste('a role,\nby its name');
    expect(person.screen()).toContain('› owner   a role, by its name▏');
    person.click('esc back');
    expect(person.rows()[2]).toContain('HOW IT WORKED');
    person.pass(1);
    person.wheel(1, 'HOW IT WORKED');
    expect(person.scene().view.state.scroll).toBeGreaterThanOrEqual(0);
  });

  it('is heard: a page whole, what is typed letter by letter', () => {
    const {program} = hotWash(played);
    const person = heard(program);
    expect(person.news()).toContain('TELL IT AS IT LOOKED TO YOU');
    expect(person.press('n')).toBe('n');
    expect(person.press('o')).toBe('o');
    expect(person.press('backspace')).toBe('Deleted. Left: n');
    expect(person.press('enter')).toContain('LOOKING BACK');
    for (let pages = 0; pages < 6; pages++) person.press('enter');
    person.pass(1);
    expect(person.press('i')).toContain('This scenario comes with no best known plan.');
  });
});
