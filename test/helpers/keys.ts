import type {Prepared} from '../../src/engine/simulate.js';
import {typed} from '../../src/screens/replay/commands.js';
import {commandFor} from '../../src/screens/replay/keymap.js';
import {scrollEndOf} from '../../src/screens/replay/layout.js';
import {reduce} from '../../src/screens/replay/reducer.js';
import type {Action} from '../../src/screens/replay/state.js';
import type {View} from '../../src/screens/replay/view.js';
import {size, viewOf} from './console.js';

/** Presses keys one after the other, as a person does; a key that means nothing is typed. */
export function pressed(prepared: Prepared, from: View, ...keys: readonly string[]): View {
  return keys.reduce((view, key) => {
    const send = (to: View, action: Action): View => viewOf(prepared, reduce(to.stage, to.state, action), to.stage);
    const input = key === 'space' ? ' ' : key.length === 1 ? key : '';
    const command = commandFor(key, view, scrollEndOf(view, size('80x24'))) ?? typed(view, key, input);
    if (command === undefined || command.type === 'quit' || command.type === 'copy' || command.type === 'lab') return view;
    if (command.type !== 'run') return send(view, command);
    const closed = send(view, {type: 'close'});
    return 'key' in command.deed ? pressed(prepared, closed, command.deed.key) : send(closed, command.deed);
  }, from);
}
