import {type Line, rule, type Span, span} from './line.js';
import type {PanelView} from './panel.js';

export type Scrolling<V> = {
  /** Words of the title, each at its column. */
  title(view: V, width: number): readonly {readonly at: number; readonly span: Span}[];
  /** Lines that stay at the top. */
  head?(view: V, width: number): readonly Line[];
  lines(view: V, width: number): readonly Line[];
  /** How many lines are above the top. */
  scroll(view: V): number;
  /** What the title's right end says when nothing is hidden below. */
  readonly rest?: string;
};

/** A panel that up and down scroll; its title says how many lines are below. */
export function scrolling<V>({title, head = () => [], lines, scroll, rest = ''}: Scrolling<V>): PanelView<V, never> {
  return {
    scrolls: true,
    title(view, width, height) {
      const room = height - 1 - head(view, width).length;
      const hidden = Math.max(0, lines(view, width).length - room - scroll(view));
      const words = hidden > 0 ? `${hidden} more: ↓` : rest;
      return rule(width, [...title(view, width), ...(words === '' ? [] : [{at: width - words.length - 3, span: span(words, 'dim')}])]);
    },
    lines(view, width, height) {
      const fixed = head(view, width);
      const all = lines(view, width);
      const room = Math.max(0, height - fixed.length);
      const first = Math.max(0, Math.min(scroll(view), all.length - room));
      return [...fixed, ...all.slice(first, first + room)];
    },
    need: (view, width) => head(view, width).length + lines(view, width).length,
  };
}
