import type {Action} from './state.js';
import type {View} from './view.js';

/** Which row of the list below a text is chosen, of `count`; a list that got shorter has its last one chosen. */
export const chosenOf = ({state}: View, count: number): number =>
  'index' in state.overlay ? Math.max(0, Math.min(state.overlay.index, count - 1)) : 0;

/** The choice, some rows on or back. */
export const choose = (view: View, by: number, count: number): Action => ({
  type: 'choose',
  index: Math.max(0, Math.min(count - 1, chosenOf(view, count) + by)),
});
