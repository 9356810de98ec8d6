import {type Binding, contextOf, contexts} from '../keymap.js';
import type {View} from '../view.js';

/** Keys that mean something only where the console is heard. */
export const spokenBindings: readonly Pick<Binding, 'keys' | 'help' | 'contexts'>[] = [
  {
    keys: ['i'],
    help: 'where am I: time, plan, statuses and what is open; also while it plays',
    contexts: contexts.filter(context => context !== 'help' && context !== 'go-to' && context !== 'search'),
  },
];

/** Whether a key asks for the present state. */
export const asksForAll = (key: string, view: View): boolean =>
  spokenBindings.some(({keys, contexts: where}) => keys.includes(key) && where.includes(contextOf(view)));
