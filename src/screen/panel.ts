import type {Line} from './line.js';

/**
 * A part of the screen: a title on a rule, and lines below it. Both are made for a width; the frame pads and cuts. `V`: what it is made
 * from; `M`: the messages that a click on it may ask for.
 */
export type PanelView<V, M = never> = {
  /** Exactly `width` columns. */
  title(view: V, width: number, height: number): Line;
  /** At most `height` lines are shown. */
  lines(view: V, width: number, height: number): readonly Line[];
  /** Rows it could fill. */
  need(view: V, width: number): number;
  /** Whether up and down scroll it. */
  readonly scrolls?: true;
  /** What a click on the content asks for: row 0 is the first line below the title, `height` the rows below it. */
  click?(view: V, width: number, height: number, row: number, column: number): M | undefined;
  /** Rows that page up and page down move its cursor by; `height`: rows below the title. */
  page?(view: V, width: number, height: number): number;
};
