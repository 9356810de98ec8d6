import {printable} from '../../../format/text.js';
import {fitLine, type Line, rule, type Span, span} from '../../../screen/line.js';
import {chosenOf} from '../choice.js';
import type {PanelView} from '../panel.js';
import type {Action} from '../state.js';
import type {View} from '../view.js';

export type Listing<Row> = {
  /** Words of the title, each at its column. */
  title(view: View): readonly {readonly at: number; readonly span: Span}[];
  /** What stands before the text that is typed. */
  readonly prompt: string;
  /** Lines between the text and the list: as many whatever they say, so that the list keeps its place. */
  head(view: View, rows: readonly Row[], width: number): readonly Line[];
  rows(view: View): readonly Row[];
  line(view: View, row: Row, isChosen: boolean, width: number): Line;
  /** What the list says when it is empty. */
  readonly empty: string;
};

/** A text field and below it a list, one row of which is chosen; a click chooses. */
export function listing<Row>({title, prompt, head, rows, line, empty}: Listing<Row>): PanelView {
  const above = (view: View, all: readonly Row[], width: number): readonly Line[] => {
    const text = 'text' in view.state.overlay ? view.state.overlay.text : '';
    return [[span(` ${prompt} `, 'accent'), span(printable(text), 'bold'), span('▏', 'accent')], ...head(view, all, width)];
  };
  /** The first row that is shown: the chosen one is in the middle, except near the ends. */
  const firstOf = (view: View, count: number, room: number): number =>
    Math.max(0, Math.min(chosenOf(view, count) - Math.floor(room / 2), count - room));
  return {
    title(view, width) {
      const all = rows(view);
      const words = all.length === 0 ? '' : `${chosenOf(view, all.length) + 1} of ${all.length}`;
      return rule(width, [...title(view), ...(words === '' ? [] : [{at: width - words.length - 3, span: span(words, 'dim')}])]);
    },
    lines(view, width, height) {
      const all = rows(view);
      const fixed = above(view, all, width);
      if (all.length === 0) return [...fixed, [span(` ${empty}`, 'dim')]];
      const room = Math.max(0, height - fixed.length);
      const first = firstOf(view, all.length, room);
      const chosen = chosenOf(view, all.length);
      return [
        ...fixed,
        ...all.slice(first, first + room).map((row, index) => fitLine(line(view, row, first + index === chosen, width), width)),
      ];
    },
    need: (view, width) => {
      const all = rows(view);
      return above(view, all, width).length + Math.max(1, all.length);
    },
    click(view, width, height, row): Action | undefined {
      const all = rows(view);
      const fixed = above(view, all, width).length;
      const index = firstOf(view, all.length, Math.max(0, height - fixed)) + row - fixed;
      return row < fixed || index >= all.length ? undefined : {type: 'choose', index};
    },
  };
}
