/** A key as Ink hands it on. */
type Key = Readonly<
  Record<
    | ('upArrow' | 'downArrow' | 'leftArrow' | 'rightArrow' | 'pageUp' | 'pageDown' | 'home' | 'end')
    | ('return' | 'escape' | 'tab' | 'backspace' | 'delete' | 'ctrl' | 'shift'),
    boolean
  >
>;

/** A key as the key table writes it: `space`, `left`, `shift-left`, `ctrl-r`, `enter`, `escape`, or the character itself. */
export function nameOfKey(input: string, key: Key): string {
  const shift = key.shift ? 'shift-' : '';
  if (key.leftArrow) return `${shift}left`;
  if (key.rightArrow) return `${shift}right`;
  if (key.upArrow) return 'up';
  if (key.downArrow) return 'down';
  if (key.pageUp) return 'page-up';
  if (key.pageDown) return 'page-down';
  if (key.home) return 'home';
  if (key.end) return 'end';
  if (key.tab) return `${shift}tab`;
  if (key.return) return 'enter';
  if (key.escape) return 'escape';
  if (key.backspace || key.delete) return 'backspace';
  if (key.ctrl) return `ctrl-${input}`;
  if (input === ' ') return 'space';
  return input;
}

const letters: Readonly<Record<string, string>> = {A: 'up', B: 'down', C: 'right', D: 'left', F: 'end', H: 'home', Z: 'tab'};
const numbers: Readonly<Record<string, string>> = {
  1: 'home',
  3: 'backspace',
  4: 'end',
  5: 'page-up',
  6: 'page-down',
  7: 'home',
  8: 'end',
};
const controls: Readonly<Record<string, string>> = {'\r': 'enter', '\t': 'tab', '\b': 'backspace', '\u007F': 'backspace', ' ': 'space'};
const sequenceForm = /^(?:O|\[)(?:1;)?(\d*)(?:;(\d+))?([A-Za-z~])$/;

/** What a keyboard sends for one key: its name as `nameOfKey` gives it, and the text that it types. */
export function keyOfSequence(sequence: string): {readonly name: string; readonly input: string} {
  const rest = sequence.replace(/^\u001B+/, '');
  if (rest === '') return {name: 'escape', input: ''};
  if (Object.hasOwn(controls, rest)) return {name: controls[rest] ?? '', input: rest === ' ' ? ' ' : ''};
  if (rest < ' ') return {name: `ctrl-${String.fromCharCode(rest.charCodeAt(0) + 96)}`, input: ''};
  if (rest === sequence || rest.length === 1) return {name: rest, input: rest};
  const [, number = '', second = '', final = ''] = sequenceForm.exec(rest) ?? [];
  const name = (final === '~' ? numbers[number] : letters[final]) ?? '';
  const modifiers = Number((final === '~' ? second : number) || 1) - 1;
  const hasShift = final === 'Z' || (modifiers & 1) === 1;
  return {name: hasShift && ['left', 'right', 'tab'].includes(name) ? `shift-${name}` : name, input: ''};
}

const pictures: Readonly<Record<string, string>> = {
  left: '←',
  right: '→',
  up: '↑',
  down: '↓',
  'shift-left': '⇧←',
  'shift-right': '⇧→',
  'shift-tab': '⇧tab',
  'page-up': 'page up',
  'page-down': 'page down',
  escape: 'esc',
};

/** A key as a person reads it. */
export const pictureOfKey = (name: string): string => pictures[name] ?? name;

const spokenNames: Readonly<Record<string, string>> = {
  ...{left: 'left arrow', right: 'right arrow', up: 'up arrow', down: 'down arrow', 'page-up': 'page up', 'page-down': 'page down'},
  ...{'shift-left': 'shift left arrow', 'shift-right': 'shift right arrow', 'shift-tab': 'shift tab', 'ctrl-r': 'control R'},
  ...{',': 'comma', '.': 'period', '<': 'less than', '>': 'greater than', '[': 'left bracket', ']': 'right bracket'},
  ...{'/': 'slash', "'": 'apostrophe', '?': 'question mark', $: 'dollar', ':': 'colon', '"': 'quote', '-': 'minus', '+': 'plus'},
  ...{'ctrl-c': 'control C', 'ctrl-z': 'control Z', 'ctrl-l': 'control L', ' ': 'space'},
};

/** A key in a word: what a screen reader would leave out is spelled. Of two letters that differ in case alone, the big one is `capital`. */
export const wordOfKey = (name: string): string => spokenNames[name] ?? (/^[A-Z]$/.test(name) ? `capital ${name}` : name);
