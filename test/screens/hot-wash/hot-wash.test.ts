import {describe, expect, it} from 'vitest';
import {hotWashOf} from '../../../src/drill/play/hot-wash.js';
import type {Input} from '../../../src/drill/play/input.js';
import {observe} from '../../../src/drill/play/observe.js';
import {playOf} from '../../../src/drill/play/play.js';
import {revealing} from '../../../src/drill/report/reveal.js';
import {width} from '../../../src/format/text.js';
import {hotWashProgram} from '../../../src/screens/hot-wash/program.js';
import {alone, on} from '../../helpers/drill-screens.js';
import {shown} from '../../helpers/program.js';

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
