import {aloud, sentence} from '../../../screen/aloud.js';
import {pictureOfKey, wordOfKey} from '../../../screen/key-names.js';
import {bindings, groups, keysOf, rowsOf} from '../keymap.js';
import {spokenBindings} from './keys.js';

/** What a picture of a key in the help stands for. */
const named: Readonly<Record<string, string>> = {
  ...Object.fromEntries(bindings.flatMap(({keys}) => keys).map(key => [pictureOfKey(key), wordOfKey(key)])),
  ...{'^C': 'control C', '^Z': 'control Z', '^L': 'control L'},
};

const pageKeys = 'page ↑ ↓';

const spelled = (shown: string): string =>
  shown === pageKeys
    ? 'page up, page down'
    : shown
        .split(' ')
        .map(key => named[key] ?? key)
        .join(', ')
        // Between the first and the last of a row of keys.
        .replace(', …, ', ' to ');

/** Every key with what it does, in the order of the help on the screen; the keys of this mode first. */
export const helpLines = (): readonly string[] => [
  ...spokenBindings.map(({keys, help}) => sentence(`${keys.map(wordOfKey).join(', ')}: ${help}`)),
  ...groups.flatMap(rowsOf).map(row => sentence(aloud(`${spelled(keysOf(row))}: ${row.help}`))),
  'FACT is the record. SIMULATED is worked out by the model.',
];
