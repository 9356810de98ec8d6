import {describe, expect, it} from 'vitest';
import {hotWashOf} from '../../../src/drill/play/hot-wash.js';
import type {Input} from '../../../src/drill/play/input.js';
import {revealing} from '../../../src/drill/report/reveal.js';
import type {DrillState} from '../../../src/drill/scenario/state.js';
import {width} from '../../../src/format/text.js';
import {textOf} from '../../../src/screen/line.js';
import {initialAfter, type Page, pagesOf, valuesOf} from '../../../src/screens/hot-wash/state.js';
import {type AfterView, afterFrame} from '../../../src/screens/hot-wash/view.js';
import {played} from '../../helpers/drill.js';
import {alone, on} from '../../helpers/drill-screens.js';

const ended = played(alone, [
  {type: 'start-ex'},
  on(14),
  {type: 'look', seat: 'you', panel: 'resolver'},
  {type: 'believe', seat: 'you', hypothesis: 'name-gone', probability: 0.7, because: 'zero addresses'},
  {type: 'decide', seat: 'you', decision: 'DP-04', option: 'b', ranking: ['b', 'a'], reason: 'it costs little and says much'},
  on(60),
  {type: 'end-ex'},
  {type: 'tell', scene: 'S1', text: 'The name was empty, and we were slow to write it.'},
]);
const revealed: readonly Input[] = [{type: 'lock-story'}, ...[1, 2, 3, 4].map((): Input => ({type: 'reveal'}))];
const told = played(
  alone,
  [
    ...revealed,
    {type: 'improve', area: 'plan', action: 'a second writer', owner: 'on-call lead', due: '2026-12-01', check: 'the next drill'},
  ],
  ended,
);

const [seat] = alone.seats;
if (seat === undefined) throw new Error('a drill alone has a seat');

const viewAt = (state: DrillState, at: (page: Page) => boolean): AfterView => {
  const after = hotWashOf(alone, state, seat, revealing(alone));
  const page = pagesOf(after).findIndex(at);
  const values = valuesOf(pagesOf(after)[page], after);
  return {after, ui: {...initialAfter('dark'), page, values}, journal: 'quiet-sunday.jsonl'};
};

const isStep = (step: string) => (page: Page) => page.type === 'reveal' && page.step === step;
const pages: readonly {readonly name: string; readonly state: DrillState; readonly at: (page: Page) => boolean}[] = [
  {name: 'story', state: ended, at: ({type}) => type === 'story'},
  {name: 'question', state: ended, at: ({type}) => type === 'question'},
  {name: 'lock', state: ended, at: ({type}) => type === 'lock'},
  {name: 'impact', state: told, at: isStep('impact')},
  {name: 'history', state: told, at: isStep('history')},
  {name: 'best', state: told, at: isStep('best')},
  {name: 'mechanism', state: told, at: isStep('mechanism')},
  {name: 'improve', state: told, at: ({type}) => type === 'improve'},
  {name: 'done', state: told, at: ({type}) => type === 'done'},
];

describe('after EndEx', () => {
  for (const size of [
    {columns: 80, rows: 24},
    {columns: 120, rows: 40},
    {columns: 200, rows: 60},
  ]) {
    it.each(pages)(`22: $name fills ${size.columns} by ${size.rows}, and begins with EXERCISE`, ({state, at}) => {
      const rows = afterFrame(viewAt(state, at), size).map(textOf);
      expect(rows.length).toBe(size.rows);
      for (const row of rows) expect(width(row)).toBe(size.columns);
      expect(rows[0]).toContain('EXERCISE');
    });
  }

  it.each(pages)('shows $name at 80x24', async ({name, state, at}) => {
    const rows = afterFrame(viewAt(state, at), {columns: 80, rows: 24}).map(textOf);
    await expect(`${rows.map(row => row.trimEnd()).join('\n')}\n`).toMatchFileSnapshot(`../../golden/drill-after-${name}-80x24.txt`);
  });

  it.each(pages.filter(({state}) => state === ended))(
    '19: $name says nothing of history, the best plan or the mechanism',
    ({state, at}) => {
      const text = afterFrame(viewAt(state, at), {columns: 200, rows: 60}).map(textOf).join('\n');
      for (const secret of ['AWS', 'An old plan overwrote a new one', 'The record stays', 'history  ']) expect(text).not.toContain(secret);
    },
  );
});
