import {type Key, type Keyed, keyFor} from './keys.js';
import type {Does, Scene} from './program.js';
import {type OpenSheet, sheetPlace, sheetPlaces} from './sheet.js';

/** What a key does to the sheet that is open; the runtime obeys it. */
export type SheetDoes =
  | {readonly effect: 'close'}
  /** To another row or field, or lines; `by` lines or rows. */
  | {readonly effect: 'move'; readonly by: number}
  | {readonly effect: 'choose'; readonly index: number}
  /** Takes what is chosen; in a form goes on to the next field, at last sends it. */
  | {readonly effect: 'take'}
  | {readonly effect: 'turn'; readonly by: 1 | -1}
  | {readonly effect: 'erase'; readonly isAll: boolean}
  | {readonly effect: 'sheet-key'};

// biome-ignore lint/suspicious/noExplicitAny: keys of any program
type Any = any;

const row = keyFor<Any, Any>();
const does = (what: SheetDoes) => () => what as unknown as Does<Any>;
const [read, list, search, form, prompt, confirm] = sheetPlaces;
const lists = [list, search];
const typing = [search, form, prompt];

const numbers: readonly Key<Any, Any>[] = Array.from({length: 9}, (_, index) =>
  row(String(index + 1), 'Sheet', [list], '', does({effect: 'choose', index}), index === 0 ? {footer: 'pick', footerKeys: '1-9'} : {}),
);

/** The keys of every sheet; earlier rows win. What a sheet that is read does not take, the screen below it answers. */
const sheetKeys: readonly Key<Any, Any>[] = [
  ...numbers,
  row('enter', 'Sheet', lists, '', does({effect: 'take'}), {footer: 'take'}),
  row('enter', 'Sheet', [form], '', does({effect: 'take'}), {footer: 'next, done'}),
  row('enter', 'Sheet', [prompt], '', does({effect: 'take'}), {footer: 'go'}),
  row('y enter', 'Sheet', [confirm], '', does({effect: 'take'}), {footer: 'yes'}),
  row('n', 'Sheet', [confirm], '', does({effect: 'close'}), {footer: 'no'}),
  row(['left', 'right'], 'Sheet', [form], '', [does({effect: 'turn', by: -1}), does({effect: 'turn', by: 1})]),
  row(['up', 'down'], 'Sheet', lists, '', [does({effect: 'move', by: -1}), does({effect: 'move', by: 1})], {
    footer: 'choose',
    footerKeys: '↑↓',
  }),
  row(['up k', 'down j'], 'Sheet', [read], '', [does({effect: 'move', by: -1}), does({effect: 'move', by: 1})]),
  row(['shift-tab up', 'tab down'], 'Sheet', [form], '', [does({effect: 'move', by: -1}), does({effect: 'move', by: 1})], {
    footer: 'field',
    footerKeys: '↑↓',
  }),
  row(['page-up', 'page-down'], 'Sheet', [read, ...lists], '', [does({effect: 'move', by: -8}), does({effect: 'move', by: 8})]),
  row('backspace', 'Sheet', typing, '', does({effect: 'erase', isAll: false})),
  row('ctrl-u', 'Sheet', typing, '', does({effect: 'erase', isAll: true})),
  row('enter', 'Program', [read], '', does({effect: 'close'})),
  row('escape', 'Program', sheetPlaces, '', does({effect: 'close'}), {footer: 'close'}),
  row('?', 'Program', [read], '', does({effect: 'close'})),
];

const own = (open: OpenSheet): readonly Key<Any, Any>[] => {
  const {sheet} = open;
  if (sheet.kind !== 'list' || sheet.key === undefined) return [];
  return [row(sheet.key.name, 'Sheet', [sheetPlace(open)], '', does({effect: 'sheet-key'}), {footer: sheet.key.footer})];
};

/** The keys that count in a scene: those of what is open, those of the screen that name it; below a text that is read, all of the screen. */
export function keyedIn({program, view, sheet}: Scene): Keyed<Any, Any> {
  if (sheet === null) return program;
  const place = sheetPlace(sheet);
  const below = sheet.sheet.kind === 'read' ? program.place(view) : null;
  const reached = (program.keys as readonly Key<Any, Any>[]).map(key =>
    below !== null && key.places.includes(below) ? {...key, places: [place], footer: readFooter(key)} : key,
  );
  return {keys: [...own(sheet), ...sheetKeys, ...reached], place: () => place};
}

/** Below a text only the keys of the program are named. */
const readFooter = (key: Key<Any, Any>): NonNullable<Key<Any, Any>['footer']> =>
  key.group === 'Program' && key.footer !== 'help' ? (key.footer ?? '') : '';
