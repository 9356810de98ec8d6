import type {PanelView as Panel} from '../../../screen/panel.js';
import {scrolling as scrollingFor} from '../../../screen/scrolling.js';
import type {Column as ColumnOf, Want as WantOf} from '../../../screen/stack.js';
import type {Action} from './state.js';
import type {View} from './view.js';

/** The pieces of a screen, as those of the replay. */
export type PanelView = Panel<View, Action>;
export type Column = ColumnOf<View, Action>;
export type Want = WantOf<View, Action>;
export const scrolling = scrollingFor<View>;
